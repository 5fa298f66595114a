//! An identity of a finding that survives moved lines and reworded messages.

use std::fmt;

/// 128 bits over rule name, elements and the value at fault.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Fingerprint(pub u128);

impl Fingerprint {
    /// Hashes the parts in order, with their boundaries (FNV-1a, 128 bits: stable across releases and machines).
    #[must_use]
    pub fn of(parts: &[&str]) -> Self {
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
        let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
        for part in parts {
            for byte in part.bytes().chain([0xff]) {
                hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
            }
        }
        Self(hash)
    }

    /// The same identity for the `n`-th finding that would otherwise equal an earlier one.
    #[must_use]
    pub fn numbered(self, n: usize) -> Self {
        if n == 0 {
            self
        } else {
            Self::of(&[&self.to_string(), &n.to_string()])
        }
    }

    /// Reads what [`fmt::Display`] printed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 32)
            .then(|| u128::from_str_radix(text, 16).ok().map(Self))
            .flatten()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    #[test]
    fn boundaries_count() {
        assert_ne!(Fingerprint::of(&["ab", "c"]), Fingerprint::of(&["a", "bc"]));
        assert_ne!(Fingerprint::of(&["a"]).numbered(1), Fingerprint::of(&["a"]));
        let one = Fingerprint::of(&["x"]);
        assert_eq!(Fingerprint::parse(&one.to_string()), Some(one));
    }
}
