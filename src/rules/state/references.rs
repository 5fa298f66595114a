//! References of live elements to what has a state, as far as no rule about just that reference speaks.

use crate::model::{AnyId, AnyLink, Element, ElementKind, Head, Link};
use crate::rules::Context;
use crate::source::{Field, Span, Text};

/// A reference that leads to an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    /// The live element that refers.
    pub(super) from: AnyId,
    /// What it refers to.
    pub(super) to: AnyId,
    /// Where the reference stands.
    pub(super) at: Span,
}

/// Kinds that are taken down after everything that belongs to them.
pub(super) const fn is_parent(kind: ElementKind) -> bool {
    matches!(
        kind,
        ElementKind::RouteServer
            | ElementKind::Lag
            | ElementKind::DirectConnectGateway
            | ElementKind::TransitGateway
    )
}

struct All<'a> {
    cx: &'a Context<'a>,
    found: Vec<Reference>,
}

impl All<'_> {
    fn each<T: Element>(&mut self, mut links: impl FnMut(&mut Self, AnyId, &T)) {
        for (id, element) in T::arena(self.cx.design).iter() {
            if self.cx.is_live(id) {
                links(self, T::any(id), element);
            }
        }
    }

    fn add(&mut self, from: AnyId, to: AnyId, written: &Field<Text>) {
        let head: &Head = self.cx.design.head(from);
        let at = written.span().unwrap_or_else(|| head.origin());
        self.found.push(Reference { from, to, at });
    }

    fn link<T: Element>(&mut self, from: AnyId, link: &Link<T>) {
        if let Some(to) = link.get() {
            self.add(from, T::any(to), &link.id);
        }
    }

    fn any(&mut self, from: AnyId, link: &AnyLink) {
        if let Some(to) = link.get() {
            self.add(from, to, &link.id);
        }
    }
}

/// All of them, kind by kind. Routes and the gateways of virtual interfaces have rules of their own.
pub(super) fn all(cx: &Context<'_>) -> Vec<Reference> {
    use crate::model as m;
    let mut all = All {
        cx,
        found: Vec::new(),
    };
    all.each(|all, id, e: &m::Subnet| all.link(id, &e.network));
    all.each(|all, id, e: &m::RouteTable| all.link(id, &e.network));
    all.each(|all, id, e: &m::NatGateway| {
        all.link(id, &e.network);
        all.link(id, &e.subnet);
    });
    all.each(|all, id, e: &m::Peering| {
        for side in e.sides() {
            all.link(id, &side.network);
        }
    });
    all.each(|all, id, e: &m::VirtualGateway| {
        for tie in e
            .attachments
            .iter()
            .flatten()
            .filter(|tie| tie.state.is_live())
        {
            all.link(id, &tie.network);
        }
    });
    all.each(|all, id, e: &m::VirtualInterface| {
        all.any(id, &e.connection);
        all.link(id, &e.direct_connect_gateway);
    });
    all.each(|all, id, e: &m::Connection| {
        // A member outlives its group; what is hosted on it does not.
        if e.is_hosted() == Some(true) {
            all.link(id, &e.lag);
        }
    });
    all.each(|all, id, e: &m::DirectConnectGatewayAssociation| {
        all.link(id, &e.gateway);
        all.any(id, &e.to);
    });
    all.each(|all, id, e: &m::DirectConnectGatewayAttachment| {
        all.link(id, &e.gateway);
        all.link(id, &e.virtual_interface);
    });
    all.each(|all, id, e: &m::VpnConnection| {
        all.link(id, &e.customer_gateway);
        all.link(id, &e.virtual_gateway);
        all.link(id, &e.transit_gateway);
    });
    all.each(|all, id, e: &m::TransitGatewayAttachment| {
        all.link(id, &e.gateway);
        all.any(id, &e.resource);
    });
    all.each(|all, id, e: &m::TransitGatewayRouteTable| all.link(id, &e.gateway));
    all.each(|all, id, e: &m::TransitGatewayConnectPeer| all.link(id, &e.attachment));
    all.each(|all, id, e: &m::RouteServerEndpoint| {
        all.link(id, &e.server);
        all.link(id, &e.subnet);
    });
    all.each(|all, id, e: &m::RouteServerPeer| {
        all.link(id, &e.endpoint);
        all.link(id, &e.server);
    });
    all.found
}
