//! How much of an input is read before it is refused.

/// Bounds on what one input file may cost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Largest file in bytes, after decompression. Never more than [`Limits::MOST_BYTES`], because places are 32-bit.
    pub file_bytes: u64,
    /// How many times its own size an archive may unpack to, once that is more than [`Limits::FREE_BYTES`].
    pub archive_ratio: u64,
    /// Deepest nesting of lists and objects that is understood.
    pub depth: usize,
    /// Most values of one YAML file, copies made by aliases and merge keys included.
    pub yaml_values: usize,
    /// Most values that aliases and merge keys of one YAML file may copy.
    pub alias_values: usize,
}

impl Limits {
    /// The largest file whose places fit 32 bits.
    pub const MOST_BYTES: u64 = u32::MAX as u64;

    /// What any archive may unpack to.
    pub const FREE_BYTES: u64 = 64 << 20;

    /// The largest text.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.file_bytes.min(Self::MOST_BYTES)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: Self::MOST_BYTES,
            archive_ratio: 300,
            depth: 128,
            yaml_values: 20_000_000,
            alias_values: 1_000_000,
        }
    }
}
