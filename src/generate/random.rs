//! A small generator of numbers that depend on nothing but the seed (SplitMix64).

/// The state of the generator.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// From a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    #[must_use = "drawing moves the generator on"]
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below `bound`; 0 where that is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.draw().checked_rem(bound).unwrap_or(0)
    }

    /// A number that belongs to a name and an index, whatever was drawn before.
    #[must_use]
    pub fn of(seed: u64, name: &str, index: u64) -> u64 {
        let named = name
            .bytes()
            .fold(seed, |hash, byte| mix(hash ^ u64::from(byte)));
        mix(named ^ index.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
