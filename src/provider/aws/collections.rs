//! Which key holds what: the lists of the calls, the wrappers of single answers, and the members by which a bare object is known.

use crate::model::ElementKind;

/// What a list, a wrapper or a bare object holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Collection {
    Vpcs,
    Subnets,
    RouteTables,
    Peerings,
    InternetGateways,
    EgressOnlyGateways,
    NatGateways,
    VpnGateways,
    CustomerGateways,
    VpnConnections,
    PrefixLists,
    PrefixListEntries,
    NetworkInterfaces,
    TransitGateways,
    Attachments,
    ConnectPeers,
    TransitTables,
    Associations,
    Propagations,
    AttachmentPropagations,
    PrefixListReferences,
    Routes,
    RouteServers,
    RouteServerEndpoints,
    RouteServerPeers,
    RouteServerAssociations,
    RouteServerPropagations,
    Connections,
    Lags,
    VirtualInterfaces,
    DirectConnectVpnGateways,
    DirectConnectGateways,
    DirectConnectAssociations,
    DirectConnectAttachments,
    DirectConnectProposals,
    InterfaceRoutes,
    ConfigurationItems,
}

/// What is known about a collection.
#[derive(Debug)]
pub(super) struct Known {
    /// What it holds.
    pub(super) collection: Collection,
    /// The key of the list.
    pub(super) plural: &'static str,
    /// The key of a single object, where an answer has one.
    pub(super) singular: &'static str,
    /// The call that prints the list.
    pub(super) call: &'static str,
    /// The name of a single answer.
    pub(super) single: &'static str,
    /// The kind of element that is made.
    pub(super) kind: ElementKind,
    /// Whether the list, without a token, is all there is of the kind in its account and region: absence from it means absence.
    pub(super) complete: bool,
    /// Members that only objects of this collection have together.
    pub(super) members: &'static [&'static str],
}

macro_rules! known {
    ($($collection:ident $plural:literal $singular:literal $service:literal $call:literal $kind:ident $complete:literal [$($member:literal)*];)*) => {
        &[$(Known {
            collection: Collection::$collection,
            plural: $plural,
            singular: $singular,
            call: concat!("aws.", $service, ".", $call),
            single: concat!("aws.", $service, ".", $singular),
            kind: ElementKind::$kind,
            complete: $complete,
            members: &[$($member),*],
        },)*]
    };
}

/// All collections that are read. Bare objects are known by the first row whose members they all have.
pub(super) static KNOWN: &[Known] = known! {
    Peerings "VpcPeeringConnections" "VpcPeeringConnection" "ec2" "DescribeVpcPeeringConnections" Peering true ["VpcPeeringConnectionId" "RequesterVpcInfo"];
    RouteServerPeers "RouteServerPeers" "RouteServerPeer" "ec2" "DescribeRouteServerPeers" RouteServerPeer true ["RouteServerPeerId" "PeerAddress"];
    RouteServerEndpoints "RouteServerEndpoints" "RouteServerEndpoint" "ec2" "DescribeRouteServerEndpoints" RouteServerEndpoint true ["RouteServerEndpointId" "SubnetId"];
    RouteServers "RouteServers" "RouteServer" "ec2" "DescribeRouteServers" RouteServer true ["RouteServerId" "AmazonSideAsn"];
    RouteServerPropagations "RouteServerPropagations" "RouteServerPropagation" "ec2" "GetRouteServerPropagations" RouteServer false ["RouteServerId" "RouteTableId"];
    RouteServerAssociations "RouteServerAssociations" "RouteServerAssociation" "ec2" "GetRouteServerAssociations" RouteServer false ["RouteServerId" "VpcId"];
    Attachments "TransitGatewayPeeringAttachments" "TransitGatewayPeeringAttachment" "ec2" "DescribeTransitGatewayPeeringAttachments" TransitGatewayAttachment false ["TransitGatewayAttachmentId" "RequesterTgwInfo"];
    Attachments "TransitGatewayVpcAttachments" "TransitGatewayVpcAttachment" "ec2" "DescribeTransitGatewayVpcAttachments" TransitGatewayAttachment false ["TransitGatewayAttachmentId" "VpcId" "SubnetIds"];
    Attachments "TransitGatewayConnects" "TransitGatewayConnect" "ec2" "DescribeTransitGatewayConnects" TransitGatewayAttachment false ["TransitGatewayAttachmentId" "TransportTransitGatewayAttachmentId"];
    ConnectPeers "TransitGatewayConnectPeers" "TransitGatewayConnectPeer" "ec2" "DescribeTransitGatewayConnectPeers" TransitGatewayConnectPeer true ["TransitGatewayConnectPeerId" "ConnectPeerConfiguration"];
    Attachments "TransitGatewayAttachments" "TransitGatewayAttachment" "ec2" "DescribeTransitGatewayAttachments" TransitGatewayAttachment true ["TransitGatewayAttachmentId" "TransitGatewayId" "ResourceType"];
    PrefixListReferences "TransitGatewayPrefixListReferences" "TransitGatewayPrefixListReference" "ec2" "GetTransitGatewayPrefixListReferences" TransitGatewayRouteTable false ["TransitGatewayRouteTableId" "PrefixListId"];
    TransitTables "TransitGatewayRouteTables" "TransitGatewayRouteTable" "ec2" "DescribeTransitGatewayRouteTables" TransitGatewayRouteTable true ["TransitGatewayRouteTableId" "TransitGatewayId"];
    TransitGateways "TransitGateways" "TransitGateway" "ec2" "DescribeTransitGateways" TransitGateway true ["TransitGatewayId" "OwnerId" "Options"];
    Associations "Associations" "Association" "ec2" "GetTransitGatewayRouteTableAssociations" TransitGatewayRouteTable false [];
    Propagations "TransitGatewayRouteTablePropagations" "Propagation" "ec2" "GetTransitGatewayRouteTablePropagations" TransitGatewayRouteTable false [];
    AttachmentPropagations "TransitGatewayAttachmentPropagations" "" "ec2" "GetTransitGatewayAttachmentPropagations" TransitGatewayRouteTable false [];
    Routes "Routes" "Route" "ec2" "SearchTransitGatewayRoutes" TransitGatewayRouteTable false ["DestinationCidrBlock" "TransitGatewayAttachments"];
    RouteTables "RouteTables" "RouteTable" "ec2" "DescribeRouteTables" RouteTable true ["RouteTableId" "Routes"];
    NatGateways "NatGateways" "NatGateway" "ec2" "DescribeNatGateways" NatGateway true ["NatGatewayId" "SubnetId"];
    NetworkInterfaces "NetworkInterfaces" "NetworkInterface" "ec2" "DescribeNetworkInterfaces" Interface true ["NetworkInterfaceId" "SubnetId" "PrivateIpAddress"];
    Subnets "Subnets" "Subnet" "ec2" "DescribeSubnets" Subnet true ["SubnetId" "VpcId" "CidrBlock"];
    Vpcs "Vpcs" "Vpc" "ec2" "DescribeVpcs" Network true ["VpcId" "CidrBlock"];
    EgressOnlyGateways "EgressOnlyInternetGateways" "EgressOnlyInternetGateway" "ec2" "DescribeEgressOnlyInternetGateways" EgressOnlyInternetGateway true ["EgressOnlyInternetGatewayId" "Attachments"];
    InternetGateways "InternetGateways" "InternetGateway" "ec2" "DescribeInternetGateways" InternetGateway true ["InternetGatewayId" "Attachments"];
    VpnConnections "VpnConnections" "VpnConnection" "ec2" "DescribeVpnConnections" VpnConnection true ["VpnConnectionId" "CustomerGatewayId"];
    VpnGateways "VpnGateways" "VpnGateway" "ec2" "DescribeVpnGateways" VirtualGateway true ["VpnGatewayId" "VpcAttachments"];
    CustomerGateways "CustomerGateways" "CustomerGateway" "ec2" "DescribeCustomerGateways" CustomerGateway true ["CustomerGatewayId" "IpAddress"];
    PrefixLists "PrefixLists" "PrefixList" "ec2" "DescribeManagedPrefixLists" PrefixList true ["PrefixListId" "PrefixListName"];
    PrefixListEntries "Entries" "" "ec2" "GetManagedPrefixListEntries" PrefixList false [];
    DirectConnectAttachments "directConnectGatewayAttachments" "directConnectGatewayAttachment" "directconnect" "DescribeDirectConnectGatewayAttachments" DirectConnectGatewayAttachment false ["directConnectGatewayId" "virtualInterfaceId" "attachmentState"];
    VirtualInterfaces "virtualInterfaces" "virtualInterface" "directconnect" "DescribeVirtualInterfaces" VirtualInterface true ["virtualInterfaceId" "vlan"];
    Lags "lags" "lag" "directconnect" "DescribeLags" Lag true ["lagId" "lagState"];
    Connections "interconnects" "interconnect" "directconnect" "DescribeInterconnects" Connection false ["interconnectId" "interconnectState"];
    Connections "connections" "connection" "directconnect" "DescribeConnections" Connection true ["connectionId" "connectionState"];
    DirectConnectProposals "directConnectGatewayAssociationProposals" "directConnectGatewayAssociationProposal" "directconnect" "DescribeDirectConnectGatewayAssociationProposals" DirectConnectGatewayProposal true ["proposalId" "directConnectGatewayId"];
    DirectConnectAssociations "directConnectGatewayAssociations" "directConnectGatewayAssociation" "directconnect" "DescribeDirectConnectGatewayAssociations" DirectConnectGatewayAssociation false ["directConnectGatewayId" "associationState"];
    DirectConnectGateways "directConnectGateways" "directConnectGateway" "directconnect" "DescribeDirectConnectGateways" DirectConnectGateway true ["directConnectGatewayId" "directConnectGatewayState"];
    DirectConnectVpnGateways "virtualGateways" "" "directconnect" "DescribeVirtualGateways" VirtualGateway false ["virtualGatewayId" "virtualGatewayState"];
    InterfaceRoutes "routes" "" "directconnect" "ListVirtualInterfaceRoutes" VirtualInterface false ["cidr" "routeDirection"];
    ConfigurationItems "configurationItems" "" "config" "ConfigurationItems" Network false [];
};

/// The call that shares its key and items with the one for all connections.
pub(super) const HOSTED_CONNECTIONS: &str = "aws.directconnect.DescribeHostedConnections";
/// The call that shares its key with the search of transit gateway routes.
pub(super) const ROUTING_DATABASE: &str = "aws.ec2.GetRouteServerRoutingDatabase";
/// The older call that shares its key with the one for managed prefix lists.
pub(super) const AWS_PREFIX_LISTS: &str = "aws.ec2.DescribePrefixLists";

/// How a key was met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// The list of a call.
    List,
    /// One object under a singular key.
    Single,
    /// Objects without any key.
    Bare,
}

/// A key that was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// The collection.
    pub(super) known: &'static Known,
    /// List or wrapper.
    pub(super) form: Form,
    /// Whether the key is in the provider's own casing.
    pub(super) own_casing: bool,
}

/// The collection of a key. The provider's own casing wins, because two keys differ by it alone.
pub(super) fn find(key: &str) -> Option<Found> {
    if key.is_empty() {
        return None;
    }
    let of = |known: &'static Known, same: fn(&str, &str) -> bool| {
        if same(known.plural, key) {
            Some(Form::List)
        } else {
            same(known.singular, key).then_some(Form::Single)
        }
    };
    let with = |same: fn(&str, &str) -> bool, own_casing| {
        KNOWN.iter().find_map(|known| {
            of(known, same).map(|form| Found {
                known,
                form,
                own_casing,
            })
        })
    };
    with(|a, b| a == b, true).or_else(|| with(same_word, false))
}

/// Whether two keys differ in the case of their first letter at most.
pub(super) fn same_word(one: &str, other: &str) -> bool {
    let mut letters = (one.chars(), other.chars());
    match (letters.0.next(), letters.1.next()) {
        (Some(a), Some(b)) => {
            a.eq_ignore_ascii_case(&b) && letters.0.as_str() == letters.1.as_str()
        }
        (None, None) => false,
        _ => false,
    }
}

/// The collection to which a bare object with these members belongs.
pub(super) fn bare<'k>(keys: impl Iterator<Item = &'k str> + Clone) -> Option<&'static Known> {
    KNOWN.iter().find(|known| {
        !known.members.is_empty()
            && known
                .members
                .iter()
                .all(|member| keys.clone().any(|key| same_word(member, key)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_both_casings() {
        let collection = |key| find(key).map(|found| (found.known.collection, found.form));
        assert_eq!(collection("Vpcs"), Some((Collection::Vpcs, Form::List)));
        assert_eq!(
            collection("vpcPeeringConnection"),
            Some((Collection::Peerings, Form::Single))
        );
        assert_eq!(
            collection("routes"),
            Some((Collection::InterfaceRoutes, Form::List))
        );
        assert_eq!(collection("Routes"), Some((Collection::Routes, Form::List)));
        assert!(!find("VirtualInterfaces").unwrap().own_casing);
        assert_eq!(collection(""), None);
        assert_eq!(collection("Nets"), None);
    }

    #[test]
    fn bare_objects_are_told_apart() {
        let collection = |keys: &[&str]| bare(keys.iter().copied()).map(|known| known.collection);
        let interface = ["vlan", "lagId", "connectionId", "virtualInterfaceId"];
        assert_eq!(collection(&interface), Some(Collection::VirtualInterfaces));
        let lag = ["awsDevice", "connections", "lagId", "lagState"];
        assert_eq!(collection(&lag), Some(Collection::Lags));
        let member = ["connectionId", "lagId", "connectionState"];
        assert_eq!(collection(&member), Some(Collection::Connections));
        assert_eq!(
            collection(&["SubnetId", "VpcId", "CidrBlock"]),
            Some(Collection::Subnets)
        );
        assert_eq!(collection(&["id", "a", "b", "state"]), None);
        assert_eq!(collection(&["virtualInterfaceState"]), None);
    }
}
