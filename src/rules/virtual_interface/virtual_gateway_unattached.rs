//! VIF011: A private virtual interface leads to a virtual gateway that no network has.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, InterfaceType, Phase, VirtualInterface};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 11),
        name: "vif-vgw-unattached",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a private virtual interface leads to a virtual gateway that no network has",
        rationale: "The gateway has nowhere to send the traffic.",
        remedy: "Attach the gateway to a network.",
        references: &[&refs::DX_INTERFACE, &refs::DX_GATEWAY_VGW],
        example: example!("VIF011"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let Some(gateway) = interface.virtual_gateway.get() else {
        return;
    };
    let head = cx.head(gateway);
    let private = interface.kind() == Some(InterfaceType::Private);
    if !private || !cx.is_live(id) || !cx.is_live(gateway) || head.is_foreign() {
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
            context::place(&interface.virtual_gateway.id, &interface.head),
            format!(
                "{} leads to {}, which is attached to no {}",
                cx.name(id),
                cx.name(gateway),
                cx.word_for(head.provider, crate::model::ElementKind::Network)
            ),
        )
        .also(head.origin(), "attached to nothing")
        .help("Attach the gateway to a network")
        .about(cx.subject(id))
        .about(cx.subject(gateway))
        .key("gateway", ""),
    );
}
