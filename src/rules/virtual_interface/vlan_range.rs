//! VIF001: A virtual interface has a VLAN number that the provider does not take.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Phase, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 1),
        name: "vif-vlan-range",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface has a VLAN number that the provider does not take",
        rationale: "The provider refuses the interface: VLAN numbers 0 and 4095 are reserved, and there are none beyond.",
        remedy: "Choose a VLAN number of the provider's range that is free on the connection.",
        references: &[
            &refs::DX_INTERFACES,
            &refs::DX_INTERFACE,
            &refs::HUAWEI_PEER,
        ],
        example: example!("VIF001"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let rules = &cx.profile(id).interfaces;
    let (Some((vlan, span)), Some(range)) = (
        interface.vlan.located().map(|(vlan, span)| (*vlan, span)),
        rules.vlan.get(),
    ) else {
        return;
    };
    if !cx.is_live(id) || range.allows(vlan) {
        return;
    }
    // Zero stands for a number that is not given yet, or for frames without a tag.
    let early = matches!(
        interface.head.state.phase,
        Phase::Requested | Phase::AwaitingAcceptance | Phase::Provisioning
    ) && interface.head.state.word() != "pending";
    if vlan == 0 && (early || rules.untagged_alone.is_known()) {
        return;
    }
    out.push(
        Draft::at(
            span,
            format!(
                "{} has the VLAN {vlan}; {} takes {} to {}",
                cx.name(id),
                cx.provider(id),
                range.first,
                range.last
            ),
        )
        .help(format!(
            "Choose a number from {} to {}",
            range.first, range.last
        ))
        .about(cx.subject(id))
        .key("vlan", vlan.to_string()),
    );
}
