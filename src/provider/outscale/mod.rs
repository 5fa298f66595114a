//! 3DS OUTSCALE.

mod limits;
mod machines;
mod profile;
mod references;
mod words;

use crate::model::ProviderId;

pub use profile::PROFILE;

/// The provider's word.
pub const OUTSCALE: ProviderId = ProviderId("outscale");
