//! The Code Quality report of GitLab.

use std::io;

use serde::Serialize;

use super::paths::relative;
use super::{Item, Report, Style, escape, help};
use crate::finding::Severity;

/// One entry, with the members that GitLab reads (GitLab Docs, "Code Quality report format") and a longer text beside.
#[derive(Serialize)]
struct Issue<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    check_name: &'static str,
    description: String,
    content: Content<'a>,
    categories: [&'static str; 1],
    severity: &'static str,
    fingerprint: String,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    body: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    path: std::borrow::Cow<'a, str>,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Writes every finding.
pub(super) fn gitlab(report: &Report, _: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let issues: Vec<Issue<'_>> = report.shown().map(|item| issue(report, item)).collect();
    escape::write_json(out, &issues)
}

fn issue<'a>(report: &Report, item: &'a Item) -> Issue<'a> {
    let Item { finding, place, .. } = item;
    Issue {
        kind: "issue",
        check_name: finding.rule.name,
        description: format!("{}: {}", finding.rule.code, finding.message),
        content: Content {
            body: help(finding),
        },
        categories: ["Bug Risk"],
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        fingerprint: finding.fingerprint.to_string(),
        location: Location {
            path: relative(report, &place.path),
            lines: Lines {
                begin: place.line.max(1),
                end: place.end_line.max(1),
            },
        },
    }
}
