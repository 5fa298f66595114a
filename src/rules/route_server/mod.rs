//! Route servers, their endpoints and peers.

mod endpoint_foreign_network;
mod endpoint_not_redundant;
mod endpoint_without_peer;
mod endpoints_per_subnet;
mod liveness_keepalive;
mod multiple_networks;
mod no_propagation;
mod not_associated;
mod peer_asn;
mod peer_down;
mod peer_duplicate;
mod peer_equals_endpoint;
mod peer_internal;
mod peer_not_ipv4;
mod peer_outside_network;
mod persist_duration;
mod propagation_foreign_network;
mod propagation_gateway_table;
mod quota;
mod route_rejected;
mod shared;

use super::Rule;
use super::references as to;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &multiple_networks::RULE,
    &not_associated::RULE,
    &endpoint_foreign_network::RULE,
    &endpoints_per_subnet::RULE,
    &endpoint_not_redundant::RULE,
    &endpoint_without_peer::RULE,
    &peer_not_ipv4::RULE,
    &peer_outside_network::RULE,
    &peer_equals_endpoint::RULE,
    &peer_duplicate::RULE,
    &peer_asn::RULE,
    &peer_internal::RULE,
    &peer_down::RULE,
    &liveness_keepalive::RULE,
    &persist_duration::RULE,
    &propagation_gateway_table::RULE,
    &propagation_foreign_network::RULE,
    &no_propagation::RULE,
    &route_rejected::RULE,
    &quota::RULE,
    &to::ROUTE_SERVER_NETWORK,
    &to::ROUTE_SERVER_TABLE,
    &to::ENDPOINT_SERVER,
    &to::ENDPOINT_SUBNET,
    &to::ENDPOINT_NETWORK,
    &to::SERVER_PEER_ENDPOINT,
    &to::SERVER_PEER_SERVER,
];
