//! PEER016: a network peers with two that share addresses, and its answers go to one of them.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::index::{self, Overlap};
use crate::model::{AnyId, Cidr, Id, Network, Peering, Phase, Route, RouteTable};
use crate::rules::peering::sides;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 16),
        name: "peering-ambiguous-return",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a network peers with two that share addresses, and its answers go to one of them",
        rationale: "Packets of both arrive, but nothing checks where they came from: answers follow the longest prefix and reach the network that the one covering route leads to. The rule speaks where all tables of the network in the middle are in the input and none of them has a route to the shared addresses through the other peering.",
        remedy: "Renumber one of the two, or add more specific routes for the addresses that each of them really uses.",
        references: &[&refs::PEERING_ROUTES, &refs::PEERING_BASICS],
        example: example!("PEER016"),
    },
    check: Check::Network(check),
};

/// A peer of the network in the middle.
#[derive(Clone, Copy)]
struct Peer {
    peering: Id<Peering>,
    network: Id<Network>,
}

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let peers = cx.index.neighbours.peers(id);
    if peers.len() < 2 {
        return;
    }
    let blocks = peers
        .iter()
        .filter(|(_, peering)| {
            matches!(
                cx.head(*peering).state.phase,
                Phase::Active | Phase::Unstated
            )
        })
        .flat_map(|(network, peering)| {
            let peer = Peer {
                peering: *peering,
                network: *network,
            };
            let blocks = cx.design[*network].live_cidrs();
            blocks.map(move |(cidr, _)| (cidr, peer))
        });
    let shared = index::overlaps(blocks);
    if shared.is_empty() {
        return;
    }
    let Some(tables) = sides::all_tables(cx, id) else {
        return;
    };
    let mut said: Vec<(Id<Peering>, Id<Peering>)> = Vec::new();
    for Overlap {
        outer: (_, one),
        inner: (narrow, other),
    } in shared
    {
        if one.network == other.network || cx.overlap_is_intended(one.network, other.network) {
            continue;
        }
        for (used, unused) in [(one, other), (other, one)] {
            let pair = (used.peering, unused.peering);
            let Some((table, route)) = through(cx, tables, used.peering, narrow, true) else {
                continue;
            };
            if through(cx, tables, unused.peering, narrow, false).is_some()
                || !sends(cx, unused, id)
                || said.contains(&pair)
            {
                continue;
            }
            said.push(pair);
            out.push(finding(cx, id, (used, unused), (table, route), narrow));
        }
    }
}

/// The first route of some tables through a peering that covers a block as a whole, or has an address in common with it.
fn through<'a>(
    cx: &Context<'a>,
    tables: &[Id<RouteTable>],
    peering: Id<Peering>,
    block: Cidr,
    whole: bool,
) -> Option<(Id<RouteTable>, &'a Route)> {
    tables.iter().find_map(|table| {
        let mut routes = cx.design[*table].routes.iter().flatten();
        let found = routes.find(|route| {
            let there = route.target.link().and_then(|link| link.get());
            there == Some(AnyId::Peering(peering))
                && match route.to.get() {
                    Some(to) if whole => to.contains(block),
                    Some(to) => to.overlaps(block),
                    // What a prefix list or an unreadable destination covers may be just this.
                    None => !whole,
                }
        });
        found.map(|route| (*table, route))
    })
}

/// Whether a network may send something over its peering to the one in the middle.
fn sends(cx: &Context<'_>, peer: Peer, middle: Id<Network>) -> bool {
    let Some(_) = sides::all_tables(cx, peer.network) else {
        return true;
    };
    let mut routes = cx
        .index
        .relations
        .routes
        .values(AnyId::Peering(peer.peering));
    routes.any(|route| cx.design[route.table].network.get() != Some(middle))
}

fn finding(
    cx: &Context<'_>,
    id: Id<Network>,
    (used, unused): (Peer, Peer),
    (table, route): (Id<RouteTable>, &Route),
    shared: Cidr,
) -> Draft {
    Draft::at(
        route.span,
        format!(
            "{} peers with {} and {}, which both have {shared}, and sends all of it to {}: answers to {} go astray",
            cx.name(id),
            cx.name(used.network),
            cx.name(unused.network),
            cx.name(used.network),
            cx.name(unused.network)
        ),
    )
    .also(cx.head(used.peering).origin(), "where the answers go")
    .also(cx.head(unused.peering).origin(), "where packets come from, too")
    .help(format!(
        "Renumber one of the two, or add more specific routes through {}",
        cx.name(unused.peering)
    ))
    .about(cx.subject(id))
    .about(cx.route_subject(table, route))
    .about(cx.subject(used.network))
    .about(cx.subject(unused.network))
    .about(cx.subject(used.peering))
    .about(cx.subject(unused.peering))
    .key("shared", shared.to_string())
}
