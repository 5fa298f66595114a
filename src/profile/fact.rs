//! A value with its source, or the admission that it is not known.

use crate::finding::Reference;

/// How well a fact is supported.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Certainty {
    /// A source states it.
    #[default]
    Stated,
    /// Follows from the sources, but none states it.
    Inferred,
    /// Sources clash, or are silent where one would expect them to speak.
    Unsure,
}

impl Certainty {
    /// The word for it in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Certainty::Stated => "stated",
            Certainty::Inferred => "inferred",
            Certainty::Unsure => "unsure",
        }
    }

    /// Whether a source states it.
    #[must_use]
    pub const fn is_stated(self) -> bool {
        matches!(self, Certainty::Stated)
    }
}

/// A value with its source, or unknown. A rule that needs an unknown fact is silent.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub enum Fact<T: 'static> {
    /// Known.
    Known {
        /// The value.
        value: T,
        /// Where it comes from.
        from: &'static Reference,
        /// How well it is supported.
        certainty: Certainty,
    },
    /// Not known.
    #[default]
    Unknown,
}

impl<T: Copy> Fact<T> {
    /// A fact that its source states.
    #[must_use]
    pub const fn known(value: T, from: &'static Reference) -> Self {
        Fact::Known {
            value,
            from,
            certainty: Certainty::Stated,
        }
    }

    /// A fact that follows from its source.
    #[must_use]
    pub const fn inferred(value: T, from: &'static Reference) -> Self {
        Fact::Known {
            value,
            from,
            certainty: Certainty::Inferred,
        }
    }

    /// A fact about which sources clash.
    #[must_use]
    pub const fn unsure(value: T, from: &'static Reference) -> Self {
        Fact::Known {
            value,
            from,
            certainty: Certainty::Unsure,
        }
    }

    /// The value, however well supported.
    #[must_use]
    pub const fn get(&self) -> Option<T> {
        match self {
            Fact::Known { value, .. } => Some(*value),
            Fact::Unknown => None,
        }
    }

    /// The value, if a source states it.
    #[must_use]
    pub const fn stated(&self) -> Option<T> {
        match self {
            Fact::Known {
                value,
                certainty: Certainty::Stated,
                ..
            } => Some(*value),
            _ => None,
        }
    }

    /// The source.
    #[must_use]
    pub const fn from(&self) -> Option<&'static Reference> {
        match self {
            Fact::Known { from, .. } => Some(from),
            Fact::Unknown => None,
        }
    }

    /// How well it is supported.
    #[must_use]
    pub const fn certainty(&self) -> Option<Certainty> {
        match self {
            Fact::Known { certainty, .. } => Some(*certainty),
            Fact::Unknown => None,
        }
    }

    /// Whether it is known.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        matches!(self, Fact::Known { .. })
    }
}
