//! Transit gateways (enterprise routers), what hangs on them, and their tables.

use super::asn::Asn;
use super::cidr::Cidr;
use super::head::Head;
use super::link::{AnyLink, Link};
use super::place::Time;
use super::state::State;
use super::{PrefixList, Subnet};
use crate::source::{Field, Span, Text};

/// A regional hub.
#[derive(Clone, Debug, Default)]
pub struct TransitGateway {
    /// Names, owner, state and places.
    pub head: Head,
    /// The provider's side ASN.
    pub asn: Field<Asn>,
    /// Equal-cost multipath over VPN attachments.
    pub ecmp: Field<bool>,
    /// Blocks for Connect peers.
    pub cidrs: Vec<Field<Cidr>>,
    /// Whether the block list was given.
    pub cidrs_listed: bool,
    /// Whether new attachments are associated by default.
    pub default_association: Field<bool>,
    /// The table for that.
    pub default_association_table: Link<TransitGatewayRouteTable>,
    /// Whether new attachments propagate by default.
    pub default_propagation: Field<bool>,
    /// The table for that.
    pub default_propagation_table: Link<TransitGatewayRouteTable>,
}

/// One side of a peering of transit gateways.
#[derive(Clone, Copy, Debug, Default)]
pub struct TransitPeer {
    /// The transit gateway.
    pub gateway: Link<TransitGateway>,
    /// A core network instead.
    pub core_network: Field<Text>,
    /// Its owner.
    pub owner: Field<Text>,
    /// Its region.
    pub region: Field<Text>,
}

/// What hangs on a transit gateway.
#[derive(Clone, Debug, Default)]
pub struct TransitGatewayAttachment {
    /// Names, owner, state and places. The owner is that of the attached thing.
    pub head: Head,
    /// The transit gateway. A peering attachment is seen from its requester's side here.
    pub gateway: Link<TransitGateway>,
    /// The transit gateway's owner.
    pub gateway_owner: Field<Text>,
    /// `vpc`, `vpn`, `direct-connect-gateway`, `peering`, `connect`, …
    pub resource_type: Field<Text>,
    /// What is attached.
    pub resource: AnyLink,
    /// Subnets of the network, one a zone; `None` where the list was not given.
    pub subnets: Option<Vec<Link<Subnet>>>,
    /// The table it is associated with, as the attachment itself says; tables have lists of their own.
    pub association: Link<TransitGatewayRouteTable>,
    /// State of that association.
    pub association_state: State,
    /// For a peering: the same on the accepter's side, where it was seen from there.
    pub accepter_association: Link<TransitGatewayRouteTable>,
    /// For a peering: who asked.
    pub requester: TransitPeer,
    /// For a peering: who was asked.
    pub accepter: TransitPeer,
    /// For a peering: the attachment on the other side, where its id differs.
    pub accepter_attachment: Link<TransitGatewayAttachment>,
    /// For a peering: routes are exchanged by BGP.
    pub dynamic_routing: Field<bool>,
    /// For a network: IPv6 is on.
    pub ipv6_support: Field<bool>,
    /// For a network: both directions use one zone.
    pub appliance_mode: Field<bool>,
    /// For Connect: the attachment that carries it.
    pub transport: Link<TransitGatewayAttachment>,
    /// When it was made.
    pub created: Field<Time>,
    /// The provider's text about the state.
    pub message: Field<Text>,
}

/// An attachment's place in a table.
#[derive(Clone, Copy, Debug, Default)]
pub struct AttachmentEntry {
    /// The attachment.
    pub attachment: Link<TransitGatewayAttachment>,
    /// Its kind, as the entry itself says.
    pub resource_type: Field<Text>,
    /// State of the association or propagation.
    pub state: State,
}

/// A route of a transit gateway's table.
#[derive(Clone, Debug)]
pub struct TransitRoute {
    /// Where it stands: its destination.
    pub span: Span,
    /// The destination, if it is a block.
    pub to: Field<Cidr>,
    /// The destination, if it is a prefix list.
    pub to_list: Link<PrefixList>,
    /// Where it leads; several with equal-cost multipath, none for a blackhole.
    pub attachments: Vec<Link<TransitGatewayAttachment>>,
    /// `static`, `propagated`, `system`.
    pub route_type: Field<Text>,
    /// `active`, `blackhole`, …
    pub state: State,
    /// Dropped on purpose.
    pub blackhole: bool,
}

/// A table of a transit gateway. Its lists come from answers of their own; `None` where one was not given.
#[derive(Clone, Debug, Default)]
pub struct TransitGatewayRouteTable {
    /// Names, owner, state and places.
    pub head: Head,
    /// The transit gateway.
    pub gateway: Link<TransitGateway>,
    /// New attachments are associated with it.
    pub default_association: Field<bool>,
    /// New attachments propagate into it.
    pub default_propagation: Field<bool>,
    /// Attachments that use it.
    pub associations: Option<Vec<AttachmentEntry>>,
    /// Only some of the associations are known (from the answer to a change).
    pub associations_partial: bool,
    /// Attachments whose routes it takes.
    pub propagations: Option<Vec<AttachmentEntry>>,
    /// Only some of the propagations are known (from the list of an attachment, or the answer to a change).
    pub propagations_partial: bool,
    /// Its routes.
    pub routes: Option<Vec<TransitRoute>>,
    /// The answer held only a part of the routes (a filter, or more were available).
    pub routes_partial: bool,
}

/// A BGP session over a Connect peer.
#[derive(Clone, Copy, Debug, Default)]
pub struct ConnectSession {
    /// The gateway's ASN.
    pub gateway_asn: Field<Asn>,
    /// The appliance's ASN.
    pub peer_asn: Field<Asn>,
    /// `up` or `down`.
    pub status: Field<Text>,
}

/// A GRE peer of a Connect attachment.
#[derive(Clone, Debug, Default)]
pub struct TransitGatewayConnectPeer {
    /// Names, owner, state and places.
    pub head: Head,
    /// The Connect attachment.
    pub attachment: Link<TransitGatewayAttachment>,
    /// The gateway's outer address.
    pub gateway_address: Field<std::net::IpAddr>,
    /// The appliance's outer address.
    pub peer_address: Field<std::net::IpAddr>,
    /// Inside blocks.
    pub inside_cidrs: Vec<Field<Cidr>>,
    /// Its sessions.
    pub sessions: Vec<ConnectSession>,
}
