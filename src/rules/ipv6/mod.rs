//! IPv6 blocks, addresses and targets.

mod filter_prefix;
mod network_length;
mod peer_address;
mod peer_length;
mod subnet_length;
mod subnet_outside;
mod target_family;
mod unique_local;
mod vpn_on_virtual_gateway;

use super::Rule;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &network_length::RULE,
    &subnet_length::RULE,
    &subnet_outside::RULE,
    &unique_local::RULE,
    &peer_address::RULE,
    &peer_length::RULE,
    &filter_prefix::RULE,
    &vpn_on_virtual_gateway::RULE,
    &target_family::RULE,
];
