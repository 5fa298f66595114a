//! Planned steps and assertions of a design or scenario, as far as their form goes.

use crate::source::tree::Node;
use crate::source::{Field, FileId, Span, Text};

/// Seconds between two moments.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Seconds(pub i64);

/// What a step does.
#[derive(Clone, Debug)]
pub enum Action {
    /// An API operation, `<service>.<Operation>`.
    Operation {
        /// Its name.
        name: Field<Text>,
        /// Its parameters, nested as the provider nests them.
        with: Option<Node>,
    },
    /// Something that happens.
    Event {
        /// Its name.
        name: Field<Text>,
        /// To what.
        of: Field<Text>,
        /// Its parameters.
        with: Option<Node>,
    },
    /// Time passes.
    Advance(Seconds),
    /// Transient states end.
    Settle,
    /// Nothing; the step only asserts.
    Nothing,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// The whole step, for its line.
    pub span: Span,
    /// What it does.
    pub action: Action,
    /// The account that acts.
    pub account: Field<Text>,
    /// The region of the call.
    pub region: Field<Text>,
    /// Holds the id of what the step creates.
    pub bind: Field<Text>,
    /// The way of the call, where it matters (`cockpit`).
    pub via: Field<Text>,
    /// What must hold afterwards.
    pub expect: Vec<Expectation>,
}

/// An assertion: its name and what stands under it.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Where the name stands.
    pub span: Span,
    /// The file, for the places inside `value`.
    pub file: FileId,
    /// The assertion's name.
    pub name: Text,
    /// Its parameters.
    pub value: Node,
}

/// An exception from a rule.
#[derive(Clone, Debug)]
pub struct Exception {
    /// Where it stands.
    pub span: Span,
    /// Rule name, code or prefix.
    pub rule: Field<Text>,
    /// The element; absent: any (in a comment: what stands on that line).
    pub element: Field<Text>,
    /// Why.
    pub reason: Field<Text>,
    /// The last day on which it holds, `YYYY-MM-DD`.
    pub until: Field<Text>,
}
