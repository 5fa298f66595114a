//! The integration tests, one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    missing_docs,
    reason = "a test that cannot go on should stop, and may say why"
)]

#[cfg(feature = "cli")]
mod bounds;
#[cfg(feature = "cli")]
mod ci;
#[cfg(feature = "cli")]
mod cli;
mod convert;
#[cfg(feature = "cli")]
mod determinism;
mod diagram;
#[cfg(feature = "cli")]
mod diff;
#[cfg(feature = "cli")]
mod documents;
mod exports;
mod fixed_report;
mod formats;
#[cfg(feature = "cli")]
mod generate;
mod generated;
#[cfg(feature = "cli")]
mod hostile;
#[cfg(feature = "cli")]
mod hostile_names;
#[cfg(all(feature = "cli", unix))]
mod hostile_places;
mod html;
mod layers;
mod mutations;
#[cfg(feature = "cli")]
mod outputs;
#[cfg(feature = "cli")]
mod redact;
mod report;
mod routing;
mod rules;
mod schemas;
#[cfg(feature = "cli")]
mod secrets;
mod seeds;
#[cfg(feature = "cli")]
mod settings;
#[cfg(feature = "cli")]
mod simulate;
mod state_changes;
mod state_words;
#[cfg(feature = "cli")]
mod states;
mod tidy;
