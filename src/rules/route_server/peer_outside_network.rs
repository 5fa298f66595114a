//! RS008: the address of a route server peer belongs to nothing in the network.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, ElementKind, Id, Presence, RouteServerPeer, Subnet};
use crate::rules::common::lists;
use crate::rules::route_server::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 8),
        name: "route-server-peer-outside-vpc",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the address of a route server peer belongs to nothing in the network",
        rationale: "The endpoint reaches only addresses of interfaces in its network, so the session cannot come up. For exported elements it is a warning, as an interface of another account is in no export of this one.",
        remedy: "Correct the address.",
        references: &[&refs::EC2_ROUTE_SERVER_PEERS, &refs::VPC_ROUTE_SERVER],
        example: example!("RS008"),
    },
    check: Check::RouteServerPeer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServerPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let (Some((address, span)), Some(network_id)) =
        (peer.address.located(), shared::network(cx, id))
    else {
        return;
    };
    let network = &cx.design[network_id];
    // A shared network shows only some of its subnets. What is no IPv4 is another rule's business.
    let whole = lists(cx, ElementKind::Subnet, &network.head);
    if !address.is_ipv4() || !cx.is_live(id) || !whole || network.head.presence != Presence::Listed
    {
        return;
    }
    let holds = |subnet: &Id<Subnet>| {
        cx.is_live(*subnet)
            && cx.design[*subnet]
                .live_cidrs()
                .any(|(cidr, _)| cidr.holds(*address))
    };
    let subnets = cx.index.relations.subnets.of(network_id);
    let inside = if subnets.is_empty() {
        network.live_cidrs().any(|(cidr, _)| cidr.holds(*address))
    } else {
        subnets.iter().any(holds)
    };
    let exported = cx.exported(id);
    let owned = || {
        cx.index
            .addresses
            .within(network_id, *address)
            .any(|owner| matches!(owner, AnyId::Interface(_)))
    };
    let (where_, help) = if !inside {
        (
            "in no subnet of",
            "Give the address of an interface in the network",
        )
    } else if exported && lists(cx, ElementKind::Interface, &network.head) && !owned() {
        (
            "on no network interface in",
            "Give the address of an interface in the network, or check that another account owns it",
        )
    } else {
        return;
    };
    let draft = Draft::at(
        span,
        format!(
            "{} has the address {address}, which is {where_} {}",
            cx.name(id),
            cx.name(network_id)
        ),
    )
    .help(help)
    .lowered_if(exported, Severity::Warning)
    .key("address", address.to_string());
    out.push(shared::about_peer(cx, draft, id).about(cx.subject(network_id)));
}
