//! 3DS OUTSCALE: the facts about it, and how its exports are read.

mod gateways;
pub mod generate;
mod interface;
mod limits;
mod machines;
mod network;
mod profile;
mod read;
mod references;
mod refusals;
mod route_table;
mod vpn;
mod words;

use crate::import::{Reader, lower, raw};
use crate::model::ProviderId;

pub use profile::PROFILE;

/// The provider's word.
pub const OUTSCALE: ProviderId = ProviderId("outscale");

/// Reads answers of its own interface.
pub static READER: Reader = Reader {
    provider: OUTSCALE,
    regions: &[],
    recognize: |outline, _| read::recognize(outline),
    read: read::read,
};
