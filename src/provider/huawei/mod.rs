//! Huawei Cloud and Open Telekom Cloud: one family of interfaces, two providers with numbers of their own.

mod limits;
mod machines;
mod profile;
mod references;
mod words;

use crate::model::ProviderId;

pub use profile::{OTC_PROFILE, PROFILE};

/// Huawei Cloud's word.
pub const HUAWEI: ProviderId = ProviderId("huawei");
/// Open Telekom Cloud's word.
pub const OTC: ProviderId = ProviderId("otc");
