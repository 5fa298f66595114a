//! Transit gateways and what hangs on them.

use super::ec2::arn_region;
use super::lower::{Cx, Tags, at};
use super::peering::StateReason;
use super::raw::raw;
use crate::model::{
    AnyLink, ConnectSession, ElementKind, TransitGateway, TransitGatewayAttachment,
    TransitGatewayConnectPeer, TransitPeer,
};
use crate::profile::MachineOf as Of;
use crate::source::{Field, Part, Raw, Text};

raw! {
    /// Options of a transit gateway.
    TgwOptions {
        asn = "AmazonSideAsn" | "amazonSideAsn";
        ecmp = "VpnEcmpSupport" | "vpnEcmpSupport";
        association = "DefaultRouteTableAssociation" | "defaultRouteTableAssociation";
        association_table = "AssociationDefaultRouteTableId" | "associationDefaultRouteTableId";
        propagation = "DefaultRouteTablePropagation" | "defaultRouteTablePropagation";
        propagation_table = "PropagationDefaultRouteTableId" | "propagationDefaultRouteTableId";
        -
        cidrs: Part<Vec<Raw<'a>>> = "TransitGatewayCidrBlocks" | "transitGatewayCidrBlocks";
    }
    /// A transit gateway.
    Tgw {
        id = "TransitGatewayId" | "transitGatewayId";
        arn = "TransitGatewayArn" | "transitGatewayArn";
        owner = "OwnerId" | "ownerId";
        state = "State" | "state";
        -
        options: Part<TgwOptions<'a>> = "Options" | "options";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// The table of an attachment.
    AttachmentAssociation {
        table = "TransitGatewayRouteTableId" | "transitGatewayRouteTableId";
        state = "State" | "state";
    }
    /// Options of an attachment.
    AttachmentOptions {
        ipv6 = "Ipv6Support" | "ipv6Support";
        appliance = "ApplianceModeSupport" | "applianceModeSupport";
        dynamic = "DynamicRouting" | "dynamicRouting";
    }
    /// One side of a peering.
    TgwInfo {
        gateway = "TransitGatewayId" | "transitGatewayId";
        core_network = "CoreNetworkId" | "coreNetworkId";
        owner = "OwnerId" | "ownerId";
        region = "Region" | "region";
    }
    /// An attachment in any of the four answers that show some: all of them, those of networks, peerings, Connect.
    Attachment {
        id = "TransitGatewayAttachmentId" | "transitGatewayAttachmentId";
        gateway = "TransitGatewayId" | "transitGatewayId";
        gateway_owner = "TransitGatewayOwnerId" | "transitGatewayOwnerId";
        resource_type = "ResourceType" | "resourceType";
        resource = "ResourceId" | "resourceId";
        resource_owner = "ResourceOwnerId" | "resourceOwnerId";
        vpc = "VpcId" | "vpcId";
        vpc_owner = "VpcOwnerId" | "vpcOwnerId";
        transport = "TransportTransitGatewayAttachmentId" | "transportTransitGatewayAttachmentId";
        accepter_attachment = "AccepterTransitGatewayAttachmentId" | "accepterTransitGatewayAttachmentId";
        state = "State" | "state";
        created = "CreationTime" | "creationTime";
        -
        association: Part<AttachmentAssociation<'a>> = "Association" | "association";
        subnets: Part<Vec<Raw<'a>>> = "SubnetIds" | "subnetIds";
        options: Part<AttachmentOptions<'a>> = "Options" | "options";
        requester: Part<TgwInfo<'a>> = "RequesterTgwInfo" | "requesterTgwInfo";
        accepter: Part<TgwInfo<'a>> = "AccepterTgwInfo" | "accepterTgwInfo";
        status: Part<StateReason<'a>> = "Status" | "status";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// A BGP session of a Connect peer.
    BgpConfiguration {
        gateway_asn = "TransitGatewayAsn" | "transitGatewayAsn";
        peer_asn = "PeerAsn" | "peerAsn";
        status = "BgpStatus" | "bgpStatus";
    }
    /// What a Connect peer is made of.
    ConnectPeerConfiguration {
        gateway = "TransitGatewayAddress" | "transitGatewayAddress";
        peer = "PeerAddress" | "peerAddress";
        -
        inside: Part<Vec<Raw<'a>>> = "InsideCidrBlocks" | "insideCidrBlocks";
        sessions: Part<Vec<BgpConfiguration<'a>>> = "BgpConfigurations" | "bgpConfigurations";
    }
    /// A Connect peer.
    ConnectPeer {
        id = "TransitGatewayConnectPeerId" | "transitGatewayConnectPeerId";
        attachment = "TransitGatewayAttachmentId" | "transitGatewayAttachmentId";
        state = "State" | "state";
        -
        configuration: Part<ConnectPeerConfiguration<'a>> = "ConnectPeerConfiguration" | "connectPeerConfiguration";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
}

pub(super) fn gateway(cx: &mut Cx<'_>, raw: &Tgw<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    cx.owned(&mut head, &raw.owner);
    head.state = cx.state(ElementKind::TransitGateway, &raw.state);
    if let (Some(region), Some(span)) = (arn_region(&raw.arn), cx.lower.span(&raw.arn)) {
        head.region = Field::at(region, span);
    }
    let mut gateway = TransitGateway {
        head,
        ..TransitGateway::default()
    };
    if let Some(options) = raw.options.as_ref() {
        gateway.asn = cx.value(&options.asn);
        gateway.ecmp = cx.switch(&options.ecmp);
        gateway.cidrs = cx.ranges(options.cidrs.items());
        gateway.cidrs_listed = options.cidrs.as_ref().is_some();
        gateway.default_association = cx.switch(&options.association);
        gateway.default_association_table = cx.link(&options.association_table);
        gateway.default_propagation = cx.switch(&options.propagation);
        gateway.default_propagation_table = cx.link(&options.propagation_table);
    }
    if cx.whole(ElementKind::TransitGateway, &gateway.head, mark) {
        cx.design.transit_gateways.push(gateway);
    }
}

/// Kinds that the resource of an attachment may have, by the attachment's type.
pub(super) fn resource_kinds(resource_type: Option<Text>) -> &'static [ElementKind] {
    match resource_type.as_deref() {
        Some("vpc") => &[ElementKind::Network],
        Some("vpn") => &[ElementKind::VpnConnection],
        Some("direct-connect-gateway") => &[ElementKind::DirectConnectGateway],
        Some("peering" | "tgw-peering") => &[ElementKind::TransitGateway],
        Some("connect") => &[ElementKind::TransitGatewayAttachment],
        None => &[
            ElementKind::Network,
            ElementKind::VpnConnection,
            ElementKind::DirectConnectGateway,
            ElementKind::TransitGateway,
            ElementKind::TransitGatewayAttachment,
        ],
        Some(_) => &[],
    }
}

fn peer(cx: &mut Cx<'_>, raw: &TgwInfo<'_>) -> TransitPeer {
    TransitPeer {
        gateway: cx.link(&raw.gateway),
        core_network: cx.text(&raw.core_network),
        owner: cx.text(&raw.owner),
        region: cx.text(&raw.region),
    }
}

pub(super) fn attachment(cx: &mut Cx<'_>, raw: &Attachment<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    let origin = head.origin();
    head.state = cx.state(ElementKind::TransitGatewayAttachment, &raw.state);
    let mut attachment = TransitGatewayAttachment {
        gateway: cx.link(&raw.gateway),
        gateway_owner: cx.text(&raw.gateway_owner),
        resource_type: cx.word(&raw.resource_type),
        created: cx.time(&raw.created),
        transport: cx.link(&raw.transport),
        accepter_attachment: cx.link(&raw.accepter_attachment),
        ..TransitGatewayAttachment::default()
    };
    // The answers for one type leave out what all their items have in common.
    let implied = if !raw.vpc.is_empty() {
        Some(("vpc", &raw.vpc, &raw.vpc_owner))
    } else if !raw.transport.is_empty() {
        Some(("connect", &raw.transport, &Raw::Absent))
    } else {
        None
    };
    let (mut resource, mut owner) = (&raw.resource, &raw.resource_owner);
    if let Some((word, id, owned)) = implied
        && attachment.resource_type.is_absent()
    {
        attachment.resource_type = Field::at(Text::new(word), origin);
        (resource, owner) = (id, owned);
    }
    let requester = raw.requester.as_ref().map(|raw| peer(cx, raw));
    let accepter = raw.accepter.as_ref().map(|raw| peer(cx, raw));
    let kinds = resource_kinds(attachment.resource_type.get());
    if !resource.is_empty() {
        attachment.resource = cx.any(resource, kinds);
    }
    cx.owned(&mut head, owner);
    if owner.is_empty() && !raw.gateway_owner.is_empty() {
        // Another account's attachment without its owner: that of the export is not known to be it.
        head.account = Field::Absent;
    }
    if requester.is_some() || accepter.is_some() {
        attachment.requester = requester.unwrap_or_default();
        attachment.accepter = accepter.unwrap_or_default();
        attachment.resource_type = at(Some(Text::new("peering")), origin);
        attachment.gateway = attachment.requester.gateway;
        attachment.gateway_owner = attachment.requester.owner;
        let other = attachment.accepter.gateway.id;
        attachment.resource = AnyLink::unresolved(other, &[ElementKind::TransitGateway]);
        if attachment.requester.owner.get().is_some() {
            head.account = attachment.requester.owner;
        }
        if attachment.requester.region.get().is_some() {
            head.region = attachment.requester.region;
        }
    }
    if let Some(list) = raw.subnets.as_ref() {
        attachment.subnets = Some(list.iter().map(|leaf| cx.link(leaf)).collect());
    }
    if let Some(association) = raw.association.as_ref() {
        attachment.association = cx.link(&association.table);
        attachment.association_state = cx.state(Of::TransitAssociation, &association.state);
    }
    if let Some(options) = raw.options.as_ref() {
        attachment.ipv6_support = cx.switch(&options.ipv6);
        attachment.appliance_mode = cx.switch(&options.appliance);
        attachment.dynamic_routing = cx.switch(&options.dynamic);
    }
    if let Some(status) = raw.status.as_ref() {
        attachment.message = cx.text(&status.message);
    }
    attachment.head = head;
    if cx.whole(
        ElementKind::TransitGatewayAttachment,
        &attachment.head,
        mark,
    ) {
        cx.design.transit_gateway_attachments.push(attachment);
    }
}

pub(super) fn connect_peer(cx: &mut Cx<'_>, raw: &ConnectPeer<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::TransitGatewayConnectPeer, &raw.state);
    let mut connect = TransitGatewayConnectPeer {
        attachment: cx.link(&raw.attachment),
        head,
        ..TransitGatewayConnectPeer::default()
    };
    if let Some(raw) = raw.configuration.as_ref() {
        connect.gateway_address = cx.value(&raw.gateway);
        connect.peer_address = cx.value(&raw.peer);
        connect.inside_cidrs = cx.ranges(raw.inside.items());
        for session in raw.sessions.items() {
            connect.sessions.push(ConnectSession {
                gateway_asn: cx.value(&session.gateway_asn),
                peer_asn: cx.value(&session.peer_asn),
                status: cx.word(&session.status),
            });
        }
    }
    if cx.whole(ElementKind::TransitGatewayConnectPeer, &connect.head, mark) {
        cx.design.transit_gateway_connect_peers.push(connect);
    }
}
