//! PEER001: two peered networks use the same addresses.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::index::Overlap as Shared;
use crate::model::{Cidr, Id, Peering, PeeringSide, Phase};
use crate::profile::Overlap;
use crate::rules::peering::sides::{self, SideBlock};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 1),
        name: "peering-cidr-overlap",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "two peered networks use the same addresses",
        rationale: "The provider fails the peering, even if only other blocks would be used; where it does not, traffic for the shared range stays local and the other side is unreachable there. It is a warning while an exported request waits for the other side, and where the provider judges subnets instead of networks and some subnets are disjoint.",
        remedy: "Renumber one side, or connect the two through address translation instead of a peering.",
        references: &[
            &refs::PEERING_BASICS,
            &refs::EC2_CREATE_PEERING,
            &refs::OUTSCALE_NET_PEERING,
            &refs::HUAWEI_PEERING,
            &refs::OTC_VPC,
        ],
        example: example!("PEER001"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    let Some(policy) = cx.profile(id).peering.overlap.get() else {
        return;
    };
    // A network peered with itself is another rule's business.
    if !cx.is_live(id) || sides::is_self(peering) {
        return;
    }
    let provider = peering.head.provider;
    let subjects = peering
        .sides()
        .map(|side| sides::subject(cx, side, provider));
    if let [Some(requester), Some(accepter)] = subjects
        && cx.settings.overlap_is_intended(&requester, &accepter)
    {
        return;
    }
    let shared = sides::overlaps(cx, peering);
    if shared.is_empty() {
        return;
    }
    let (lowered, note) = match policy {
        Overlap::Fails => (
            cx.exported(id) && peering.head.state.phase == Phase::AwaitingAcceptance,
            None,
        ),
        Overlap::PerSubnet => by_subnets(cx, peering),
    };
    for overlap in shared {
        let mut draft = finding(cx, id, &overlap).lowered_if(lowered, Severity::Warning);
        if let Some(note) = note {
            draft = draft.note(note);
        }
        out.push(draft);
    }
}

fn finding(cx: &Context<'_>, id: Id<Peering>, overlap: &Shared<SideBlock>) -> Draft {
    let peering = &cx.design[id];
    let provider = peering.head.provider;
    let ((requester, at), (accepter, other)) = if overlap.outer.1.requester {
        (overlap.outer, overlap.inner)
    } else {
        (overlap.inner, overlap.outer)
    };
    let common = overlap.inner.0;
    let what =
        |side: &PeeringSide, cidr: Cidr| format!("{} ({cidr})", sides::name(cx, side, provider));
    let mut draft = Draft::at(
        at.span,
        format!(
            "{} and {} both use {common}, and {} joins them",
            what(&peering.requester, requester),
            what(&peering.accepter, accepter),
            cx.name(id)
        ),
    )
    .also(other.span, "also used here")
    .also(peering.head.origin(), "joined here")
    .help(format!(
        "Give one side other addresses than {common}; no route can lead to both"
    ))
    .about(cx.subject(id))
    .key("cidr", format!("{requester} {accepter}"));
    for side in peering.sides() {
        if let Some(subject) = sides::subject(cx, side, provider) {
            draft = draft.about(subject);
        }
    }
    draft
}

/// Where subnets decide: an error only if no subnet of one side is free of the other side's.
fn by_subnets(cx: &Context<'_>, peering: &Peering) -> (bool, Option<&'static str>) {
    let subnets = |side: &PeeringSide| -> Vec<Cidr> {
        let Some(network) = side.network.get() else {
            return Vec::new();
        };
        cx.index
            .relations
            .subnets
            .of(network)
            .iter()
            .filter(|subnet| cx.is_live(**subnet))
            .flat_map(|subnet| cx.design[*subnet].live_cidrs().map(|(cidr, _)| cidr))
            .collect()
    };
    let (left, right) = (subnets(&peering.requester), subnets(&peering.accepter));
    if left.is_empty() || right.is_empty() {
        return (
            true,
            Some(
                "the subnets of one side are not in the input; those that overlap cannot reach each other",
            ),
        );
    }
    let free = |of: &[Cidr], others: &[Cidr]| {
        of.iter()
            .any(|cidr| !others.iter().any(|other| other.overlaps(*cidr)))
    };
    if free(&left, &right) || free(&right, &left) {
        (
            true,
            Some("some subnets are disjoint; routes to just those subnets work"),
        )
    } else {
        (false, Some("every subnet overlaps one of the other side"))
    }
}
