//! Virtual interfaces.

use super::asn::Asn;
use super::cidr::{Cidr, Family};
use super::head::Head;
use super::link::{AnyLink, Link};
use super::{DirectConnectGateway, PrefixList, VirtualGateway};
use crate::source::{Field, Scalar, Span, Text};

/// What a virtual interface leads to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum InterfaceType {
    /// To networks, through a virtual or Direct Connect gateway.
    Private,
    /// To the provider's public services.
    Public,
    /// To transit gateways, through a Direct Connect gateway.
    Transit,
}

impl Scalar for InterfaceType {
    const EXPECTED: &'static str = "private, public or transit";
    fn parse(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "private" => Some(InterfaceType::Private),
            "public" => Some(InterfaceType::Public),
            "transit" => Some(InterfaceType::Transit),
            _ => None,
        }
    }
}

/// A route seen on a virtual interface.
#[derive(Clone, Debug)]
pub struct InterfaceRoute {
    /// Where.
    pub span: Span,
    /// The prefix.
    pub cidr: Field<Cidr>,
    /// `accepted` from the customer or `advertised` to it.
    pub direction: Field<Text>,
    /// Its family.
    pub family: Field<Family>,
    /// The AS_PATH, nearest first.
    pub as_path: Vec<Asn>,
    /// BGP communities as written.
    pub communities: Vec<Text>,
    /// The provider's logical router.
    pub logical_device: Field<Text>,
}

/// A VLAN of a connection with its BGP sessions.
#[derive(Clone, Debug, Default)]
pub struct VirtualInterface {
    /// Names, owner, state and places. The owner is that of the interface, not of the connection.
    pub head: Head,
    /// The type's word as written; other words than the three are kept.
    pub interface_type: Field<Text>,
    /// The connection or group it runs on.
    pub connection: AnyLink,
    /// 802.1Q VLAN.
    pub vlan: Field<i64>,
    /// Bytes.
    pub mtu: Field<i64>,
    /// The virtual gateway.
    pub virtual_gateway: Link<VirtualGateway>,
    /// The Direct Connect gateway.
    pub direct_connect_gateway: Link<DirectConnectGateway>,
    /// The customer's ASN as the interface itself says it (old exports; sessions have their own).
    pub asn: Field<Asn>,
    /// The provider's side ASN as reported.
    pub provider_asn: Field<Asn>,
    /// Traffic between interfaces over the provider's backbone.
    pub site_link: Field<bool>,
    /// The building, as the interface reports it.
    pub location: Field<Text>,
    /// The provider's router.
    pub device: Field<Text>,
    /// The provider's logical router.
    pub logical_device: Field<Text>,
    /// Whether jumbo frames are possible.
    pub jumbo_capable: Field<bool>,
    /// Prefixes of a public interface; `None` where the list was not given. One written value may hold several, separated by commas.
    pub route_filter_prefixes: Option<Vec<Field<Cidr>>>,
    /// Whether the list of sessions was given; old exports show one session in the interface itself.
    pub peers_listed: bool,
    /// Inbound prefixes allocated, IPv4.
    pub prefix_allocation_ipv4: Field<i64>,
    /// Inbound prefixes allocated, IPv6.
    pub prefix_allocation_ipv6: Field<i64>,
    /// Rate limit as written.
    pub rate_limit: Field<Text>,
    /// Prefixes of the customer's side, where they are configured on the interface.
    pub remote_prefixes: Option<Vec<Field<Cidr>>>,
    /// The list that holds those prefixes, where the interface names one.
    pub remote_list: Link<PrefixList>,
    /// Routes seen, where they were exported.
    pub routes: Option<Vec<InterfaceRoute>>,
    /// Whether the secret key of a session, or the router configuration that holds it, stands in the input.
    pub secret: Option<Span>,
}

impl VirtualInterface {
    /// The type, where it is one of the three.
    #[must_use]
    pub fn kind(&self) -> Option<InterfaceType> {
        InterfaceType::parse(self.interface_type.get()?.as_str())
    }
}
