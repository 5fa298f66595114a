//! State machines as rows: which words a state has, what they mean, and what leads from one to the next.

use super::fact::Certainty;
use super::machine_of::MachineOf;
use super::trigger::{Actor, Condition, Trigger};
use crate::finding::Reference;
use crate::model::{Phase, Seconds};

/// How long a state lasts before a move that comes by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Delay {
    /// Nobody says; it may take no time at all.
    #[default]
    Unstated,
    /// Exactly so long after the state was entered.
    Exactly(Seconds),
    /// At most so long.
    AtMost(Seconds),
}

/// How long an element stays visible after it entered a state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// For whom.
    pub viewer: Actor,
    /// Under which condition.
    pub when: Condition,
    /// How long; zero: never seen.
    pub lasts: Seconds,
}

/// A state.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct StateRow {
    /// The provider's word; case counts.
    pub native: &'static str,
    /// What it means.
    pub phase: Phase,
    /// Whether traffic passes in it, as far as this element goes.
    pub carries_traffic: bool,
    /// An end: nothing follows but a deletion.
    pub terminal: bool,
    /// Nothing is known about how it is entered and left (the provider's own word for "not known", words without documentation): changes to and from it are not judged.
    pub wildcard: bool,
    /// The word that another generation of the provider's interface has for the same state; the moves name that one.
    pub same_as: Option<&'static str>,
    /// How long it is seen, where that is limited.
    pub visible: &'static [Window],
    /// Who lists the word, and says how long it is seen.
    pub from: &'static Reference,
}

impl StateRow {
    /// A state that carries nothing and is no end.
    #[must_use]
    pub const fn new(native: &'static str, phase: Phase, from: &'static Reference) -> Self {
        Self {
            native,
            phase,
            carries_traffic: false,
            terminal: false,
            wildcard: false,
            same_as: None,
            visible: &[],
            from,
        }
    }

    /// The same, carrying traffic.
    #[must_use]
    pub const fn carries(mut self) -> Self {
        self.carries_traffic = true;
        self
    }

    /// The same as an end.
    #[must_use]
    pub const fn terminal(mut self) -> Self {
        self.terminal = true;
        self
    }

    /// The same as a word about which nothing is known.
    #[must_use]
    pub const fn wildcard(mut self) -> Self {
        self.wildcard = true;
        self
    }

    /// The same under the word of another generation of the provider's interface.
    #[must_use]
    pub const fn same_as(mut self, word: &'static str) -> Self {
        self.same_as = Some(word);
        self
    }

    /// The same with limited visibility.
    #[must_use]
    pub const fn seen(mut self, visible: &'static [Window]) -> Self {
        self.visible = visible;
        self
    }
}

/// A move from one state to another.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Move {
    /// The state before; `None`: it does not exist yet.
    pub from: Option<&'static str>,
    /// What makes it happen.
    pub on: Trigger,
    /// Who does it.
    pub by: Actor,
    /// Under which condition.
    pub when: Condition,
    /// The state after; `None`: the record disappears.
    pub to: Option<&'static str>,
    /// How long the state before lasts.
    pub after: Delay,
    /// How sure.
    pub certainty: Certainty,
    /// Who says so.
    pub source: &'static Reference,
}

impl Move {
    /// The same, but no source states it.
    #[must_use]
    pub const fn inferred(mut self) -> Self {
        self.certainty = Certainty::Inferred;
        self
    }

    /// The same, but sources clash.
    #[must_use]
    pub const fn unsure(mut self) -> Self {
        self.certainty = Certainty::Unsure;
        self
    }
}

/// The states of a kind of element, or of a part of one, and what leads from one to the next.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Machine {
    /// What it is about.
    pub of: MachineOf,
    /// Its states; the first active one is the provider's working state.
    pub states: &'static [StateRow],
    /// Its moves.
    pub moves: &'static [Move],
}

impl Machine {
    /// The row of a word.
    #[must_use]
    pub fn state(&self, word: &str) -> Option<&'static StateRow> {
        self.states.iter().find(|row| row.native == word)
    }

    /// The provider's working state: what a design that says nothing means.
    #[must_use]
    pub fn working(&self) -> Option<&'static StateRow> {
        self.states.iter().find(|row| row.phase == Phase::Active)
    }

    /// The moves out of a state (`None`: the ways to come into being).
    pub fn moves_from(&self, from: Option<&str>) -> impl Iterator<Item = &'static Move> {
        self.moves.iter().filter(move |step| step.from == from)
    }

    /// The moves that an operation makes from a state; several where conditions or actors differ.
    pub fn on_operation(
        &self,
        from: Option<&str>,
        operation: &str,
    ) -> impl Iterator<Item = &'static Move> {
        self.moves_from(from)
            .filter(move |step| matches!(step.on, Trigger::Operation(name) if name == operation))
    }

    /// Whether the provider leaves a state by itself, so that an element which stays in it is stuck.
    #[must_use]
    pub fn is_transient(&self, word: &str) -> bool {
        self.moves_from(Some(word))
            .any(|step| step.on == Trigger::Progress)
    }

    /// Whether changes to and from a word are not judged: the word is not listed, or nothing is known about it.
    #[must_use]
    pub fn is_wildcard(&self, word: &str) -> bool {
        self.state(word).is_none_or(|row| row.wildcard)
    }
}
