//! VIF024: A virtual interface has a packet size that is no longer offered.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 24),
        name: "vif-mtu-legacy-9001",
        severity: Severity::Info,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface has a packet size that is no longer offered",
        rationale: "It works, but a changed or new interface cannot have it.",
        remedy: "Plan with the size that is offered now.",
        references: &[&refs::DX_MTU, &refs::DX_INTERFACE],
        example: example!("VIF024"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let rules = &cx.profile(id).interfaces;
    let (Some((mtu, span)), Some(kind)) = (interface.mtu.located(), interface.kind()) else {
        return;
    };
    if !rules.mtu(kind, *mtu).is_some_and(|row| row.legacy) || !cx.is_live(id) {
        return;
    }
    let rows = rules.mtus.get().unwrap_or_default().iter();
    let now = rows
        .filter(|row| row.of == kind && !row.legacy)
        .map(|row| row.mtu)
        .max();
    let now = now.map_or_else(String::new, |mtu| format!("; the largest now is {mtu}"));
    out.push(
        Draft::at(
            span,
            format!(
                "{} has the MTU {mtu}, which is no longer offered{now}",
                cx.name(id)
            ),
        )
        .about(cx.subject(id))
        .key("mtu", mtu.to_string()),
    );
}
