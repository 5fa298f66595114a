//! VIF014: A virtual interface waits for confirmation although its owner owns the connection too.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Phase, VirtualInterface};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 14),
        name: "vif-confirming-same-owner",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface waits for confirmation although its owner owns the connection too",
        rationale: "Only an interface that was made for another account has to be confirmed; the record is old or mixed up.",
        remedy: "Export the interface again, or confirm it.",
        references: &[&refs::DX_API_2016, &refs::DX_INTERFACE],
        example: example!("VIF014"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let Some(carrier) = interface.connection.get() else {
        return;
    };
    let (owner, other) = (
        interface.head.account.get(),
        cx.design.head(carrier).account.get(),
    );
    let awaited = interface.head.state.phase == Phase::AwaitingAcceptance;
    if !cx.exported(id) || !awaited || owner.is_none() || owner != other {
        return;
    }
    let account = owner.map_or("", |text| text.as_str());
    out.push(
        Draft::at(
            context::place(&interface.head.state.native, &interface.head),
            format!(
                "{} is {}, but {} belongs to the same {} {account}",
                cx.name(id),
                interface.head.state.word(),
                cx.name_of(carrier),
                cx.profile(id).words.account
            ),
        )
        .help("Export the interface again, or confirm it")
        .about(cx.subject(id))
        .about(cx.subject_of(carrier))
        .key("owner", account),
    );
}
