//! Traces as JSON.

use std::io;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Trace;
use crate::finding::Subject;
use crate::report::escape::write_json;
use crate::simulate::trace::{Answer, Change, Datum, Deed, Fields, Judged, Note, Refused, Traced};

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    scenario: &'a str,
    clock: Clock,
    steps: Vec<StepJson<'a>>,
    summary: SummaryJson,
}

#[derive(Serialize)]
struct Clock {
    start: String,
    end: String,
}

#[derive(Serialize)]
struct SummaryJson {
    passed: usize,
    failed: usize,
    unknown: usize,
}

#[derive(Serialize)]
struct StepJson<'a> {
    index: usize,
    at: String,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    op: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'a str>,
    result: Option<AnswerJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<Advice<'a>>,
    changes: Vec<ChangeJson<'a>>,
    notes: Vec<NoteJson<'a>>,
    expectations: Vec<Expectation<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unexpected_refusal: bool,
}

#[derive(Serialize)]
struct Advice<'a> {
    would_return: AnswerJson<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum AnswerJson<'a> {
    Ok(FieldsJson<'a>),
    Error(ErrorJson<'a>),
}

struct FieldsJson<'a>(&'a Fields);

impl Serialize for FieldsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.list.len()))?;
        for (path, value) in &self.0.list {
            match value {
                Datum::Text(text) => map.serialize_entry(path, text.as_str())?,
                Datum::Number(number) => map.serialize_entry(path, number)?,
                Datum::Flag(flag) => map.serialize_entry(path, flag)?,
                Datum::Time(time) => map.serialize_entry(path, &time.to_string())?,
            }
        }
        map.end()
    }
}

#[derive(Serialize)]
struct ErrorJson<'a> {
    kind: &'static str,
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    http: Option<u16>,
    message_kind: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
}

#[derive(Serialize)]
struct SubjectJson {
    kind: &'static str,
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    subject: SubjectJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    from: Option<&'static str>,
    to: Option<&'static str>,
    at: String,
    cause: &'static str,
}

#[derive(Serialize)]
struct NoteJson<'a> {
    kind: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct Expectation<'a> {
    assertion: &'a str,
    outcome: &'static str,
    detail: &'a str,
    witness: Option<WitnessJson<'a>>,
}

#[derive(Serialize)]
struct WitnessJson<'a> {
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    failed: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    cidrs: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    via: &'a [String],
}

fn answer(answer: &Answer) -> AnswerJson<'_> {
    match answer {
        Answer::Ok(fields) => AnswerJson::Ok(FieldsJson(fields)),
        Answer::Error(refused) => AnswerJson::Error(error(refused)),
    }
}

fn error(refused: &Refused) -> ErrorJson<'_> {
    ErrorJson {
        kind: refused.kind.word(),
        code: refused.code,
        http: refused.http,
        message_kind: refused.why.word(),
        message: &refused.message,
        resource: refused.resource.map(|id| id.as_str()),
        state: refused.state.map(|word| word.as_str()),
    }
}

fn subject(of: &Subject) -> SubjectJson {
    SubjectJson {
        kind: of.kind,
        id: of.id.as_str(),
        name: of.name.map(|name| name.as_str()),
    }
}

fn change(change: &Change) -> ChangeJson<'_> {
    ChangeJson {
        subject: subject(&change.subject),
        field: change.field,
        from: change.from.map(|word| word.as_str()),
        to: change.to.map(|word| word.as_str()),
        at: change.at.to_string(),
        cause: change.cause.word(),
    }
}

fn note(note: &Note) -> NoteJson<'_> {
    NoteJson {
        kind: note.kind,
        message: &note.message,
    }
}

fn expectation(judged: &Judged) -> Expectation<'_> {
    Expectation {
        assertion: judged.assertion.as_str(),
        outcome: judged.outcome.word(),
        detail: &judged.detail,
        witness: judged.witness.as_ref().map(|witness| WitnessJson {
            failed: &witness.failed,
            cidrs: &witness.cidrs,
            via: &witness.via,
        }),
    }
}

fn step(index: usize, line: usize, traced: &Traced) -> StepJson<'_> {
    let (op, event) = match &traced.deed {
        Deed::Operation(name) => (Some(name.as_str()), None),
        Deed::Event(name) => (None, Some(name.as_str())),
        Deed::Advance(_) | Deed::Settle | Deed::Nothing => (None, None),
    };
    StepJson {
        index,
        at: traced.at.to_string(),
        line,
        op,
        event,
        result: traced.answer.as_ref().map(answer),
        advice: traced.would_return.as_ref().map(|would| Advice {
            would_return: answer(would),
        }),
        changes: traced.changes.iter().map(change).collect(),
        notes: traced.notes.iter().map(note).collect(),
        expectations: traced.expectations.iter().map(expectation).collect(),
        unexpected_refusal: traced.unexpected,
    }
}

/// Writes a trace as one JSON document.
///
/// # Errors
/// If it cannot be written.
pub fn write(trace: &Trace, out: &mut dyn io::Write) -> io::Result<()> {
    let steps = trace.steps.iter().zip(&trace.lines).enumerate();
    write_json(
        out,
        &Document {
            format: 1,
            scenario: trace.scenario.as_str(),
            clock: Clock {
                start: trace.start.to_string(),
                end: trace.end.to_string(),
            },
            steps: steps
                .map(|(at, (traced, line))| step(at + 1, *line, traced))
                .collect(),
            summary: SummaryJson {
                passed: trace.summary.passed,
                failed: trace.summary.failed,
                unknown: trace.summary.unknown,
            },
        },
    )
}
