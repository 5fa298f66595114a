//! Workflow commands of GitHub Actions, which become annotations of a change.

use std::fmt::Write as _;
use std::io;

use super::paths::relative;
use super::{Item, Report, Style, escape, help, ignored_because};
use crate::finding::Severity;

/// Annotations of each level that GitHub keeps of one step (GitHub Docs, "Workflow commands", limits of annotations).
const KEPT: usize = 10;

/// Writes one command for each finding and for each input that could not be used.
pub(super) fn github(report: &Report, _: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    for problem in &report.problems {
        let mut properties = String::new();
        if let Some(place) = &problem.place {
            file(&mut properties, &relative(report, &place.path));
            if place.line > 0 {
                // Writing to a String cannot fail.
                let _ = write!(properties, ",line={}", place.line);
            }
            properties.push(',');
        }
        let mut text = data(&problem.message);
        paragraph(&mut text, problem.help.as_deref());
        writeln!(out, "::error {properties}title=netvet::{text}")?;
    }
    for item in report.shown() {
        writeln!(out, "{}", command(report, item))?;
    }
    Ok(())
}

fn command(report: &Report, item: &Item) -> String {
    let Item { finding, place, .. } = item;
    let level = match finding.severity {
        _ if finding.ignored.is_some() => "notice",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = String::new();
    file(&mut properties, &relative(report, &place.path));
    // Writing to a String cannot fail.
    let _ = write!(
        properties,
        ",line={},endLine={}",
        place.line, place.end_line
    );
    // Columns belong to one line.
    if place.line == place.end_line {
        let _ = write!(
            properties,
            ",col={},endColumn={}",
            place.column, place.end_column
        );
    }
    let title = format!("{} {}", finding.rule.code, finding.rule.name);
    let mut text = data(&finding.message);
    if let Some(reason) = ignored_because(finding) {
        let _ = write!(text, " [ignored: {}]", data(reason));
    }
    for note in &finding.notes {
        paragraph(&mut text, Some(note));
    }
    paragraph(&mut text, Some(help(finding)));
    format!("::{level} {properties},title={}::{text}", property(&title))
}

fn file(properties: &mut String, path: &str) {
    properties.push_str("file=");
    properties.push_str(&property(path));
}

fn paragraph(text: &mut String, more: Option<&str>) {
    if let Some(more) = more {
        text.push_str("%0A");
        text.push_str(&data(more));
    }
}

/// The text of a command.
fn data(text: &str) -> String {
    escape::line(text).replace('%', "%25")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// What a reader of the annotations must know: how many GitHub leaves out.
#[must_use]
pub fn limit(report: &Report) -> Option<String> {
    let counts = report.counts();
    let over = [
        counts.error + report.problems.len(),
        counts.warning,
        counts.info,
    ];
    over.iter().any(|n| *n > KEPT).then(|| {
        format!(
            "GitHub keeps {KEPT} annotations of each level of a step; the log has all, and SARIF shows more"
        )
    })
}
