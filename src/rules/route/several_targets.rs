//! ROUTE004: a route has no target, or more than one target or destination.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteTable, RouteTarget};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 4),
        name: "route-multiple-targets",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route has no target, or more than one target or destination",
        rationale: "A route has one destination and one target; the provider refuses anything else.",
        remedy: "Write one route for each destination, with one target.",
        references: &[&refs::EC2_CREATE_ROUTE],
        example: example!("ROUTE004"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    if cx.exported(id) {
        return;
    }
    for route in cx.design[id].routes.iter().flatten() {
        let to = context::destination(route);
        let targets = route.more_targets.len() + 1;
        let said = if matches!(route.target, RouteTarget::None) {
            format!("the route of {} for {to} has no target", cx.name(id))
        } else if targets > 1 {
            format!(
                "the route of {} for {to} has {targets} targets",
                cx.name(id)
            )
        } else if route.more_destinations.is_empty() {
            continue;
        } else {
            let count = route.more_destinations.len() + 1;
            format!(
                "the route of {} for {to} has {count} destinations",
                cx.name(id)
            )
        };
        let mut draft = Draft::at(route.span, said)
            .help("Write one route for each destination, with one target")
            .about(cx.route_subject(id, route))
            .about(cx.subject(id))
            .key("to", to);
        for span in &route.more_destinations {
            draft = draft.also(*span, "another destination");
        }
        for target in &route.more_targets {
            if let Some(span) = target.link().and_then(|link| link.id.span()) {
                draft = draft.also(span, "another target");
            }
        }
        out.push(draft);
    }
}
