//! The fields that hold AS numbers, for rules that judge every number alike.

use crate::finding::Draft;
use crate::model::{AnyId, Asn, CustomerGateway, Id, InterfaceType};
use crate::profile::AsnField;
use crate::rules::{Context, context};
use crate::source::Span;

/// A number, its field, and the live element that has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// The number.
    pub(super) asn: Asn,
    /// Which field.
    pub(super) field: AsnField,
    /// Where it stands.
    pub(super) at: Span,
    /// Whose.
    pub(super) element: AnyId,
    /// What contains that element: the interface of a session.
    pub(super) parent: Option<AnyId>,
    /// Whether the element was exported.
    pub(super) exported: bool,
}

impl Number {
    /// The element in a sentence.
    pub(super) fn owner(&self, cx: &Context<'_>) -> String {
        match self.parent {
            Some(parent) => format!("{} of {}", cx.name_of(self.element), cx.name_of(parent)),
            None => cx.name_of(self.element),
        }
    }

    /// Names the element first and what contains it second.
    pub(super) fn about(&self, cx: &Context<'_>, draft: Draft) -> Draft {
        let draft = draft
            .about(cx.subject_of(self.element))
            .key("asn", self.asn.number.to_string());
        match self.parent {
            Some(parent) => draft.about(cx.subject_of(parent)),
            None => draft,
        }
    }
}

/// Whether a customer gateway is used, and by static VPN connections only, for which its number means nothing.
pub(super) fn is_static_only(cx: &Context<'_>, id: Id<CustomerGateway>) -> bool {
    let mut live = cx
        .index
        .relations
        .vpns
        .of(id)
        .iter()
        .filter(|vpn| cx.is_live(**vpn))
        .peekable();
    live.peek().is_some() && live.all(|vpn| cx.design[*vpn].static_only.get() == Some(true))
}

/// All readable numbers of live elements, kind by kind. Numbers that an interface reports about its gateway are no fields of the user.
pub(super) fn numbers(cx: &Context<'_>) -> Vec<Number> {
    let d = cx.design;
    let mut all = Vec::new();
    let mut add = |element: AnyId, parent, field, asn: &crate::source::Field<Asn>| {
        let head = d.head(element);
        if let Some(asn_value) = asn.get().filter(|_| head.state.is_live()) {
            all.push(Number {
                asn: asn_value,
                field,
                at: context::place(asn, head),
                element,
                parent,
                exported: !head.is_design(),
            });
        }
    };
    for (id, gateway) in d.virtual_gateways.iter() {
        add(
            AnyId::VirtualGateway(id),
            None,
            AsnField::VirtualGateway,
            &gateway.asn,
        );
    }
    for (id, gateway) in d.transit_gateways.iter() {
        add(
            AnyId::TransitGateway(id),
            None,
            AsnField::TransitGateway,
            &gateway.asn,
        );
    }
    for (id, gateway) in d.direct_connect_gateways.iter() {
        let element = AnyId::DirectConnectGateway(id);
        add(element, None, AsnField::DirectConnectGateway, &gateway.asn);
    }
    for (id, peer) in d.bgp_peers.iter() {
        let interface = peer.virtual_interface.get();
        let live = interface.is_none_or(|interface| cx.is_live(interface));
        // A static session has no number.
        let bgp = peer
            .route_mode
            .get()
            .is_none_or(|mode| !mode.eq_ignore_ascii_case("static"));
        if live && bgp {
            add(
                AnyId::BgpPeer(id),
                interface.map(AnyId::VirtualInterface),
                AsnField::Customer,
                &peer.effective_asn(),
            );
        }
    }
    for (id, server) in d.route_servers.iter() {
        add(
            AnyId::RouteServer(id),
            None,
            AsnField::RouteServer,
            &server.asn,
        );
    }
    for (id, peer) in d.route_server_peers.iter() {
        let server = peer.server.get().map(AnyId::RouteServer);
        add(
            AnyId::RouteServerPeer(id),
            server,
            AsnField::RouteServerPeer,
            &peer.asn,
        );
    }
    for (id, gateway) in d.customer_gateways.iter() {
        if !is_static_only(cx, id) {
            add(
                AnyId::CustomerGateway(id),
                None,
                AsnField::CustomerGateway,
                &gateway.asn,
            );
        }
    }
    for (id, peer) in d.transit_gateway_connect_peers.iter() {
        let parent = peer.attachment.get().map(AnyId::TransitGatewayAttachment);
        for session in &peer.sessions {
            let element = AnyId::TransitGatewayConnectPeer(id);
            add(element, parent, AsnField::ConnectPeer, &session.peer_asn);
        }
    }
    all
}

/// Whether the number belongs to a session of a public interface.
pub(super) fn is_public(cx: &Context<'_>, number: &Number) -> bool {
    match number.parent {
        Some(AnyId::VirtualInterface(id)) => cx.design[id].kind() == Some(InterfaceType::Public),
        _ => false,
    }
}
