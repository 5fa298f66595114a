//! Route servers, their endpoints and peers.

use super::{NetworkAttachment, element, entry};
use crate::import::yaml::kinds::{Liveness, RibStatus, StateWord, Status, Switch, To, Word};
use crate::import::yaml::leaf::{Leaf, List, Many, Named, Or};
use crate::model;
use crate::model::{Asn, Cidr};
use crate::source::Text;

element! {
    /// A BGP speaker inside a network.
    RouteServer "route-server" "a route server" {
        /// The provider's ASN.
        asn: Leaf<'a, Asn>,
        /// Whether routes outlive the loss of all sessions.
        persist_routes: Leaf<'a, Switch>,
        /// How many minutes they do so after the first session is back.
        persist_minutes: Leaf<'a, i64>,
        /// The network.
        network: Many<Or<'a, To<model::Network>, NetworkAttachment<'a>>>,
        /// Its addresses in subnets.
        endpoints: Named<'a, RouteServerEndpoint<'a>>,
        /// The route tables that it writes into.
        propagate: Many<Or<'a, To<model::RouteTable>, Propagation<'a>>>,
        /// Its sessions with appliances.
        peers: Named<'a, RouteServerPeer<'a>>,
        /// Whether `network` holds only a part of the networks.
        associations_partial: Leaf<'a, bool>,
        /// Whether `propagate` holds only a part of the tables.
        propagations_partial: Leaf<'a, bool>,
        /// Its routing database.
        routes: List<RouteServerRoute<'a>>,
        /// Whether the routes are persisted ones.
        routes_persisted: Leaf<'a, bool>,
    }
}

entry! {
    /// A route table that a route server writes into, with the state of that.
    Propagation "route-server-propagation" "a propagation of a route server" {
        /// The route table.
        table: Leaf<'a, To<model::RouteTable>>,
        /// The state of the propagation.
        state: Leaf<'a, StateWord>,
    }
}

element! {
    /// A route server's address in a subnet.
    RouteServerEndpoint "route-server-endpoint" "a route server endpoint" {
        /// The subnet.
        subnet: Leaf<'a, To<model::Subnet>>,
        /// The network, where it is not the route server's.
        network: Leaf<'a, To<model::Network>>,
        /// Its address.
        address: Leaf<'a, std::net::IpAddr>,
        /// The id of its interface.
        interface: Leaf<'a, Text>,
        /// Why it failed.
        failure: Leaf<'a, Text>,
    }
}

element! {
    /// A session between an endpoint and an appliance.
    RouteServerPeer "route-server-peer" "a route server peer" {
        /// The endpoint.
        endpoint: Leaf<'a, To<model::RouteServerEndpoint>>,
        /// The appliance's ASN.
        asn: Leaf<'a, Asn>,
        /// The appliance's address.
        address: Leaf<'a, std::net::IpAddr>,
        /// The endpoint's address.
        endpoint_address: Leaf<'a, std::net::IpAddr>,
        /// The endpoint's network, where it is not the route server's.
        network: Leaf<'a, To<model::Network>>,
        /// The endpoint's subnet.
        subnet: Leaf<'a, To<model::Subnet>>,
        /// How the appliance is watched; left out: bgp-keepalive.
        liveness: Leaf<'a, Word<Liveness>>,
        /// Whether the session is up; left out: up.
        status: Leaf<'a, Word<Status>>,
        /// Whether fast failure detection is up; left out: up.
        bfd_status: Leaf<'a, Word<Status>>,
        /// Why it failed.
        failure: Leaf<'a, Text>,
    }
}

entry! {
    /// A route in the routing database.
    RouteServerRoute "route-server-route" "a route of a route server" {
        /// The prefix.
        prefix: Leaf<'a, Cidr>,
        /// The peer it came from.
        peer: Leaf<'a, To<model::RouteServerPeer>>,
        /// Whether it is only known (`in-rib`) or in use (`in-fib`).
        status: Leaf<'a, Word<RibStatus>>,
        /// The AS_PATH, nearest first.
        as_path: Many<Leaf<'a, Asn>>,
        /// The multi-exit discriminator.
        med: Leaf<'a, i64>,
        /// The next hop.
        next_hop: Leaf<'a, std::net::IpAddr>,
        /// The tables that refused it.
        rejected: List<RejectedRoute<'a>>,
    }
}

entry! {
    /// A table that refused a route.
    RejectedRoute "rejected-route" "a rejected route" {
        /// The route table.
        table: Leaf<'a, To<model::RouteTable>>,
        /// The reason.
        reason: Leaf<'a, Text>,
    }
}
