//! Findings accepted earlier, by fingerprint.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Selected;
use super::mistake::Mistake;
use super::placed::Mark;
use super::problems::{RESOLVED, Said};
use crate::finding::{Draft, Finding, Fingerprint, Ignored, RuleInfo};
use crate::source::{FileId, Span};

/// Changes only with a breaking change of the shape.
const FORMAT: u64 = 1;

/// One accepted finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Entry {
    /// The rule's code when the entry was written.
    pub code: String,
    /// The elements, `kind/id`.
    pub elements: Vec<String>,
    /// The identity.
    pub fingerprint: Fingerprint,
    /// The rule's name when the entry was written.
    pub rule: String,
    /// Its place in the file.
    pub mark: Mark,
}

/// Findings accepted earlier.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    /// The path as given.
    pub path: String,
    /// The text.
    pub text: String,
    /// The entries as they stand in the file.
    pub entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    format: &'a RawValue,
    #[serde(borrow)]
    findings: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Read<'a> {
    #[serde(borrow)]
    fingerprint: &'a RawValue,
    rule: String,
    code: String,
    #[serde(default)]
    elements: Vec<String>,
}

#[derive(Serialize)]
struct Line<'a> {
    fingerprint: String,
    rule: &'a str,
    code: String,
    elements: Vec<String>,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// The first thing that is wrong in it.
    pub fn read(path: &str, text: &str) -> Result<Self, Mistake> {
        const HELP: &str = "a baseline is written with `--write-baseline`";
        let document: Document<'_> =
            serde_json::from_str(text).map_err(|error| broken(text, 0, text, &error).help(HELP))?;
        let format = document.format;
        if format.get().parse() != Ok(FORMAT) {
            let message = format!(
                "expected the format number {FORMAT}, found {}",
                format.get()
            );
            return Err(Mistake::new(mark(text, format.get()), message)
                .help("this version cannot read the file; write the baseline anew"));
        }
        let mut entries = Vec::with_capacity(document.findings.len());
        for raw in document.findings {
            let place = mark(text, raw.get());
            let read: Read<'_> = serde_json::from_str(raw.get()).map_err(|error| {
                broken(text, place.start as usize, raw.get(), &error).help(HELP)
            })?;
            let word = read.fingerprint.get().trim_matches('"');
            let fingerprint = Fingerprint::parse(word).ok_or_else(|| {
                Mistake::new(
                    mark(text, read.fingerprint.get()),
                    "expected a fingerprint: 32 hexadecimal digits in quotes",
                )
                .help(HELP)
            })?;
            entries.push(Entry {
                code: read.code,
                elements: read.elements,
                fingerprint,
                rule: read.rule,
                mark: place,
            });
        }
        Ok(Self {
            path: path.to_owned(),
            text: text.to_owned(),
            entries,
        })
    }

    /// Marks the findings that are in the baseline. `file` is the baseline's number among the sources.
    ///
    /// Gives what is said about entries that no finding has any more; nothing unless all input was read (`complete`).
    #[must_use]
    pub fn apply(
        &self,
        file: FileId,
        selected: &Selected,
        catalogue: &[&'static RuleInfo],
        complete: bool,
        findings: &mut [Finding],
    ) -> Vec<Finding> {
        let accepted: BTreeSet<Fingerprint> = self.entries.iter().map(|e| e.fingerprint).collect();
        let mut met: BTreeSet<Fingerprint> = BTreeSet::new();
        for finding in findings {
            if accepted.contains(&finding.fingerprint) {
                met.insert(finding.fingerprint);
                if finding.ignored.is_none() {
                    finding.ignored = Some(Ignored::Baseline);
                }
            }
        }
        let mut said = Said::new(selected);
        if !complete {
            return said.into_findings();
        }
        // A rule that does not run says nothing about its entries; one that is gone never will.
        let ran = |entry: &Entry| {
            let info = catalogue.iter().find(|info| info.name == entry.rule);
            info.is_none_or(|info| selected.severity(info).is_some())
        };
        for entry in &self.entries {
            if met.insert(entry.fingerprint) && ran(entry) {
                let whose = match entry.elements.as_slice() {
                    [] => String::new(),
                    elements => format!(" about {}", elements.join(", ")),
                };
                let span = Span::new(file, entry.mark.start, entry.mark.end);
                let message = format!(
                    "the finding of {} ({}){whose} is gone",
                    entry.rule, entry.code
                );
                let draft = Draft::at(span, message).key("entry", entry.fingerprint.to_string());
                said.push(&RESOLVED, draft);
            }
        }
        said.into_findings()
    }
}

/// Writes the findings that no exception covers as a baseline, sorted, one a line.
///
/// # Errors
/// If writing fails.
pub fn write<'f>(
    findings: impl IntoIterator<Item = &'f Finding>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut lines: BTreeMap<(String, Vec<String>, Fingerprint), &str> = BTreeMap::new();
    for finding in findings {
        // What is said about the baseline itself has no place in it.
        let own = finding.rule.code == RESOLVED.code;
        if own || matches!(finding.ignored, Some(Ignored::Exception { .. })) {
            continue;
        }
        let elements = finding
            .subjects
            .iter()
            .map(|subject| format!("{}/{}", subject.kind, subject.id));
        let key = (
            finding.rule.code.to_string(),
            elements.collect(),
            finding.fingerprint,
        );
        lines.insert(key, finding.rule.name);
    }
    write!(out, "{{\"format\": {FORMAT}, \"findings\": [")?;
    for (at, ((code, elements, fingerprint), rule)) in lines.into_iter().enumerate() {
        let line = Line {
            fingerprint: fingerprint.to_string(),
            rule,
            code,
            elements,
        };
        out.write_all(if at == 0 { b"\n  " } else { b",\n  " })?;
        serde_json::to_writer(&mut *out, &line)?;
    }
    out.write_all(b"\n]}\n")
}

/// How many findings are said to be gone.
#[must_use]
pub fn resolved<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> usize {
    let is = |finding: &&Finding| finding.rule.code == RESOLVED.code;
    findings.into_iter().filter(is).count()
}

/// The place of a part of a text.
fn mark(text: &str, part: &str) -> Mark {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    (start..start + part.len()).into()
}

/// What the JSON reader says about `part`, which begins at `start` of `text`.
fn broken(text: &str, start: usize, part: &str, error: &serde_json::Error) -> Mistake {
    let before: usize = part
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let at = if error.is_eof() {
        start + part.len()
    } else {
        (start + before + error.column().saturating_sub(1)).min(text.len())
    };
    let message = error.to_string();
    // The place is shown apart.
    let message = match message.rsplit_once(" at line ") {
        Some((message, _)) => message,
        None => &message,
    };
    super::mistake::reworded((at..at).into(), message)
}
