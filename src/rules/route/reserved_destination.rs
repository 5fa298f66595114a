//! ROUTE007: a route has a destination that the provider keeps for itself.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteOrigin, RouteTable, RouteTarget};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 7),
        name: "route-reserved-destination",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route has a destination that the provider keeps for itself",
        rationale: "The provider refuses the route; these addresses never leave its own services.",
        remedy: "Remove the route.",
        references: &[&refs::VPC_ROUTES],
        example: example!("ROUTE007"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let Some(reserved) = cx.profile(id).addresses.reserved_destinations.get() else {
        return;
    };
    for route in cx.design[id].routes.iter().flatten() {
        // What every table is made with nobody wrote.
        if route.origin == RouteOrigin::Local || matches!(route.target, RouteTarget::Local) {
            continue;
        }
        let Some(to) = route.to.get() else { continue };
        let Some(block) = reserved.iter().find(|block| block.cidr.contains(to)) else {
            continue;
        };
        out.push(
            Draft::at(
                route.span,
                format!(
                    "{} has a route for {to}, which lies in {} and is {}",
                    cx.name(id),
                    block.cidr,
                    block.what
                ),
            )
            .help("Remove the route")
            .about(cx.route_subject(id, route))
            .about(cx.subject(id))
            .key("to", to.to_string()),
        );
    }
}
