//! DXG003: A virtual gateway that no network has is associated with a Direct Connect gateway.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, DirectConnectGatewayAssociation, ElementKind, Id, Phase};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 3),
        name: "dxgw-vgw-not-attached",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual gateway that no network has is associated with a Direct Connect gateway",
        rationale: "The provider associates only gateways that are attached to a network, and detaching one ends the association.",
        remedy: "Attach the gateway to a network first.",
        references: &[&refs::DX_GATEWAY_VGW],
        example: example!("DXG003"),
    },
    check: Check::DirectConnectGatewayAssociation(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGatewayAssociation>, out: &mut Sink) {
    let association = &cx.design[id];
    let Some(AnyId::VirtualGateway(gateway)) = association.to.get() else {
        return;
    };
    let head = cx.head(gateway);
    if !cx.is_live(id) || !cx.is_live(gateway) || head.is_foreign() {
        return;
    }
    let Some(ties) = &cx.design[gateway].attachments else {
        return;
    };
    let may_be = |phase: Phase| phase.is_live() || phase == Phase::Unknown;
    if ties.iter().any(|tie| may_be(tie.state.phase)) {
        return;
    }
    out.push(
        Draft::at(
            context::place(&association.to.id, &association.head),
            format!(
                "{} is associated with {}, but attached to no {}",
                cx.name(gateway),
                cx.link_name(&association.gateway, head.provider),
                cx.word_for(head.provider, ElementKind::Network)
            ),
        )
        .also(head.origin(), "attached to nothing")
        .help("Attach the gateway to a network first")
        .about(cx.subject(id))
        .about(cx.subject(gateway))
        .key("gateway", ""),
    );
}
