//! PEER032: a peering joins networks of two regions, which the provider does not do.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Peering, PeeringSide};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Text;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 32),
        name: "peering-cross-region",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a peering joins networks of two regions, which the provider does not do",
        rationale: "The provider looks for the other network in the region of the call only.",
        remedy: "Join the networks by a private connection or a VPN, or put them into one region.",
        references: &[&refs::OUTSCALE_API, &refs::OTC_VPC],
        example: example!("PEER032"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    if !cx.is_live(id) || cx.profile(id).peering.across_regions.get() != Some(false) {
        return;
    }
    let region = |side: &PeeringSide| -> Option<Text> {
        let network = side.network.get().map(|network| cx.head(network));
        side.region
            .get()
            .or(network.and_then(|head| head.region.get()))
    };
    let (Some(here), Some(there)) = (region(&peering.requester), region(&peering.accepter)) else {
        return;
    };
    if here == there {
        return;
    }
    let provider = peering.head.provider;
    let mut draft = Draft::at(
        context::place(&peering.accepter.network.id, &peering.head),
        format!(
            "{} joins {} of region {here} and {} of region {there}",
            cx.name(id),
            super::sides::name(cx, &peering.requester, provider),
            super::sides::name(cx, &peering.accepter, provider),
        ),
    )
    .help(format!(
        "{} joins networks of one region only",
        cx.provider(id)
    ))
    .lowered_if(cx.exported(id), Severity::Warning)
    .about(cx.subject(id))
    .key("regions", format!("{here} {there}"));
    for side in peering.sides() {
        if let Some(subject) = super::sides::subject(cx, side, provider) {
            draft = draft.about(subject);
        }
    }
    out.push(draft);
}
