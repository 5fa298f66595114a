//! RS003: a route server endpoint stands in another network than the route server is associated with.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteServerEndpoint};
use crate::rules::common::all;
use crate::rules::route_server::shared;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 3),
        name: "route-server-endpoint-foreign-vpc",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server endpoint stands in another network than the route server is associated with",
        rationale: "The endpoint belongs to the associated network; in a subnet of another one it cannot be made and no appliance reaches it.",
        remedy: "Make the endpoint in a subnet of the associated network.",
        references: &[&refs::VPC_ROUTE_SERVER],
        example: example!("RS003"),
    },
    check: Check::RouteServerEndpoint(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServerEndpoint>, out: &mut Sink) {
    let endpoint = &cx.design[id];
    let (Some(server_id), Some(subnet_id)) = (endpoint.server.get(), endpoint.subnet.get()) else {
        return;
    };
    let (server, subnet) = (&cx.design[server_id], &cx.design[subnet_id]);
    let Some(networks) = shared::networks(server) else {
        return;
    };
    let live = cx.is_live(id) && cx.is_live(server_id);
    if !live || shared::among(&networks, &subnet.network) != Some(false) {
        return;
    }
    let provider = endpoint.head.provider;
    let names: Vec<String> = networks
        .iter()
        .map(|association| cx.link_name(&association.network, provider))
        .collect();
    let mut draft = Draft::at(
        context::place(&endpoint.subnet.id, &endpoint.head),
        format!(
            "{} stands in {} of {}, but {} is associated with {}",
            cx.name(id),
            cx.name(subnet_id),
            cx.link_name(&subnet.network, provider),
            cx.name(server_id),
            all(&names)
        ),
    )
    .help("Take a subnet of the associated network")
    .about(cx.subject(id))
    .about(cx.subject(server_id))
    .about(cx.subject(subnet_id))
    .key("subnet", cx.head(subnet_id).printed_id().to_string());
    for association in &networks {
        if let Some(span) = association.network.id.span() {
            draft = draft.also(span, "associated with this network");
        }
    }
    out.push(draft);
}
