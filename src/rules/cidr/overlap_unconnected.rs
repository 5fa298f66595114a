//! CIDR018: two networks that nothing joins use the same addresses.

use rustc_hash::{FxHashMap, FxHashSet};

use super::at_site;
use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::index::{BlockRef, Overlap, PairEnd};
use crate::model::{AnyId, Cidr, Id, Network, ProviderId, Site};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Span;

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

/// Networks of a group that are named and shown; all of them are its subjects.
const NAMED: usize = 5;

/// Two blocks of networks that nothing joins, the outer one first.
type Pair = Overlap<BlockRef<Network>>;

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut said: FxHashSet<(Id<Network>, Id<Network>)> = FxHashSet::default();
    let sites = sites_of(cx);
    // Networks of one address plan are one finding a range: any two of them overlap.
    let mut groups: Vec<Vec<Pair>> = Vec::new();
    let mut group_of: FxHashMap<(Cidr, ProviderId), usize> = FxHashMap::default();
    // Each block is compared with the nearest one that holds it, so there are no more pairs than blocks.
    for pair in cx.index.prefixes.networks.nested() {
        let (first, second) = (pair.outer.1.owner, pair.inner.1.owner);
        let both = (first.min(second), first.max(second));
        if first == second || !said.insert(both) || !could_be_joined(cx, first, second) {
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
        if pair.outer.0 != pair.inner.0 {
            out.push(two(cx, &pair));
            continue;
        }
        let key = (pair.outer.0, cx.head(first).provider);
        let at = *group_of.entry(key).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        if let Some(group) = groups.get_mut(at) {
            group.push(pair);
        }
    }
    for group in &groups {
        match group.as_slice() {
            [] => {}
            [pair] => out.push(two(cx, pair)),
            [first, ..] => out.push(many(cx, first, group)),
        }
    }
}

fn place(cx: &Context<'_>, block: BlockRef<Network>) -> Span {
    let network = &cx.design[block.owner];
    let written = network
        .cidrs
        .get(block.nth as usize)
        .and_then(|block| block.cidr.span());
    written.unwrap_or_else(|| network.head.origin())
}

fn two(cx: &Context<'_>, Overlap { outer, inner }: &Pair) -> Draft {
    let (first, second) = (outer.1.owner, inner.1.owner);
    Draft::at(
        place(cx, inner.1),
        format!(
            "{} uses {} and {} uses {}: nothing joins them, and no peering ever can",
            cx.name(second),
            inner.0,
            cx.name(first),
            outer.0
        ),
    )
    .also(place(cx, outer.1), "the other block")
    .about(cx.subject(second))
    .about(cx.subject(first))
    .key("cidr", format!("{} {}", inner.0, outer.0))
}

/// Of three networks and more that use the same range.
fn many(cx: &Context<'_>, first: &Pair, group: &[Pair]) -> Draft {
    let mut known: FxHashSet<Id<Network>> = FxHashSet::default();
    let blocks = std::iter::once(first.inner.1)
        .chain(group.iter().flat_map(|pair| [pair.outer.1, pair.inner.1]));
    let members: Vec<BlockRef<Network>> =
        blocks.filter(|block| known.insert(block.owner)).collect();
    let range = first.outer.0;
    let names: Vec<String> = members
        .iter()
        .take(NAMED)
        .map(|m| cx.name(m.owner))
        .collect();
    let rest = match members.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!(
        "{} networks that nothing joins use {range}, so that no peering between two of them ever can: {}{rest}",
        members.len(),
        names.join(", "),
    );
    let mut draft = Draft::at(place(cx, first.inner.1), message).key("cidr", range.to_string());
    for other in members.iter().take(NAMED) {
        draft = draft.also(place(cx, *other), "the same block");
    }
    draft.about_all(members.iter().map(|member| cx.subject(member.owner)))
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
