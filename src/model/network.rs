//! Networks and subnets.

use std::net::IpAddr;

use super::cidr::Cidr;
use super::head::Head;
use super::link::Link;
use super::state::State;
use crate::source::{Field, Text};

/// A block of a network or subnet.
#[derive(Clone, Copy, Debug, Default)]
pub struct CidrBlock {
    /// The block as written.
    pub cidr: Field<Cidr>,
    /// State of its association.
    pub state: State,
    /// Whether the network was created with it.
    pub primary: bool,
    /// Who assigned it (`amazon`, `byoip`, `none`).
    pub source: Field<Text>,
    /// The pool it was taken from.
    pub pool: Field<Text>,
    /// `public` or `private` (IPv6).
    pub attribute: Field<Text>,
    /// The network border group (IPv6).
    pub border_group: Field<Text>,
}

/// A virtual network: VPC, Net.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// Names, owner, state and places.
    pub head: Head,
    /// All blocks, IPv4 and IPv6, each once, the primary one first.
    pub cidrs: Vec<CidrBlock>,
    /// Whether the list of all IPv4 blocks was given; old or reduced exports show the primary one only.
    pub ipv4_listed: bool,
    /// Whether the list of IPv6 blocks was given.
    pub ipv6_listed: bool,
    /// The provider's default network.
    pub is_default: Field<bool>,
}

impl Network {
    /// The blocks in use, canonical or not.
    pub fn live_cidrs(&self) -> impl Iterator<Item = (Cidr, &CidrBlock)> {
        self.cidrs
            .iter()
            .filter(|block| block.state.is_live())
            .filter_map(|block| Some((block.cidr.get()?, block)))
    }
}

/// A part of a network.
#[derive(Clone, Debug, Default)]
pub struct Subnet {
    /// Names, owner, state and places.
    pub head: Head,
    /// The network it belongs to.
    pub network: Link<Network>,
    /// Its blocks.
    pub cidrs: Vec<CidrBlock>,
    /// The zone's name, which differs between accounts.
    pub zone: Field<Text>,
    /// The zone's id, the same for all accounts.
    pub zone_id: Field<Text>,
    /// Addresses still free.
    pub available_addresses: Field<i64>,
    /// Has no IPv4.
    pub ipv6_only: Field<bool>,
    /// The addresses of its router, where the provider says them.
    pub gateways: Vec<Field<IpAddr>>,
    /// The outpost it lies on.
    pub outpost: Field<Text>,
    /// The route table that the subnet itself names, where the provider's subnets do.
    pub route_table: Link<super::RouteTable>,
}

impl Subnet {
    /// The blocks in use.
    pub fn live_cidrs(&self) -> impl Iterator<Item = (Cidr, &CidrBlock)> {
        self.cidrs
            .iter()
            .filter(|block| block.state.is_live())
            .filter_map(|block| Some((block.cidr.get()?, block)))
    }
}
