//! BGP009: a session's link uses addresses that are used elsewhere.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::index::{Overlap, PrefixTable};
use crate::model::{AnyId, BgpPeer, Cidr, Id, Network, VirtualInterface, VpnTunnel};
use crate::rules::bgp::link;
use crate::rules::{Check, Context, Rule, refs};
use crate::source::{Span, Text};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 9),
        name: "bgp-link-overlap",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a BGP session's link overlaps another link, a tunnel or a network behind it",
        rationale: "A router with the same addresses on two links, or on a link and behind it, sends packets the wrong way. Two interfaces that share an address also cannot be moved to one connection.",
        remedy: "Give every link a subnet of its own that is used nowhere else.",
        references: &[&refs::DX_INTERFACES, &refs::VPN_TUNNELS],
        example: example!("BGP009"),
    },
    check: Check::Design(check),
};

/// The link of a session, with what decides about other links: connection, gateway, the customer's router.
#[derive(Clone, Copy)]
struct Used {
    peer: Id<BgpPeer>,
    interface: Id<VirtualInterface>,
    cidr: Cidr,
    span: Span,
}

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut links = Vec::new();
    for (peer, element) in cx.design.bgp_peers.iter() {
        let (Some(interface), true) = (element.virtual_interface.get(), link::live(cx, peer))
        else {
            continue;
        };
        if let Some((cidr, span)) = link::subnet(element) {
            links.push(Used {
                peer,
                interface,
                cidr,
                span,
            });
        }
    }
    between_links(cx, &links, out);
    for used in &links {
        behind(cx, *used, out);
        tunnels(cx, *used, out);
    }
}

/// What two links must not share: the connection or group, or the customer's router.
fn carriers(cx: &Context<'_>, used: Used) -> Vec<(bool, Text)> {
    let interface = &cx.design[used.interface];
    let connection = interface.connection.get().map_or_else(
        || interface.connection.id.get(),
        |id| Some(cx.design.head(id).printed_id()),
    );
    let router = cx.design[used.peer]
        .router
        .get()
        .map(|id| cx.head(id).printed_id());
    let mut carriers: Vec<(bool, Text)> = connection.map(|id| (true, id)).into_iter().collect();
    carriers.extend(router.map(|id| (false, id)));
    carriers
}

fn between_links(cx: &Context<'_>, links: &[Used], out: &mut Sink) {
    let mut by_carrier: Vec<((bool, Text), Used)> = links
        .iter()
        .flat_map(|used| {
            carriers(cx, *used)
                .into_iter()
                .map(|carrier| (carrier, *used))
        })
        .collect();
    by_carrier.sort_by_key(|(carrier, used)| (*carrier, used.peer));
    let mut said: Vec<(Id<BgpPeer>, Id<BgpPeer>)> = Vec::new();
    for group in by_carrier.chunk_by(|a, b| a.0 == b.0) {
        let table = PrefixTable::new(group.iter().map(|(_, used)| (used.cidr, *used)));
        for Overlap {
            outer: (_, first),
            inner: (_, second),
        } in table.nested()
        {
            let pair = (first.peer.min(second.peer), first.peer.max(second.peer));
            // Two sessions of one interface are judged by their family; a pair on one connection and one router is one pair.
            if first.interface == second.interface || said.contains(&pair) {
                continue;
            }
            said.push(pair);
            let draft = Draft::at(
                second.span,
                format!(
                    "{} uses {}, which overlaps {} of {}",
                    link::name(cx, second.peer),
                    second.cidr,
                    first.cidr,
                    link::name(cx, first.peer)
                ),
            )
            .also(first.span, "the other link")
            .help("Give every link of a router or connection a subnet of its own")
            .key("link", second.cidr.to_string());
            out.push(
                link::about(cx, draft, second.peer)
                    .about(cx.subject(first.peer))
                    .about(cx.subject(first.interface)),
            );
        }
    }
}

/// Networks that the session leads to.
fn behind(cx: &Context<'_>, used: Used, out: &mut Sink) {
    for (cidr, block) in cx.index.prefixes.networks.overlapping(used.cidr) {
        if !leads_to(cx, used.interface, block.owner) {
            continue;
        }
        let span = cx.design[block.owner]
            .cidrs
            .get(block.nth as usize)
            .and_then(|block| block.cidr.span());
        let draft = Draft::at(
            used.span,
            format!(
                "{} uses {}, which overlaps {cidr} of {} behind it",
                link::name(cx, used.peer),
                used.cidr,
                cx.name(block.owner)
            ),
        )
        .also(
            span.unwrap_or_else(|| cx.head(block.owner).origin()),
            "the network's block",
        )
        .help("Take a subnet for the link that no network behind it uses")
        .key("network", cidr.to_string());
        out.push(link::about(cx, draft, used.peer).about(cx.subject(block.owner)));
    }
}

fn leads_to(cx: &Context<'_>, interface: Id<VirtualInterface>, network: Id<Network>) -> bool {
    let interface = &cx.design[interface];
    let own = cx.index.relations.virtual_gateways.of(network);
    if let Some(gateway) = interface.virtual_gateway.get() {
        return own.contains(&gateway);
    }
    let Some(gateway) = interface.direct_connect_gateway.get() else {
        return false;
    };
    cx.index
        .relations
        .associations
        .of(gateway)
        .iter()
        .any(|id| {
            let association = &cx.design[*id];
            cx.is_live(*id)
                && match association.to.get() {
                    Some(AnyId::VirtualGateway(gateway)) => own.contains(&gateway),
                    Some(AnyId::TransitGateway(hub)) => cx
                        .index
                        .relations
                        .attachments_of
                        .values(AnyId::Network(network))
                        .any(|a| cx.is_live(*a) && cx.design[*a].gateway.get() == Some(hub)),
                    _ => false,
                }
        })
}

/// Tunnels that end on the same gateway or on the same router of the customer.
fn tunnels(cx: &Context<'_>, used: Used, out: &mut Sink) {
    let gateway = cx.design[used.interface].virtual_gateway.get();
    let router = cx.design[used.peer].router.get();
    let shares = |id: Id<VpnTunnel>| {
        let vpn = cx.design[id].connection.get().map(|vpn| &cx.design[vpn]);
        vpn.is_some_and(|vpn| {
            let end = vpn.customer_gateway.get().map(|end| &cx.design[end]);
            (gateway.is_some() && vpn.virtual_gateway.get() == gateway)
                || (router.is_some() && end.is_some_and(|end| end.router.get() == router))
        })
    };
    if gateway.is_none() && router.is_none() {
        return;
    }
    for (id, tunnel) in cx.design.vpn_tunnels.iter() {
        let Some((cidr, span)) = tunnel.inside_cidr.located() else {
            continue;
        };
        if !cidr.overlaps(used.cidr) || !cx.is_live(id) || !shares(id) {
            continue;
        }
        let draft = Draft::at(
            used.span,
            format!(
                "{} uses {}, which overlaps {cidr} inside {}",
                link::name(cx, used.peer),
                used.cidr,
                cx.name(id)
            ),
        )
        .also(span, "inside the tunnel")
        .help("Take another subnet for the link")
        .key("tunnel", cidr.to_string());
        out.push(link::about(cx, draft, used.peer).about(cx.subject(id)));
    }
}
