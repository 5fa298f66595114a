//! ROUTE009: a static route hides a propagated one for the same destination.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use std::collections::BTreeMap;

use crate::model::{Cidr, Id, Route, RouteOrigin, RouteTable};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 9),
        name: "route-static-shadows-propagated",
        severity: Severity::Info,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a static route hides a propagated one for the same destination",
        rationale: "The static route wins, so a failover on the propagating side has no effect on this destination.",
        remedy: "Remove the static route if the propagated one should count.",
        references: &[&refs::VPC_ROUTE_PRIORITY],
        example: example!("ROUTE009"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    let routes = |origin: RouteOrigin| {
        table
            .routes
            .iter()
            .flatten()
            .filter(move |route| route.origin == origin)
            .filter_map(|route| Some((route.to.get()?.network(), route)))
    };
    let fixed: BTreeMap<Cidr, &Route> = routes(RouteOrigin::Static).collect();
    for (to, route) in routes(RouteOrigin::Propagated) {
        let Some(by) = fixed.get(&to) else { continue };
        out.push(
            Draft::at(
                by.span,
                format!(
                    "the static route for {to} of {} hides a propagated one",
                    cx.name(id)
                ),
            )
            .also(route.span, "hidden")
            .help("Remove the static route if the propagated one should count")
            .about(cx.route_subject(id, by))
            .about(cx.subject(id))
            .key("to", to.to_string()),
        );
    }
}
