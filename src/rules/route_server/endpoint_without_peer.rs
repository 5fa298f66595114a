//! RS006: a route server endpoint has no peer.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{ElementKind, Id, Phase, RouteServerEndpoint};
use crate::rules::common::lists;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 6),
        name: "route-server-endpoint-without-peer",
        severity: Severity::Info,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server endpoint has no peer",
        rationale: "It is paid for and learns no routes.",
        remedy: "Add a peer, or remove the endpoint.",
        references: &[&refs::VPC_ROUTE_SERVER],
        example: example!("RS006"),
    },
    check: Check::RouteServerEndpoint(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServerEndpoint>, out: &mut Sink) {
    let endpoint = &cx.design[id];
    let works = matches!(endpoint.head.state.phase, Phase::Active | Phase::Unstated);
    let alone = cx
        .index
        .relations
        .endpoint_peers
        .of(id)
        .iter()
        .all(|peer| cx.head(*peer).state.phase.is_terminal());
    if !works || !alone || !lists(cx, ElementKind::RouteServerPeer, &endpoint.head) {
        return;
    }
    let mut draft = Draft::at(
        endpoint.head.origin(),
        format!("{} has no peer", cx.name(id)),
    )
    .help("Add a peer for each appliance of its zone, or remove the endpoint")
    .about(cx.subject(id))
    .key("peers", "");
    if let Some(server) = endpoint.server.get() {
        draft = draft.about(cx.subject(server));
    }
    out.push(draft);
}
