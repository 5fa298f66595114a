//! Address blocks of networks and subnets.

mod association_failed;
mod at_site;
mod count;
mod mixed_private_families;
mod not_allowed;
mod not_canonical;
mod overlap_unconnected;
mod private_after_public;
mod public_space;
mod reserved_range;
mod restricted_secondary;
mod self_overlap;
mod service_conflict;
mod site_overlap;
mod size;
mod subnet_outside;
mod subnet_overlap;
mod subnet_size;

use super::Rule;

/// The group's rules, ordered by code.
pub(super) static RULES: &[&Rule] = &[
    &size::RULE,
    &reserved_range::RULE,
    &service_conflict::RULE,
    &not_canonical::RULE,
    &self_overlap::RULE,
    &mixed_private_families::RULE,
    &private_after_public::RULE,
    &restricted_secondary::RULE,
    &public_space::RULE,
    &subnet_size::RULE,
    &subnet_outside::RULE,
    &subnet_overlap::RULE,
    &association_failed::RULE,
    &overlap_unconnected::RULE,
    &count::RULE,
    &not_allowed::RULE,
    &site_overlap::RULE,
];
