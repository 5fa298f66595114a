//! From where on rules speak that have no fixed limit.

use crate::profile::PeeringRules;

/// A number that the user may choose.
#[derive(Debug)]
pub struct Threshold {
    /// Its name in the settings file.
    pub name: &'static str,
    /// What it means, with its unit.
    pub about: &'static str,
    /// What holds where nothing is chosen.
    pub default: u64,
}

/// How many hours before its end an open request is near it.
pub static PEERING_NEAR_EXPIRY_HOURS: Threshold = Threshold {
    name: "peering-near-expiry-hours",
    about: "Hours before its end from which an open peering request is reported.",
    default: PeeringRules::NEAR_EXPIRY.0.unsigned_abs() / 3600,
};

/// All of them.
pub static THRESHOLDS: &[&Threshold] = &[&PEERING_NEAR_EXPIRY_HOURS];
