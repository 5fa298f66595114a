//! PEER011: a route through a peering leads to addresses that the other side does not have.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Cidr, Family, Id, Peering, PeeringSide, Phase, Presence, RouteTable};
use crate::rules::peering::sides;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 11),
        name: "peering-route-not-peer-cidr",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route through a peering leads to addresses that the other side does not have",
        rationale: "The other side drops what is not for itself: a peering leads no further.",
        remedy: "Correct the destination, or reach these addresses another way.",
        references: &[&refs::PEERING_ROUTES, &refs::PEERING_BASICS],
        example: example!("PEER011"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    let Some(own) = table.network.get().filter(|_| !table.head.is_foreign()) else {
        return;
    };
    for route in table.routes.iter().flatten() {
        let (Some(to), Some(AnyId::Peering(peering_id))) = (
            route.to.get(),
            route.target.link().and_then(|link| link.get()),
        ) else {
            continue;
        };
        let peering = &cx.design[peering_id];
        let Some(other) = sides::other(peering, own).filter(|_| cx.is_live(peering_id)) else {
            continue;
        };
        let Some(blocks) = known_blocks(cx, peering, other, to.family()) else {
            continue;
        };
        if blocks.iter().any(|block| block.overlaps(to)) {
            continue;
        }
        let have: Vec<String> = blocks.iter().map(ToString::to_string).collect();
        let provider = peering.head.provider;
        let have = if have.is_empty() {
            format!("which has no {} block", to.family().title())
        } else {
            format!("which has {}", have.join(", "))
        };
        let mut draft = Draft::at(
            route.span,
            format!(
                "{} sends {to} over {} to {}, {have}",
                cx.name(id),
                cx.name(peering_id),
                sides::name(cx, other, provider)
            ),
        )
        .also(peering.head.origin(), "the peering")
        .help("Correct the destination; a peering leads to the other network only")
        .about(cx.route_subject(id, route))
        .about(cx.subject(id))
        .about(cx.subject(peering_id))
        .key("to", to.to_string());
        if let Some(subject) = sides::subject(cx, other, provider) {
            draft = draft.about(subject);
        }
        out.push(draft);
    }
}

/// The other side's blocks of a family, where all of them are known.
fn known_blocks(
    cx: &Context<'_>,
    peering: &Peering,
    side: &PeeringSide,
    family: Family,
) -> Option<Vec<Cidr>> {
    let listed = side
        .network
        .get()
        .map(|id| &cx.design[id])
        .filter(|network| network.head.presence == Presence::Listed);
    let whole = match (listed, family) {
        (Some(network), Family::Ipv4) => network.ipv4_listed,
        (Some(network), Family::Ipv6) => network.ipv6_listed || network.head.is_design(),
        // The record of a working peering shows all blocks, that of an old one the first only.
        (None, Family::Ipv4) => peering.head.state.phase == Phase::Active && side.cidrs.len() > 1,
        (None, Family::Ipv6) => false,
    };
    let unclear = listed.is_some_and(|network| {
        network
            .cidrs
            .iter()
            .any(|block| block.state.phase == Phase::Unknown)
    });
    let all = sides::blocks(cx, side, true);
    (whole && !unclear).then(|| {
        all.into_iter()
            .map(|(cidr, _)| cidr)
            .filter(|cidr| cidr.family() == family)
            .collect()
    })
}
