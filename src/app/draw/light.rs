//! What a picture of a path or of a failure brings out.

use super::super::reach::{self, ReachError, State};
use crate::diagram::{Focus, Highlight};
use crate::model::{AnyId, Design, ElementKind, Family};
use crate::profile::Profiles;
use crate::routing::{Answer, AnswerOutcome, At, Carried, Elem, End, OutcomeClass, Routing};

/// Pairs that a note names; the rest is counted.
const NAMED: usize = 6;

/// The way of packets from one end to another, where asked for, with elements failed.
///
/// # Errors
/// Where a reference means nothing or several things.
pub fn highlight(
    design: &Design,
    profiles: &Profiles,
    path: Option<(&str, &str)>,
    failed: &[String],
) -> Result<Highlight, ReachError> {
    let routing = reach::routing(design, profiles);
    let elements = reach::failed(&routing, failed)?;
    let state = State::with_failed(&routing, &elements);
    let mut highlight = Highlight::default();
    if !elements.is_empty() {
        let lost = routing.elements.closure(&elements);
        let lost = lost.all().iter().map(|elem| thing(design, &routing, *elem));
        highlight.lost = lost.collect();
        highlight.notes.push(breaks(&routing, &elements));
    }
    if let Some((from, to)) = path {
        follow(design, &routing, &state, (from, to), &mut highlight)?;
    }
    Ok(highlight)
}

/// An element of routing, as pictures know it.
pub(in crate::app) fn thing(design: &Design, routing: &Routing, elem: Elem) -> Focus {
    match routing.elements.any(design, elem) {
        Some(any) => Focus::Element(any),
        None => Focus::Named(
            Some(routing.elements.kind(elem)),
            routing.elements.id(elem).to_string(),
        ),
    }
}

/// What the failure of elements breaks, in a sentence.
fn breaks(routing: &Routing, elements: &[Elem]) -> String {
    let normal = State::default();
    let base = routing.facts(normal.view(routing));
    let failure = routing.fail(&base, elements);
    let names: Vec<String> = elements.iter().map(|e| routing.elements.path(*e)).collect();
    let mut pairs: Vec<String> = failure
        .pairs
        .iter()
        .filter(|pair| !pair.lost.is_empty())
        .map(|pair| {
            format!(
                "{} → {}",
                routing.end_name(pair.from),
                routing.end_name(pair.to)
            )
        })
        .collect();
    pairs.dedup();
    let more = pairs.len().saturating_sub(NAMED);
    pairs.truncate(NAMED);
    if more > 0 {
        pairs.push(format!("{more} more"));
    }
    let what = if pairs.is_empty() {
        "everything that arrived still arrives".to_owned()
    } else {
        format!("addresses are lost from {}", pairs.join(", "))
    };
    format!("with {} failed, {what}", names.join(" and "))
}

/// The sessions between virtual interfaces and sites on a path, and the customer gateways of its VPN connections.
fn beside(design: &Design, family: Family, path: &mut Vec<Focus>) {
    let mut more = Vec::new();
    let interfaces = path
        .iter()
        .any(|thing| matches!(thing, Focus::Element(AnyId::VirtualInterface(_))));
    let on_path = |any: AnyId| path.contains(&Focus::Element(any));
    for (id, peer) in design.bgp_peers.iter().filter(|_| interfaces) {
        let (Some(interface), Some(site)) = (peer.virtual_interface.get(), peer.site.get()) else {
            continue;
        };
        if peer.effective_family() == Some(family)
            && on_path(AnyId::VirtualInterface(interface))
            && on_path(AnyId::Site(site))
        {
            more.push(AnyId::BgpPeer(id));
            more.extend(peer.router.get().map(AnyId::SiteRouter));
        }
    }
    for thing in path.iter() {
        if let Focus::Element(AnyId::VpnConnection(id)) = thing {
            let gateway = design[*id].customer_gateway.get();
            more.extend(gateway.map(AnyId::CustomerGateway));
        }
    }
    path.extend(more.into_iter().map(Focus::Element));
}

/// Whether packets with such an outcome are where they should be.
fn arrived(class: OutcomeClass) -> bool {
    use OutcomeClass as C;
    matches!(class, C::Delivered | C::External | C::DeliveredAppliance)
}

/// The outcomes of an answer that are worth showing: where something arrives, that; else how packets are lost.
fn shown(answer: &Answer) -> impl Iterator<Item = &AnswerOutcome> {
    let any = answer.outcomes.iter().any(|outcome| arrived(outcome.class));
    answer
        .outcomes
        .iter()
        .filter(move |outcome| !any || arrived(outcome.class))
}

/// Everything that packets of an answer pass, ends included, each once.
pub(in crate::app) fn way(
    design: &Design,
    routing: &Routing,
    start: &End,
    answer: &Answer,
) -> Vec<Focus> {
    let mut path: Vec<Focus> = Vec::new();
    let mut add = |focus: Focus| {
        if !path.contains(&focus) {
            path.push(focus);
        }
    };
    for source in routing.starts(start) {
        let place = routing.end_element(routing.end_of(source));
        place.into_iter().for_each(|any| add(Focus::Element(any)));
    }
    for outcome in shown(answer) {
        for elem in outcome.via.iter().chain(outcome.paths.iter().flatten()) {
            add(thing(design, routing, *elem));
            if let Some(AnyId::VirtualInterface(id)) = routing.elements.any(design, *elem)
                && let Some(carrier) = design[id].connection.get()
            {
                add(Focus::Element(carrier));
            }
        }
        match outcome.at {
            At::Net(net) => routing.topology.nets[net as usize]
                .id
                .into_iter()
                .for_each(|id| add(Focus::Element(AnyId::Network(id)))),
            At::Site(site) => routing.topology.sites[site as usize]
                .id
                .into_iter()
                .for_each(|id| add(Focus::Element(AnyId::Site(id)))),
            At::Elem(elem) if routing.elements.kind(elem) != ElementKind::Network => {
                add(thing(design, routing, elem));
            }
            At::Elem(_) | At::Internet => {}
        }
    }
    beside(design, answer.family, &mut path);
    path
}

fn follow(
    design: &Design,
    routing: &Routing,
    state: &State,
    (from, to): (&str, &str),
    highlight: &mut Highlight,
) -> Result<(), ReachError> {
    let (start, goal) = (routing.end(from, true)?, routing.end(to, false)?);
    let answer = routing.answer(state.view(routing), &start, &goal, None, false);
    highlight.path = way(design, routing, &start, &answer);
    let mut ways: Vec<String> = shown(&answer)
        .map(|outcome| format!("{} at {}", outcome.class.word(), routing.place(outcome.at)))
        .collect();
    ways.sort();
    ways.dedup();
    let back = answer.back.map_or("", Carried::word);
    let back = if back.is_empty() {
        String::new()
    } else {
        format!("; the way back: {back}")
    };
    highlight.notes.push(format!(
        "path from {from} to {to} ({}): {}, {}{back}",
        answer.family.word(),
        answer.forward.word(),
        ways.join(", ")
    ));
    Ok(())
}
