//! Offline validator and topology simulator for cloud networks.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop")
)]

pub mod finding;
pub mod import;
pub mod model;
pub mod source;
