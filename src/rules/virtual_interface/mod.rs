//! Virtual interfaces, connections and groups of them.

mod bandwidth_invalid;
mod carrier;
mod confirming_same_owner;
mod count_quota;
mod down;
mod gateway_both;
mod gateway_missing;
mod gateway_on_public;
mod gateway_unknown;
mod hosted_too_many;
mod lag_member_mismatch;
mod lag_minimum_links;
mod lag_too_many_members;
mod macsec_hosted;
mod mtu_invalid;
mod mtu_legacy;
mod mtu_mixed_path;
mod mtu_not_capable;
mod route_filter_count;
mod route_filter_default;
mod route_filter_duplicate;
mod route_filter_missing;
mod route_filter_on_private;
mod route_filter_shared;
mod route_filter_space;
mod single_point;
mod site_link;
mod transit_virtual_gateway;
mod type_unknown;
mod verifying_not_public;
mod virtual_gateway_region;
mod virtual_gateway_unattached;
mod vlan_duplicate;
mod vlan_hosted_mismatch;
mod vlan_range;

use super::Rule;
use super::references as to;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &vlan_range::RULE,
    &vlan_duplicate::RULE,
    &vlan_hosted_mismatch::RULE,
    &hosted_too_many::RULE,
    &type_unknown::RULE,
    &gateway_missing::RULE,
    &gateway_both::RULE,
    &gateway_on_public::RULE,
    &transit_virtual_gateway::RULE,
    &gateway_unknown::RULE,
    &virtual_gateway_unattached::RULE,
    &virtual_gateway_region::RULE,
    &verifying_not_public::RULE,
    &confirming_same_owner::RULE,
    &down::RULE,
    &route_filter_on_private::RULE,
    &route_filter_missing::RULE,
    &route_filter_count::RULE,
    &route_filter_space::RULE,
    &route_filter_default::RULE,
    &route_filter_duplicate::RULE,
    &route_filter_shared::RULE,
    &mtu_invalid::RULE,
    &mtu_legacy::RULE,
    &mtu_not_capable::RULE,
    &mtu_mixed_path::RULE,
    &site_link::RULE,
    &count_quota::RULE,
    &lag_member_mismatch::RULE,
    &lag_minimum_links::RULE,
    &lag_too_many_members::RULE,
    &bandwidth_invalid::RULE,
    &single_point::RULE,
    &macsec_hosted::RULE,
    &to::VIF_CONNECTION,
    &to::VIF_DIRECT_CONNECT_GATEWAY,
    &to::LAG_CONNECTION,
    &to::CONNECTION_LAG,
];
