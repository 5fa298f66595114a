//! Gateways of networks, and the customer's ends of VPN connections.

use super::{element, entry};
use crate::import::yaml::kinds::{Connectivity, StateWord, To, Word};
use crate::import::yaml::leaf::{Leaf, Many, Or};
use crate::model;
use crate::model::{Asn, Cidr};

entry! {
    /// A tie to a network with its state.
    NetworkAttachment "network-attachment" "an attachment to a network" {
        /// The network.
        network: Leaf<'a, To<model::Network>>,
        /// The state of the tie.
        state: Leaf<'a, StateWord>,
    }
}

/// Networks that a gateway is tied to.
type Networks<'a> = Many<Or<'a, To<model::Network>, NetworkAttachment<'a>>>;

element! {
    /// A network's gateway to the internet.
    InternetGateway "internet-gateway" "an internet gateway" {
        /// The network.
        network: Networks<'a>,
    }
}

element! {
    /// A network's gateway to the internet, outgoing IPv6 only.
    EgressOnlyInternetGateway "egress-only-internet-gateway" "an egress-only internet gateway" {
        /// The network.
        network: Networks<'a>,
    }
}

element! {
    /// An address translator in a subnet.
    NatGateway "nat-gateway" "a NAT gateway" {
        /// The network.
        network: Leaf<'a, To<model::Network>>,
        /// The subnet.
        subnet: Leaf<'a, To<model::Subnet>>,
        /// Whether it translates to public or to private addresses.
        connectivity: Leaf<'a, Word<Connectivity>>,
    }
}

element! {
    /// A network's gateway to private connections.
    VirtualGateway "virtual-gateway" "a virtual gateway" {
        /// The network.
        network: Networks<'a>,
        /// The provider's ASN.
        asn: Leaf<'a, Asn>,
        /// The prefixes that it announces to the customer, where they are configured.
        advertised: Many<Leaf<'a, Cidr>>,
    }
}

element! {
    /// The customer's end of VPN connections.
    CustomerGateway "customer-gateway" "a customer gateway" {
        /// The customer's ASN.
        asn: Leaf<'a, Asn>,
        /// The customer's ASN, where it stands in the field for numbers above 2147483647.
        asn_long: Leaf<'a, Asn>,
        /// Its outside address.
        address: Leaf<'a, std::net::IpAddr>,
        /// The site where it stands.
        site: Leaf<'a, To<model::Site>>,
        /// The router of that site.
        router: Leaf<'a, To<model::SiteRouter>>,
    }
}
