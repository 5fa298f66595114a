//! ROUTE003: a route leads to a gateway that is not attached to the network of the table.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteTable};
use crate::rules::route::targets;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 3),
        name: "route-target-not-attached",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route leads to a gateway that is not attached to the network of the table",
        rationale: "The provider refuses the route; where it exists already, packets that take it are dropped. For exported elements it is a warning, and only where the provider does not call the route active.",
        remedy: "Attach the gateway to the network, or point the route at one that is.",
        references: &[&refs::EC2_CREATE_ROUTE, &refs::TGW_ATTACHMENTS],
        example: example!("ROUTE003"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    for route in table.routes.iter().flatten() {
        let Some((target, network)) = targets::unattached(cx, id, route) else {
            continue;
        };
        let to = context::destination(route);
        out.push(
            Draft::at(
                route
                    .target
                    .link()
                    .and_then(|link| link.id.span())
                    .unwrap_or(route.span),
                format!(
                    "{} sends {to} to {}, which is not attached to {}",
                    cx.name(id),
                    cx.name_of(target),
                    cx.name(network)
                ),
            )
            .also(cx.design.head(target).origin(), "the gateway")
            .also(
                context::place(&table.network.id, &table.head),
                "the table's network",
            )
            .help("Attach the gateway to the network, or point the route at one that is")
            .lowered_if(cx.exported(id), Severity::Warning)
            .about(cx.route_subject(id, route))
            .about(cx.subject(id))
            .about(cx.subject_of(target))
            .key("to", to),
        );
    }
}
