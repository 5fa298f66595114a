//! Everything that is special to one provider: its facts, how its exports are read, what a synthetic one looks like.

pub mod aws;
pub mod huawei;
pub mod outscale;
#[cfg(test)]
mod tests;

use crate::import::Reader;
use crate::profile::Profile;

/// How exports are read, in the order in which providers are preferred for shapes that several have.
pub static READERS: &[&Reader] = &[&aws::READER];

/// Keys whose values are secrets, of all providers and of designs; casing and underscores do not count.
pub static SECRET_KEYS: &[&str] = &[
    "authKey",
    "auth_key",
    "BgpKey",
    "bgp_md5",
    "PreSharedKey",
    "pre_shared_key",
    "psk",
    "customerRouterConfig",
    "CustomerGatewayConfiguration",
    "ClientGatewayConfiguration",
];

/// The facts of all providers, in the order of tables.
pub static PROFILES: &[&Profile] = &[
    &aws::PROFILE,
    &outscale::PROFILE,
    &huawei::PROFILE,
    &huawei::OTC_PROFILE,
];
