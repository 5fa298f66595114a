//! Peerings of networks.

mod across_regions;
mod ambiguous_return;
mod beyond;
mod blocks_stale;
mod cidr_overlap;
mod description_invalid;
mod dns_before_active;
mod duplicate_pair;
mod edge_to_edge;
mod failed;
mod itself;
mod name_invalid;
mod no_route;
mod no_route_one_side;
mod owner_missing;
mod pending_expired;
mod pending_near_expiry;
mod quota;
mod requester_frozen;
mod route_inactive;
mod route_not_peers;
mod route_wrong_network;
mod same_account_pending;
mod sides;
mod transitive_route;
mod unknown_network;

use super::Rule;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &cidr_overlap::RULE,
    &itself::RULE,
    &duplicate_pair::RULE,
    &pending_expired::RULE,
    &pending_near_expiry::RULE,
    &failed::RULE,
    &no_route_one_side::RULE,
    &no_route::RULE,
    &route_not_peers::RULE,
    &route_inactive::RULE,
    &route_wrong_network::RULE,
    &transitive_route::RULE,
    &edge_to_edge::RULE,
    &ambiguous_return::RULE,
    &blocks_stale::RULE,
    &requester_frozen::RULE,
    &dns_before_active::RULE,
    &quota::RULE,
    &unknown_network::RULE,
    &owner_missing::RULE,
    &name_invalid::RULE,
    &description_invalid::RULE,
    &same_account_pending::RULE,
    &across_regions::RULE,
];
