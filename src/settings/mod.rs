//! The user's choices.

pub mod select;

pub use select::{Choice, Selected, UnknownRule};

/// The choices that rules and reports need.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Which rules run, with which severity.
    pub rules: Selected,
}
