//! PEER002: a network is peered with itself.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Cidr, Id, Peering, PeeringSide};
use crate::rules::peering::sides;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 2),
        name: "peering-self",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a network is peered with itself",
        rationale: "Its blocks overlap themselves, so the provider fails the peering. It is an info where the record gives the two sides different blocks, as documentation samples do.",
        remedy: "Name the other network, or remove the peering.",
        references: &[&refs::PEERING_BASICS, &refs::OUTSCALE_NET_PEERING],
        example: example!("PEER002"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    if !cx.is_live(id) || !sides::is_self(peering) {
        return;
    }
    let claimed = |side: &PeeringSide| -> Vec<Cidr> {
        let mut cidrs: Vec<Cidr> = side.cidrs.iter().filter_map(|field| field.get()).collect();
        cidrs.sort_unstable();
        cidrs
    };
    let (left, right) = (claimed(&peering.requester), claimed(&peering.accepter));
    let contradicts = !left.is_empty() && !right.is_empty() && left != right;
    let provider = peering.head.provider;
    let mut draft = Draft::at(
        context::place(&peering.requester.network.id, &peering.head),
        format!(
            "{} has {} on both sides",
            cx.name(id),
            sides::name(cx, &peering.requester, provider)
        ),
    );
    if let Some(span) = peering.accepter.network.id.span() {
        draft = draft.also(span, "the same again");
    }
    if contradicts {
        draft = draft.note("the record gives the two sides different blocks");
    }
    draft = draft
        .help("Name the other network on one side")
        .lowered_if(contradicts && cx.exported(id), Severity::Info)
        .about(cx.subject(id))
        .key("network", "");
    if let Some(subject) = sides::subject(cx, &peering.requester, provider) {
        draft = draft.about(subject);
    }
    out.push(draft);
}
