//! Connections, groups of them, virtual interfaces, and the gateways that they lead to.

use super::{element, entry};
use crate::import::yaml::kinds::{
    Account, AssociatedGateways, BandwidthText, Carriers, Community, ConnectionType, Direction,
    InterfaceGateways, InterfaceTypes, RegionName, RouteMode, Status, To, ToAny, Word, YesNo,
};
use crate::import::yaml::leaf::{Leaf, List, Many, Named};
use crate::model;
use crate::model::{Asn, Cidr, Family, LinkAddress};
use crate::source::{Secret, Text};

element! {
    /// A global gateway of virtual interfaces.
    DirectConnectGateway "direct-connect-gateway" "a Direct Connect gateway" {
        /// The provider's ASN.
        asn: Leaf<'a, Asn>,
        /// Why the last change failed.
        error: Leaf<'a, Text>,
        /// The sum of prefix allocations as reported.
        prefix_allocations: Leaf<'a, i64>,
    }
}

element! {
    /// What a Direct Connect gateway is associated with.
    DirectConnectGatewayAssociation "direct-connect-gateway-association" "a Direct Connect gateway association" {
        /// The Direct Connect gateway.
        gateway: Leaf<'a, To<model::DirectConnectGateway>>,
        /// The account of the Direct Connect gateway.
        gateway_account: Leaf<'a, Account>,
        /// The virtual or transit gateway.
        to: Leaf<'a, ToAny<AssociatedGateways>>,
        /// The account of the virtual or transit gateway.
        to_account: Leaf<'a, Account>,
        /// The region of the virtual or transit gateway.
        to_region: Leaf<'a, RegionName>,
        /// A core network instead of a gateway.
        core_network: Leaf<'a, Text>,
        /// A filter for a virtual gateway (left out: the network's blocks); what is announced for a transit gateway (left out: unknown).
        allowed_prefixes: Many<Leaf<'a, Cidr>>,
        /// Why the last change failed.
        error: Leaf<'a, Text>,
    }
}

element! {
    /// A Direct Connect gateway's tie to a virtual interface.
    DirectConnectGatewayAttachment "direct-connect-gateway-attachment" "a Direct Connect gateway attachment" {
        /// The Direct Connect gateway.
        gateway: Leaf<'a, To<model::DirectConnectGateway>>,
        /// The virtual interface.
        virtual_interface: Leaf<'a, To<model::VirtualInterface>>,
        /// The kind of interface it was made for, in the provider's word.
        #[serde(rename = "type")]
        attachment_type: Leaf<'a, Text>,
        /// Why the last change failed.
        error: Leaf<'a, Text>,
    }
}

element! {
    /// An association that another account proposes.
    DirectConnectGatewayProposal "direct-connect-gateway-association-proposal" "a Direct Connect gateway association proposal" {
        /// The Direct Connect gateway.
        gateway: Leaf<'a, To<model::DirectConnectGateway>>,
        /// The account of the Direct Connect gateway.
        gateway_account: Leaf<'a, Account>,
        /// The virtual or transit gateway.
        to: Leaf<'a, ToAny<AssociatedGateways>>,
        /// The prefixes that are asked for.
        requested_prefixes: Many<Leaf<'a, Cidr>>,
    }
}

element! {
    /// A physical or hosted connection.
    Connection "connection" "a connection" {
        /// The building where it ends.
        location: Leaf<'a, Text>,
        /// The provider's router on which it ends. Without it, it shares one unknown router with the others at its location.
        device: Leaf<'a, Text>,
        /// The provider's router on which the logical connection ends; left out: `device`.
        logical_device: Leaf<'a, Text>,
        /// Its bandwidth.
        bandwidth: Leaf<'a, BandwidthText>,
        /// Whether a partner hosts it on a connection of his own.
        hosted: Leaf<'a, bool>,
        /// The VLAN that the partner assigned to a hosted connection.
        vlan: Leaf<'a, i64>,
        /// The partner.
        partner: Leaf<'a, Text>,
        /// The provider of the cross-connect.
        carrier: Leaf<'a, Text>,
        /// The group it belongs to.
        lag: Leaf<'a, To<model::Lag>>,
        /// Whether jumbo frames are possible.
        jumbo_capable: Leaf<'a, bool>,
        /// Whether several sessions of one family are possible on an interface.
        logical_redundancy: Leaf<'a, YesNo>,
        /// Whether encryption of the port is possible.
        macsec_capable: Leaf<'a, bool>,
        /// Whether encryption of the port is asked for.
        macsec: Leaf<'a, bool>,
        /// IPv4 prefixes that all its virtual interfaces together may receive.
        prefix_pool_ipv4: Leaf<'a, i64>,
        /// IPv6 prefixes that all its virtual interfaces together may receive.
        prefix_pool_ipv6: Leaf<'a, i64>,
        /// Its kind, in the provider's word.
        #[serde(rename = "type")]
        connection_type: Leaf<'a, Word<ConnectionType>>,
    }
}

element! {
    /// A group of connections that acts as one.
    Lag "lag" "a LAG" {
        /// Its members.
        connections: Many<Leaf<'a, To<model::Connection>>>,
        /// How many members must be up.
        minimum_links: Leaf<'a, i64>,
        /// How many members there are, as reported.
        connection_count: Leaf<'a, i64>,
        /// The bandwidth of each member.
        bandwidth: Leaf<'a, BandwidthText>,
        /// The building where it ends.
        location: Leaf<'a, Text>,
        /// The provider's router on which it ends.
        device: Leaf<'a, Text>,
        /// The provider's router on which the logical connection ends; left out: `device`.
        logical_device: Leaf<'a, Text>,
        /// Whether jumbo frames are possible.
        jumbo_capable: Leaf<'a, bool>,
        /// Whether several sessions of one family are possible on an interface.
        logical_redundancy: Leaf<'a, YesNo>,
        /// IPv4 prefixes that all its virtual interfaces together may receive, for each active member.
        prefix_pool_ipv4: Leaf<'a, i64>,
        /// IPv6 prefixes that all its virtual interfaces together may receive, for each active member.
        prefix_pool_ipv6: Leaf<'a, i64>,
    }
}

element! {
    /// A VLAN of a connection with its BGP sessions.
    VirtualInterface "virtual-interface" "a virtual interface" {
        /// What it leads to: networks, the provider's public services, or transit gateways.
        #[serde(rename = "type")]
        interface_type: Leaf<'a, Word<InterfaceTypes>>,
        /// The connection it runs on.
        connection: Leaf<'a, ToAny<Carriers>>,
        /// The group it runs on, instead of a connection.
        lag: Leaf<'a, To<model::Lag>>,
        /// The account that owns it, where that is not the connection's; the same as `account`.
        owner: Leaf<'a, Account>,
        /// The VLAN of its frames, 1 to 4094.
        vlan: Leaf<'a, i64>,
        /// The largest packet in bytes.
        mtu: Leaf<'a, i64>,
        /// The virtual or Direct Connect gateway it leads to.
        gateway: Many<Leaf<'a, ToAny<InterfaceGateways>>>,
        /// Whether traffic between interfaces may use the provider's backbone.
        site_link: Leaf<'a, bool>,
        /// The prefixes that a public interface announces.
        route_filter_prefixes: Many<Leaf<'a, Cidr>>,
        /// Its BGP sessions.
        bgp_peers: Named<'a, BgpPeer<'a>>,
        /// The customer's ASN, where the interface itself says it.
        asn: Leaf<'a, Asn>,
        /// The provider's ASN as reported.
        provider_asn: Leaf<'a, Asn>,
        /// The building, as the interface reports it.
        location: Leaf<'a, Text>,
        /// The provider's router.
        device: Leaf<'a, Text>,
        /// The provider's logical router; left out: `device`.
        logical_device: Leaf<'a, Text>,
        /// Whether jumbo frames are possible.
        jumbo_capable: Leaf<'a, bool>,
        /// IPv4 prefixes that may be received.
        prefix_allocation_ipv4: Leaf<'a, i64>,
        /// IPv6 prefixes that may be received.
        prefix_allocation_ipv6: Leaf<'a, i64>,
        /// Its rate limit.
        rate_limit: Leaf<'a, BandwidthText>,
        /// Prefixes of the customer's side, where they are configured on the interface.
        remote_prefixes: Many<Leaf<'a, Cidr>>,
        /// Routes seen on it.
        routes: List<InterfaceRoute<'a>>,
    }
}

entry! {
    /// A route seen on a virtual interface.
    InterfaceRoute "interface-route" "a route of a virtual interface" {
        /// The prefix.
        cidr: Leaf<'a, Cidr>,
        /// Accepted from the customer, or advertised to it.
        direction: Leaf<'a, Word<Direction>>,
        /// Its family.
        family: Leaf<'a, Family>,
        /// The AS_PATH, nearest first.
        as_path: Many<Leaf<'a, Asn>>,
        /// Its BGP communities.
        communities: Many<Leaf<'a, Community>>,
        /// The provider's logical router.
        logical_device: Leaf<'a, Text>,
    }
}

element! {
    /// A BGP session of a virtual interface.
    BgpPeer "bgp-peer" "a BGP peer" {
        /// Its family; left out: that of the addresses.
        family: Leaf<'a, Family>,
        /// The customer's ASN.
        asn: Leaf<'a, Asn>,
        /// The customer's ASN in the four-byte field.
        asn_long: Leaf<'a, Asn>,
        /// The customer's address with its mask.
        customer_address: Leaf<'a, LinkAddress>,
        /// The provider's address with its mask.
        provider_address: Leaf<'a, LinkAddress>,
        /// The secret of the session. It is never kept nor shown.
        auth_key: Leaf<'a, Secret>,
        /// Whether the session is up; left out: up.
        status: Leaf<'a, Word<Status>>,
        /// The site where it ends.
        site: Leaf<'a, To<model::Site>>,
        /// The router of that site.
        router: Leaf<'a, To<model::SiteRouter>>,
        /// Whether routes are learned by BGP or configured.
        route_mode: Leaf<'a, Word<RouteMode>>,
        /// Whether fast failure detection is on.
        bfd: Leaf<'a, bool>,
        /// How many prefixes are received.
        received_routes: Leaf<'a, i64>,
        /// How many prefixes may be received.
        route_limit: Leaf<'a, i64>,
        /// The provider's router.
        device: Leaf<'a, Text>,
        /// The provider's logical router; left out: `device`.
        logical_device: Leaf<'a, Text>,
        /// The communities that the customer announces.
        communities: Many<Leaf<'a, Community>>,
        /// The hold time in seconds.
        hold_time: Leaf<'a, i64>,
        /// The keepalive interval in seconds.
        keepalive: Leaf<'a, i64>,
    }
}
