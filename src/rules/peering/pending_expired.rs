//! PEER004: a request waits although its time is over.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Peering, Phase};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 4),
        name: "peering-pending-expired",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a peering request still waits although its time is over",
        rationale: "The request lapses at that time and cannot be accepted afterwards; the export may be older and the request accepted since.",
        remedy: "Look at its present state; if it has lapsed, ask again.",
        references: &[
            &refs::EC2_ACCEPT_PEERING,
            &refs::PEERING_BASICS,
            &refs::EC2_CREATE_PEERING,
            &refs::OUTSCALE_NET_PEERING,
        ],
        example: example!("PEER004"),
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
    if expires >= now {
        return;
    }
    let mut draft = Draft::at(
        context::place(&peering.expires, &peering.head),
        format!(
            "{} waited until {expires} and has lapsed, unless it was accepted: by {now} its time is over",
            cx.name(id)
        ),
    );
    if let Some(span) = peering.head.state.native.span() {
        draft = draft.also(span, "still waiting here");
    }
    out.push(
        draft
            .help("Export again; a request that has lapsed must be made anew")
            .about(cx.subject(id))
            .key("expires", expires.to_string()),
    );
}
