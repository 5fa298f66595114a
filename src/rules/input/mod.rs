//! Input hygiene that the whole design shows; what reading itself notices is reported where it reads.

mod account;
mod id;
mod text;

use super::Rule;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[&id::RULE, &account::RULE];
