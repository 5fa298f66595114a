//! What rules about peerings share: the blocks of a side, and where it stands in reports.

use crate::finding::Subject;
use crate::index::Overlap;
use crate::model::{
    Cidr, ElementKind, Id, Network, Peering, PeeringSide, Presence, ProviderId, RouteTable,
};
use crate::rules::Context;
use crate::source::Span;

/// A block of a side and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct SideBlock {
    /// Where.
    pub(super) span: Span,
    /// Whether it is the requester's.
    pub(super) requester: bool,
}

/// The blocks of a side: those of its network, else those that the peering's own record claims.
pub(super) fn blocks(
    cx: &Context<'_>,
    side: &PeeringSide,
    requester: bool,
) -> Vec<(Cidr, SideBlock)> {
    let known = side
        .network
        .get()
        .map(|id| &cx.design[id])
        .filter(|network| network.head.presence == Presence::Listed);
    match known {
        Some(network) => network
            .live_cidrs()
            .map(|(cidr, block)| {
                let span = block.cidr.span().unwrap_or_else(|| network.head.origin());
                (cidr, SideBlock { span, requester })
            })
            .collect(),
        None => side
            .cidrs
            .iter()
            .filter_map(|field| field.located())
            .map(|(cidr, span)| (*cidr, SideBlock { span, requester }))
            .collect(),
    }
}

/// Blocks of one side that lie in blocks of the other.
pub(super) fn overlaps(cx: &Context<'_>, peering: &Peering) -> Vec<Overlap<SideBlock>> {
    crate::index::shared(
        blocks(cx, &peering.requester, true),
        blocks(cx, &peering.accepter, false),
    )
}

/// Whether both sides name the same network.
pub(super) fn is_self(peering: &Peering) -> bool {
    match (
        peering.requester.network.get(),
        peering.accepter.network.get(),
    ) {
        (Some(a), Some(b)) => a == b,
        _ => {
            let (a, b) = (
                peering.requester.network.id.get(),
                peering.accepter.network.id.get(),
            );
            a.is_some() && a == b
        }
    }
}

/// A side's network in a sentence.
pub(super) fn name(cx: &Context<'_>, side: &PeeringSide, provider: ProviderId) -> String {
    cx.link_name(&side.network, provider)
}

/// A side's network as reports print it.
pub(super) fn subject(
    cx: &Context<'_>,
    side: &PeeringSide,
    provider: ProviderId,
) -> Option<Subject> {
    cx.link_subject(&side.network, provider, side.owner.get(), side.region.get())
}

/// The tables of a network, where all of them and all their routes were given.
pub(super) fn all_tables<'a>(
    cx: &Context<'a>,
    network: Id<Network>,
) -> Option<&'a [Id<RouteTable>]> {
    let head = cx.head(network);
    let tables = cx.index.relations.route_tables.of(network);
    let complete = !tables.is_empty()
        && tables.iter().all(|id| cx.design[*id].routes.is_some())
        && !head.is_foreign()
        && (head.is_design() || cx.lists_all_beside(ElementKind::RouteTable, head));
    complete.then_some(tables)
}

/// The side of a peering that is not this network; `None` where the network is no side of it, or both.
pub(super) fn other(peering: &Peering, own: Id<Network>) -> Option<&PeeringSide> {
    let [requester, accepter] = peering.sides();
    match (
        requester.network.get() == Some(own),
        accepter.network.get() == Some(own),
    ) {
        (true, false) => Some(accepter),
        (false, true) => Some(requester),
        _ => None,
    }
}
