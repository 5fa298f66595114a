//! PEER003: two live peerings join the same two networks.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Peering, Phase};
use crate::rules::peering::sides;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 3),
        name: "peering-duplicate-pair",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "two live peerings join the same two networks",
        rationale: "A pair of networks has one peering at work; it serves both directions, and a second one is refused, at the latest when it is accepted. While one of the two is not yet at work it is a warning.",
        remedy: "Keep one of them and move the routes to it.",
        references: &[
            &refs::PEERING_BASICS,
            &refs::EC2_ERRORS,
            &refs::OUTSCALE_NET_PEERING,
            &refs::OTC_VPC,
        ],
        example: example!("PEER003"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    if !cx.is_live(id)
        || sides::is_self(peering)
        || cx.profile(id).peering.one_per_pair.get() != Some(true)
    {
        return;
    }
    let earlier = cx
        .index
        .relations
        .same_pair(peering)
        .take_while(|other| *other != id)
        .filter(|other| cx.is_live(*other));
    // Of several earlier ones, one at work says most.
    let Some(other) = earlier.min_by_key(|other| (!at_work(cx, *other), *other)) else {
        return;
    };
    let provider = peering.head.provider;
    let both = at_work(cx, id) && at_work(cx, other);
    let mut draft = Draft::at(
        peering.head.origin(),
        format!(
            "{} and {} both join {} and {}",
            cx.name(id),
            cx.name(other),
            sides::name(cx, &peering.requester, provider),
            sides::name(cx, &peering.accepter, provider)
        ),
    )
    .also(cx.head(other).origin(), "the other one")
    .help(format!(
        "Keep {}, which serves both directions, or the other one",
        cx.short(other)
    ))
    .lowered_if(!both, Severity::Warning)
    .about(cx.subject(id))
    .about(cx.subject(other))
    .key("pair", "");
    for side in peering.sides() {
        if let Some(subject) = sides::subject(cx, side, provider) {
            draft = draft.about(subject);
        }
    }
    out.push(draft);
}

fn at_work(cx: &Context<'_>, id: Id<Peering>) -> bool {
    matches!(
        cx.head(id).state.phase,
        Phase::Active | Phase::Provisioning | Phase::Unstated
    )
}
