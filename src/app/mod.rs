//! The operations that the program offers, without terminal and exit codes.

pub mod catalogue;
pub mod check;
pub mod convert;
pub mod diff;
pub mod draw;
pub mod explain;
pub mod failures;
pub mod generate;
pub mod inventory;
pub mod load;
#[cfg(test)]
mod load_tests;
pub mod progress;
pub mod reach;
pub mod redact;
pub mod schema;
pub mod settings;
pub mod simulate;
pub mod states;
pub mod traffic;

pub use crate::model::{Design, Family, ProviderId, Time};
pub use crate::profile::Profiles;
pub use crate::provider::PROFILES;

use crate::import::read::Readers;

/// Everything that can be read.
#[must_use]
pub fn readers() -> Readers<'static> {
    Readers {
        exports: crate::provider::READERS,
        design: crate::import::yaml::read,
    }
}
