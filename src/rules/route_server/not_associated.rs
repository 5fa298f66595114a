//! RS002: a route server is in use but associated with no network.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteServer};
use crate::rules::route_server::shared;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 2),
        name: "route-server-not-associated",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server is in use but associated with no network",
        rationale: "Endpoints and propagations work only while the association exists.",
        remedy: "Associate the route server with the network.",
        references: &[&refs::VPC_ROUTE_SERVER],
        example: example!("RS002"),
    },
    check: Check::RouteServer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServer>, out: &mut Sink) {
    let server = &cx.design[id];
    let nobody = shared::networks(server).is_some_and(|networks| networks.is_empty());
    if !nobody || !cx.is_live(id) || server.head.is_foreign() {
        return;
    }
    let endpoint = cx
        .index
        .relations
        .endpoints
        .of(id)
        .iter()
        .find(|endpoint| cx.is_live(**endpoint));
    let propagation = server
        .propagations
        .iter()
        .flatten()
        .find(|propagation| propagation.state.is_live());
    let (what, span) = match (endpoint, propagation) {
        (Some(endpoint), _) => (cx.name(*endpoint), cx.head(*endpoint).origin()),
        (None, Some(propagation)) => (
            "a propagation".to_owned(),
            context::place(&propagation.table.id, &server.head),
        ),
        (None, None) => return,
    };
    let mut draft = Draft::at(
        server.head.origin(),
        format!(
            "{} has {what} but is associated with no network",
            cx.name(id)
        ),
    )
    .also(span, "needs the association")
    .help("Associate it with the network of its endpoints")
    .about(cx.subject(id))
    .key("associations", "");
    if let Some(endpoint) = endpoint {
        draft = draft.about(cx.subject(*endpoint));
    }
    out.push(draft);
}
