//! Gateways of networks and of private connections.

use std::net::IpAddr;

use super::asn::Asn;
use super::cidr::Cidr;
use super::head::Head;
use super::link::{AnyLink, Link};
use super::state::State;
use super::{Network, PrefixList, Site, SiteRouter, Subnet, VirtualInterface};
use crate::source::{Field, Text};

/// A gateway's tie to a network.
#[derive(Clone, Copy, Debug, Default)]
pub struct NetworkAttachment {
    /// The network.
    pub network: Link<Network>,
    /// Its state.
    pub state: State,
}

/// A network's gateway to private connections: virtual private gateway, virtual gateway.
#[derive(Clone, Debug, Default)]
pub struct VirtualGateway {
    /// Names, owner, state and places.
    pub head: Head,
    /// The provider's side ASN.
    pub asn: Field<Asn>,
    /// Networks it is or was tied to; `None` where the list was not given.
    pub attachments: Option<Vec<NetworkAttachment>>,
    /// Prefixes that it announces to the customer, where they are configured.
    pub advertised: Option<Vec<Field<Cidr>>>,
    /// The list that holds those prefixes, where the gateway names one.
    pub advertised_list: Link<PrefixList>,
}

/// A network's gateway to the internet.
#[derive(Clone, Debug, Default)]
pub struct InternetGateway {
    /// Names, owner, state and places.
    pub head: Head,
    /// Networks; `None` where the list was not given.
    pub attachments: Option<Vec<NetworkAttachment>>,
}

/// A network's outgoing IPv6 gateway.
#[derive(Clone, Debug, Default)]
pub struct EgressOnlyInternetGateway {
    /// Names, owner, state and places.
    pub head: Head,
    /// Networks; `None` where the list was not given.
    pub attachments: Option<Vec<NetworkAttachment>>,
}

/// An address translator in a subnet.
#[derive(Clone, Debug, Default)]
pub struct NatGateway {
    /// Names, owner, state and places.
    pub head: Head,
    /// The network.
    pub network: Link<Network>,
    /// The subnet.
    pub subnet: Link<Subnet>,
    /// `public` or `private`.
    pub connectivity: Field<Text>,
}

/// The customer's end of a VPN.
#[derive(Clone, Debug, Default)]
pub struct CustomerGateway {
    /// Names, owner, state and places.
    pub head: Head,
    /// The customer's ASN: the extended field where it is set, else the plain one.
    pub asn: Field<Asn>,
    /// Whether [`CustomerGateway::asn`] stood in the extended (above 2147483647) field.
    pub asn_is_extended: bool,
    /// Its outside address.
    pub address: Field<IpAddr>,
    /// Where it stands.
    pub site: Link<Site>,
    /// On which router.
    pub router: Link<SiteRouter>,
}

/// A global gateway of virtual interfaces.
#[derive(Clone, Debug, Default)]
pub struct DirectConnectGateway {
    /// Names, owner, state and places.
    pub head: Head,
    /// The provider's side ASN.
    pub asn: Field<Asn>,
    /// Why the last change failed.
    pub error: Field<Text>,
    /// Sum of prefix allocations as reported.
    pub prefix_allocations: Field<i64>,
}

/// A Direct Connect gateway's tie to a virtual or transit gateway.
#[derive(Clone, Debug, Default)]
pub struct DirectConnectGatewayAssociation {
    /// Names, owner, state and places.
    pub head: Head,
    /// The Direct Connect gateway.
    pub gateway: Link<DirectConnectGateway>,
    /// Its owner.
    pub gateway_owner: Field<Text>,
    /// The associated virtual or transit gateway.
    pub to: AnyLink,
    /// Owner of the associated gateway.
    pub to_owner: Field<Text>,
    /// Region of the associated gateway.
    pub to_region: Field<Text>,
    /// A core network instead.
    pub core_network: Field<Text>,
    /// Allowed prefixes; `None` where the list was not given. A filter for a virtual gateway, the announcement itself for a transit gateway.
    pub allowed_prefixes: Option<Vec<Field<Cidr>>>,
    /// Why the last change failed.
    pub error: Field<Text>,
}

/// A Direct Connect gateway's tie to a virtual interface.
#[derive(Clone, Debug, Default)]
pub struct DirectConnectGatewayAttachment {
    /// Names, owner, state and places.
    pub head: Head,
    /// The Direct Connect gateway.
    pub gateway: Link<DirectConnectGateway>,
    /// The virtual interface.
    pub virtual_interface: Link<VirtualInterface>,
    /// The kind of interface it was made for.
    pub attachment_type: Field<Text>,
    /// Why the last change failed.
    pub error: Field<Text>,
}

/// A proposed association.
#[derive(Clone, Debug, Default)]
pub struct DirectConnectGatewayProposal {
    /// Names, owner, state and places.
    pub head: Head,
    /// The Direct Connect gateway.
    pub gateway: Link<DirectConnectGateway>,
    /// Its owner.
    pub gateway_owner: Field<Text>,
    /// The gateway to be associated.
    pub to: AnyLink,
    /// Prefixes asked for; `None` where the list was not given.
    pub requested_prefixes: Option<Vec<Field<Cidr>>>,
}
