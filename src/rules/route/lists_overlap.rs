//! ROUTE010: two prefix lists with different targets have addresses in common.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, PrefixList, Route, RouteTable};
use crate::rules::route::targets;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 10),
        name: "route-prefix-list-overlap",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "two prefix lists with different targets have addresses in common",
        rationale: "Which of the two routes wins for the same prefix is not defined.",
        remedy: "Give each prefix to one list only.",
        references: &[&refs::VPC_ROUTE_PRIORITY],
        example: example!("ROUTE010"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let lists: Vec<(&Route, Id<PrefixList>)> = cx.design[id]
        .routes
        .iter()
        .flatten()
        .filter_map(|route| Some((route, route.to_list.get()?)))
        .collect();
    for (nth, (route, list)) in lists.iter().enumerate() {
        for (other, before) in lists.iter().take(nth) {
            if targets::text(route).is_none()
                || targets::text(route) == targets::text(other)
                || list == before
            {
                continue;
            }
            let entries = |list: Id<PrefixList>| {
                cx.design[list]
                    .entries
                    .iter()
                    .flatten()
                    .filter_map(|field| Some((field.get()?, ())))
            };
            // Of two nested prefixes the longer one wins; of two equal ones nobody can say.
            let shared = crate::index::shared(entries(*before), entries(*list));
            let Some(overlap) = shared
                .iter()
                .find(|overlap| overlap.outer.0 == overlap.inner.0)
            else {
                continue;
            };
            out.push(
                Draft::at(
                    route.span,
                    format!(
                        "{} sends {} and {} to different targets, but both hold {}",
                        cx.name(id),
                        cx.name(*before),
                        cx.name(*list),
                        overlap.inner.0
                    ),
                )
                .also(other.span, "the other route")
                .also(cx.head(*before).origin(), "one list")
                .also(cx.head(*list).origin(), "the other list")
                .help("Give each prefix to one list only")
                .about(cx.route_subject(id, route))
                .about(cx.subject(id))
                .about(cx.subject(*list))
                .about(cx.subject(*before))
                .key("prefix", overlap.inner.0.to_string()),
            );
        }
    }
}
