//! Gateways of Nets, and those of the customer.

use super::lower::{Cx, Tags};
use super::raw::raw;
use crate::model::{
    CustomerGateway, ElementKind, InternetGateway, NatGateway, NetworkAttachment, VirtualGateway,
};
use crate::profile::MachineOf as Of;
use crate::source::Part;

raw! {
    /// A gateway's tie to a Net.
    NetLink {
        net = "NetId";
        state = "State";
    }
    /// A virtual gateway.
    Vgw {
        id = "VirtualGatewayId";
        state = "State";
        -
        links: Part<Vec<NetLink<'a>>> = "NetToVirtualGatewayLinks";
        tags: Part<Tags<'a>> = "Tags";
    }
    /// An internet service.
    Internet {
        id = "InternetServiceId";
        net = "NetId";
        state = "State";
        -
        tags: Part<Tags<'a>> = "Tags";
    }
    /// A NAT service.
    Nat {
        id = "NatServiceId";
        net = "NetId";
        subnet = "SubnetId";
        state = "State";
        -
        tags: Part<Tags<'a>> = "Tags";
    }
    /// A client gateway.
    Client {
        id = "ClientGatewayId";
        asn = "BgpAsn";
        address = "PublicIp";
        state = "State";
        -
        tags: Part<Tags<'a>> = "Tags";
    }
}

pub(super) fn virtual_gateway(cx: &mut Cx<'_>, raw: &Vgw<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::VirtualGateway, &raw.state);
    let link = |raw: &NetLink<'_>| NetworkAttachment {
        network: cx.link(&raw.net),
        state: cx.state(Of::NetworkAttachment, &raw.state),
    };
    let attachments = raw
        .links
        .as_ref()
        .map(|links| links.iter().map(link).collect());
    let gateway = VirtualGateway {
        attachments,
        head,
        ..VirtualGateway::default()
    };
    if cx.whole(ElementKind::VirtualGateway, &gateway.head, mark) {
        cx.design.virtual_gateways.push(gateway);
    }
}

pub(super) fn internet(cx: &mut Cx<'_>, raw: &Internet<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let head = cx.head(id, tags);
    let network = cx.link(&raw.net);
    // One that is tied to nothing has neither Net nor state.
    let attachment = (!network.is_absent()).then(|| NetworkAttachment {
        network,
        state: cx.state(Of::InternetAttachment, &raw.state),
    });
    let gateway = InternetGateway {
        attachments: Some(attachment.into_iter().collect()),
        head,
    };
    if cx.whole(ElementKind::InternetGateway, &gateway.head, mark) {
        cx.design.internet_gateways.push(gateway);
    }
}

pub(super) fn nat(cx: &mut Cx<'_>, raw: &Nat<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::NatGateway, &raw.state);
    let gateway = NatGateway {
        network: cx.link(&raw.net),
        subnet: cx.link(&raw.subnet),
        head,
        ..NatGateway::default()
    };
    if cx.whole(ElementKind::NatGateway, &gateway.head, mark) {
        cx.design.nat_gateways.push(gateway);
    }
}

pub(super) fn client(cx: &mut Cx<'_>, raw: &Client<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::CustomerGateway, &raw.state);
    let gateway = CustomerGateway {
        asn: cx.value(&raw.asn),
        address: cx.value(&raw.address),
        head,
        ..CustomerGateway::default()
    };
    if cx.whole(ElementKind::CustomerGateway, &gateway.head, mark) {
        cx.design.customer_gateways.push(gateway);
    }
}
