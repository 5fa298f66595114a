//! ROUTE005: a table has two static routes for one destination.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use rustc_hash::FxHashMap;

use crate::model::{Cidr, Id, RouteOrigin, RouteTable};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::{Span, Text};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 5),
        name: "route-duplicate-destination",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a table has two static routes for one destination",
        rationale: "The provider takes one static route for a destination; of two only one can be there.",
        remedy: "Remove one of the two.",
        references: &[&refs::EC2_CREATE_ROUTE],
        example: example!("ROUTE005"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let mut seen: FxHashMap<(Option<Cidr>, Option<Text>), Span> = FxHashMap::default();
    for route in cx.design[id].routes.iter().flatten() {
        let key = (route.to.get().map(Cidr::network), route.to_list.id.get());
        if route.origin != RouteOrigin::Static || key == (None, None) {
            continue;
        }
        let first = *seen.entry(key).or_insert(route.span);
        if first == route.span {
            continue;
        }
        let to = context::destination(route);
        out.push(
            Draft::at(
                route.span,
                format!("{} has two static routes for {to}", cx.name(id)),
            )
            .also(first, "the first one")
            .help("Remove one of the two")
            .about(cx.route_subject(id, route))
            .about(cx.subject(id))
            .key("to", to),
        );
    }
}
