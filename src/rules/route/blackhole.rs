//! ROUTE001: a route leads to something that is gone.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteTable};
use crate::rules::route::targets;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 1),
        name: "route-blackhole",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route leads to something that is gone",
        rationale: "The provider reports that packets which take the route are dropped.",
        remedy: "Remove the route, or point it at something that works.",
        references: &[&refs::VPC_ROUTES],
        example: example!("ROUTE001"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    if !cx.exported(id) {
        return;
    }
    for route in table.routes.iter().flatten() {
        let dropped = route.state.get().is_some_and(|word| word == "blackhole");
        if !dropped
            || targets::is_peering_case(cx, route)
            || targets::unattached(cx, id, route).is_some()
        {
            continue;
        }
        let to = context::destination(route);
        let target = targets::name(cx, route, table.head.provider);
        let mut draft = Draft::at(
            route.state.span().unwrap_or(route.span),
            format!(
                "{} drops {to}: {target} is gone or does not work",
                cx.name(id)
            ),
        )
        .also(route.span, "the route")
        .help("Remove the route, or point it at something that works")
        .about(cx.route_subject(id, route))
        .about(cx.subject(id))
        .key("to", to);
        if let Some(target) = route.target.link().and_then(|link| link.get()) {
            draft = draft
                .also(cx.design.head(target).origin(), "the target")
                .about(cx.subject_of(target));
        }
        out.push(draft);
    }
}
