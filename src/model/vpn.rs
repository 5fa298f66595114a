//! VPN connections and their tunnels.

use std::net::IpAddr;

use super::cidr::Cidr;
use super::head::Head;
use super::link::Link;
use super::{CustomerGateway, TransitGateway, TransitGatewayAttachment, VirtualGateway};
use crate::source::{Field, Secret, Span, Text};

/// A VPN of tunnels.
#[derive(Clone, Debug, Default)]
pub struct VpnConnection {
    /// Names, owner, state and places.
    pub head: Head,
    /// The customer's end.
    pub customer_gateway: Link<CustomerGateway>,
    /// The provider's end, if a virtual gateway.
    pub virtual_gateway: Link<VirtualGateway>,
    /// The provider's end, if a transit gateway.
    pub transit_gateway: Link<TransitGateway>,
    /// Another provider's end: a core network or concentrator.
    pub other_target: Field<Text>,
    /// Static routing instead of BGP.
    pub static_only: Field<bool>,
    /// Static routes; `None` where the list was not given.
    pub static_routes: Option<Vec<Field<Cidr>>>,
    /// `ipv4` or `ipv6` inside the tunnels.
    pub inside_family: Field<Text>,
    /// The customer's side IPv4 selector.
    pub local_ipv4: Field<Cidr>,
    /// The provider's side IPv4 selector.
    pub remote_ipv4: Field<Cidr>,
    /// The customer's side IPv6 selector.
    pub local_ipv6: Field<Cidr>,
    /// The provider's side IPv6 selector.
    pub remote_ipv6: Field<Cidr>,
    /// Kind of outside addresses: `PublicIpv4`, `PrivateIpv4`.
    pub outside_type: Field<Text>,
    /// The attachment that carries a private VPN.
    pub transport: Link<TransitGatewayAttachment>,
    /// Status in a design: `up` or `down` for all tunnels.
    pub status: Field<Text>,
    /// Whether the tunnels' configuration (which holds secrets) stands in the input.
    pub secret: Option<Span>,
}

/// One tunnel.
#[derive(Clone, Debug, Default)]
pub struct VpnTunnel {
    /// Names, owner, state and places.
    pub head: Head,
    /// The VPN it belongs to.
    pub connection: Link<VpnConnection>,
    /// Inside IPv4 block.
    pub inside_cidr: Field<Cidr>,
    /// Inside IPv6 block.
    pub inside_ipv6_cidr: Field<Cidr>,
    /// The provider's outside address.
    pub outside_address: Field<IpAddr>,
    /// `UP` or `DOWN`, in any case.
    pub status: Field<Text>,
    /// The provider's text about the status.
    pub message: Field<Text>,
    /// Routes received.
    pub accepted_routes: Field<i64>,
    /// The pre-shared key, of which only place and length are known.
    pub pre_shared_key: Field<Secret>,
}

impl VpnTunnel {
    /// Whether the tunnel is reported up; `None` where nothing is known.
    #[must_use]
    pub fn is_up(&self) -> Option<bool> {
        match self.status.get()?.to_ascii_lowercase().as_str() {
            "up" => Some(true),
            "down" => Some(false),
            _ => None,
        }
    }
}
