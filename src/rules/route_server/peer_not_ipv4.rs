//! RS007: a route server peer has an IPv6 address.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteServerPeer};
use crate::rules::route_server::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 7),
        name: "route-server-peer-not-ipv4",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server peer has an IPv6 address",
        rationale: "Sessions run over IPv4 only; the provider refuses the address. IPv6 routes can be announced over an IPv4 session.",
        remedy: "Give the IPv4 address of the appliance.",
        references: &[&refs::EC2_ROUTE_SERVER_PEERS, &refs::VPC_ROUTE_SERVER],
        example: example!("RS007"),
    },
    check: Check::RouteServerPeer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServerPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let Some((address, span)) = peer.address.located() else {
        return;
    };
    if address.is_ipv4() || !cx.is_live(id) {
        return;
    }
    out.push(shared::about_peer(
        cx,
        Draft::at(
            span,
            format!(
                "{} has the address {address}, which is not IPv4",
                cx.name(id)
            ),
        )
        .help("Give the appliance's IPv4 address; IPv6 routes can be announced over it")
        .key("address", address.to_string()),
        id,
    ));
}
