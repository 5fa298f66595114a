//! Route tables, what their routes lead to, and gateways of networks.

mod blackhole;
mod duplicate_destination;
mod gateway_table;
mod inside_network;
mod lists_overlap;
mod main_count;
mod main_to_internet;
mod propagated_inside;
mod propagation_unattached;
mod quota;
mod reserved_destination;
mod several_targets;
mod static_shadows;
mod target_missing;
mod target_not_attached;
mod targets;
mod unreachable_return;
mod virtual_gateway_ties;
mod zone_missing;

use super::Rule;
use super::references as to;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &blackhole::RULE,
    &target_missing::RULE,
    &target_not_attached::RULE,
    &several_targets::RULE,
    &duplicate_destination::RULE,
    &inside_network::RULE,
    &reserved_destination::RULE,
    &propagated_inside::RULE,
    &static_shadows::RULE,
    &lists_overlap::RULE,
    &gateway_table::RULE,
    &main_count::RULE,
    &main_to_internet::RULE,
    &zone_missing::RULE,
    &propagation_unattached::RULE,
    &quota::RULE,
    &unreachable_return::RULE,
    &virtual_gateway_ties::RULE,
    &to::SUBNET_NETWORK,
    &to::ROUTE_TABLE_NETWORK,
    &to::ROUTE_TABLE_SUBNET,
    &to::ROUTE_TABLE_GATEWAY,
    &to::ROUTE_TABLE_VIRTUAL_GATEWAY,
    &to::ROUTE_TABLE_PREFIX_LIST,
    &to::VIRTUAL_GATEWAY_NETWORK,
    &to::INTERNET_GATEWAY_NETWORK,
    &to::EGRESS_GATEWAY_NETWORK,
    &to::NAT_GATEWAY_NETWORK,
    &to::NAT_GATEWAY_SUBNET,
    &to::INTERFACE_NETWORK,
    &to::INTERFACE_SUBNET,
];
