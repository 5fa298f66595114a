//! What the program says about a design.

mod code;
mod fingerprint;
mod info;
mod sink;
mod subject;

pub use code::{Code, Group};
pub use fingerprint::Fingerprint;
pub use info::{Confidence, Example, Reference, RuleInfo, Scope, Severity, Status};
pub use sink::{Draft, Sink};
pub use subject::Subject;

use crate::source::Span;

/// A further place that a reader must look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there, in a few words.
    pub message: String,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq)]
pub enum Ignored {
    /// By an exception in the settings, the design or a comment, with its reason.
    Exception {
        /// The reason given.
        reason: String,
        /// Where the exception stands.
        span: Option<Span>,
    },
    /// Accepted earlier, in the baseline.
    Baseline,
}

/// One problem, with everything needed to show it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: &'static RuleInfo,
    /// After the condition in the rule and the user's settings.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// The place at fault.
    pub primary: Span,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do here, if more is known than the rule's remedy.
    pub help: Option<String>,
    /// Further remarks.
    pub notes: Vec<String>,
    /// The element at fault first, then those to look at.
    pub subjects: Vec<Subject>,
    /// Survives moved lines.
    pub fingerprint: Fingerprint,
    /// Set when an exception or the baseline covers it.
    pub ignored: Option<Ignored>,
}
