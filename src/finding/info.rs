//! The declaration of a rule: everything that tables, help, metadata and tests are derived from.

use super::Code;

/// How bad a finding is. Ordered: info, warning, error.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Hygiene, or what could not be checked.
    Info,
    /// Works, but fragile, deprecated or near a limit.
    Warning,
    /// The provider refuses it, or traffic cannot work.
    Error,
}

impl Severity {
    /// The word used in reports and options.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// How sure a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Confidence {
    /// May well be intended.
    Hint,
    /// Rests on an inference.
    Likely,
    /// Follows from documented facts and what was read.
    Certain,
}

impl Confidence {
    /// The word used in reports and options.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Confidence::Hint => "hint",
            Confidence::Likely => "likely",
            Confidence::Certain => "certain",
        }
    }
}

/// Where a rule stands in its life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// In force.
    Stable,
    /// New; may change.
    Preview,
    /// No longer raised; the code is not reused.
    Retired {
        /// Why.
        why: &'static str,
    },
}

/// For which providers a rule speaks, by their words (`aws`, `outscale`, `huawei`, `otc`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// All; the profile brings the numbers.
    All,
    /// Only these.
    Only(&'static [&'static str]),
}

/// A document that a fact comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reference {
    /// The document's title.
    pub title: &'static str,
    /// Its address; empty where it is known by title only.
    pub url: &'static str,
    /// When the copy that was read is from, as closely as known: `YYYY-MM-DD`, `YYYY-MM` or a span of these; empty if the
    /// document is versioned by its title or carries no date.
    pub read: &'static str,
}

/// Two designs: one that raises the rule, one that does not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Example {
    /// Raises the rule.
    pub bad: &'static str,
    /// Raises nothing.
    pub good: &'static str,
}

/// A rule's declaration.
#[derive(Debug)]
pub struct RuleInfo {
    /// Group and number; never reused.
    pub code: Code,
    /// Stable name, for example `peering-cidr-overlap`.
    pub name: &'static str,
    /// The default and the highest: a finding may lower it where the text says when, never raise it.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// Where it stands in its life.
    pub status: Status,
    /// The first release that has it.
    pub since: &'static str,
    /// For which providers.
    pub scope: Scope,
    /// One line without a full stop.
    pub summary: &'static str,
    /// What happens in operation if it stays; also when the severity is lower.
    pub rationale: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// Where the facts come from.
    pub references: &'static [&'static Reference],
    /// Bad and good, both real files that the tests run; `None` for what a design file cannot show.
    pub example: Option<Example>,
}
