//! Connections, groups of them, Direct Connect gateways and their ties.

use super::lower::{Cx, Tags, at};
use super::raw::raw;
use crate::model::{
    Connection, DirectConnectGateway, DirectConnectGatewayAssociation,
    DirectConnectGatewayAttachment, DirectConnectGatewayProposal, ElementKind, Lag,
};
use crate::source::{Field, Part, Raw, Text};

raw! {
    /// A connection, or an interconnect of a partner.
    DxConnection {
        id = "connectionId" | "ConnectionId";
        interconnect = "interconnectId" | "InterconnectId";
        name = "connectionName" | "ConnectionName" | "interconnectName" | "InterconnectName";
        state = "connectionState" | "ConnectionState" | "interconnectState" | "InterconnectState";
        owner = "ownerAccount" | "OwnerAccount";
        region = "region" | "Region";
        location = "location" | "Location";
        bandwidth = "bandwidth" | "Bandwidth";
        vlan = "vlan" | "Vlan";
        partner = "partnerName" | "PartnerName";
        provider = "providerName" | "ProviderName";
        lag = "lagId" | "LagId";
        device = "awsDevice" | "AwsDevice";
        device_v2 = "awsDeviceV2" | "AwsDeviceV2";
        logical_device = "awsLogicalDeviceId" | "AwsLogicalDeviceId";
        jumbo = "jumboFrameCapable" | "JumboFrameCapable";
        redundancy = "hasLogicalRedundancy" | "HasLogicalRedundancy";
        macsec = "macSecCapable" | "MacSecCapable";
        pool_ipv4 = "prefixPoolSizeIpv4" | "PrefixPoolSizeIpv4";
        pool_ipv6 = "prefixPoolSizeIpv6" | "PrefixPoolSizeIpv6";
        client_vpn = "ClientVpnEndpointId" | "clientVpnEndpointId";
        -
        tags: Part<Tags<'a>> = "tags" | "Tags";
    }
    /// A group.
    DxLag {
        id = "lagId" | "LagId";
        name = "lagName" | "LagName";
        state = "lagState" | "LagState";
        owner = "ownerAccount" | "OwnerAccount";
        region = "region" | "Region";
        location = "location" | "Location";
        bandwidth = "connectionsBandwidth" | "ConnectionsBandwidth";
        count = "numberOfConnections" | "NumberOfConnections";
        minimum = "minimumLinks" | "MinimumLinks";
        device = "awsDevice" | "AwsDevice";
        device_v2 = "awsDeviceV2" | "AwsDeviceV2";
        logical_device = "awsLogicalDeviceId" | "AwsLogicalDeviceId";
        jumbo = "jumboFrameCapable" | "JumboFrameCapable";
        redundancy = "hasLogicalRedundancy" | "HasLogicalRedundancy";
        pool_ipv4 = "prefixPoolSizeIpv4" | "PrefixPoolSizeIpv4";
        pool_ipv6 = "prefixPoolSizeIpv6" | "PrefixPoolSizeIpv6";
        -
        connections: Part<Vec<DxConnection<'a>>> = "connections" | "Connections";
        tags: Part<Tags<'a>> = "tags" | "Tags";
    }
    /// A Direct Connect gateway.
    DxGateway {
        id = "directConnectGatewayId" | "DirectConnectGatewayId";
        name = "directConnectGatewayName" | "DirectConnectGatewayName";
        state = "directConnectGatewayState" | "DirectConnectGatewayState";
        asn = "amazonSideAsn" | "AmazonSideAsn";
        owner = "ownerAccount" | "OwnerAccount";
        error = "stateChangeError" | "StateChangeError";
        allocations = "totalPrefixPoolAllocations" | "TotalPrefixPoolAllocations";
        -
        tags: Part<Tags<'a>> = "tags" | "Tags";
    }
    /// The gateway at the other end of an association.
    AssociatedGateway {
        id = "id" | "Id";
        kind = "type" | "Type";
        owner = "ownerAccount" | "OwnerAccount";
        region = "region" | "Region";
    }
    /// The core network at the other end of an association.
    AssociatedCoreNetwork { id = "id" | "Id"; }
    /// A prefix.
    Prefix { cidr = "cidr" | "Cidr"; }
    /// An association.
    DxAssociation {
        id = "associationId" | "AssociationId";
        gateway = "directConnectGatewayId" | "DirectConnectGatewayId";
        gateway_owner = "directConnectGatewayOwnerAccount" | "DirectConnectGatewayOwnerAccount";
        state = "associationState" | "AssociationState";
        error = "stateChangeError" | "StateChangeError";
        virtual_gateway = "virtualGatewayId" | "VirtualGatewayId";
        virtual_gateway_owner = "virtualGatewayOwnerAccount" | "VirtualGatewayOwnerAccount";
        virtual_gateway_region = "virtualGatewayRegion" | "VirtualGatewayRegion";
        -
        to: Part<AssociatedGateway<'a>> = "associatedGateway" | "AssociatedGateway";
        core_network: Part<AssociatedCoreNetwork<'a>> = "associatedCoreNetwork" | "AssociatedCoreNetwork";
        allowed: Part<Vec<Prefix<'a>>> = "allowedPrefixesToDirectConnectGateway" | "AllowedPrefixesToDirectConnectGateway";
    }
    /// A proposed association.
    DxProposal {
        id = "proposalId" | "ProposalId";
        gateway = "directConnectGatewayId" | "DirectConnectGatewayId";
        gateway_owner = "directConnectGatewayOwnerAccount" | "DirectConnectGatewayOwnerAccount";
        state = "proposalState" | "ProposalState";
        -
        to: Part<AssociatedGateway<'a>> = "associatedGateway" | "AssociatedGateway";
        requested: Part<Vec<Prefix<'a>>> = "requestedAllowedPrefixesToDirectConnectGateway" | "RequestedAllowedPrefixesToDirectConnectGateway";
    }
    /// A gateway's tie to a virtual interface.
    DxAttachment {
        gateway = "directConnectGatewayId" | "DirectConnectGatewayId";
        interface = "virtualInterfaceId" | "VirtualInterfaceId";
        owner = "virtualInterfaceOwnerAccount" | "VirtualInterfaceOwnerAccount";
        region = "virtualInterfaceRegion" | "VirtualInterfaceRegion";
        state = "attachmentState" | "AttachmentState";
        kind = "attachmentType" | "AttachmentType";
        error = "stateChangeError" | "StateChangeError";
    }
}

/// The words for whether several sessions of one family are possible; a mock prints a truth value.
fn redundancy(cx: &mut Cx<'_>, raw: &Raw<'_>) -> Field<Text> {
    cx.word(raw).map(|word| match word.as_str() {
        "true" => Text::new("yes"),
        "false" => Text::new("no"),
        _ => word,
    })
}

pub(super) fn connection(cx: &mut Cx<'_>, raw: &DxConnection<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let interconnect = raw.id.is_empty() && !raw.interconnect.is_empty();
    let id = cx.id(if interconnect {
        &raw.interconnect
    } else {
        &raw.id
    });
    let mut head = cx.head(id, tags);
    cx.owned(&mut head, &raw.owner);
    head.name = cx.text(&raw.name).or(head.name);
    head.region = cx.text(&raw.region).or(head.region);
    head.state = cx.state(ElementKind::Connection, &raw.state);
    let kind = interconnect.then(|| Text::new("interconnect"));
    let connection = Connection {
        location: cx.text(&raw.location),
        device: cx.text(&raw.device_v2).or(cx.text(&raw.device)),
        logical_device: cx.text(&raw.logical_device),
        bandwidth: cx.text(&raw.bandwidth),
        vlan: cx.value(&raw.vlan),
        partner: cx.text(&raw.partner),
        carrier: cx.text(&raw.provider),
        lag: cx.link(&raw.lag),
        jumbo_capable: cx.value(&raw.jumbo),
        logical_redundancy: redundancy(cx, &raw.redundancy),
        macsec_capable: cx.value(&raw.macsec),
        macsec_requested: Field::Absent,
        prefix_pool_ipv4: cx.value(&raw.pool_ipv4),
        prefix_pool_ipv6: cx.value(&raw.pool_ipv6),
        connection_type: at(kind, head.origin()),
        head,
    };
    if cx.whole(ElementKind::Connection, &connection.head, mark) {
        cx.design.connections.push(connection);
    }
}

pub(super) fn lag(cx: &mut Cx<'_>, raw: &DxLag<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    cx.owned(&mut head, &raw.owner);
    head.name = cx.text(&raw.name).or(head.name);
    head.region = cx.text(&raw.region).or(head.region);
    head.state = cx.state(ElementKind::Lag, &raw.state);
    let members = raw.connections.as_ref();
    let lag = Lag {
        connections: members.map(|list| list.iter().map(|raw| cx.link(&raw.id)).collect()),
        minimum_links: cx.value(&raw.minimum),
        connection_count: cx.value(&raw.count),
        bandwidth: cx.text(&raw.bandwidth),
        location: cx.text(&raw.location),
        device: cx.text(&raw.device_v2).or(cx.text(&raw.device)),
        logical_device: cx.text(&raw.logical_device),
        jumbo_capable: cx.value(&raw.jumbo),
        logical_redundancy: redundancy(cx, &raw.redundancy),
        prefix_pool_ipv4: cx.value(&raw.pool_ipv4),
        prefix_pool_ipv6: cx.value(&raw.pool_ipv6),
        head,
    };
    if cx.whole(ElementKind::Lag, &lag.head, mark) {
        cx.design.lags.push(lag);
    }
    // The members are printed in full.
    for member in raw.connections.items() {
        connection(cx, member);
    }
}

pub(super) fn gateway(cx: &mut Cx<'_>, raw: &DxGateway<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    cx.owned(&mut head, &raw.owner);
    head.name = cx.text(&raw.name).or(head.name);
    // A global thing, printed in every region.
    head.region = Field::Absent;
    head.state = cx.state(ElementKind::DirectConnectGateway, &raw.state);
    let gateway = DirectConnectGateway {
        asn: cx.value(&raw.asn),
        error: cx.text(&raw.error),
        prefix_allocations: cx.value(&raw.allocations),
        head,
    };
    if cx.whole(ElementKind::DirectConnectGateway, &gateway.head, mark) {
        cx.design.direct_connect_gateways.push(gateway);
    }
}

const EITHER: &[ElementKind] = &[ElementKind::VirtualGateway, ElementKind::TransitGateway];

/// Kinds of the associated gateway, by the word for its type, else by its id.
fn associated_kinds(kind: Option<Text>, id: Option<Text>) -> &'static [ElementKind] {
    let prefix = id.as_ref().and_then(|id| id.split_once('-')).map(|p| p.0);
    match (kind.as_deref(), prefix) {
        (Some("virtualPrivateGateway"), _) | (None, Some("vgw")) => &[ElementKind::VirtualGateway],
        (Some("transitGateway"), _) | (None, Some("tgw")) => &[ElementKind::TransitGateway],
        _ => EITHER,
    }
}

fn prefixes(
    cx: &mut Cx<'_>,
    raw: &Part<Vec<Prefix<'_>>>,
) -> Option<Vec<Field<crate::model::Cidr>>> {
    let list = raw.as_ref()?;
    let mut prefixes = Vec::with_capacity(list.len());
    for prefix in list {
        cx.comma_ranges(&prefix.cidr, &mut prefixes);
    }
    Some(prefixes)
}

pub(super) fn association(cx: &mut Cx<'_>, raw: &DxAssociation<'_>) {
    let mark = cx.begin();
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, Vec::new());
    let gateway = cx.link(&raw.gateway);
    if let (true, Some(span)) = (head.id.is_absent(), gateway.id.span()) {
        head.origins = vec![span];
    }
    head.region = Field::Absent;
    cx.owned(&mut head, &raw.gateway_owner);
    head.state = cx.state(ElementKind::DirectConnectGatewayAssociation, &raw.state);
    let mut association = DirectConnectGatewayAssociation {
        gateway,
        gateway_owner: cx.text(&raw.gateway_owner),
        allowed_prefixes: prefixes(cx, &raw.allowed),
        error: cx.text(&raw.error),
        head,
        ..DirectConnectGatewayAssociation::default()
    };
    if let Some(core) = raw.core_network.as_ref() {
        association.core_network = cx.text(&core.id);
    }
    if let Some(to) = raw.to.as_ref() {
        let kinds = associated_kinds(cx.text(&to.kind).get(), cx.text(&to.id).get());
        association.to = cx.any(&to.id, kinds);
        association.to_owner = cx.text(&to.owner);
        association.to_region = cx.text(&to.region);
    } else if !raw.virtual_gateway.is_empty() {
        // Records from before transit gateways could be associated.
        association.to = cx.any(&raw.virtual_gateway, &[ElementKind::VirtualGateway]);
        association.to_owner = cx.text(&raw.virtual_gateway_owner);
        association.to_region = cx.text(&raw.virtual_gateway_region);
    }
    if cx.whole(
        ElementKind::DirectConnectGatewayAssociation,
        &association.head,
        mark,
    ) {
        cx.design
            .direct_connect_gateway_associations
            .push(association);
    }
}

pub(super) fn proposal(cx: &mut Cx<'_>, raw: &DxProposal<'_>) {
    let mark = cx.begin();
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, Vec::new());
    head.region = Field::Absent;
    head.state = cx.state(ElementKind::DirectConnectGatewayProposal, &raw.state);
    let mut proposal = DirectConnectGatewayProposal {
        gateway: cx.link(&raw.gateway),
        gateway_owner: cx.text(&raw.gateway_owner),
        requested_prefixes: prefixes(cx, &raw.requested),
        head,
        ..DirectConnectGatewayProposal::default()
    };
    if let Some(to) = raw.to.as_ref() {
        let kinds = associated_kinds(cx.text(&to.kind).get(), cx.text(&to.id).get());
        proposal.to = cx.any(&to.id, kinds);
        // It is made by the owner of the gateway to be associated.
        cx.owned(&mut proposal.head, &to.owner);
    }
    if cx.whole(
        ElementKind::DirectConnectGatewayProposal,
        &proposal.head,
        mark,
    ) {
        cx.design.direct_connect_gateway_proposals.push(proposal);
    }
}

pub(super) fn attachment(cx: &mut Cx<'_>, raw: &DxAttachment<'_>) {
    let mark = cx.begin();
    let mut head = cx.head(Field::Absent, Vec::new());
    let gateway = cx.link(&raw.gateway);
    let interface = cx.link(&raw.interface);
    if let Some(span) = interface.id.span().or(gateway.id.span()) {
        head.origins = vec![span];
    }
    cx.owned(&mut head, &raw.owner);
    head.region = cx.text(&raw.region);
    head.state = cx.state(ElementKind::DirectConnectGatewayAttachment, &raw.state);
    let attachment = DirectConnectGatewayAttachment {
        gateway,
        virtual_interface: interface,
        attachment_type: cx.text(&raw.kind),
        error: cx.text(&raw.error),
        head,
    };
    if cx.whole(
        ElementKind::DirectConnectGatewayAttachment,
        &attachment.head,
        mark,
    ) {
        cx.design
            .direct_connect_gateway_attachments
            .push(attachment);
    }
}
