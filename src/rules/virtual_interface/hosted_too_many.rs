//! VIF004: A hosted connection has more live virtual interfaces than one can have.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Connection, Id};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 4),
        name: "vif-hosted-too-many",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a hosted connection has more live virtual interfaces than one can have",
        rationale: "The provider refuses a further interface on a hosted connection. In an export it is a warning.",
        remedy: "Order a further hosted connection, or a dedicated one.",
        references: &[&refs::DX_QUOTAS, &refs::DX_HOSTED],
        example: example!("VIF004"),
    },
    check: Check::Connection(check),
};

fn check(cx: &Context<'_>, id: Id<Connection>, out: &mut Sink) {
    let connection = &cx.design[id];
    let Some(hosted) = cx.profile(id).interfaces.hosted.get() else {
        return;
    };
    if connection.is_hosted() != Some(true) || !cx.is_live(id) {
        return;
    }
    let on = cx
        .index
        .relations
        .interfaces_on
        .values(AnyId::Connection(id));
    let live: Vec<_> = on
        .copied()
        .filter(|interface| cx.is_live(*interface))
        .collect();
    let Some(last) = live
        .last()
        .filter(|_| live.len() > hosted.interfaces as usize)
    else {
        return;
    };
    let mut draft = Draft::at(
        connection.head.origin(),
        format!(
            "the hosted {} has {} live virtual interfaces, up to {}; it can have {}",
            cx.name(id),
            live.len(),
            cx.short(*last),
            hosted.interfaces
        ),
    )
    .help("Keep one interface on it, and order further connections for the others")
    .lowered_if(cx.exported(id), Severity::Warning)
    .about(cx.subject(id))
    .key("interfaces", "");
    for interface in live {
        draft = draft
            .also(cx.head(interface).origin(), "on it")
            .about(cx.subject(interface));
    }
    out.push(draft);
}
