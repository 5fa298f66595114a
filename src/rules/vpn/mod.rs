//! VPN connections and their tunnels.

mod beats_direct_connect;
mod inside_block;
mod private_without_transport;
mod routes_near_limit;
mod tunnel_down;
mod two_ends;

use super::Rule;
use super::references as to;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &inside_block::RULE,
    &tunnel_down::RULE,
    &two_ends::RULE,
    &routes_near_limit::RULE,
    &private_without_transport::RULE,
    &beats_direct_connect::RULE,
    &to::VPN_CUSTOMER_GATEWAY,
    &to::VPN_VIRTUAL_GATEWAY,
    &to::VPN_TRANSIT_GATEWAY,
    &to::VPN_TRANSPORT,
];
