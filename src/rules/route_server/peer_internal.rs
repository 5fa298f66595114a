//! RS012: a route server peer has the AS number of the route server.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteServerPeer};
use crate::rules::route_server::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 12),
        name: "route-server-peer-ibgp",
        severity: Severity::Warning,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server peer has the AS number of the route server",
        rationale: "The session would be an internal one; no document says that the provider supports it.",
        remedy: "Give the appliance another AS number.",
        references: &[&refs::EC2_ROUTE_SERVER_PEERS],
        example: example!("RS012"),
    },
    check: Check::RouteServerPeer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServerPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let (Some((asn, span)), Some(server)) = (peer.asn.located(), shared::server(cx, id)) else {
        return;
    };
    let Some((own, there)) = cx.design[server].asn.located() else {
        return;
    };
    if own.number != asn.number || asn.number == 0 || !cx.is_live(id) {
        return;
    }
    out.push(shared::about_peer(
        cx,
        Draft::at(
            span,
            format!(
                "{} has the AS number {asn} of {}",
                cx.name(id),
                cx.name(server)
            ),
        )
        .also(there, "the route server's number")
        .help("Give the appliance another AS number")
        .key("asn", asn.number.to_string()),
        id,
    ));
}
