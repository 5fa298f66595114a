//! PEER005: a peering request lapses within a day.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Peering, Phase};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::settings::threshold::PEERING_NEAR_EXPIRY_HOURS;

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
        rationale: "If nobody accepts it in time it has to be made anew. From how many hours before the end the rule speaks is the threshold `peering-near-expiry-hours` of the settings, 24 unless chosen otherwise.",
        remedy: "Accept it now.",
        references: &[&refs::PEERING_BASICS, &refs::EC2_CREATE_PEERING],
        example: example!("PEER005"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    if !cx.exported(id) || peering.head.state.phase != Phase::AwaitingAcceptance {
        return;
    }
    let (Some(now), Some(expires)) = (cx.as_of, peering.expires.get()) else {
        return;
    };
    let left = expires.0.saturating_sub(now.0);
    let hours = cx.settings.threshold(&PEERING_NEAR_EXPIRY_HOURS);
    let near = i64::try_from(hours)
        .unwrap_or(i64::MAX)
        .saturating_mul(3600);
    if !(0..near).contains(&left) {
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
