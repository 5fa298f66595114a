//! VIF007: A private virtual interface leads to a virtual and to a Direct Connect gateway.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, InterfaceType, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 7),
        name: "vif-gateway-both",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a private virtual interface leads to a virtual and to a Direct Connect gateway",
        rationale: "An interface leads to one gateway only; the provider takes either. In an export it is a warning.",
        remedy: "Keep one of the two.",
        references: &[&refs::DX_INTERFACE, &refs::DX_GATEWAY_VGW],
        example: example!("VIF007"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let private = interface.kind() == Some(InterfaceType::Private);
    let (Some((own, at)), Some((global, global_at))) = (
        interface.virtual_gateway.id.located(),
        interface.direct_connect_gateway.id.located(),
    ) else {
        return;
    };
    if !private || !cx.profile(id).interfaces.types.is_known() || !cx.is_live(id) {
        return;
    }
    let provider = interface.head.provider;
    out.push(
        Draft::at(
            global_at,
            format!(
                "{} leads to both {} and {}",
                cx.name(id),
                cx.link_name(&interface.virtual_gateway, provider),
                cx.link_name(&interface.direct_connect_gateway, provider)
            ),
        )
        .also(at, "the other gateway")
        .help("Keep one of the two gateways")
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key("gateway", format!("{own} {global}")),
    );
}
