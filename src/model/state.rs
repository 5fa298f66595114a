//! States: the provider's word and what it means.

use crate::source::{Field, Text};

/// What a provider's state word means; the same for all providers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Phase {
    /// Nothing was said about the state.
    #[default]
    Unstated,
    /// Asked for, not yet looked at.
    Requested,
    /// Waits for the other side.
    AwaitingAcceptance,
    /// Being set up.
    Provisioning,
    /// Works.
    Active,
    /// Set up, but not working or under test.
    Degraded,
    /// Could not be set up.
    Failed,
    /// Refused by the other side.
    Refused,
    /// Not accepted in time.
    Expired,
    /// Being taken down.
    Deleting,
    /// Gone, still listed.
    Deleted,
    /// A word that the provider's facts do not list, or its own word for "not known".
    Unknown,
}

impl Phase {
    /// Neither at an end nor on its way there. Nothing follows from an unknown word, so it is not live; without any word an element counts as live.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(
            self,
            Phase::Unstated
                | Phase::Requested
                | Phase::AwaitingAcceptance
                | Phase::Provisioning
                | Phase::Active
                | Phase::Degraded
        )
    }

    /// At an end: it never comes back.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        matches!(
            self,
            Phase::Failed | Phase::Refused | Phase::Expired | Phase::Deleted
        )
    }

    /// The word for it in diagrams and inventories.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Phase::Unstated => "unstated",
            Phase::Requested => "requested",
            Phase::AwaitingAcceptance => "awaiting acceptance",
            Phase::Provisioning => "provisioning",
            Phase::Active => "active",
            Phase::Degraded => "degraded",
            Phase::Failed => "failed",
            Phase::Refused => "refused",
            Phase::Expired => "expired",
            Phase::Deleting => "deleting",
            Phase::Deleted => "deleted",
            Phase::Unknown => "unknown",
        }
    }
}

/// A state as written and its meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct State {
    /// The provider's word.
    pub native: Field<Text>,
    /// Its meaning.
    pub phase: Phase,
}

impl State {
    /// See [`Phase::is_live`].
    #[must_use]
    pub const fn is_live(&self) -> bool {
        self.phase.is_live()
    }

    /// The provider's word, or the empty text.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.native.get().map_or("", Text::as_str)
    }
}
