//! Transit gateways, what hangs on them, and their tables.

use super::{element, entry};
use crate::import::yaml::kinds::{
    Account, Attachable, AttachmentType, RegionName, RouteTo, StateWord, Status, To, ToAny,
    TransitRouteType, Word,
};
use crate::import::yaml::leaf::{Leaf, List, Many, Named, Or};
use crate::model;
use crate::model::{Asn, Cidr, Time};
use crate::source::Text;

element! {
    /// A regional hub.
    TransitGateway "transit-gateway" "a transit gateway" {
        /// The provider's ASN.
        asn: Leaf<'a, Asn>,
        /// Whether traffic is spread over equal VPN attachments.
        ecmp: Leaf<'a, bool>,
        /// Blocks for Connect peers.
        cidrs: Many<Leaf<'a, Cidr>>,
        /// Whether new attachments are associated with a default table.
        default_association: Leaf<'a, bool>,
        /// That table.
        default_association_table: Leaf<'a, To<model::TransitGatewayRouteTable>>,
        /// Whether new attachments propagate into a default table.
        default_propagation: Leaf<'a, bool>,
        /// That table.
        default_propagation_table: Leaf<'a, To<model::TransitGatewayRouteTable>>,
        /// What hangs on it.
        attachments: Named<'a, TransitAttachment<'a>>,
        /// Its route tables.
        route_tables: Named<'a, TransitRouteTable<'a>>,
        /// GRE peers of Connect attachments.
        connect_peers: Named<'a, TransitConnectPeer<'a>>,
    }
}

entry! {
    /// One side of a peering of transit gateways.
    TransitPeer "transit-gateway-peer" "a side of a transit gateway peering" {
        /// The transit gateway.
        gateway: Leaf<'a, To<model::TransitGateway>>,
        /// A core network instead.
        core_network: Leaf<'a, Text>,
        /// Its owner.
        account: Leaf<'a, Account>,
        /// Its region.
        region: Leaf<'a, RegionName>,
    }
}

element! {
    /// What hangs on a transit gateway.
    TransitAttachment "transit-gateway-attachment" "a transit gateway attachment" {
        /// What is attached: a network, a VPN connection, a Direct Connect gateway, another transit gateway, or (for Connect) the
        /// attachment that carries it.
        to: Leaf<'a, ToAny<Attachable>>,
        /// Its kind; left out: what follows from `to`.
        #[serde(rename = "type")]
        attachment_type: Leaf<'a, Word<AttachmentType>>,
        /// The subnets of the network, one a zone. It serves the zones of these subnets; none named: all.
        subnets: Many<Leaf<'a, To<model::Subnet>>>,
        /// When it was made.
        created: Leaf<'a, Time>,
        /// The owner of the transit gateway.
        gateway_account: Leaf<'a, Account>,
        /// The table it is associated with; tables name their attachments themselves.
        association: Leaf<'a, To<model::TransitGatewayRouteTable>>,
        /// The state of that association.
        association_state: Leaf<'a, StateWord>,
        /// For a peering: who asked.
        requester: Or<'a, To<model::TransitGateway>, TransitPeer<'a>>,
        /// For a peering: who was asked.
        accepter: Or<'a, To<model::TransitGateway>, TransitPeer<'a>>,
        /// For a peering: the attachment on the other side.
        accepter_attachment: Leaf<'a, To<model::TransitGatewayAttachment>>,
        /// For a peering: the table on the accepter's side that it is associated with.
        accepter_association: Leaf<'a, To<model::TransitGatewayRouteTable>>,
        /// For a peering: whether routes are exchanged by BGP.
        dynamic_routing: Leaf<'a, bool>,
        /// For a network: whether IPv6 is on.
        ipv6_support: Leaf<'a, bool>,
        /// For a network: whether both directions use one zone.
        appliance_mode: Leaf<'a, bool>,
        /// For Connect: the attachment that carries it.
        transport: Leaf<'a, To<model::TransitGatewayAttachment>>,
        /// The provider's text about the state.
        message: Leaf<'a, Text>,
    }
}

entry! {
    /// An attachment's place in a table, with its state.
    TransitEntry "transit-gateway-route-table-entry" "an entry of a transit gateway route table" {
        /// The attachment.
        attachment: Leaf<'a, To<model::TransitGatewayAttachment>>,
        /// Its kind.
        #[serde(rename = "type")]
        attachment_type: Leaf<'a, Word<AttachmentType>>,
        /// The state of the association or propagation.
        state: Leaf<'a, StateWord>,
    }
}

element! {
    /// A route table of a transit gateway.
    TransitRouteTable "transit-gateway-route-table" "a transit gateway route table" {
        /// Attachments that use it.
        associate: Many<Or<'a, To<model::TransitGatewayAttachment>, TransitEntry<'a>>>,
        /// Attachments whose routes it takes.
        propagate: Many<Or<'a, To<model::TransitGatewayAttachment>, TransitEntry<'a>>>,
        /// Its routes.
        routes: List<TransitRoute<'a>>,
        /// Whether new attachments are associated with it.
        default_association: Leaf<'a, bool>,
        /// Whether new attachments propagate into it.
        default_propagation: Leaf<'a, bool>,
        /// Whether `associate` holds only a part of the attachments.
        associations_partial: Leaf<'a, bool>,
        /// Whether `propagate` holds only a part of the attachments.
        propagations_partial: Leaf<'a, bool>,
        /// Whether `routes` holds only a part of the routes.
        routes_partial: Leaf<'a, bool>,
    }
}

entry! {
    /// A route of a transit gateway.
    TransitRoute "transit-gateway-route" "a route of a transit gateway" {
        /// The destination: a block, or a prefix list.
        to: Leaf<'a, RouteTo>,
        /// The attachment, several for equal paths, or `blackhole`.
        via: Many<Leaf<'a, To<model::TransitGatewayAttachment>>>,
        /// How it came into the table; left out: static.
        #[serde(rename = "type")]
        route_type: Leaf<'a, Word<TransitRouteType>>,
        /// The state of the route.
        state: Leaf<'a, StateWord>,
    }
}

element! {
    /// A GRE peer of a Connect attachment.
    TransitConnectPeer "transit-gateway-connect-peer" "a Connect peer" {
        /// The Connect attachment.
        attachment: Leaf<'a, To<model::TransitGatewayAttachment>>,
        /// The gateway's outer address.
        gateway_address: Leaf<'a, std::net::IpAddr>,
        /// The appliance's outer address.
        peer_address: Leaf<'a, std::net::IpAddr>,
        /// The blocks inside the tunnel.
        inside_cidrs: Many<Leaf<'a, Cidr>>,
        /// Its BGP sessions.
        sessions: List<ConnectSession<'a>>,
    }
}

entry! {
    /// A BGP session over a Connect peer.
    ConnectSession "connect-session" "a session of a Connect peer" {
        /// The gateway's ASN.
        gateway_asn: Leaf<'a, Asn>,
        /// The appliance's ASN.
        peer_asn: Leaf<'a, Asn>,
        /// Whether it is up; left out: up.
        status: Leaf<'a, Word<Status>>,
    }
}
