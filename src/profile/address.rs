//! What blocks networks and subnets may have.

use super::fact::Fact;
use super::range::Block;
use crate::finding::Reference;
use crate::model::Cidr;

/// Allowed prefix lengths: from the shortest (widest block) to the longest, in steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lengths {
    /// The shortest length, the widest block.
    pub min: u8,
    /// The longest length, the smallest block.
    pub max: u8,
    /// Only every so many lengths, counted from the shortest; 1 allows all.
    pub step: u8,
}

impl Lengths {
    /// All lengths between the two.
    #[must_use]
    pub const fn new(min: u8, max: u8) -> Self {
        Self { min, max, step: 1 }
    }

    /// Every `step`th length between the two.
    #[must_use]
    pub const fn stepped(min: u8, max: u8, step: u8) -> Self {
        Self { min, max, step }
    }

    /// Whether a length is allowed.
    #[must_use]
    pub const fn allows(self, length: u8) -> bool {
        length >= self.min
            && length <= self.max
            && match (length - self.min).checked_rem(self.step) {
                Some(rest) => rest == 0,
                None => false,
            }
    }
}

impl std::fmt::Display for Lengths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.min == self.max {
            return write!(f, "/{}", self.min);
        }
        write!(f, "/{} to /{}", self.min, self.max)?;
        if self.step > 1 {
            write!(f, " in steps of {}", self.step)?;
        }
        Ok(())
    }
}

/// A network that holds a block of `holds` may get no further block of `refuses`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Restriction {
    /// Where a block of the network lies; empty: anywhere.
    pub holds: &'static [Cidr],
    /// Only if it lies outside all of these as well.
    pub outside: &'static [Cidr],
    /// Where a further block may not lie.
    pub refuses: &'static [Cidr],
    /// Whether practice is reported to differ, so that a violation is only likely one.
    pub doubtful: bool,
    /// Who says so.
    pub from: &'static Reference,
}

/// Addresses of a subnet that are not for hosts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReservedAddresses {
    /// How many at its start.
    pub first: u8,
    /// How many at its end.
    pub last: u8,
}

impl ReservedAddresses {
    /// How many in all.
    #[must_use]
    pub const fn total(self) -> u8 {
        self.first.saturating_add(self.last)
    }
}

/// Where private IPv6 ranges of networks lie.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PrivateIpv6 {
    /// They lie in here.
    pub within: Cidr,
    /// But not in here.
    pub outside: Cidr,
}

/// What blocks networks and subnets may have.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AddressRules {
    /// Prefix lengths of a network's primary IPv4 block.
    pub network_ipv4: Fact<Lengths>,
    /// Prefix lengths of its further IPv4 blocks.
    pub secondary_ipv4: Fact<Lengths>,
    /// Prefix lengths of a network's IPv6 block.
    pub network_ipv6: Fact<Lengths>,
    /// The length of an IPv6 block that the provider assigns from its own pool.
    pub network_ipv6_assigned: Fact<u8>,
    /// Prefix lengths of a subnet's IPv4 block.
    pub subnet_ipv4: Fact<Lengths>,
    /// A longest length for subnets that only some of the provider's pages allow.
    pub subnet_ipv4_disputed: Fact<u8>,
    /// Prefix lengths of a subnet's IPv6 block.
    pub subnet_ipv6: Fact<Lengths>,
    /// Whether networks have IPv6 at all.
    pub ipv6: Fact<bool>,
    /// Where a network's primary block may lie; empty: anywhere that is not forbidden.
    pub allowed: Fact<&'static [Block]>,
    /// Where no block of a network may lie.
    pub forbidden: Fact<&'static [Block]>,
    /// Where it may lie, but collides with something.
    pub cautioned: Fact<&'static [Block]>,
    /// Whether a network may have no range.
    pub range_optional: Fact<bool>,
    /// Further IPv4 blocks beside the primary one: whether there can be any.
    pub secondary: Fact<bool>,
    /// Where no further block may lie (the primary one may).
    pub secondary_forbidden: Fact<&'static [Block]>,
    /// Blocks that may not be added as a whole, while parts of them may.
    pub secondary_forbidden_whole: Fact<&'static [Block]>,
    /// What may not be added beside what.
    pub secondary_restrictions: Fact<&'static [Restriction]>,
    /// Whether blocks of two of the private families (RFC 1918) may stand in one network.
    pub mixes_private_families: Fact<bool>,
    /// Addresses of each subnet that are not for hosts.
    pub reserved_addresses: Fact<ReservedAddresses>,
    /// Where private IPv6 ranges lie.
    pub private_ipv6: Fact<PrivateIpv6>,
    /// Destinations that no route may have or lie in.
    pub reserved_destinations: Fact<&'static [Block]>,
}

impl AddressRules {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        network_ipv4: Fact::Unknown,
        secondary_ipv4: Fact::Unknown,
        network_ipv6: Fact::Unknown,
        network_ipv6_assigned: Fact::Unknown,
        subnet_ipv4: Fact::Unknown,
        subnet_ipv4_disputed: Fact::Unknown,
        subnet_ipv6: Fact::Unknown,
        ipv6: Fact::Unknown,
        allowed: Fact::Unknown,
        forbidden: Fact::Unknown,
        cautioned: Fact::Unknown,
        range_optional: Fact::Unknown,
        secondary: Fact::Unknown,
        secondary_forbidden: Fact::Unknown,
        secondary_forbidden_whole: Fact::Unknown,
        secondary_restrictions: Fact::Unknown,
        mixes_private_families: Fact::Unknown,
        reserved_addresses: Fact::Unknown,
        private_ipv6: Fact::Unknown,
        reserved_destinations: Fact::Unknown,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stepped_lengths() {
        let lengths = Lengths::stepped(44, 60, 4);
        let allowed: Vec<u8> = (0..=128).filter(|l| lengths.allows(*l)).collect();
        assert_eq!(allowed, [44, 48, 52, 56, 60]);
        assert_eq!(lengths.to_string(), "/44 to /60 in steps of 4");
        assert!(Lengths::new(16, 28).allows(16) && Lengths::new(16, 28).allows(28));
        assert!(!Lengths::new(16, 28).allows(15) && !Lengths::new(16, 28).allows(29));
        assert!(
            !Lengths::stepped(16, 28, 0).allows(16),
            "no step, no length"
        );
    }
}
