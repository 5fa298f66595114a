//! VIF023: A virtual interface has a packet size that its type does not have.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 23),
        name: "vif-mtu-invalid",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface has a packet size that its type does not have",
        rationale: "The provider refuses the size. In an export it is a warning where another type has it, because older interfaces may report it.",
        remedy: "Choose a size that the type has.",
        references: &[&refs::DX_MTU, &refs::DX_INTERFACE],
        example: example!("VIF023"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let rules = &cx.profile(id).interfaces;
    let (Some((mtu, span)), Some(kind), Some(rows)) = (
        interface.mtu.located().map(|(mtu, span)| (*mtu, span)),
        interface.kind(),
        rules.mtus.get(),
    ) else {
        return;
    };
    let sizes: Vec<String> = rows
        .iter()
        .filter(|row| row.of == kind && !row.legacy)
        .map(|row| row.mtu.to_string())
        .collect();
    if mtu == 0 || sizes.is_empty() || rules.mtu(kind, mtu).is_some() || !cx.is_live(id) {
        return;
    }
    let elsewhere = rows.iter().any(|row| row.mtu == mtu);
    out.push(
        Draft::at(
            span,
            format!(
                "{} has the MTU {mtu}; {} offers {} there",
                cx.name(id),
                cx.provider(id),
                sizes.join(" or ")
            ),
        )
        .help(format!("Choose {}", sizes.join(" or ")))
        .lowered_if(cx.exported(id) && elsewhere, Severity::Warning)
        .about(cx.subject(id))
        .key("mtu", mtu.to_string()),
    );
}
