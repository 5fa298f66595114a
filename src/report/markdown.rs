//! Markdown for a comment on a change: a summary, then the findings by severity with their details folded.

use std::fmt::Write as _;
use std::io;

use super::escape::{html, markdown as escaped, markdown_code};
use super::summary::{closing_line, number, statistics, unlisted_lines};
use super::{Item, Place, Report, Style, help, ignored_because, url};
use crate::finding::Severity;

/// Most characters that GitHub takes as one comment.
const LIMIT: usize = 65_536;
/// Room for the remark about what is left out.
const REMARK: usize = 512;

/// Writes the report, at most as long as a comment may be.
pub(super) fn markdown(report: &Report, _: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = Page {
        text: String::new(),
        length: 0,
    };
    page.force(&format!(
        "## netvet\n\n{}\n\n",
        escaped(&closing_line(report))
    ));
    let mut left_out = Vec::new();
    let problems = report.problems.iter().map(|problem| {
        let place = problem
            .place
            .as_ref()
            .map(|place| format!(" {}", at(place)));
        let help = problem
            .help
            .as_deref()
            .map(|help| format!("; {}", escaped(help)));
        let [place, help] = [place, help].map(Option::unwrap_or_default);
        format!("- {}{help}{place}\n", escaped(&problem.message))
    });
    page.section("### Inputs that could not be used\n\n", problems)
        .note(
            &mut left_out,
            "input that could not be used",
            "inputs that could not be used",
        );
    let table = rules(report);
    let lines = table.split_inclusive('\n').map(str::to_owned);
    page.section("", lines)
        .note(&mut left_out, "line of the summary", "lines of the summary");
    let unlisted = unlisted_lines(report);
    let unlisted = unlisted.iter().map(|text| format!("\n{}\n", escaped(text)));
    page.section("", unlisted).note(
        &mut left_out,
        "line about findings that are not listed",
        "lines about findings that are not listed",
    );
    for (severity, title, one, many) in [
        (Severity::Error, "Errors", "error", "errors"),
        (Severity::Warning, "Warnings", "warning", "warnings"),
        (Severity::Info, "Infos", "info", "infos"),
    ] {
        let items = report
            .shown()
            .filter(|item| item.finding.ignored.is_none() && item.finding.severity == severity);
        let heading = format!("\n### {title} ({})\n\n", items.clone().count());
        page.section(&heading, items.map(entry))
            .note(&mut left_out, one, many);
    }
    let ignored = report.shown().filter(|item| item.finding.ignored.is_some());
    let heading = format!("\n### Not counted ({})\n\n", ignored.clone().count());
    page.section(&heading, ignored.map(entry)).note(
        &mut left_out,
        "finding that does not count",
        "findings that do not count",
    );
    if !left_out.is_empty() {
        page.force(&format!(
            "\n> Left out, because a comment holds {LIMIT} characters: {}. `netvet check` in a terminal shows all.\n",
            left_out.join(", ")
        ));
    }
    out.write_all(page.text.as_bytes())
}

/// Text that does not grow beyond what a comment holds.
struct Page {
    text: String,
    length: usize,
}

/// How many parts did not fit.
struct Rest(usize);

impl Rest {
    fn note(self, left_out: &mut Vec<String>, one: &str, many: &str) {
        if self.0 > 0 {
            left_out.push(number(self.0, one, many));
        }
    }
}

impl Page {
    /// Appends what must be there.
    fn force(&mut self, text: &str) {
        self.length += text.chars().count();
        self.text.push_str(text);
    }

    /// Appends a heading and as many parts as fit; nothing where there is no part.
    fn section(&mut self, heading: &str, parts: impl Iterator<Item = String>) -> Rest {
        let mut rest = 0;
        let mut heading = Some(heading);
        for part in parts {
            let size = part.chars().count() + heading.map_or(0, |text| text.chars().count());
            if rest > 0 || self.length + size + REMARK > LIMIT {
                rest += 1;
                continue;
            }
            if let Some(text) = heading.take() {
                self.force(text);
            }
            self.force(&part);
        }
        Rest(rest)
    }
}

/// How often each rule was found.
fn rules(report: &Report) -> String {
    let table = statistics(report);
    if table.rows.is_empty() {
        return String::new();
    }
    let mut out = Vec::new();
    // Writing to memory cannot fail.
    let _ = table.markdown(&mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn at(place: &Place) -> String {
    markdown_code(&format!("{}:{}:{}", place.path, place.line, place.column))
}

/// One finding: a line that opens to its details.
fn entry(item: &Item) -> String {
    let Item {
        finding,
        place,
        related,
    } = item;
    let rule = finding.rule;
    let place_text = html(&format!("{}:{}:{}", place.path, place.line, place.column));
    let mut text = format!(
        "<details>\n<summary><b>{}</b> {}: {} <code>{place_text}</code></summary>\n\n",
        rule.code,
        rule.name,
        html(&finding.message),
    );
    // Writing to a String cannot fail.
    if let Some(reason) = ignored_because(finding) {
        let _ = writeln!(text, "Does not count: {}\n", escaped(reason));
    }
    let _ = writeln!(text, "{}\n", escaped(help(finding)));
    for note in &finding.notes {
        let _ = writeln!(text, "{}\n", escaped(note));
    }
    for subject in &finding.subjects {
        let _ = write!(text, "- {} {}", subject.kind, markdown_code(&subject.id));
        if let Some(name) = subject
            .name
            .filter(|name| name.as_str() != subject.id.as_str())
        {
            let _ = write!(text, " \"{}\"", escaped(&name));
        }
        let owner = [subject.account, subject.region];
        for part in owner.into_iter().flatten() {
            let _ = write!(text, ", {}", escaped(&part));
        }
        text.push('\n');
    }
    for (label, place) in finding.labels.iter().zip(related) {
        let _ = writeln!(text, "- {} {}", escaped(&label.message), at(place));
    }
    if let Some(url) = url(rule) {
        let _ = writeln!(text, "- [why]({url})");
    }
    text.push_str("\n</details>\n");
    text
}
