//! BGP013: A network with both address families lies behind a virtual interface with sessions of one.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Family, Id, Network, VirtualInterface};
use crate::rules::direct_connect_gateway::ends;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 13),
        name: "bgp-missing-family",
        severity: Severity::Info,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a network with both address families lies behind a virtual interface with sessions of one",
        rationale: "What uses the other family cannot be reached over this interface.",
        remedy: "Add a session of the other family.",
        references: &[&refs::DX_API_2016, &refs::DX_ADD_PEER],
        example: example!("BGP013"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    if !cx.is_live(id) || !interface.peers_listed {
        return;
    }
    let peers = cx.index.relations.bgp_peers.of(id).iter();
    let mut families = Vec::new();
    for peer in peers.filter(|peer| !cx.head(**peer).state.phase.is_terminal()) {
        // A session whose family is not known may be the one.
        let Some(family) = cx.design[*peer].effective_family() else {
            return;
        };
        families.push(family);
    }
    let missing = match (
        families.contains(&Family::Ipv4),
        families.contains(&Family::Ipv6),
    ) {
        (true, false) => Family::Ipv6,
        (false, true) => Family::Ipv4,
        _ => return,
    };
    let offered = cx.profile(id).interfaces.families.get();
    if !offered.is_some_and(|offered| offered.contains(&missing)) {
        return;
    }
    let dual = |network: &Id<Network>| {
        let of = |family| {
            cx.design[*network]
                .live_cidrs()
                .any(|(cidr, _)| cidr.family() == family)
        };
        cx.is_live(*network) && of(Family::Ipv4) && of(Family::Ipv6)
    };
    let networks = behind(cx, id);
    let Some(network) = networks.iter().find(|network| dual(network)) else {
        return;
    };
    out.push(
        Draft::at(
            interface.head.origin(),
            format!(
                "{} has no {} session, but {} behind it uses both families",
                cx.name(id),
                missing.title(),
                cx.name(*network)
            ),
        )
        .also(cx.head(*network).origin(), "uses both")
        .help(format!("Add an {} session", missing.title()))
        .about(cx.subject(id))
        .about(cx.subject(*network))
        .key("family", missing.word()),
    );
}

fn behind(cx: &Context<'_>, id: Id<VirtualInterface>) -> Vec<Id<Network>> {
    let interface = &cx.design[id];
    if let Some(gateway) = interface.virtual_gateway.get() {
        return ends::networks_of(cx, gateway);
    }
    let Some(gateway) = interface.direct_connect_gateway.get() else {
        return Vec::new();
    };
    let mut networks: Vec<Id<Network>> = ends::networks_behind(cx, gateway)
        .into_iter()
        .map(|behind| behind.network)
        .collect();
    for association in cx.index.relations.associations.of(gateway) {
        let Some(AnyId::TransitGateway(hub)) = cx.design[*association].to.get() else {
            continue;
        };
        for attachment in cx.index.relations.attachments.of(hub) {
            if let Some(AnyId::Network(network)) = cx.design[*attachment].resource.get()
                && cx.is_live(*attachment)
                && cx.is_live(*association)
            {
                networks.push(network);
            }
        }
    }
    networks
}
