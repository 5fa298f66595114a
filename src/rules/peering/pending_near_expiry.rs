//! PEER005: a peering request lapses within a day.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Peering, Phase};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 5),
        name: "peering-pending-near-expiry",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a peering request lapses within a day",
        rationale: "If nobody accepts it in time it has to be made anew.",
        remedy: "Accept it now.",
        references: &[&refs::PEERING_BASICS, &refs::EC2_CREATE_PEERING],
        example: example!("PEER005"),
    },
    check: Check::Peering(check),
};

/// How long before the end the rule speaks, in seconds.
const NEAR: i64 = 24 * 3600;

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    if !cx.exported(id) || peering.head.state.phase != Phase::AwaitingAcceptance {
        return;
    }
    let (Some(now), Some(expires)) = (cx.as_of, peering.expires.get()) else {
        return;
    };
    let left = expires.0.saturating_sub(now.0);
    if !(0..NEAR).contains(&left) {
        return;
    }
    let mut draft = Draft::at(
        context::place(&peering.expires, &peering.head),
        format!(
            "{} lapses at {expires}, {} hours after {now}",
            cx.name(id),
            left / 3600
        ),
    )
    .help("Accept it now, or it has to be made anew")
    .about(cx.subject(id))
    .key("expires", expires.to_string());
    if let Some(span) = peering.head.state.native.span() {
        draft = draft.also(span, "still waiting here");
    }
    out.push(draft);
}
