//! States and transitions.

pub(super) mod actors;
mod change_error;
mod delete_blocked;
mod invalid_transition;
mod parent_deleted_first;
mod references;
mod terminal_referenced;
mod unknown_value;
mod wrong_actor;
mod wrong_region;

use super::Rule;
use crate::finding::RuleInfo;

/// An operation or a change of state that is not possible.
pub(super) static INVALID_TRANSITION: &RuleInfo = &invalid_transition::RULE.info;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &unknown_value::RULE,
    &invalid_transition::RULE,
    &wrong_actor::RULE,
    &wrong_region::RULE,
    &terminal_referenced::RULE,
    &change_error::RULE,
    &parent_deleted_first::RULE,
    &delete_blocked::RULE,
];
