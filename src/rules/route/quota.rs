//! ROUTE017: there are more routes or route tables than the provider allows.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Family, Route, RouteOrigin};
use crate::profile::{Counted, Per};
use crate::rules::{Check, Context, Rule, quota, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 17),
        name: "route-table-quota",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "there are more routes or route tables than the provider allows",
        rationale: "Further routes are refused; propagated routes beyond the limit are dropped, and nobody says which.",
        remedy: "Summarise routes, use prefix lists with care (they count with their size), or have the quota raised.",
        references: &[&refs::VPC_QUOTAS, &refs::OTC_VPC],
        example: example!("ROUTE017"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for id in cx.design.networks.ids().filter(|id| cx.is_live(*id)) {
        let tables = cx.index.relations.route_tables.of(id);
        quota::judge(cx, Counted::RouteTables, Per::Network, id, tables, out);
    }
    for (id, table) in cx.design.route_tables.iter() {
        let routes = table.routes.as_deref().unwrap_or_default();
        // A list counts with the entries that it may have.
        let weight = |route: &Route| {
            let list = route
                .to_list
                .get()
                .and_then(|list| cx.design[list].max_entries.get());
            list.and_then(|entries| usize::try_from(entries).ok())
                .unwrap_or(1)
        };
        let by_family = |family: Family| -> usize {
            routes
                .iter()
                .filter(|route| route.origin == RouteOrigin::Static)
                .filter(|route| match (route.to.get(), route.to_list.get()) {
                    (Some(to), _) => to.family() == family,
                    (None, Some(list)) => {
                        cx.design[list].family.get().unwrap_or(Family::Ipv4) == family
                    }
                    (None, None) => false,
                })
                .map(weight)
                .sum()
        };
        for family in [Family::Ipv4, Family::Ipv6] {
            quota::number(
                cx,
                Counted::StaticRoutes,
                Per::RouteTableAndFamily,
                id,
                by_family(family),
                out,
            );
        }
        let learned = routes
            .iter()
            .filter(|route| {
                matches!(
                    route.origin,
                    RouteOrigin::Propagated | RouteOrigin::RouteServer
                )
            })
            .count();
        quota::number(
            cx,
            Counted::PropagatedRoutes,
            Per::RouteTable,
            id,
            learned,
            out,
        );
        quota::number(cx, Counted::Routes, Per::RouteTable, id, routes.len(), out);
        let made = routes
            .iter()
            .filter(|route| route.origin == RouteOrigin::Static)
            .count();
        quota::number(cx, Counted::CustomRoutes, Per::RouteTable, id, made, out);
    }
}
