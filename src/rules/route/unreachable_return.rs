//! ROUTE018: packets arrive at a network or site that has no way back to their sender.

use std::collections::BTreeMap;

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, ElementKind, Family};
use crate::routing::facts::{EndId, Facts};
use crate::routing::{At, Carried, Down, OutcomeClass, Routing};
use crate::rules::common::{all, lists};
use crate::rules::routed::Routed;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 18),
        name: "route-unreachable-return",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "packets arrive at a network or site that has no way back to their sender",
        rationale: "Both directions are followed through all tables. The rule speaks where some addresses are reached and certainly none of the sender's are reached back, and where no more specific rule does: for peerings without a route, for transit gateway tables, for routes that drop. Of inputs with more than 1000 networks and sites `netvet reach --matrix` tells it.",
        remedy: "Add or propagate a route back, or announce the sender's addresses; `netvet reach --path` shows where the answer is lost.",
        references: &[&refs::VPC_ROUTES],
        example: example!("ROUTE018"),
    },
    check: Check::Routed { wanted, check },
};

/// More networks and sites than this are not compared pair by pair.
const MOST: usize = 1000;

/// Senders that a message names; the rest is counted.
const NAMED: usize = 3;

fn wanted(cx: &Context<'_>) -> bool {
    let ends = cx.design.networks.len() + cx.design.sites.len();
    let joined = !cx.design.peerings.is_empty()
        || !cx.design.transit_gateways.is_empty()
        || !cx.design.virtual_gateways.is_empty();
    joined && (2..=MOST).contains(&ends)
}

/// Where answers of a network or site are lost.
#[derive(Default)]
struct Lost {
    senders: Vec<(EndId, Family)>,
    class: Option<OutcomeClass>,
    at: Option<At>,
}

fn check(cx: &Context<'_>, routed: &Routed<'_>, out: &mut Sink) {
    let routing = &routed.routing;
    let (changed, none) = (rustc_hash::FxHashMap::default(), Down::default());
    let facts = routing.facts(routing.view(&changed, &none));
    let mut lost: BTreeMap<EndId, Lost> = BTreeMap::new();
    for pair in routing.matrix(&facts, false, None) {
        let arrives = matches!(pair.forward, Carried::Delivered | Carried::Partial);
        if !arrives || pair.back != Carried::NotDelivered {
            continue;
        }
        let Some((class, at)) = end_of_answer(routing, &facts, (pair.to, pair.from), pair.family)
        else {
            continue;
        };
        let said_elsewhere = match (class, at) {
            (OutcomeClass::NoRoute, At::Elem(elem)) => {
                routing.elements.kind(elem) == ElementKind::TransitGateway
            }
            (OutcomeClass::NoRoute, At::Net(_)) => {
                only_a_peering(cx, routing, &facts, (pair.from, pair.to), pair.family)
            }
            (OutcomeClass::NoRoute | OutcomeClass::EdgeToEdge | OutcomeClass::Loop, _) => false,
            _ => true,
        };
        if !said_elsewhere {
            let lost = lost.entry(pair.to).or_default();
            lost.senders.push((pair.from, pair.family));
            lost.class.get_or_insert(class);
            lost.at.get_or_insert(at);
        }
    }
    for (end, lost) in lost {
        if let Some(draft) = finding(cx, routing, end, &lost) {
            out.push(draft);
        }
    }
}

/// What becomes of the first packets from one end to another.
fn end_of_answer(
    routing: &Routing,
    facts: &Facts,
    (from, to): (EndId, EndId),
    family: Family,
) -> Option<(OutcomeClass, At)> {
    let space = routing.prefixes.family(family);
    let wanted = routing.atoms_of(to);
    let mut ranges = wanted.iter().filter(|range| space.contains(&range.start));
    let range = ranges.next()?;
    let source = *routing.sources_of(from).first()?;
    let (_, outcome) = facts.within(source, range.clone()).next()?;
    let outcome = facts.outcomes.get(outcome);
    Some((outcome.class, outcome.at))
}

/// Whether packets come over a peering alone through which the other side has no route at all.
fn only_a_peering(
    cx: &Context<'_>,
    routing: &Routing,
    facts: &Facts,
    (from, to): (EndId, EndId),
    family: Family,
) -> bool {
    let space = routing.prefixes.family(family);
    let Some(answering) = routing.end_element(to) else {
        return false;
    };
    let wanted = routing.atoms_of(to);
    let ways = routing.sources_of(from).into_iter().flat_map(|source| {
        wanted
            .iter()
            .filter(|range| space.contains(&range.start))
            .flat_map(move |range| facts.within(source, range.clone()))
    });
    let mut peerings = ways.filter_map(|(_, outcome)| {
        let outcome = facts.outcomes.get(outcome);
        match (outcome.class, &*outcome.via) {
            (OutcomeClass::Delivered, [only])
                if routing.elements.kind(*only) == ElementKind::Peering =>
            {
                routing.elements.any(cx.design, *only)
            }
            _ => None,
        }
    });
    peerings.any(|peering| {
        let mut routes = cx.index.relations.routes.values(peering);
        !routes.any(|route| {
            let network = cx.design[route.table].network.get();
            network.map(AnyId::Network) == Some(answering)
        })
    })
}

fn finding(cx: &Context<'_>, routing: &Routing, end: EndId, lost: &Lost) -> Option<Draft> {
    let answering = routing.end_element(end)?;
    let head = cx.design.head(answering);
    if !lists(cx, ElementKind::RouteTable, head) {
        return None;
    }
    let mut senders: Vec<AnyId> = lost
        .senders
        .iter()
        .filter_map(|(sender, _)| routing.end_element(*sender))
        .collect();
    senders.dedup();
    let mut names: Vec<String> = senders
        .iter()
        .take(NAMED)
        .map(|any| cx.name_of(*any))
        .collect();
    if senders.len() > NAMED {
        names.push(format!("{} more", senders.len() - NAMED));
    }
    let packets = if lost
        .senders
        .iter()
        .all(|(_, family)| *family == Family::Ipv6)
    {
        "IPv6 packets"
    } else {
        "packets"
    };
    let place = lost.at.map(|at| routing.place(at)).unwrap_or_default();
    let why = match lost.class? {
        OutcomeClass::EdgeToEdge => {
            format!("answers end at {place}, which carries nothing through")
        }
        OutcomeClass::Loop => format!("answers come back to {place} again and again"),
        _ => format!("there is no route back at {place}"),
    };
    let mut draft = Draft::at(
        head.origin(),
        format!(
            "{packets} of {} reach {}, but none of the answers arrives: {why}",
            all(&names),
            cx.name_of(answering)
        ),
    )
    .help(format!(
        "Give {} a route back, or take away the way there; `netvet reach --path` shows each hop",
        cx.name_of(answering)
    ))
    .about(cx.subject_of(answering));
    for sender in senders.iter().take(NAMED) {
        draft = draft
            .also(cx.design.head(*sender).origin(), "packets come from here")
            .about(cx.subject_of(*sender));
    }
    if let AnyId::Network(network) = answering {
        for table in cx.index.relations.route_tables.of(network).iter().take(1) {
            draft = draft.also(cx.head(*table).origin(), "a table of the answering network");
        }
    }
    Some(draft.key("at", place))
}
