//! The JSON report, whose shape is a promise, and one finding a line.

use std::collections::BTreeMap;
use std::io;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Counts, Item, Place, Report, Style, escape, summary};
use crate::finding::{Confidence, Severity, Subject};

/// The report of `netvet check --format json`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Report")]
struct Document<'a> {
    /// Changes only with a breaking change of this shape.
    #[schemars(range(min = 1, max = 1))]
    format: u32,
    /// Who wrote the report.
    tool: Tool,
    /// The clock of the expiry rules, RFC 3339 in UTC.
    as_of: Option<&'a str>,
    /// What was read, file by file.
    inputs: Vec<InputFile<'a>>,
    /// Distinct elements by kind.
    elements: &'a BTreeMap<&'static str, usize>,
    /// Counts of findings. The first three count neither ignored nor baselined ones.
    summary: Summary,
    /// The findings by path, line, column and code; ignored and baselined ones only on request.
    findings: Vec<JsonFinding<'a>>,
    /// Findings that count and are not listed, because there are too many of one rule; left out where all are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unlisted: Vec<Unlisted>,
    /// Inputs that could not be used; the exit status is 2 if there are any.
    problems: Vec<JsonProblem<'a>>,
}

/// The program.
#[derive(Serialize, JsonSchema)]
struct Tool {
    /// Its name.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

/// An input file, as one kind of document.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Input")]
struct InputFile<'a> {
    /// The path as given.
    path: &'a str,
    /// What it holds, for example `aws.ec2.DescribeVpcs`.
    kind: &'a str,
    /// Elements read.
    elements: usize,
    /// Elements that could not be read.
    refused: usize,
    /// Objects that netvet has no element for.
    not_modelled: usize,
}

/// How many findings there are of what.
#[derive(Serialize, JsonSchema)]
struct Summary {
    /// Errors.
    error: usize,
    /// Warnings.
    warning: usize,
    /// Infos.
    info: usize,
    /// Findings that an exception covers.
    ignored: usize,
    /// Findings that the baseline accepts.
    baselined: usize,
}

/// Findings of one rule and severity that are not listed.
#[derive(Serialize, JsonSchema)]
struct Unlisted {
    /// The code of the rule.
    code: String,
    /// The name of the rule.
    rule: &'static str,
    /// Their severity.
    severity: SeverityWord,
    /// How many there are.
    count: usize,
}

/// One problem of the network, the design or the input.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub(super) struct JsonFinding<'a> {
    /// Group and number, never reused.
    #[schemars(regex(pattern = r"^[A-Z0-9]+[0-9]{3}$"))]
    code: String,
    /// The name of the rule.
    rule: &'static str,
    /// How bad it is, after the settings.
    severity: SeverityWord,
    /// How sure it is.
    confidence: ConfidenceWord,
    /// One sentence.
    message: &'a str,
    /// What to do.
    help: &'a str,
    /// Further remarks.
    notes: &'a [String],
    /// The element at fault first, then those to look at.
    subjects: Vec<JsonSubject>,
    /// The place at fault.
    location: Location<'a>,
    /// Further places.
    related: Vec<Related<'a>>,
    /// An identity that survives moved lines.
    fingerprint: String,
    /// A page that explains the facts behind the rule.
    url: Option<&'static str>,
    /// Why the finding does not count; null where it does.
    ignored: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Severity")]
enum SeverityWord {
    /// The provider refuses it, or traffic cannot work.
    Error,
    /// Works, but fragile, deprecated or near a limit.
    Warning,
    /// Hygiene, or what could not be checked.
    Info,
}

impl From<Severity> for SeverityWord {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => SeverityWord::Error,
            Severity::Warning => SeverityWord::Warning,
            Severity::Info => SeverityWord::Info,
        }
    }
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Confidence")]
enum ConfidenceWord {
    /// Follows from documented facts and what was read.
    Certain,
    /// Rests on an inference.
    Likely,
    /// May well be intended.
    Hint,
}

/// An element.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Subject")]
pub(super) struct JsonSubject {
    /// Its kind, for example `peering`.
    kind: &'static str,
    /// Its native id, else its name.
    id: &'static str,
    /// Its name.
    name: Option<&'static str>,
    /// Its provider.
    provider: &'static str,
    /// Its owner.
    account: Option<&'static str>,
    /// Its region.
    region: Option<&'static str>,
}

impl From<&Subject> for JsonSubject {
    fn from(subject: &Subject) -> Self {
        Self {
            kind: subject.kind,
            id: subject.id.as_str(),
            name: subject.name.map(|text| text.as_str()),
            provider: subject.provider,
            account: subject.account.map(|text| text.as_str()),
            region: subject.region.map(|text| text.as_str()),
        }
    }
}

/// A place in an input. Lines and columns start at 1, columns count characters, ends are exclusive.
#[derive(Serialize, JsonSchema)]
struct Location<'a> {
    /// The path as given.
    path: &'a str,
    /// First line.
    line: usize,
    /// First column.
    column: usize,
    /// Last line.
    end_line: usize,
    /// One past the last column.
    end_column: usize,
    /// JSON pointer within the document.
    pointer: &'a str,
    /// The document or page of a file that holds several, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<usize>,
}

impl<'a> From<&'a Place> for Location<'a> {
    fn from(place: &'a Place) -> Self {
        Self {
            path: &place.path,
            line: place.line,
            column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
            pointer: &place.pointer,
            document: place.document,
        }
    }
}

/// A further place.
#[derive(Serialize, JsonSchema)]
struct Related<'a> {
    /// What is there.
    message: &'a str,
    /// The path as given.
    path: &'a str,
    /// First line.
    line: usize,
    /// First column.
    column: usize,
    /// Last line.
    end_line: usize,
    /// One past the last column.
    end_column: usize,
    /// JSON pointer within the document.
    pointer: &'a str,
    /// The document or page of a file that holds several, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<usize>,
}

/// An input that could not be used.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
struct JsonProblem<'a> {
    /// One sentence.
    message: &'a str,
    /// What to do.
    help: Option<&'a str>,
    /// The file, where there is one.
    path: Option<&'a str>,
    /// The line in it.
    line: Option<usize>,
    /// The column in it.
    column: Option<usize>,
}

pub(super) fn finding(item: &Item) -> JsonFinding<'_> {
    let Item {
        finding,
        place,
        related,
    } = item;
    JsonFinding {
        code: finding.rule.code.to_string(),
        rule: finding.rule.name,
        severity: finding.severity.into(),
        confidence: match finding.rule.confidence {
            Confidence::Certain => ConfidenceWord::Certain,
            Confidence::Likely => ConfidenceWord::Likely,
            Confidence::Hint => ConfidenceWord::Hint,
        },
        message: &finding.message,
        help: super::help(finding),
        notes: &finding.notes,
        subjects: finding.subjects.iter().map(JsonSubject::from).collect(),
        location: place.into(),
        related: finding
            .labels
            .iter()
            .zip(related)
            .map(|(label, place)| Related {
                message: &label.message,
                path: &place.path,
                line: place.line,
                column: place.column,
                end_line: place.end_line,
                end_column: place.end_column,
                pointer: &place.pointer,
                document: place.document,
            })
            .collect(),
        fingerprint: finding.fingerprint.to_string(),
        url: super::url(finding.rule),
        ignored: super::ignored_because(finding),
    }
}

fn document(report: &Report) -> Document<'_> {
    let Counts {
        error,
        warning,
        info,
        ignored,
        baselined,
    } = report.counts();
    Document {
        format: 1,
        tool: Tool {
            name: "netvet",
            version: super::VERSION,
        },
        as_of: report.as_of.as_deref(),
        inputs: report
            .inputs
            .iter()
            .map(|input| InputFile {
                path: &input.path,
                kind: &input.kind,
                elements: input.elements,
                refused: input.refused,
                not_modelled: input.not_modelled,
            })
            .collect(),
        elements: &report.elements,
        summary: Summary {
            error,
            warning,
            info,
            ignored,
            baselined,
        },
        findings: report.shown().map(finding).collect(),
        unlisted: summary::unlisted(report)
            .into_iter()
            .map(|(rule, severity, count)| Unlisted {
                code: rule.code.to_string(),
                rule: rule.name,
                severity: severity.into(),
                count,
            })
            .collect(),
        problems: report
            .problems
            .iter()
            .map(|problem| JsonProblem {
                message: &problem.message,
                help: problem.help.as_deref(),
                path: problem.place.as_ref().map(|place| place.path.as_str()),
                line: problem.place.as_ref().map(|place| place.line),
                column: problem.place.as_ref().map(|place| place.column),
            })
            .collect(),
    }
}

/// The whole report as one document.
pub(super) fn json(report: &Report, _: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    escape::write_json(out, &document(report))
}

/// One finding a line, nothing else.
pub(super) fn jsonl(report: &Report, _: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    report
        .shown()
        .try_for_each(|item| escape::write_json_line(out, &finding(item)))
}

/// The JSON schema of the report, from the types that write it.
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Document<'_>>()
        .to_value()
}
