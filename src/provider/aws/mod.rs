//! Amazon Web Services: the facts about it, and how its exports are read.

mod collections;
mod config;
mod context;
mod directconnect;
mod ec2;
mod gateways;
pub mod generate;
mod limits;
mod machines;
mod other;
mod page;
mod peering;
mod profile;
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
mod virtual_interface;
mod vpn;
mod vpn_configuration;
mod words;

use crate::import::{Batch, Certainty, Reader, Surroundings, lower, raw};
use crate::model::ProviderId;
use crate::profile::Profile;
use crate::source::{Document, Outline, ReadError};

pub use profile::PROFILE;

/// The provider's word.
pub const AWS: ProviderId = ProviderId("aws");

/// Reads exports of AWS.
pub static READER: Reader = Reader {
    provider: AWS,
    regions: &[],
    recognize: |outline, _| recognize::recognize(outline),
    read: |document, around| read::read(document, around, &PROFILE),
};

/// Whether a document has a shape of AWS.
#[must_use]
pub fn recognize(outline: &Outline) -> Certainty {
    recognize::recognize(outline)
}

/// The configuration of a VPN connection with the addresses of its tunnels alone, mapped by `address`; `None` if it tells none.
#[must_use]
pub fn bare_vpn_configuration(
    text: &str,
    address: &dyn Fn(std::net::IpAddr) -> std::net::IpAddr,
) -> Option<String> {
    vpn_configuration::bare(text, address)
}

/// Reads a document of a provider whose interface has the shapes of AWS, and whose facts are `profile`.
///
/// # Errors
/// The text is not JSON.
pub fn read_as(
    document: &Document<'_>,
    around: &Surroundings,
    profile: &'static Profile,
) -> Result<Batch, ReadError> {
    read::read(document, around, profile)
}
