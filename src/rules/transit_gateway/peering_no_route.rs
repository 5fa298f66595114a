//! TGW011: no table of a transit gateway has a route over its peering.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Phase, TransitGatewayAttachment, TransitGatewayRouteTable, TransitRoute};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 11),
        name: "tgw-peering-no-static-route",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "no table of a transit gateway has a route over its peering",
        rationale: "Nothing goes over the peering from this side: a peering propagates no routes.",
        remedy: "Add static routes to the tables of this side.",
        references: &[&refs::TGW_PEERING],
        example: example!("TGW011"),
    },
    check: Check::TransitGatewayAttachment(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayAttachment>, out: &mut Sink) {
    let attachment = &cx.design[id];
    let working = matches!(attachment.head.state.phase, Phase::Active | Phase::Unstated);
    if !working || !shared::is_peering(attachment) || shared::with_core_network(attachment) {
        return;
    }
    for gateway in shared::gateways(attachment) {
        let Some(tables) = shared::tables(cx, gateway).filter(|tables| !tables.is_empty()) else {
            continue;
        };
        let whole = |table: &Id<TransitGatewayRouteTable>| {
            let table = &cx.design[*table];
            table.routes.is_some() && !table.routes_partial
        };
        let mut routes = tables
            .iter()
            .flat_map(|table| cx.design[*table].routes.iter().flatten());
        let over = |route: &TransitRoute| {
            route.attachments.iter().any(|link| {
                link.get() == Some(id)
                    || link.get().is_some() && link.get() == attachment.accepter_attachment.get()
            })
        };
        if !tables.iter().all(whole) || routes.any(over) {
            continue;
        }
        let mut draft = Draft::at(
            attachment.head.origin(),
            format!(
                "no route table of {} has a route over {}",
                cx.name(gateway),
                cx.name(id)
            ),
        )
        .help("Add static routes for the networks behind the other side")
        .about(cx.subject(id))
        .about(cx.subject(gateway))
        .key("gateway", cx.head(gateway).printed_id().to_string());
        for table in tables.iter().take(3) {
            draft = draft.also(cx.head(*table).origin(), "a table without such a route");
        }
        out.push(draft);
    }
}
