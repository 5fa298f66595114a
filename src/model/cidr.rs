//! Address blocks and link addresses, host bits kept as written.

use std::fmt;
use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use crate::source::Scalar;

/// An address family.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Family {
    /// IPv4.
    Ipv4,
    /// IPv6.
    Ipv6,
}

impl Family {
    /// The word used in designs and answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Family::Ipv4 => "ipv4",
            Family::Ipv6 => "ipv6",
        }
    }

    /// As messages print it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Family::Ipv4 => "IPv4",
            Family::Ipv6 => "IPv6",
        }
    }
}

impl Scalar for Family {
    const EXPECTED: &'static str = "ipv4 or ipv6";
    fn parse(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("ipv4") {
            Some(Family::Ipv4)
        } else if text.eq_ignore_ascii_case("ipv6") {
            Some(Family::Ipv6)
        } else {
            None
        }
    }
}

/// A block of addresses as written; host bits may be set.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Cidr(pub IpNet);

impl Cidr {
    /// The block with its host bits cleared.
    #[must_use]
    pub fn network(self) -> Cidr {
        Cidr(self.0.trunc())
    }

    /// Whether no host bit is set.
    #[must_use]
    pub fn is_canonical(self) -> bool {
        self.0 == self.0.trunc()
    }

    /// The prefix length.
    #[must_use]
    pub fn prefix_len(self) -> u8 {
        self.0.prefix_len()
    }

    /// Its family.
    #[must_use]
    pub fn family(self) -> Family {
        match self.0 {
            IpNet::V4(_) => Family::Ipv4,
            IpNet::V6(_) => Family::Ipv6,
        }
    }

    /// Whether this block holds the other wholly (or equals it).
    #[must_use]
    pub fn contains(self, other: Cidr) -> bool {
        self.0.contains(&other.0.trunc())
    }

    /// Whether the address lies in this block.
    #[must_use]
    pub fn holds(self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }

    /// Whether the two have an address in common.
    #[must_use]
    pub fn overlaps(self, other: Cidr) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// The addresses that both have: the smaller block, as two blocks nest or are disjoint.
    #[must_use]
    pub fn common(self, other: Cidr) -> Option<Cidr> {
        if self.contains(other) {
            Some(other.network())
        } else if other.contains(self) {
            Some(self.network())
        } else {
            None
        }
    }

    /// First address, as an integer in its family's width.
    #[must_use]
    pub fn first(self) -> u128 {
        match self.0.network() {
            IpAddr::V4(a) => u128::from(u32::from(a)),
            IpAddr::V6(a) => u128::from(a),
        }
    }

    /// Last address, as an integer in its family's width.
    #[must_use]
    pub fn last(self) -> u128 {
        match self.0.broadcast() {
            IpAddr::V4(a) => u128::from(u32::from(a)),
            IpAddr::V6(a) => u128::from(a),
        }
    }

    /// A block known to be valid, for tables of facts.
    ///
    /// # Panics
    /// At compile time or in a test, where the length is too large.
    #[must_use]
    pub const fn v4(a: u8, b: u8, c: u8, d: u8, len: u8) -> Cidr {
        Cidr(IpNet::V4(Ipv4Net::new_assert(
            std::net::Ipv4Addr::new(a, b, c, d),
            len,
        )))
    }

    /// The same for IPv6.
    #[must_use]
    pub const fn v6(segments: [u16; 8], len: u8) -> Cidr {
        let s = segments;
        Cidr(IpNet::V6(Ipv6Net::new_assert(
            std::net::Ipv6Addr::new(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]),
            len,
        )))
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Scalar for Cidr {
    const EXPECTED: &'static str = "a CIDR block such as 10.0.0.0/16";
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Cidr)
    }
}

/// An address with or without a mask, as on the ends of a BGP session.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LinkAddress {
    /// The address.
    pub address: IpAddr,
    /// The prefix length, if one was written.
    pub len: Option<u8>,
}

impl LinkAddress {
    /// Its family.
    #[must_use]
    pub fn family(self) -> Family {
        if self.address.is_ipv4() {
            Family::Ipv4
        } else {
            Family::Ipv6
        }
    }

    /// The block it lies in, where a mask was written; host bits kept.
    #[must_use]
    pub fn block(self) -> Option<Cidr> {
        IpNet::new(self.address, self.len?).ok().map(Cidr)
    }
}

impl fmt::Display for LinkAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.len {
            Some(len) => write!(f, "{}/{len}", self.address),
            None => self.address.fmt(f),
        }
    }
}

impl Scalar for LinkAddress {
    const EXPECTED: &'static str = "an address such as 192.168.1.1/30";
    fn parse(text: &str) -> Option<Self> {
        match text.parse::<IpNet>() {
            Ok(net) => Some(LinkAddress {
                address: net.addr(),
                len: Some(net.prefix_len()),
            }),
            Err(_) => text
                .parse()
                .ok()
                .map(|address| LinkAddress { address, len: None }),
        }
    }
}

impl Scalar for IpAddr {
    const EXPECTED: &'static str = "an IP address";
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_bits_are_kept_and_cleared() {
        let cidr = Cidr::parse("100.68.0.18/18").unwrap();
        assert!(!cidr.is_canonical());
        assert_eq!(cidr.to_string(), "100.68.0.18/18");
        assert_eq!(cidr.network().to_string(), "100.68.0.0/18");
        assert_eq!(cidr.last() - cidr.first() + 1, 1 << 14);
        assert!(Cidr::v4(100, 64, 0, 0, 10).contains(cidr));
        assert_eq!(Cidr::parse("10.0.0.0"), None);
        assert_eq!(LinkAddress::parse("10.0.0.1").unwrap().len, None);
    }
}
