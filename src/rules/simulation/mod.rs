//! Assertions of designs.

mod failed;
mod invalid;
mod shown;
pub(in crate::rules) mod state;
mod unknown;

use super::Rule;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[&failed::RULE, &unknown::RULE, &invalid::RULE];
