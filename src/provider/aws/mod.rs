//! Amazon Web Services: the facts about it, and how its exports are read.

mod collections;
mod config;
mod context;
mod directconnect;
mod ec2;
mod gateways;
pub mod generate;
mod limits;
mod lower;
mod machines;
mod other;
mod page;
mod peering;
mod profile;
mod raw;
mod read;
#[cfg(test)]
mod read_tests;
mod recognize;
mod references;
mod route_server;
mod routes;
mod searched_routes;
mod take;
mod time;
mod transit;
mod transit_tables;
mod virtual_interface;
mod vpn;
mod vpn_configuration;
mod words;

use crate::import::Reader;
use crate::model::ProviderId;

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
