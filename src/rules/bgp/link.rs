//! What rules about the link of a session share.

use crate::finding::Draft;
use crate::model::{BgpPeer, Cidr, Id, LinkAddress};
use crate::rules::{Context, context};
use crate::source::Span;

/// Both ends of a session's link, where both were readable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// The provider's end.
    pub(super) provider: LinkAddress,
    /// Where it stands.
    pub(super) provider_at: Span,
    /// The customer's end.
    pub(super) customer: LinkAddress,
    /// Where it stands.
    pub(super) customer_at: Span,
}

/// Both ends of a live session's link.
pub(super) fn of(cx: &Context<'_>, id: Id<BgpPeer>) -> Option<Link> {
    let peer = &cx.design[id];
    let (provider, provider_at) = peer.provider_address.located()?;
    let (customer, customer_at) = peer.customer_address.located()?;
    live(cx, id).then_some(Link {
        provider: *provider,
        provider_at,
        customer: *customer,
        customer_at,
    })
}

/// Whether the session and its interface are live.
pub(super) fn live(cx: &Context<'_>, id: Id<BgpPeer>) -> bool {
    let interface = cx.design[id].virtual_interface.get();
    cx.is_live(id) && interface.is_none_or(|interface| cx.is_live(interface))
}

/// The subnet of a session's link: that of either end which has a mask.
pub(super) fn subnet(peer: &BgpPeer) -> Option<(Cidr, Span)> {
    [&peer.customer_address, &peer.provider_address]
        .into_iter()
        .find_map(|field| {
            let (address, span) = field.located()?;
            Some((address.block()?.network(), span))
        })
}

/// Names the session first and its interface second.
pub(super) fn about(cx: &Context<'_>, draft: Draft, id: Id<BgpPeer>) -> Draft {
    let draft = draft.about(cx.subject(id));
    match cx.design[id].virtual_interface.get() {
        Some(interface) => draft.about(cx.subject(interface)),
        None => draft,
    }
}

/// The session in a sentence, with its interface.
pub(super) fn name(cx: &Context<'_>, id: Id<BgpPeer>) -> String {
    let peer = &cx.design[id];
    match peer.virtual_interface.get() {
        Some(interface) => format!("{} of {}", cx.name(id), cx.name(interface)),
        None => cx.name(id),
    }
}

/// Where a finding about the whole session stands: its family, else one of its addresses, else itself.
pub(super) fn place(peer: &BgpPeer) -> Span {
    peer.family
        .span()
        .or_else(|| peer.customer_address.span())
        .or_else(|| peer.provider_address.span())
        .unwrap_or_else(|| context::place(&peer.asn, &peer.head))
}
