//! Gateways of networks: internet, egress-only, NAT, virtual private and customer gateways.

use super::lower::{Cx, Tags};
use super::raw::raw;
use crate::model::{
    CustomerGateway, EgressOnlyInternetGateway, ElementKind, InternetGateway, NatGateway,
    NetworkAttachment, VirtualGateway,
};
use crate::profile::MachineOf as Of;
use crate::source::{Field, Part};

raw! {
    /// A gateway's tie to a network.
    VpcAttachment {
        vpc = "VpcId" | "vpcId";
        state = "State" | "state";
    }
    /// An internet gateway.
    Igw {
        id = "InternetGatewayId" | "internetGatewayId";
        owner = "OwnerId" | "ownerId";
        -
        attachments: Part<Vec<VpcAttachment<'a>>> = "Attachments" | "attachments";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// An egress-only internet gateway.
    Eigw {
        id = "EgressOnlyInternetGatewayId" | "egressOnlyInternetGatewayId";
        owner = "OwnerId" | "ownerId";
        -
        attachments: Part<Vec<VpcAttachment<'a>>> = "Attachments" | "attachments";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// A NAT gateway.
    Nat {
        id = "NatGatewayId" | "natGatewayId";
        state = "State" | "state";
        vpc = "VpcId" | "vpcId";
        subnet = "SubnetId" | "subnetId";
        connectivity = "ConnectivityType" | "connectivityType";
        -
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// A virtual private gateway.
    Vgw {
        id = "VpnGatewayId" | "vpnGatewayId";
        state = "State" | "state";
        asn = "AmazonSideAsn" | "amazonSideAsn";
        -
        attachments: Part<Vec<VpcAttachment<'a>>> = "VpcAttachments" | "vpcAttachments";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// A customer gateway.
    Cgw {
        id = "CustomerGatewayId" | "customerGatewayId";
        state = "State" | "state";
        asn = "BgpAsn" | "bgpAsn";
        asn_extended = "BgpAsnExtended" | "bgpAsnExtended";
        address = "IpAddress" | "ipAddress";
        -
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// A virtual private gateway as Direct Connect lists it, without anything but its state.
    DxVgw {
        id = "virtualGatewayId" | "VirtualGatewayId";
        state = "virtualGatewayState" | "VirtualGatewayState";
    }
}

fn attachments(
    cx: &mut Cx<'_>,
    raw: &Part<Vec<VpcAttachment<'_>>>,
    machine: Of,
) -> Option<Vec<NetworkAttachment>> {
    let list = raw.as_ref()?;
    let attachment = |raw: &VpcAttachment<'_>| NetworkAttachment {
        network: cx.link(&raw.vpc),
        state: cx.state(machine, &raw.state),
    };
    Some(list.iter().map(attachment).collect())
}

pub(super) fn internet(cx: &mut Cx<'_>, raw: &Igw<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    cx.owned(&mut head, &raw.owner);
    let gateway = InternetGateway {
        attachments: attachments(cx, &raw.attachments, Of::InternetAttachment),
        head,
    };
    if cx.whole(ElementKind::InternetGateway, &gateway.head, mark) {
        cx.design.internet_gateways.push(gateway);
    }
}

pub(super) fn egress_only(cx: &mut Cx<'_>, raw: &Eigw<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    cx.owned(&mut head, &raw.owner);
    let gateway = EgressOnlyInternetGateway {
        attachments: attachments(cx, &raw.attachments, Of::InternetAttachment),
        head,
    };
    if cx.whole(ElementKind::EgressOnlyInternetGateway, &gateway.head, mark) {
        cx.design.egress_only_internet_gateways.push(gateway);
    }
}

pub(super) fn nat(cx: &mut Cx<'_>, raw: &Nat<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::NatGateway, &raw.state);
    let gateway = NatGateway {
        network: cx.link(&raw.vpc),
        subnet: cx.link(&raw.subnet),
        connectivity: cx.text(&raw.connectivity),
        head,
    };
    if cx.whole(ElementKind::NatGateway, &gateway.head, mark) {
        cx.design.nat_gateways.push(gateway);
    }
}

pub(super) fn virtual_private(cx: &mut Cx<'_>, raw: &Vgw<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::VirtualGateway, &raw.state);
    let gateway = VirtualGateway {
        asn: cx.value(&raw.asn),
        attachments: attachments(cx, &raw.attachments, Of::NetworkAttachment),
        head,
        ..VirtualGateway::default()
    };
    if cx.whole(ElementKind::VirtualGateway, &gateway.head, mark) {
        cx.design.virtual_gateways.push(gateway);
    }
}

pub(super) fn virtual_private_of_direct_connect(cx: &mut Cx<'_>, raw: &DxVgw<'_>) {
    let mark = cx.begin();
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, Vec::new());
    head.state = cx.state(ElementKind::VirtualGateway, &raw.state);
    let gateway = VirtualGateway {
        head,
        ..VirtualGateway::default()
    };
    if cx.whole(ElementKind::VirtualGateway, &gateway.head, mark) {
        cx.design.virtual_gateways.push(gateway);
    }
}

pub(super) fn customer(cx: &mut Cx<'_>, raw: &Cgw<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::CustomerGateway, &raw.state);
    let extended = cx.value(&raw.asn_extended);
    let plain = cx.value(&raw.asn);
    let gateway = CustomerGateway {
        asn: extended.or(plain),
        asn_is_extended: !matches!(extended, Field::Absent),
        address: cx.value(&raw.address),
        head,
        ..CustomerGateway::default()
    };
    if cx.whole(ElementKind::CustomerGateway, &gateway.head, mark) {
        cx.design.customer_gateways.push(gateway);
    }
}
