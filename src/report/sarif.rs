//! SARIF 2.1.0: the catalogue, the findings, and how the run ended.

mod rule;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde_sarif::sarif as log;

use super::paths::{Uri, uri};
use super::{Item, Place, Report, Style, escape, ignored_because};
use crate::finding::{Finding, Ignored, Severity, Subject};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What relative addresses are relative to; GitHub and others put the working copy there.
const BASE: &str = "%SRCROOT%";
/// The key under which GitHub keeps identities; without it all findings of a one-line export would be one.
const GITHUB_FINGERPRINT: &str = "primaryLocationLineHash";

/// Writes the report.
pub(super) fn sarif(report: &Report, _: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let log = log::Sarif::builder()
        .schema(SCHEMA)
        .version(log::Version::V2_1_0.to_string())
        .runs(vec![run(report)])
        .build();
    escape::write_json(out, &log)
}

fn run(report: &Report) -> log::Run {
    let driver = log::ToolComponent::builder()
        .name("netvet")
        .version(super::VERSION)
        .semantic_version(super::VERSION)
        .short_description(text("Offline validator for cloud networks."))
        .rules(
            report
                .catalogue
                .iter()
                .map(|rule| rule::descriptor(rule))
                .collect::<Vec<_>>(),
        )
        .build();
    let base = log::ArtifactLocation::builder()
        .description(message("The directory in which netvet ran."))
        .build();
    let mut properties = BTreeMap::new();
    if let Some(time) = &report.as_of {
        properties.insert("asOf".to_owned(), time.as_str().into());
    }
    log::Run::builder()
        .tool(log::Tool::builder().driver(driver).build())
        .invocations(vec![invocation(report)])
        .original_uri_base_ids(BTreeMap::from([(BASE.to_owned(), base)]))
        .artifacts(artifacts(report))
        .results(results(report))
        .column_kind(log::ResultColumnKind::UnicodeCodePoints.to_string())
        .properties(bag(properties))
        .build()
}

fn invocation(report: &Report) -> log::Invocation {
    let status = report.exit_status();
    let notes: Vec<log::Notification> = report
        .problems
        .iter()
        .map(|problem| {
            let told = problem.help.as_ref().map_or_else(
                || problem.message.clone(),
                |help| format!("{}; {help}", problem.message),
            );
            let places = problem.place.iter();
            log::Notification::builder()
                .level(log::NotificationLevel::Error.to_string())
                .message(message(&told))
                .locations(
                    places
                        .map(|place| location(report, place))
                        .collect::<Vec<_>>(),
                )
                .build()
        })
        .collect();
    log::Invocation::builder()
        .execution_successful(status < 2)
        .exit_code(i64::from(status))
        .exit_code_description(match status {
            0 => "nothing at or above the fail level",
            1 => "findings at or above the fail level",
            2 => "some input could not be used",
            _ => "a rule broke off",
        })
        .tool_execution_notifications(notes)
        .build()
}

fn artifacts(report: &Report) -> Vec<log::Artifact> {
    let paths: BTreeSet<&str> = report
        .inputs
        .iter()
        .map(|input| input.path.as_str())
        .collect();
    paths
        .into_iter()
        .map(|path| {
            let role = if path == "-" {
                log::ArtifactRoles::StandardStream
            } else {
                log::ArtifactRoles::AnalysisTarget
            };
            log::Artifact::builder()
                .location(artifact(report, path))
                .roles(vec![role.to_string().into()])
                .build()
        })
        .collect()
}

fn results(report: &Report) -> Vec<log::Result> {
    let numbers: BTreeMap<_, i64> = report
        .catalogue
        .iter()
        .map(|rule| rule.code)
        .zip(0..)
        .collect();
    report
        .shown()
        .map(|item| {
            let mut result = result(report, item);
            result.rule_index = numbers.get(&item.finding.rule.code).copied();
            result
        })
        .collect()
}

fn result(report: &Report, item: &Item) -> log::Result {
    let Item {
        finding,
        place,
        related,
    } = item;
    let mut primary = location(report, place);
    primary.logical_locations = Some(finding.subjects.iter().map(element).collect());
    let others = finding.labels.iter().zip(related).zip(1_i64..);
    let related: Vec<log::Location> = others
        .map(|((label, place), id)| {
            let mut other = location(report, place);
            other.id = Some(id);
            other.message = Some(message(&label.message));
            other
        })
        .collect();
    let fingerprint = finding.fingerprint.to_string();
    let mut properties = BTreeMap::from([
        ("help".to_owned(), super::help(finding).into()),
        (
            "confidence".to_owned(),
            finding.rule.confidence.word().into(),
        ),
    ]);
    if !finding.notes.is_empty() {
        properties.insert("notes".to_owned(), finding.notes.as_slice().into());
    }
    let mut result = log::Result::builder()
        .rule_id(finding.rule.code.to_string())
        .level(level(finding.severity))
        .message(message(&finding.message))
        .locations(vec![primary])
        .related_locations(related)
        .partial_fingerprints(BTreeMap::from([
            (GITHUB_FINGERPRINT.to_owned(), fingerprint.clone()),
            ("netvet/v1".to_owned(), fingerprint),
        ]))
        .suppressions(suppression(finding).into_iter().collect::<Vec<_>>())
        .properties(bag(properties))
        .build();
    if report.against.is_some() {
        let state = match finding.ignored {
            Some(Ignored::Baseline) => log::ResultBaselineState::Unchanged,
            _ => log::ResultBaselineState::New,
        };
        result.baseline_state = Some(state.to_string().into());
    }
    result
}

const fn level(severity: Severity) -> log::ResultLevel {
    match severity {
        Severity::Error => log::ResultLevel::Error,
        Severity::Warning => log::ResultLevel::Warning,
        Severity::Info => log::ResultLevel::Note,
    }
}

/// Why a finding does not count; one that counts has none.
fn suppression(finding: &Finding) -> Option<log::Suppression> {
    let kind = match finding.ignored.as_ref()? {
        Ignored::Exception { span, .. }
            if span.is_some_and(|span| span.file == finding.primary.file) =>
        {
            "inSource"
        }
        _ => "external",
    };
    let why = ignored_because(finding).unwrap_or_default();
    Some(
        log::Suppression::builder()
            .kind(kind)
            .status("accepted")
            .justification(why)
            .build(),
    )
}

fn element(subject: &Subject) -> log::LogicalLocation {
    let mut known = BTreeMap::from([("provider".to_owned(), subject.provider.into())]);
    for (key, value) in [("account", subject.account), ("region", subject.region)] {
        if let Some(value) = value {
            known.insert(key.to_owned(), value.as_str().into());
        }
    }
    let mut element = log::LogicalLocation::builder()
        .name(subject.id.as_str())
        .fully_qualified_name(format!("{}/{}", subject.kind, subject.id))
        .kind(subject.kind)
        .properties(bag(known))
        .build();
    element.decorated_name = subject.name.map(|name| name.as_str().to_owned());
    element
}

fn location(report: &Report, place: &Place) -> log::Location {
    log::Location::builder()
        .physical_location(physical(report, place))
        .properties(pointer(place))
        .build()
}

fn physical(report: &Report, place: &Place) -> log::PhysicalLocation {
    let mut physical = log::PhysicalLocation::builder()
        .artifact_location(artifact(report, &place.path))
        .build();
    physical.region = region(place);
    physical
}

fn artifact(report: &Report, path: &str) -> log::ArtifactLocation {
    let Uri { text, is_relative } = uri(report, path);
    let mut artifact = log::ArtifactLocation::builder().uri(text).build();
    artifact.uri_base_id = is_relative.then(|| BASE.to_owned());
    artifact
}

fn region(place: &Place) -> Option<log::Region> {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    (place.line > 0).then(|| {
        log::Region::builder()
            .start_line(number(place.line))
            .start_column(number(place.column.max(1)))
            .end_line(number(place.end_line.max(place.line)))
            .end_column(number(place.end_column.max(1)))
            .build()
    })
}

/// Where it is in the document.
fn pointer(place: &Place) -> log::PropertyBag {
    let mut known = BTreeMap::from([("pointer".to_owned(), place.pointer.as_str().into())]);
    if let Some(document) = place.document {
        known.insert("document".to_owned(), document.into());
    }
    bag(known)
}

fn bag(properties: BTreeMap<String, serde_json::Value>) -> log::PropertyBag {
    log::PropertyBag::builder()
        .additional_properties(properties)
        .build()
}

fn text(text: &str) -> log::MultiformatMessageString {
    log::MultiformatMessageString::builder().text(text).build()
}

/// A message whose text means itself: SARIF reads braces as placeholders and brackets as links (sections 3.11.5 and 3.11.6).
fn message(text: &str) -> log::Message {
    let mut text = text.replace('{', "{{").replace('}', "}}");
    if text.contains("](") {
        text = text
            .replace('\\', "\\\\")
            .replace('[', "\\[")
            .replace(']', "\\]");
    }
    log::Message::builder().text(text).build()
}
