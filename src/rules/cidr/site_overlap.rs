//! CIDR021: Networks that reach one site of the customer use the same addresses.

use rustc_hash::FxHashSet;

use super::at_site;
use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::index::{self, Overlap};
use crate::model::{Cidr, Id, Network};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 21),
        name: "site-network-overlap",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "two networks that reach one site of the customer use the same addresses",
        rationale: "The site hears the same addresses from two sides, also from two providers, and can send a packet to one of them only; which one, its own preferences decide. Networks that a peering or a gateway joins as well are left to the rules about these.",
        remedy: "Renumber one of the networks, or translate its addresses before they reach the site.",
        references: &[&refs::VPC_CIDR, &refs::DX_GATEWAY_VGW],
        example: example!("CIDR021"),
    },
    check: Check::Design(check),
};

#[derive(Clone, Copy)]
struct Block {
    network: Id<Network>,
    at: Span,
}

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut said: FxHashSet<(Id<Network>, Id<Network>)> = FxHashSet::default();
    for (site, networks) in at_site::networks(cx) {
        let mut blocks: Vec<(Cidr, Block)> = Vec::new();
        for network in networks {
            for (cidr, block) in cx.design[network].live_cidrs() {
                let at = block
                    .cidr
                    .span()
                    .unwrap_or_else(|| cx.head(network).origin());
                blocks.push((cidr, Block { network, at }));
            }
        }
        // Each block is compared with the nearest one that holds it, so there are no more findings than blocks.
        for Overlap {
            outer: (wide, one),
            inner: (narrow, two),
        } in index::overlaps(blocks)
        {
            let (a, b) = (one.network, two.network);
            if a == b || cx.overlap_is_intended(a, b) || cx.index.neighbours.joined(a, b).is_some()
            {
                continue;
            }
            if !said.insert((a.min(b), a.max(b))) {
                continue;
            }
            out.push(
                Draft::at(
                    two.at,
                    format!(
                        "{} ({narrow}) and {} ({wide}) overlap, and both reach {}",
                        cx.name(b),
                        cx.name(a),
                        cx.name(site)
                    ),
                )
                .also(one.at, "the other block")
                .also(cx.head(site).origin(), "the site")
                .about(cx.subject(b))
                .about(cx.subject(a))
                .about(cx.subject(site))
                .key("cidr", format!("{narrow} {wide}")),
            );
        }
    }
}
