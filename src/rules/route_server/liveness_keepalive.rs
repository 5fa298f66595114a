//! RS014: a route server peer is watched by BGP keepalives only.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteServerPeer};
use crate::rules::route_server::shared;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 14),
        name: "route-server-liveness-keepalive",
        severity: Severity::Info,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server peer is watched by BGP keepalives only",
        rationale: "A dead appliance is noticed when the hold time is over, and until then packets are lost; BFD notices within seconds.",
        remedy: "Use BFD if the appliance can.",
        references: &[&refs::EC2_ROUTE_SERVER_PEERS],
        example: example!("RS014"),
    },
    check: Check::RouteServerPeer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServerPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let slow = peer
        .liveness
        .get()
        .is_some_and(|word| word.eq_ignore_ascii_case("bgp-keepalive"));
    if !slow || !cx.is_live(id) {
        return;
    }
    out.push(shared::about_peer(
        cx,
        Draft::at(
            context::place(&peer.liveness, &peer.head),
            format!("{} is watched by BGP keepalives only", cx.name(id)),
        )
        .help("Use BFD if the appliance can")
        .key("liveness", "bgp-keepalive"),
        id,
    ));
}
