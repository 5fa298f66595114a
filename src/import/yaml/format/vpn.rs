//! VPN connections and their tunnels.

use super::element;
use crate::import::yaml::kinds::{OutsideType, Routing, Status, To, ToAny, VpnEnds, Word};
use crate::import::yaml::leaf::{Leaf, Many, Named};
use crate::model;
use crate::model::{Cidr, Family};
use crate::source::{Secret, Text};

element! {
    /// A VPN of tunnels.
    VpnConnection "vpn-connection" "a VPN connection" {
        /// The customer's end.
        customer_gateway: Leaf<'a, To<model::CustomerGateway>>,
        /// The provider's end. Left out where an attachment of a transit gateway names this connection.
        to: Many<Leaf<'a, ToAny<VpnEnds>>>,
        /// Another end of the provider: a core network or concentrator.
        other_target: Leaf<'a, Text>,
        /// How routes are learned; left out: static where `static_routes` are given, else bgp.
        routing: Leaf<'a, Word<Routing>>,
        /// The prefixes behind a static VPN, which it announces.
        static_routes: Many<Leaf<'a, Cidr>>,
        /// Whether all its tunnels are up; left out: up.
        status: Leaf<'a, Word<Status>>,
        /// Its tunnels.
        tunnels: Named<'a, VpnTunnel<'a>>,
        /// The family inside the tunnels.
        inside_family: Leaf<'a, Family>,
        /// The IPv4 block on the customer's side.
        local_ipv4: Leaf<'a, Cidr>,
        /// The IPv4 block on the provider's side.
        remote_ipv4: Leaf<'a, Cidr>,
        /// The IPv6 block on the customer's side.
        local_ipv6: Leaf<'a, Cidr>,
        /// The IPv6 block on the provider's side.
        remote_ipv6: Leaf<'a, Cidr>,
        /// The kind of outside addresses.
        outside_type: Leaf<'a, Word<OutsideType>>,
        /// The attachment that carries a VPN with private outside addresses.
        transport: Leaf<'a, To<model::TransitGatewayAttachment>>,
    }
}

element! {
    /// One tunnel of a VPN connection.
    VpnTunnel "vpn-tunnel" "a VPN tunnel" {
        /// Whether it is up; left out: that of the connection.
        status: Leaf<'a, Word<Status>>,
        /// The IPv4 block inside.
        inside_cidr: Leaf<'a, Cidr>,
        /// The IPv6 block inside.
        inside_ipv6_cidr: Leaf<'a, Cidr>,
        /// The provider's outside address.
        outside_address: Leaf<'a, std::net::IpAddr>,
        /// The provider's text about the status.
        message: Leaf<'a, Text>,
        /// How many routes are received.
        accepted_routes: Leaf<'a, i64>,
        /// The pre-shared key. It is never kept nor shown.
        pre_shared_key: Leaf<'a, Secret>,
    }
}
