//! Offline validator and topology simulator for cloud networks.
//!
//! netvet reads exported API answers or hand-written designs into one [`model::Design`], checks it with rules, and
//! draws it. It opens no network connection and changes no input.
//!
//! # Use from Rust
//!
//! Everything that the program does is a function of [`app`]: load a design, then check, draw, follow or change it. Each has an
//! example of its own; `examples/library.rs` puts several together.
//!
//! ```
//! use std::path::PathBuf;
//!
//! use netvet::app::check::{CheckOptions, check};
//! use netvet::app::load::{LoadOptions, load};
//! use netvet::app::{PROFILES, Profiles, Time, catalogue};
//! use netvet::settings::{Selected, Settings};
//! use netvet::source::Limits;
//!
//! let (profiles, limits) = (Profiles::new(PROFILES), Limits::default());
//! let paths = [PathBuf::from("examples/designs/two-networks.yaml")];
//! // The time is that of rules about expiry.
//! let loaded = load(&LoadOptions::new(&paths, &profiles, Time(1_780_000_000)));
//! assert!(!loaded.is_faulty());
//!
//! let settings = Settings::new(Selected::all(&catalogue::all()));
//! let report = check(loaded, &CheckOptions::new(&settings, &profiles, &limits));
//! for item in report.shown() {
//!     println!("{}:{} {}", item.place.path, item.place.line, item.finding.message);
//! }
//! assert!(!report.fails());
//! ```
//!
//! # Map
//!
//! | folder | what lies there |
//! |---|---|
//! | `source` | files, places, located trees; knows nothing about networks |
//! | `finding` | what the program says about a design: rules' declarations and findings |
//! | `model` | the provider-neutral design |
//! | `generate` | shapes of synthetic networks, from a seed |
//! | `profile` | the shapes of provider facts: limits, address rules, words, state machines |
//! | `import` | documents to elements, merging of views, resolving of references |
//! | `provider` | everything that is special to one provider |
//! | `settings` | the user's choices: which rules run, with which severity |
//! | `index` | look-ups derived once from a design |
//! | `routing` | what traffic would do: routes, reachability, failures |
//! | `simulate` | the lifecycle of elements: operations, events and time |
//! | `rules` | the linter: one file per rule, one table, one engine |
//! | `diagram` | designs to pictures |
//! | `report` | findings to text, JSON and the formats of other programs |
//! | `app` | the operations that the program offers, without terminal and exit codes |
//! | `cli` | arguments, files, colours, exit codes |
//!
//! # Layers
//!
//! A folder may use the folders named beside it and nothing else of the crate; a test holds this table.
//!
//! | Folder | may use |
//! |---|---|
//! | `source` | – |
//! | `generate` | – |
//! | `finding` | `source` |
//! | `model` | `source` |
//! | `profile` | `finding`, `model` |
//! | `settings` | `source`, `finding`, `model`, `profile` |
//! | `import` | `source`, `finding`, `model`, `profile` |
//! | `provider` | `source`, `finding`, `model`, `profile`, `import`, `generate` |
//! | `index` | `source`, `model` |
//! | `routing` | `source`, `model`, `profile`, `index` |
//! | `rules` | `source`, `finding`, `model`, `profile`, `settings`, `index`, `routing` |
//! | `simulate` | `source`, `finding`, `model`, `profile`, `import`, `index`, `routing` |
//! | `report` | `source`, `finding` |
//! | `diagram` | `finding`, `model`, `profile`, `index`, `routing` |
//! | `app` | `source`, `generate`, `finding`, `model`, `profile`, `settings`, `import`, `provider`, `index`, `routing`, `rules`, `simulate`, `report`, `diagram` |
//! | `cli` | `app`, `source`, `finding`, `settings`, `report`, `diagram` |
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        reason = "a test that cannot go on should stop"
    )
)]

pub mod app;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagram;
pub mod finding;
pub mod generate;
pub mod import;
pub mod index;
pub mod model;
pub mod profile;
pub mod provider;
pub mod report;
pub mod routing;
pub mod rules;
pub mod settings;
pub mod simulate;
pub mod source;
