//! BGP sessions of virtual interfaces.

mod auth_key_exposed;
mod auth_key_length;
mod delete_last_peer;
mod different_subnet;
mod duplicate_family;
mod family_mismatch;
mod impossible_status;
mod link;
mod link_overlap;
mod mask_mismatch;
mod missing_family;
mod network_or_broadcast;
mod no_peer;
mod private_on_public;
mod same_address;
mod session_down;
mod timers;

use super::Rule;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &duplicate_family::RULE,
    &no_peer::RULE,
    &delete_last_peer::RULE,
    &mask_mismatch::RULE,
    &different_subnet::RULE,
    &same_address::RULE,
    &network_or_broadcast::RULE,
    &link_overlap::RULE,
    &private_on_public::RULE,
    &family_mismatch::RULE,
    &missing_family::RULE,
    &auth_key_length::RULE,
    &auth_key_exposed::RULE,
    &session_down::RULE,
    &impossible_status::RULE,
    &timers::RULE,
];
