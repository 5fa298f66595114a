//! Everything that is special to one provider: its facts, how its exports are read, what a synthetic one looks like.

pub mod aws;
pub mod huawei;
pub mod outscale;
#[cfg(test)]
mod tests;

use crate::import::{Certainty, Reader};
use crate::profile::Profile;

/// How exports are read, in the order in which providers are preferred for shapes that several have.
pub static READERS: &[&Reader] = &[
    &aws::READER,
    &outscale::READER,
    &OUTSCALE_IN_AWS_SHAPES,
    &huawei::READER,
    &huawei::OTC_READER,
];

/// OUTSCALE's interface that answers like AWS. Nothing in an answer tells the two apart, so it counts only where the provider is
/// named; the facts are OUTSCALE's.
static OUTSCALE_IN_AWS_SHAPES: Reader = Reader {
    provider: outscale::OUTSCALE,
    regions: &[],
    recognize: |outline, named| {
        if named == Some(outscale::OUTSCALE) {
            aws::recognize(outline)
        } else {
            Certainty::No
        }
    },
    read: |document, around| aws::read_as(document, around, &outscale::PROFILE),
};

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
