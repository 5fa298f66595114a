//! DirectLinks and their interfaces. An interface has one BGP session, whose members are its own.

use super::lower::{Cx, at};
use super::raw::raw;
use crate::model::{
    AnyLink, BgpPeer, Connection, ElementKind, Family, Head, Link, VirtualInterface,
};
use crate::source::{Field, Text};

raw! {
    /// A DirectLink.
    DirectLink {
        id = "DirectLinkId";
        name = "DirectLinkName";
        account = "AccountId";
        bandwidth = "Bandwidth";
        location = "Location";
        region = "RegionName";
        state = "State";
    }
    /// A DirectLink interface.
    DirectLinkInterface {
        id = "DirectLinkInterfaceId";
        name = "DirectLinkInterfaceName";
        account = "AccountId";
        direct_link = "DirectLinkId";
        gateway = "VirtualGatewayId";
        vlan = "Vlan";
        mtu = "Mtu";
        asn = "BgpAsn";
        key = "BgpKey";
        provider_address = "OutscalePrivateIp";
        client_address = "ClientPrivateIp";
        kind = "InterfaceType";
        location = "Location";
        state = "State";
    }
}

pub(super) fn direct_link(cx: &mut Cx<'_>, raw: &DirectLink<'_>) {
    let mark = cx.begin();
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, Vec::new());
    cx.owned(&mut head, &raw.account);
    head.name = cx.text(&raw.name);
    head.region = cx.text(&raw.region).or(head.region);
    head.state = cx.state(ElementKind::Connection, &raw.state);
    let connection = Connection {
        location: cx.text(&raw.location),
        bandwidth: cx.text(&raw.bandwidth),
        head,
        ..Connection::default()
    };
    if cx.whole(ElementKind::Connection, &connection.head, mark) {
        cx.design.connections.push(connection);
    }
}

pub(super) fn interface(cx: &mut Cx<'_>, raw: &DirectLinkInterface<'_>) {
    let mark = cx.begin();
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, Vec::new());
    cx.owned(&mut head, &raw.account);
    head.name = cx.text(&raw.name);
    head.state = cx.state(ElementKind::VirtualInterface, &raw.state);
    let key = cx.secret(&raw.key);
    let interface = VirtualInterface {
        interface_type: cx.word(&raw.kind),
        connection: AnyLink::unresolved(cx.lower.id(&raw.direct_link), &[ElementKind::Connection]),
        vlan: cx.value(&raw.vlan),
        mtu: cx.value(&raw.mtu),
        virtual_gateway: cx.link(&raw.gateway),
        location: cx.text(&raw.location),
        secret: key
            .located()
            .filter(|(secret, _)| !secret.masked)
            .map(|(_, span)| span),
        head,
        ..VirtualInterface::default()
    };
    let mut peer = BgpPeer {
        virtual_interface: Link::unresolved(interface.head.id),
        asn_long: cx.value(&raw.asn),
        provider_address: cx.value(&raw.provider_address),
        customer_address: cx.value(&raw.client_address),
        auth_key: key,
        from_interface: true,
        ..BgpPeer::default()
    };
    let place = peer.customer_address.span();
    let place = place
        .or(peer.provider_address.span())
        .or(peer.asn_long.span())
        .unwrap_or(interface.head.origin());
    let of = &interface.head;
    let parent = of.name.get().unwrap_or(of.printed_id());
    peer.family = Field::at(Family::Ipv4, place);
    peer.head = Head {
        provider: of.provider,
        mode: of.mode,
        account: of.account,
        exporter: of.exporter,
        region: of.region,
        name: at(Some(Text::new(&format!("{parent}/v4"))), place),
        origins: vec![place],
        ..Head::default()
    };
    if cx.whole(ElementKind::VirtualInterface, &interface.head, mark) {
        cx.design.virtual_interfaces.push(interface);
        cx.design.bgp_peers.push(peer);
    }
}
