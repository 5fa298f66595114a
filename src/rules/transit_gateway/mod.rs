//! Transit gateways, their attachments, tables and Connect peers.

mod asymmetric_route;
mod attached_overlap;
mod blocks;
mod connect_address;
mod connect_count;
mod connect_down;
mod connect_inside;
mod connect_internal;
mod connect_static_route;
mod duplicate_network;
mod foreign_subnet;
mod ipv6_disabled;
mod ipv6_only_subnet;
mod multiple_associations;
mod no_association;
mod peering_duplicate;
mod peering_no_route;
mod peering_pending;
mod peering_propagation;
mod quota;
mod route_blackhole;
mod route_shadowed;
mod shared;
mod single_zone;
mod zone_twice;

use super::Rule;
use super::references as to;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &duplicate_network::RULE,
    &attached_overlap::RULE,
    &zone_twice::RULE,
    &single_zone::RULE,
    &ipv6_only_subnet::RULE,
    &foreign_subnet::RULE,
    &ipv6_disabled::RULE,
    &no_association::RULE,
    &multiple_associations::RULE,
    &peering_propagation::RULE,
    &peering_no_route::RULE,
    &peering_duplicate::RULE,
    &peering_pending::RULE,
    &blocks::RULE,
    &connect_inside::RULE,
    &connect_address::RULE,
    &connect_down::RULE,
    &connect_count::RULE,
    &connect_internal::RULE,
    &connect_static_route::RULE,
    &route_blackhole::RULE,
    &route_shadowed::RULE,
    &asymmetric_route::RULE,
    &quota::RULE,
    &to::ATTACHMENT_GATEWAY,
    &to::ATTACHMENT_NETWORK,
    &to::ATTACHMENT_VPN,
    &to::ATTACHMENT_DIRECT,
    &to::ATTACHMENT_SUBNET,
    &to::ATTACHMENT_TABLE,
    &to::ATTACHMENT_TRANSPORT,
    &to::TABLE_GATEWAY,
    &to::TABLE_ATTACHMENT,
    &to::CONNECT_PEER_ATTACHMENT,
];
