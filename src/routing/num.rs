//! Conversions between the widths of numbers.

/// An index as a 32-bit number. Inputs are limited to 4 GiB, so indices fit; beyond that they saturate.
#[must_use]
pub(super) fn id32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The low 32 bits of an address.
#[must_use]
pub(super) fn low32(address: u128) -> u32 {
    u32::try_from(address & u128::from(u32::MAX)).unwrap_or(u32::MAX)
}
