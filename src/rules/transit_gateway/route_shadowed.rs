//! TGW022: a static route of a transit gateway hides a propagated one.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use std::collections::BTreeMap;

use crate::model::{Cidr, Id, TransitGatewayRouteTable, TransitRoute};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 22),
        name: "tgw-route-shadowed",
        severity: Severity::Info,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a static route of a transit gateway hides a propagated one",
        rationale: "Static routes win for the same destination, so changes on the propagating side have no effect there.",
        remedy: "Remove the static route if the propagated one should count.",
        references: &[&refs::TGW_HOW],
        example: example!("TGW022"),
    },
    check: Check::TransitGatewayRouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayRouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    let known = cx.profile(id).routing.hub_order.get().is_some();
    if !known || !cx.is_live(id) {
        return;
    }
    let routes = || {
        table
            .routes
            .iter()
            .flatten()
            .filter_map(|route| Some((route.to.get()?.network(), route)))
    };
    let fixed: BTreeMap<Cidr, &TransitRoute> = routes()
        .filter(|(_, route)| shared::is_static(route))
        .collect();
    let hidden = routes().filter(|(_, route)| {
        route
            .route_type
            .get()
            .is_some_and(|word| word == "propagated")
    });
    for (to, route) in hidden {
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
            .about(cx.subject(id))
            .key("to", to.to_string()),
        );
    }
}
