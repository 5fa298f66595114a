//! Amazon Web Services: the facts about it, and how its exports are read.

mod addresses;
mod bgp;
mod collections;
mod config;
mod context;
mod directconnect;
mod ec2;
mod gateways;
pub mod generate;
mod interfaces;
mod limits;
mod lower;
mod machines;
mod naming;
mod other;
mod page;
mod peering;
mod profile;
mod raw;
mod read;
#[cfg(test)]
mod read_tests;
#[cfg(test)]
mod read_tests_direct_connect;
mod recognize;
mod references;
mod route_server;
mod routes;
mod searched_routes;
mod take;
mod time;
mod transit;
mod transit_tables;
mod tunnels;
mod virtual_interface;
mod vpn;
mod vpn_configuration;
mod words;

use crate::finding::Reference;
use crate::import::Reader;
use crate::model::{Cidr, ProviderId};
use crate::profile::Block;
use crate::profile::range::{v4, v6};

pub use profile::PROFILE;

/// The provider's word.
pub const AWS: ProviderId = ProviderId("aws");

/// Reads exports of AWS.
pub static READER: Reader = Reader {
    provider: AWS,
    regions: &[],
    recognize: |outline, _| recognize::recognize(outline),
    read: read::read,
};

const LINK_LOCAL: Cidr = v4(169, 254, 0, 0, 16);
const UNIQUE_LOCAL: Cidr = v6(0xfd00, 0, 0, 0, 8);

const fn block(cidr: Cidr, what: &'static str, from: &'static Reference) -> Block {
    Block { cidr, what, from }
}
