//! What a rule hands in: drafts, collected for one rule.

use super::{Finding, Fingerprint, Label, RuleInfo, Severity, Subject};
use crate::source::Span;

/// A finding before settings, fingerprint and sorting.
#[derive(Clone, Debug)]
pub struct Draft {
    primary: Span,
    message: String,
    severity: Option<Severity>,
    labels: Vec<Label>,
    help: Option<String>,
    notes: Vec<String>,
    subjects: Vec<Subject>,
    field: &'static str,
    value: String,
}

impl Draft {
    /// At a place, with one sentence.
    #[must_use]
    pub fn at(primary: Span, message: impl Into<String>) -> Self {
        Self {
            primary,
            message: message.into(),
            severity: None,
            labels: Vec::new(),
            help: None,
            notes: Vec::new(),
            subjects: Vec::new(),
            field: "",
            value: String::new(),
        }
    }

    /// A further place.
    #[must_use]
    pub fn also(mut self, span: Span, message: impl Into<String>) -> Self {
        if span != self.primary {
            self.labels.push(Label {
                span,
                message: message.into(),
            });
        }
        self
    }

    /// The element at fault (first call), then those to look at.
    #[must_use]
    pub fn about(mut self, subject: Subject) -> Self {
        if !self.subjects.contains(&subject) {
            self.subjects.push(subject);
        }
        self
    }

    /// Many elements, each of them once and none of them named before: the first at fault, then those to look at.
    #[must_use]
    pub fn about_all(mut self, subjects: impl IntoIterator<Item = Subject>) -> Self {
        self.subjects.extend(subjects);
        self
    }

    /// A lower severity than the rule's; a higher one is not taken.
    #[must_use]
    pub fn lowered(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Lower the severity if `condition` holds.
    #[must_use]
    pub fn lowered_if(self, condition: bool, severity: Severity) -> Self {
        if condition {
            self.lowered(severity)
        } else {
            self
        }
    }

    /// What to do here.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A further remark.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// What identifies the finding besides rule and elements: the field (without list indices) and the value at fault; never a secret's.
    #[must_use]
    pub fn key(mut self, field: &'static str, value: impl Into<String>) -> Self {
        self.field = field;
        self.value = value.into();
        self
    }

    fn finish(self, rule: &'static RuleInfo) -> Finding {
        let mut parts = vec![rule.name, self.field, self.value.as_str()];
        for subject in &self.subjects {
            parts.extend([subject.kind, subject.provider, subject.id.as_str()]);
        }
        let fingerprint = Fingerprint::of(&parts);
        Finding {
            rule,
            severity: self
                .severity
                .map_or(rule.severity, |s| s.min(rule.severity)),
            message: self.message,
            primary: self.primary,
            labels: self.labels,
            help: self.help,
            notes: self.notes,
            subjects: self.subjects,
            fingerprint,
            ignored: None,
        }
    }
}

/// Collects the drafts of one rule.
#[derive(Debug)]
pub struct Sink {
    rule: &'static RuleInfo,
    findings: Vec<Finding>,
}

impl Sink {
    /// An empty one.
    #[must_use]
    pub fn new(rule: &'static RuleInfo) -> Self {
        Self {
            rule,
            findings: Vec::new(),
        }
    }

    /// The rule it collects for.
    #[must_use]
    pub fn rule(&self) -> &'static RuleInfo {
        self.rule
    }

    /// Takes a draft.
    pub fn push(&mut self, draft: Draft) {
        self.findings.push(draft.finish(self.rule));
    }

    /// What was collected, in the order of pushing.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
