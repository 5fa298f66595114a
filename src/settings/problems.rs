//! The rules about exceptions and baselines themselves.

use crate::finding::{
    Code, Confidence, Draft, Finding, Group, RuleInfo, Scope, Severity, Sink, Status,
};
use crate::settings::Selected;

/// All of them, in the order of their codes.
pub static RULES: &[&RuleInfo] = &[&WITHOUT_REASON, &UNKNOWN_RULE, &UNUSED, &EXPIRED, &RESOLVED];

const fn rule(
    number: u16,
    name: &'static str,
    severity: Severity,
    texts: [&'static str; 3],
) -> RuleInfo {
    let [summary, rationale, remedy] = texts;
    RuleInfo {
        code: Code::new(Group::Settings, number),
        name,
        severity,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary,
        rationale,
        remedy,
        references: &[],
        example: None,
    }
}

/// An exception says no reason.
pub static WITHOUT_REASON: RuleInfo = rule(
    1,
    "exception-without-reason",
    Severity::Error,
    [
        "an exception says no reason",
        "Nobody can tell later whether the exception may go. It holds all the same.",
        "Write why the finding is accepted: `reason` in the settings and in designs, after the bracket in a comment.",
    ],
);

/// An exception names no rule.
pub static UNKNOWN_RULE: RuleInfo = rule(
    2,
    "exception-unknown-rule",
    Severity::Error,
    [
        "an exception names a rule that does not exist",
        "The exception covers nothing, and what it was meant for counts.",
        "Write the rule's name or code as `netvet rules` lists it; in a comment `# netvet: ignore[rule] reason`.",
    ],
);

/// An exception covers nothing.
pub static UNUSED: RuleInfo = rule(
    3,
    "exception-unused",
    Severity::Warning,
    [
        "an exception covers no finding",
        "What it was written for is mended, or it names the wrong element; left standing, it would hide a new finding. Nothing is \
         said while some of its rules are turned off or some input could not be read.",
        "Remove the exception, or name the element as the finding does.",
    ],
);

/// An exception is past its day.
pub static EXPIRED: RuleInfo = rule(
    4,
    "exception-expired",
    Severity::Warning,
    [
        "an exception is past its last day",
        "It no longer holds, and what it covered counts again. The last day itself still counts; the clock is `--as-of`.",
        "Mend what the exception was for, or agree on a later day.",
    ],
);

/// A baseline entry has no finding any more.
pub static RESOLVED: RuleInfo = rule(
    5,
    "baseline-resolved",
    Severity::Info,
    [
        "a finding of the baseline is gone",
        "What was accepted is mended; left in the baseline, it would be accepted again if it came back. Nothing is said about rules \
         that did not run, nor while some input could not be read.",
        "Write the baseline anew with `--write-baseline`.",
    ],
);

/// Findings of these rules, as the settings want them.
#[derive(Debug)]
pub(super) struct Said<'s> {
    selected: &'s Selected,
    findings: Vec<Finding>,
}

impl<'s> Said<'s> {
    pub(super) fn new(selected: &'s Selected) -> Self {
        Said {
            selected,
            findings: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, rule: &'static RuleInfo, draft: Draft) {
        let Some(severity) = self.selected.severity(rule) else {
            return;
        };
        let mut sink = Sink::new(rule);
        sink.push(draft);
        for mut finding in sink.into_findings() {
            finding.severity = severity;
            self.findings.push(finding);
        }
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
