//! RS009: a route server peer has the address of its endpoint.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteServerPeer};
use crate::rules::route_server::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 9),
        name: "route-server-peer-equals-endpoint",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server peer has the address of its endpoint",
        rationale: "The endpoint would speak to itself, and no session comes up.",
        remedy: "Give the address of the appliance.",
        references: &[&refs::EC2_ROUTE_SERVER_PEERS],
        example: example!("RS009"),
    },
    check: Check::RouteServerPeer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServerPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let endpoint = peer.endpoint.get();
    let own = endpoint.map_or(peer.endpoint_address, |endpoint| {
        peer.endpoint_address.or(cx.design[endpoint].address)
    });
    let (Some((address, span)), Some((same, there))) = (peer.address.located(), own.located())
    else {
        return;
    };
    if address != same || !cx.is_live(id) {
        return;
    }
    out.push(shared::about_peer(
        cx,
        Draft::at(
            span,
            format!(
                "{} has the address {address} of its own endpoint",
                cx.name(id)
            ),
        )
        .also(there, "the endpoint's address")
        .help("Give the address of the appliance")
        .key("address", address.to_string()),
        id,
    ));
}
