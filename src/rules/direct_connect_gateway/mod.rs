//! Direct Connect gateways and what they tie together.

mod allowed_count;
mod allowed_filters_network;
mod allowed_missing;
mod allowed_overlap;
mod association_state;
pub(in crate::rules) mod ends;
mod mixed_associations;
mod network_overlap;
mod orphan;
mod prefix_pool;
mod quota;
mod supernet_hairpin;
mod virtual_gateway_multiple;
mod virtual_gateway_unattached;

use super::Rule;
use super::references as to;

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
    &to::ASSOCIATION_GATEWAY,
    &to::ASSOCIATION_DIRECT,
    &to::ATTACHMENT_OF_DIRECT,
    &to::ATTACHMENT_VIF,
    &to::PROPOSAL_DIRECT,
    &to::PROPOSAL_GATEWAY,
];
