//! PEER008: a peering has failed.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Peering, Phase};
use crate::rules::peering::sides;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 8),
        name: "peering-failed",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a peering has failed",
        rationale: "It cannot be accepted, retried or deleted, and disappears by itself; what was planned with it does not work.",
        remedy: "Remove the cause, most often overlapping blocks, and make a new request.",
        references: &[&refs::PEERING_BASICS, &refs::OUTSCALE_NET_PEERING],
        example: example!("PEER008"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    if !cx.exported(id) || peering.head.state.phase != Phase::Failed {
        return;
    }
    let provider = peering.head.provider;
    let said = match peering.message.get() {
        Some(message) => format!("{} has failed: {message}", cx.name(id)),
        None => format!("{} has failed", cx.name(id)),
    };
    let mut draft = Draft::at(
        context::place(&peering.head.state.native, &peering.head),
        said.trim_end_matches('.'),
    )
    .about(cx.subject(id))
    .key("state", peering.head.state.word());
    if sides::is_self(peering) {
        draft = draft.help("Both sides are the same network");
    } else if let Some(overlap) = sides::overlaps(cx, peering).first() {
        let (outer, inner) = (overlap.outer, overlap.inner);
        draft = draft
            .also(outer.1.span, "this block")
            .also(inner.1.span, "overlaps this block")
            .help(format!(
                "{} and {} overlap; give one side other addresses before asking again",
                outer.0, inner.0
            ));
    }
    for side in peering.sides() {
        if let Some(subject) = sides::subject(cx, side, provider) {
            draft = draft.about(subject);
        }
    }
    out.push(draft);
}
