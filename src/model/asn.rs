//! Autonomous system numbers.

use std::fmt;

use crate::source::Scalar;

/// An autonomous system number as written; may lie outside 32 bits, which a rule then says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Asn {
    /// The value.
    pub number: u64,
    /// Whether it was written in dotted notation (RFC 5396, asdot), which providers refuse.
    pub dotted: bool,
}

impl Asn {
    /// In plain notation.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self {
            number,
            dotted: false,
        }
    }

    /// Private use: 64512–65534 and 4200000000–4294967294 (RFC 6996).
    #[must_use]
    pub const fn is_private(self) -> bool {
        matches!(self.number, 64_512..=65_534 | 4_200_000_000..=4_294_967_294)
    }
}

impl fmt::Display for Asn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number.fmt(f)
    }
}

impl Scalar for Asn {
    const EXPECTED: &'static str = "an autonomous system number such as 65001";
    fn parse(text: &str) -> Option<Self> {
        if let Some((high, low)) = text.split_once('.') {
            let (high, low) = (high.parse::<u16>().ok()?, low.parse::<u16>().ok()?);
            return Some(Asn {
                number: (u64::from(high) << 16) | u64::from(low),
                dotted: true,
            });
        }
        text.parse().ok().map(Asn::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotted_notation_is_read_and_remembered() {
        let asn = Asn::parse("64086.59905").unwrap();
        assert_eq!(asn.number, 64_086 * 65_536 + 59_905);
        assert!(asn.dotted);
        assert_eq!(Asn::parse("65001"), Some(Asn::new(65_001)));
        assert_eq!(Asn::parse("-1"), None);
    }
}
