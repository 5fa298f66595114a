//! TGW024: there are more transit gateways, attachments, tables or routes than the provider allows.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Id, Phase, TransitGateway};
use crate::profile::{Counted, Per};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, quota, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 24),
        name: "tgw-quota",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "there are more transit gateways, attachments, tables or routes than the provider allows",
        rationale: "Further ones are refused until the quota is raised.",
        remedy: "Have the quota raised, or remove what is not used.",
        references: &[&refs::TGW_QUOTAS],
        example: example!("TGW024"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    quota::per_owner::<TransitGateway>(cx, Counted::TransitGateways, out);
    for id in cx
        .design
        .transit_gateways
        .ids()
        .filter(|id| cx.is_live(*id))
    {
        per_gateway(cx, id, out);
    }
    for id in cx.design.networks.ids().filter(|id| cx.is_live(*id)) {
        let mut gateways: Vec<_> = cx
            .index
            .relations
            .attachments_of
            .values(AnyId::Network(id))
            .filter(|attachment| cx.is_live(**attachment))
            .filter_map(|attachment| cx.design[*attachment].gateway.get())
            .collect();
        gateways.sort_unstable();
        gateways.dedup();
        quota::judge(
            cx,
            Counted::TransitGateways,
            Per::Network,
            id,
            &gateways,
            out,
        );
    }
}

fn per_gateway(cx: &Context<'_>, id: Id<TransitGateway>, out: &mut Sink) {
    let relations = &cx.index.relations;
    let per = Per::TransitGateway;
    let attachments = quota::live(cx, relations.attachments.of(id));
    quota::judge(
        cx,
        Counted::TransitGatewayAttachments,
        per,
        id,
        &attachments,
        out,
    );
    let peerings: Vec<_> = attachments
        .iter()
        .copied()
        .filter(|attachment| shared::is_peering(&cx.design[*attachment]))
        .collect();
    quota::judge(cx, Counted::TransitGatewayPeerings, per, id, &peerings, out);
    let pending: Vec<_> = peerings
        .iter()
        .copied()
        .filter(|peering| cx.head(*peering).state.phase == Phase::AwaitingAcceptance)
        .collect();
    quota::judge(
        cx,
        Counted::PendingTransitGatewayPeerings,
        per,
        id,
        &pending,
        out,
    );
    let tables = quota::live(cx, relations.transit_tables.of(id));
    quota::judge(
        cx,
        Counted::TransitGatewayRouteTables,
        per,
        id,
        &tables,
        out,
    );
    let routes: usize = tables
        .iter()
        .map(|table| cx.design[*table].routes.as_ref().map_or(0, Vec::len))
        .sum();
    quota::number(cx, Counted::Routes, per, id, routes, out);
    let mut direct: Vec<_> = relations
        .associations_to
        .values(AnyId::TransitGateway(id))
        .filter(|association| cx.is_live(**association))
        .filter_map(|association| cx.design[*association].gateway.get())
        .collect();
    direct.sort_unstable();
    direct.dedup();
    quota::judge(cx, Counted::DirectConnectGateways, per, id, &direct, out);
}
