//! Network interfaces and prefix lists.

use std::net::IpAddr;

use super::cidr::{Cidr, Family};
use super::head::Head;
use super::link::Link;
use super::{Network, Subnet};
use crate::source::{Field, Text};

/// A network interface.
#[derive(Clone, Debug, Default)]
pub struct Interface {
    /// Names, owner, state and places.
    pub head: Head,
    /// The network.
    pub network: Link<Network>,
    /// The subnet.
    pub subnet: Link<Subnet>,
    /// Its private addresses.
    pub addresses: Vec<Field<IpAddr>>,
    /// Its public addresses.
    pub public_addresses: Vec<Field<IpAddr>>,
    /// Sends on what is not for itself, by the table of its subnet. Only a design can say so.
    pub forwards: Field<bool>,
    /// What it belongs to (`interface`, `nat_gateway`, …).
    pub interface_type: Field<Text>,
    /// Whether packets for other addresses are dropped.
    pub source_dest_check: Field<bool>,
}

/// A named list of prefixes.
#[derive(Clone, Debug, Default)]
pub struct PrefixList {
    /// Names, owner, state and places.
    pub head: Head,
    /// Its entries; `None` where the list was not given.
    pub entries: Option<Vec<Field<Cidr>>>,
    /// Its family.
    pub family: Field<Family>,
    /// How many entries it may have, which is what it counts for in a table.
    pub max_entries: Field<i64>,
}
