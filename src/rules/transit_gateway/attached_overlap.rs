//! TGW002: networks that are attached to one transit gateway use the same addresses.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use rustc_hash::FxHashSet;

use crate::index::Overlap;
use crate::model::{Cidr, Id, Network, TransitGateway, TransitGatewayAttachment};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 2),
        name: "tgw-attachment-cidr-overlap",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "networks that are attached to one transit gateway use the same addresses",
        rationale: "The routes of the one that was attached later are not propagated, so nothing reaches it through the gateway by itself.",
        remedy: "Renumber one of the two, or translate its addresses.",
        references: &[&refs::TGW_ATTACHMENTS],
        example: example!("TGW002"),
    },
    check: Check::TransitGateway(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGateway>, out: &mut Sink) {
    let attached = shared::attached(cx, id);
    let blocks = attached.iter().flat_map(|(network, attachment)| {
        let live = cx.is_live(*network);
        let element = &cx.design[*network];
        element
            .live_cidrs()
            .filter(move |_| live)
            .map(move |(cidr, block)| {
                (
                    cidr,
                    (
                        *network,
                        *attachment,
                        context::place(&block.cidr, &element.head),
                    ),
                )
            })
    });
    let mut said: FxHashSet<(Id<Network>, Id<Network>)> = FxHashSet::default();
    for Overlap { outer, inner } in crate::index::overlaps(blocks) {
        let (first, second) = in_order(cx, outer, inner);
        let ((_, (early, _, there)), (_, (late, attachment, here))) = (first, second);
        if early == late || !said.insert((early.min(late), early.max(late))) {
            continue;
        }
        if cx.overlap_is_intended(early, late) {
            continue;
        }
        out.push(
            Draft::at(
                here,
                format!(
                    "{} uses {} and {} uses {}, and both are attached to {}: only one of them is propagated",
                    cx.name(late),
                    second.0,
                    cx.name(early),
                    first.0,
                    cx.name(id)
                ),
            )
            .also(there, "the other block")
            .also(cx.head(attachment).origin(), "the later attachment")
            .help("Renumber one of the two, or translate its addresses")
            .about(cx.subject(late))
            .about(cx.subject(early))
            .about(cx.subject(id))
            .key("cidr", format!("{} {}", first.0, second.0)),
        );
    }
}

/// A block, its network, the network's attachment and its place.
type Used = (Cidr, (Id<Network>, Id<TransitGatewayAttachment>, Span));

/// The one that was attached first in front, where that is known.
fn in_order(cx: &Context<'_>, a: Used, b: Used) -> (Used, Used) {
    let time = |used: &Used| cx.design[used.1.1].created.get();
    let swapped = match (time(&a), time(&b)) {
        (Some(first), Some(second)) => first > second,
        _ => a.1.1 > b.1.1,
    };
    if swapped { (b, a) } else { (a, b) }
}
