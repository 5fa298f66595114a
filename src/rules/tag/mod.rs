//! Names and tags.

mod key;
mod no_name;
mod required;
mod same_name;
mod tags;
mod twice;
mod value;

use super::Rule;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &key::RULE,
    &value::RULE,
    &twice::RULE,
    &no_name::RULE,
    &required::RULE,
    &same_name::RULE,
];
