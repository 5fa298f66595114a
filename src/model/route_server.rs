//! Route servers, their endpoints and peers.

use std::net::IpAddr;

use super::asn::Asn;
use super::cidr::Cidr;
use super::head::Head;
use super::link::Link;
use super::state::State;
use super::{Network, RouteTable, Subnet};
use crate::source::{Field, Span, Text};

/// A route server's tie to a network.
#[derive(Clone, Copy, Debug, Default)]
pub struct RouteServerAssociation {
    /// The network.
    pub network: Link<Network>,
    /// Its state.
    pub state: State,
}

/// A route server's tie to a route table.
#[derive(Clone, Copy, Debug, Default)]
pub struct RouteServerPropagation {
    /// The table.
    pub table: Link<RouteTable>,
    /// Its state.
    pub state: State,
}

/// A route in the routing database.
#[derive(Clone, Debug)]
pub struct RouteServerRoute {
    /// Where.
    pub span: Span,
    /// The prefix.
    pub prefix: Field<Cidr>,
    /// The peer it came from.
    pub peer: Link<RouteServerPeer>,
    /// `in-rib` or `in-fib`.
    pub status: Field<Text>,
    /// AS_PATH, nearest first.
    pub as_path: Vec<Asn>,
    /// Multi-exit discriminator.
    pub med: Field<i64>,
    /// Next hop.
    pub next_hop: Field<IpAddr>,
    /// Tables that refused it, with the reason.
    pub rejected: Vec<(Link<RouteTable>, Field<Text>)>,
}

/// A BGP speaker inside a network.
#[derive(Clone, Debug, Default)]
pub struct RouteServer {
    /// Names, owner, state and places.
    pub head: Head,
    /// The provider's side ASN.
    pub asn: Field<Asn>,
    /// `enabled`, `disabled`, … In a design: enabled or disabled.
    pub persist_state: Field<Text>,
    /// Minutes that routes outlive the return of the first session.
    pub persist_minutes: Field<i64>,
    /// Networks; `None` where the list was not given.
    pub associations: Option<Vec<RouteServerAssociation>>,
    /// Only some of the associations are known (from the answer to a change).
    pub associations_partial: bool,
    /// Tables; `None` where the list was not given.
    pub propagations: Option<Vec<RouteServerPropagation>>,
    /// Only some of the propagations are known (from the answer to a change).
    pub propagations_partial: bool,
    /// Routing database; `None` where it was not given.
    pub routes: Option<Vec<RouteServerRoute>>,
    /// Whether the routes are persisted ones, as the database says.
    pub routes_persisted: Field<bool>,
}

/// A route server's address in a subnet.
#[derive(Clone, Debug, Default)]
pub struct RouteServerEndpoint {
    /// Names, owner, state and places.
    pub head: Head,
    /// The route server.
    pub server: Link<RouteServer>,
    /// The network.
    pub network: Link<Network>,
    /// The subnet.
    pub subnet: Link<Subnet>,
    /// Its interface.
    pub interface: Field<Text>,
    /// Its address.
    pub address: Field<IpAddr>,
    /// Why it failed.
    pub failure: Field<Text>,
}

/// A session between an endpoint and an appliance.
#[derive(Clone, Debug, Default)]
pub struct RouteServerPeer {
    /// Names, owner, state and places.
    pub head: Head,
    /// The endpoint.
    pub endpoint: Link<RouteServerEndpoint>,
    /// The route server.
    pub server: Link<RouteServer>,
    /// The network.
    pub network: Link<Network>,
    /// The endpoint's subnet.
    pub subnet: Link<Subnet>,
    /// The endpoint's address.
    pub endpoint_address: Field<IpAddr>,
    /// The appliance's address.
    pub address: Field<IpAddr>,
    /// The appliance's ASN.
    pub asn: Field<Asn>,
    /// `bfd` or `bgp-keepalive`.
    pub liveness: Field<Text>,
    /// `up` or `down`.
    pub bgp_status: Field<Text>,
    /// `up` or `down`.
    pub bfd_status: Field<Text>,
    /// Why it failed.
    pub failure: Field<Text>,
    /// Whether the route server keeps what it learned here while the session is down, where that is known.
    pub keeps_routes: Field<bool>,
}
