//! Huawei Cloud and Open Telekom Cloud: one family of interfaces, two providers with numbers of their own.

mod direct_connect;
pub mod generate;
mod interface;
mod limits;
mod machines;
mod network;
mod peering;
mod profile;
mod read;
mod references;
mod route_table;
mod router;
mod words;

use crate::import::{Reader, lower, raw};
use crate::model::ProviderId;

pub use profile::{OTC_PROFILE, PROFILE};

/// Huawei Cloud's word.
pub const HUAWEI: ProviderId = ProviderId("huawei");
/// Open Telekom Cloud's word.
pub const OTC: ProviderId = ProviderId("otc");

/// Reads answers of Huawei Cloud.
pub static READER: Reader = Reader {
    provider: HUAWEI,
    regions: &[],
    recognize: |outline, _| read::recognize(outline),
    read: read::read,
};

/// Reads answers of Open Telekom Cloud, which have the same shapes.
pub static OTC_READER: Reader = Reader {
    provider: OTC,
    regions: &["eu-de", "eu-nl", "eu-ch2"],
    recognize: |outline, _| read::recognize(outline),
    read: read::read_otc,
};
