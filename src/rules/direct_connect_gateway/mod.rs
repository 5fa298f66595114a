//! Direct Connect gateways and what they tie together.

mod allowed_count;
mod allowed_filters_network;
mod allowed_missing;
mod allowed_overlap;
mod association_direct_connect_gateway_unknown;
mod association_gateway_unknown;
mod association_state;
mod attachment_direct_connect_gateway_unknown;
mod attachment_virtual_interface_unknown;
pub(in crate::rules) mod ends;
mod mixed_associations;
mod network_overlap;
mod orphan;
mod prefix_pool;
mod proposal_direct_connect_gateway_unknown;
mod proposal_gateway_unknown;
mod quota;
mod supernet_hairpin;
mod virtual_gateway_multiple;
mod virtual_gateway_unattached;

use super::Rule;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &mixed_associations::RULE,
    &virtual_gateway_multiple::RULE,
    &virtual_gateway_unattached::RULE,
    &network_overlap::RULE,
    &allowed_missing::RULE,
    &allowed_count::RULE,
    &allowed_overlap::RULE,
    &allowed_filters_network::RULE,
    &orphan::RULE,
    &association_state::RULE,
    &supernet_hairpin::RULE,
    &prefix_pool::RULE,
    &quota::RULE,
    &association_gateway_unknown::RULE,
    &association_direct_connect_gateway_unknown::RULE,
    &attachment_direct_connect_gateway_unknown::RULE,
    &attachment_virtual_interface_unknown::RULE,
    &proposal_direct_connect_gateway_unknown::RULE,
    &proposal_gateway_unknown::RULE,
];
