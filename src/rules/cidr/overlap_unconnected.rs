//! CIDR018: two networks that nothing joins use the same addresses.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use rustc_hash::{FxHashMap, FxHashSet};

use super::at_site;
use crate::index::{BlockRef, Overlap, PairEnd};
use crate::model::{AnyId, Id, Network, Site};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 18),
        name: "cidr-vpc-overlap-unconnected",
        severity: Severity::Info,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "two networks that nothing joins use the same addresses",
        rationale: "They work, but they can never be peered, and neither can reach the other through a shared gateway.",
        remedy: "Give one of the two other addresses before they have to be joined.",
        references: &[
            &refs::PEERING_BASICS,
            &refs::OUTSCALE_NET_PEERING,
            &refs::HUAWEI_PEERING,
        ],
        example: example!("CIDR018"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut said: FxHashSet<(Id<Network>, Id<Network>)> = FxHashSet::default();
    let sites = sites_of(cx);
    // Each block is compared with the nearest one that holds it, so there are no more findings than blocks.
    for Overlap { outer, inner } in cx.index.prefixes.networks.nested() {
        let (first, second) = (outer.1.owner, inner.1.owner);
        let pair = (first.min(second), first.max(second));
        if first == second || !said.insert(pair) || !could_be_joined(cx, first, second) {
            continue;
        }
        let at = |network| sites.get(&network).map_or(&[][..], Vec::as_slice);
        // What reaches one site is joined there, and another rule speaks of it.
        if at(first).iter().any(|site| at(second).contains(site)) {
            continue;
        }
        if cx.overlap_is_intended(first, second) {
            continue;
        }
        let place = |block: BlockRef<Network>| {
            let network = &cx.design[block.owner];
            let written = network
                .cidrs
                .get(block.nth as usize)
                .and_then(|block| block.cidr.span());
            written.unwrap_or_else(|| network.head.origin())
        };
        out.push(
            Draft::at(
                place(inner.1),
                format!(
                    "{} uses {} and {} uses {}: nothing joins them, and no peering ever can",
                    cx.name(second),
                    inner.0,
                    cx.name(first),
                    outer.0
                ),
            )
            .also(place(outer.1), "the other block")
            .help("Give one of the two other addresses before they have to be joined")
            .about(cx.subject(second))
            .about(cx.subject(first))
            .key("cidr", format!("{} {}", inner.0, outer.0)),
        );
    }
}

/// The sites that each network reaches.
fn sites_of(cx: &Context<'_>) -> FxHashMap<Id<Network>, Vec<Id<Site>>> {
    let mut sites: FxHashMap<Id<Network>, Vec<Id<Site>>> = FxHashMap::default();
    for (site, networks) in at_site::networks(cx) {
        for network in networks {
            sites.entry(network).or_default().push(site);
        }
    }
    sites
}

/// Whether two networks of one provider are not joined, nor were or are to be, and neither is the default network that every account has.
fn could_be_joined(cx: &Context<'_>, a: Id<Network>, b: Id<Network>) -> bool {
    let default = |id: Id<Network>| cx.design[id].is_default.get() == Some(true);
    let relations = &cx.index.relations;
    let peered = relations
        .pairs
        .values((PairEnd::Known(a.min(b)), PairEnd::Known(a.max(b))))
        .next()
        .is_some();
    let gateways = |id: Id<Network>| {
        relations
            .attachments_of
            .values(AnyId::Network(id))
            .filter(|attachment| cx.is_live(**attachment))
            .filter_map(|attachment| cx.design[*attachment].gateway.get())
    };
    let hub = gateways(a).any(|gateway| gateways(b).any(|other| other == gateway));
    let one_provider = cx.head(a).provider == cx.head(b).provider;
    let joined = cx.index.neighbours.joined(a, b).is_some();
    one_provider && !default(a) && !default(b) && !peered && !hub && !joined
}
