//! BGP sessions of virtual interfaces.

use super::asn::Asn;
use super::cidr::{Family, LinkAddress};
use super::head::Head;
use super::link::Link;
use super::{Site, SiteRouter, VirtualInterface};
use crate::source::{Field, Secret, Text};

/// A BGP session of a virtual interface. Directions are provider and customer, never local and remote.
#[derive(Clone, Debug, Default)]
pub struct BgpPeer {
    /// Names, owner, state and places.
    pub head: Head,
    /// The interface.
    pub virtual_interface: Link<VirtualInterface>,
    /// The family as said.
    pub family: Field<Family>,
    /// The family's word as written, where it is neither ipv4 nor ipv6.
    pub family_word: Field<Text>,
    /// The customer's ASN in the two-byte (legacy) field; 0 there means that only the other one holds it.
    pub asn: Field<Asn>,
    /// The customer's ASN in the four-byte field.
    pub asn_long: Field<Asn>,
    /// The provider's end.
    pub provider_address: Field<LinkAddress>,
    /// The customer's end.
    pub customer_address: Field<LinkAddress>,
    /// The secret, of which only place and length are known.
    pub auth_key: Field<Secret>,
    /// Session state: `up`, `down`, `unknown`; lower case.
    pub status: Field<Text>,
    /// `bgp` or `static`, where the provider says it.
    pub route_mode: Field<Text>,
    /// Whether fast failure detection is on.
    pub bfd: Field<bool>,
    /// Prefixes received, as reported; -1 for static routing.
    pub received_routes: Field<i64>,
    /// Limit on prefixes received, as reported.
    pub route_limit: Field<i64>,
    /// The provider's router.
    pub device: Field<Text>,
    /// The provider's logical router.
    pub logical_device: Field<Text>,
    /// Where the session ends on the customer's side.
    pub site: Link<Site>,
    /// On which router.
    pub router: Link<SiteRouter>,
    /// Communities announced, in a design.
    pub communities: Vec<Field<Text>>,
    /// Hold time in seconds, in a design.
    pub hold_time: Field<i64>,
    /// Keepalive interval in seconds, in a design.
    pub keepalive: Field<i64>,
    /// Whether the session was read from the interface's own members (an old export) instead of a list of sessions.
    pub from_interface: bool,
}

impl BgpPeer {
    /// The customer's ASN: the four-byte field where it is set, else the two-byte one.
    #[must_use]
    pub fn effective_asn(&self) -> Field<Asn> {
        if self.asn_long.is_absent() {
            self.asn
        } else {
            self.asn_long
        }
    }

    /// The family: as said, else that of the addresses.
    #[must_use]
    pub fn effective_family(&self) -> Option<Family> {
        self.family
            .get()
            .or_else(|| self.customer_address.get().map(LinkAddress::family))
            .or_else(|| self.provider_address.get().map(LinkAddress::family))
    }

    /// Whether the session is reported up; `None` where nothing is known.
    #[must_use]
    pub fn is_up(&self) -> Option<bool> {
        match self.status.get()?.to_ascii_lowercase().as_str() {
            "up" => Some(true),
            "down" => Some(false),
            _ => None,
        }
    }
}
