//! What a run says about itself: per step the answer, what changed, and which assertions hold.

use crate::finding::Subject;
use crate::model::{Seconds, Time};
use crate::profile::{ErrorKind, MessageKind};
use crate::routing::expect::{Holds, Witness};
use crate::source::{Span, Text};

/// Why something changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cause {
    /// A call.
    Operation,
    /// An event.
    Event,
    /// Time that passed.
    Timer,
    /// A transient state that ended.
    Settle,
}

impl Cause {
    /// The word for it in traces.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Cause::Operation => "operation",
            Cause::Event => "event",
            Cause::Timer => "timer",
            Cause::Settle => "settle",
        }
    }
}

/// A change of an element.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// The element.
    pub subject: Subject,
    /// What of it changed, where that is not its state: `bgp`, `bfd`, `route`, `failed`.
    pub field: Option<&'static str>,
    /// Before; `None`: it was not there.
    pub from: Option<Text>,
    /// After; `None`: it is gone.
    pub to: Option<Text>,
    /// When.
    pub at: Time,
    /// Why.
    pub cause: Cause,
}

/// A remark about a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// A closed word.
    pub kind: &'static str,
    /// A sentence.
    pub message: String,
}

impl Note {
    /// A remark.
    #[must_use]
    pub fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }
}

/// A value in an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Datum {
    /// A text.
    Text(Text),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A moment.
    Time(Time),
}

impl std::fmt::Display for Datum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Datum::Text(text) => write!(f, "{text}"),
            Datum::Number(number) => write!(f, "{number}"),
            Datum::Flag(flag) => write!(f, "{flag}"),
            Datum::Time(time) => write!(f, "{time}"),
        }
    }
}

impl From<Text> for Datum {
    fn from(text: Text) -> Self {
        Datum::Text(text)
    }
}
impl From<&str> for Datum {
    fn from(text: &str) -> Self {
        Datum::Text(Text::new(text))
    }
}
impl From<i64> for Datum {
    fn from(number: i64) -> Self {
        Datum::Number(number)
    }
}
impl From<bool> for Datum {
    fn from(flag: bool) -> Self {
        Datum::Flag(flag)
    }
}
impl From<Time> for Datum {
    fn from(time: Time) -> Self {
        Datum::Time(time)
    }
}

/// What a call answers: paths inside the one object that wraps the answer, with their values, in the provider's order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fields {
    prefix: String,
    /// The paths and their values.
    pub list: Vec<(String, Datum)>,
}

impl Fields {
    /// Adds a value.
    pub fn put(&mut self, path: &str, value: impl Into<Datum>) {
        self.list
            .push((format!("{}{path}", self.prefix), value.into()));
    }

    /// Adds a value, if there is one.
    pub fn put_some<T: Into<Datum>>(&mut self, path: &str, value: Option<T>) {
        if let Some(value) = value {
            self.put(path, value);
        }
    }

    /// Adds values below a path: `Status`, or the place in a list, `VpcPeeringConnections.0`.
    pub fn below(&mut self, path: &str, fill: impl FnOnce(&mut Self)) {
        let before = self.prefix.len();
        self.prefix.push_str(path);
        self.prefix.push('.');
        fill(self);
        self.prefix.truncate(before);
    }
}

/// A refusal as the provider words it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// The kind.
    pub kind: ErrorKind,
    /// The provider's code, where there is one.
    pub code: Option<&'static str>,
    /// Other words of the provider for it.
    pub also: &'static [&'static str],
    /// The status of the HTTP answer, where it is known.
    pub http: Option<u16>,
    /// Why.
    pub why: MessageKind,
    /// What it is about.
    pub resource: Option<Text>,
    /// Its state.
    pub state: Option<Text>,
    /// A sentence.
    pub message: String,
}

/// The answer of a step.
#[derive(Clone, PartialEq, Debug)]
pub enum Answer {
    /// It was done.
    Ok(Fields),
    /// It was refused, and nothing changed.
    Error(Refused),
}

/// What a step did.
#[derive(Clone, PartialEq, Debug)]
pub enum Deed {
    /// A call.
    Operation(Text),
    /// An event.
    Event(Text),
    /// Time passed.
    Advance(Seconds),
    /// Transient states ended.
    Settle,
    /// Nothing.
    Nothing,
}

/// An assertion and whether it holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged {
    /// Its name.
    pub assertion: Text,
    /// Where it stands.
    pub span: Span,
    /// Whether it holds.
    pub outcome: Holds,
    /// A sentence.
    pub detail: String,
    /// What shows it, where it does not.
    pub witness: Option<Witness>,
}

/// A step and what came of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Traced {
    /// The clock after it.
    pub at: Time,
    /// The whole step.
    pub span: Span,
    /// What it did.
    pub deed: Deed,
    /// Its answer, where it has one.
    pub answer: Option<Answer>,
    /// What the same call would have answered without the flag that only asks for the permission.
    pub would_return: Option<Answer>,
    /// What changed, in order.
    pub changes: Vec<Change>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Assertions, in order.
    pub expectations: Vec<Judged>,
    /// It was refused, and no assertion says so.
    pub unexpected: bool,
}

/// How many assertions hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// These hold.
    pub passed: usize,
    /// These do not; steps that were refused unexpectedly count here too.
    pub failed: usize,
    /// Of these nothing is known.
    pub unknown: usize,
}

impl Summary {
    /// Counts.
    #[must_use]
    pub fn of(steps: &[Traced]) -> Self {
        let mut summary = Self::default();
        for step in steps {
            summary.failed += usize::from(step.unexpected);
            for judged in &step.expectations {
                match judged.outcome {
                    Holds::Pass => summary.passed += 1,
                    Holds::Fail => summary.failed += 1,
                    Holds::Unknown => summary.unknown += 1,
                }
            }
        }
        summary
    }
}
