//! Counts and the closing line.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::{Against, Report, Table};
use crate::finding::{Code, Finding, Ignored, RuleInfo, Severity};

/// How many findings there are of what. Those that do not count have their own numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Errors that count.
    pub error: usize,
    /// Warnings that count.
    pub warning: usize,
    /// Infos that count.
    pub info: usize,
    /// Covered by an exception.
    pub ignored: usize,
    /// Accepted in the baseline.
    pub baselined: usize,
}

impl Counts {
    /// Counts findings.
    #[must_use]
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            *match (&finding.ignored, finding.severity) {
                (Some(Ignored::Exception { .. }), _) => &mut counts.ignored,
                (Some(Ignored::Baseline), _) => &mut counts.baselined,
                (None, Severity::Error) => &mut counts.error,
                (None, Severity::Warning) => &mut counts.warning,
                (None, Severity::Info) => &mut counts.info,
            } += 1;
        }
        counts
    }

    /// All that count.
    #[must_use]
    pub fn total(&self) -> usize {
        self.error + self.warning + self.info
    }
}

/// A number and its noun.
#[must_use]
pub fn number(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The first `most` of a list, and how many more there are.
///
/// ```
/// use netvet::report::summary::listed;
///
/// assert_eq!(listed(&["a", "b"], 2), "a, b");
/// assert_eq!(listed(&["a", "b", "c"], 2), "a, b and 1 more");
/// ```
#[must_use]
pub fn listed(all: &[impl Display], most: usize) -> String {
    let shown: Vec<String> = all.iter().take(most).map(ToString::to_string).collect();
    let shown = shown.join(", ");
    match all.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The counts of findings that count, for example `2 findings (1 error, 1 info)`.
#[must_use]
pub fn phrase(counts: &Counts) -> String {
    if counts.total() == 0 {
        return "No findings".to_owned();
    }
    let parts: Vec<String> = [
        (counts.error, "error", "errors"),
        (counts.warning, "warning", "warnings"),
        (counts.info, "info", "infos"),
    ]
    .into_iter()
    .filter(|(n, ..)| *n > 0)
    .map(|(n, one, many)| number(n, one, many))
    .collect();
    let total = number(counts.total(), "finding", "findings");
    format!("{total} ({})", parts.join(", "))
}

/// The closing line: counts and how much was looked at.
#[must_use]
pub fn closing_line(report: &Report) -> String {
    let counts = report.counts();
    let mut paths: Vec<&str> = report
        .inputs
        .iter()
        .map(|input| input.path.as_str())
        .collect();
    paths.dedup();
    let mut text = format!(
        "{} in {} of {}",
        phrase(&counts),
        number(report.elements.values().sum(), "element", "elements"),
        number(paths.len(), "file", "files"),
    );
    if counts.ignored > 0 {
        text.push_str(&format!("; {} ignored", counts.ignored));
    }
    match report.against {
        Some(Against { new, resolved }) => text.push_str(&format!(
            "; against the baseline: {new} new, {} accepted, {resolved} resolved",
            counts.baselined
        )),
        None if counts.baselined > 0 => {
            text.push_str(&format!("; {} in the baseline", counts.baselined));
        }
        None => {}
    }
    let problems = report.problems.len();
    if problems > 0 {
        text.push_str("; ");
        text.push_str(&number(
            problems,
            "input could not be used",
            "inputs could not be used",
        ));
    }
    text
}

/// How many findings that count are not listed, by rule and severity.
#[must_use]
pub fn unlisted(report: &Report) -> Vec<(&'static RuleInfo, Severity, usize)> {
    let mut rules: BTreeMap<(Code, Severity), (&'static RuleInfo, usize)> = BTreeMap::new();
    let counting = |finding: &&Finding| finding.ignored.is_none();
    for finding in report.unlisted.iter().filter(counting) {
        let entry = rules.entry((finding.rule.code, finding.severity));
        entry.or_insert((finding.rule, 0)).1 += 1;
    }
    let row = |((_, severity), (rule, n))| (rule, severity, n);
    rules.into_iter().map(row).collect()
}

/// What is said about findings that are not listed, one line a rule and severity.
#[must_use]
pub fn unlisted_lines(report: &Report) -> Vec<String> {
    unlisted(report)
        .into_iter()
        .map(|(rule, severity, n)| {
            let further = match severity {
                Severity::Error => number(n, "further error", "further errors"),
                Severity::Warning => number(n, "further warning", "further warnings"),
                Severity::Info => number(n, "further info", "further infos"),
            };
            let (are, them) = if n == 1 {
                ("is", "it")
            } else {
                ("are", "them")
            };
            format!(
                "{further} of {} ({}) {are} not listed; --max-findings-per-rule 0 lists {them}",
                rule.name, rule.code
            )
        })
        .collect()
}

/// How often each rule was found, most often first.
#[must_use]
pub fn statistics(report: &Report) -> Table {
    let mut rules: BTreeMap<(Code, Severity), (usize, &RuleInfo)> = BTreeMap::new();
    for finding in report.counting() {
        rules
            .entry((finding.rule.code, finding.severity))
            .or_insert((0, finding.rule))
            .0 += 1;
    }
    let mut rows: Vec<_> = rules.into_iter().collect();
    // The sort keeps the order of codes among equals.
    rows.sort_by_key(|(_, (n, _))| std::cmp::Reverse(*n));
    Table {
        title: String::new(),
        head: ["count", "severity", "code", "rule", "what"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows
            .into_iter()
            .map(|((code, severity), (n, rule))| {
                vec![
                    n.to_string(),
                    severity.word().to_owned(),
                    code.to_string(),
                    rule.name.to_owned(),
                    rule.summary.to_owned(),
                ]
            })
            .collect(),
        numeric: vec![0],
    }
}
