//! Autonomous system numbers.

mod both_fields;
mod both_sides_equal;
mod customer_gateway_taken;
mod documentation;
mod fields;
mod gateways_equal;
mod interface_gateway_mismatch;
mod legacy_overflow;
mod out_of_range;
mod private_on_public;
mod provider_side_public;
mod reserved;
mod taken_on_public;
mod transit_not_unique;
mod zero;

use super::Rule;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &zero::RULE,
    &reserved::RULE,
    &documentation::RULE,
    &out_of_range::RULE,
    &legacy_overflow::RULE,
    &both_fields::RULE,
    &provider_side_public::RULE,
    &gateways_equal::RULE,
    &transit_not_unique::RULE,
    &both_sides_equal::RULE,
    &taken_on_public::RULE,
    &private_on_public::RULE,
    &customer_gateway_taken::RULE,
    &interface_gateway_mismatch::RULE,
];
