//! The integration tests, one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    missing_docs,
    reason = "a test that cannot go on should stop, and may say why"
)]

#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod determinism;
mod diagram;
mod exports;
mod fixed_report;
mod generated;
mod html;
mod layers;
mod report;
mod routing;
mod rules;
mod schemas;
mod seeds;
#[cfg(feature = "cli")]
mod settings;
#[cfg(feature = "cli")]
mod simulate;
mod state_changes;
mod state_words;
mod tidy;
