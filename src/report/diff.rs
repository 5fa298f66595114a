//! Two snapshots compared, for people and programs.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::json::{JsonFinding, JsonSubject};
use super::{Report, Style, escape, json, text};
use crate::finding::Subject;
use crate::source::Text;

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A text.
    Text(String),
    /// Several texts, in the order read.
    List(Vec<String>),
    /// Texts under names.
    Map(BTreeMap<&'static str, &'static str>),
}

/// A field that is not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Whose.
    pub subject: Subject,
    /// Its name, as in design files.
    pub field: &'static str,
    /// Before; `None` where it was not there.
    pub from: Option<Value>,
    /// After.
    pub to: Option<Value>,
}

/// A state that is not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Whose.
    pub subject: Subject,
    /// The part whose state it is (`network-block 10.0.0.0/16`); `None` for the element itself.
    pub part: Option<String>,
    /// Before.
    pub from: &'static str,
    /// After.
    pub to: &'static str,
    /// Whether transitions explain it; `None` where nothing is known about one of the words.
    pub legal: Option<bool>,
    /// The states between.
    pub via: Vec<&'static str>,
    /// How well the way is supported; `None` where there is none.
    pub certainty: Option<&'static str>,
}

/// A pair of networks or sites between which something else arrives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Reached {
    /// From.
    pub from: &'static str,
    /// To.
    pub to: &'static str,
    /// The family.
    pub family: &'static str,
    /// Before; `null` where one of the two was not there.
    pub before: Option<&'static str>,
    /// After.
    pub after: Option<&'static str>,
}

/// Two snapshots compared.
#[derive(Debug, Default)]
pub struct Difference {
    /// When the first was taken, where known.
    pub old_as_of: Option<String>,
    /// When the second was taken.
    pub as_of: Option<String>,
    /// Elements of the second only.
    pub added: Vec<Subject>,
    /// Elements of the first only.
    pub removed: Vec<Subject>,
    /// Elements of the first that the second does not cover, because it lacks the list in which they would stand.
    pub not_covered: Vec<Subject>,
    /// Elements of the second that the first did not cover.
    pub not_covered_before: Vec<Subject>,
    /// Peerings that ended and the new one of the same networks.
    pub replaced: Vec<(Subject, Subject)>,
    /// Fields.
    pub changed: Vec<Changed>,
    /// States.
    pub transitions: Vec<Transition>,
    /// Pairs.
    pub reachability: Vec<Reached>,
    /// Why pairs were not compared.
    pub reachability_skipped: Option<String>,
    /// The findings, with their places in both snapshots.
    pub report: Report,
}

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    old_as_of: Option<&'a str>,
    as_of: Option<&'a str>,
    added: Vec<JsonSubject>,
    removed: Vec<JsonSubject>,
    not_covered: Vec<JsonSubject>,
    not_covered_before: Vec<JsonSubject>,
    replaced: Vec<JsonReplaced>,
    changed: Vec<JsonChanged<'a>>,
    transitions: Vec<JsonTransition<'a>>,
    findings: Vec<JsonFinding<'a>>,
    reachability: &'a [Reached],
    reachability_skipped: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonReplaced {
    subject: JsonSubject,
    by: JsonSubject,
}

#[derive(Serialize)]
struct JsonChanged<'a> {
    subject: JsonSubject,
    field: &'a str,
    from: Option<&'a Value>,
    to: Option<&'a Value>,
}

#[derive(Serialize)]
struct JsonTransition<'a> {
    subject: JsonSubject,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    from: &'a str,
    to: &'a str,
    legal: Option<bool>,
    via: &'a [&'static str],
    certainty: Option<&'a str>,
}

impl Difference {
    /// Whether nothing is different.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.changed.is_empty()
            && self.transitions.is_empty()
            && self.reachability.is_empty()
    }

    /// As JSON.
    ///
    /// # Errors
    /// Those of writing.
    pub fn json(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let subjects = |list: &[Subject]| list.iter().map(JsonSubject::from).collect();
        escape::write_json(
            out,
            &Document {
                format: 1,
                old_as_of: self.old_as_of.as_deref(),
                as_of: self.as_of.as_deref(),
                added: subjects(&self.added),
                removed: subjects(&self.removed),
                not_covered: subjects(&self.not_covered),
                not_covered_before: subjects(&self.not_covered_before),
                replaced: self
                    .replaced
                    .iter()
                    .map(|(old, new)| JsonReplaced {
                        subject: old.into(),
                        by: new.into(),
                    })
                    .collect(),
                changed: self
                    .changed
                    .iter()
                    .map(|change| JsonChanged {
                        subject: (&change.subject).into(),
                        field: change.field,
                        from: change.from.as_ref(),
                        to: change.to.as_ref(),
                    })
                    .collect(),
                transitions: self
                    .transitions
                    .iter()
                    .map(|step| JsonTransition {
                        subject: (&step.subject).into(),
                        part: step.part.as_deref(),
                        from: step.from,
                        to: step.to,
                        legal: step.legal,
                        via: &step.via,
                        certainty: step.certainty,
                    })
                    .collect(),
                findings: self.report.shown().map(json::finding).collect(),
                reachability: &self.reachability,
                reachability_skipped: self.reachability_skipped.as_deref(),
            },
        )
    }

    /// For people, in a terminal.
    ///
    /// # Errors
    /// Those of writing.
    pub fn text(&self, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
        for section in self.sections() {
            writeln!(out, "{} ({})", section.title, section.rows.len())?;
            for row in &section.rows {
                let line: Vec<_> = row.iter().filter(|cell| !cell.is_empty()).collect();
                let line: Vec<_> = line.iter().map(|cell| escape::line(cell)).collect();
                writeln!(out, "  {}", line.join("  "))?;
            }
            writeln!(out)?;
        }
        for remark in self.remarks() {
            writeln!(out, "{}", escape::line(&remark))?;
        }
        if self.report.shown().next().is_some() {
            return text::full(&self.report, style, out);
        }
        if style.quiet {
            return Ok(());
        }
        writeln!(out, "{}", self.closing())
    }

    /// For a comment on a change: a list a section, long ones folded.
    ///
    /// # Errors
    /// Those of writing.
    pub fn markdown(&self, out: &mut dyn io::Write) -> io::Result<()> {
        // More rows than this are folded.
        const MANY: usize = 20;
        writeln!(out, "## Changes of the network\n")?;
        let findings: Vec<_> = self.report.shown().collect();
        if !findings.is_empty() {
            writeln!(out, "### Findings ({})\n", findings.len())?;
            writeln!(
                out,
                "| severity | rule | finding | place |\n| --- | --- | --- | --- |"
            )?;
            for item in findings {
                let place = format!("{}:{}", item.place.path, item.place.line);
                writeln!(
                    out,
                    "| {} | {} | {} | {} |",
                    item.finding.severity.word(),
                    escape::markdown(item.finding.rule.name),
                    escape::markdown(&item.finding.message),
                    escape::markdown_code(&place),
                )?;
            }
            writeln!(out)?;
        }
        for section in self.sections() {
            let many = section.rows.len() > MANY;
            if many {
                let (title, rows) = (section.title, section.rows.len());
                writeln!(out, "<details><summary>{title} ({rows})</summary>\n")?;
            } else {
                writeln!(out, "### {} ({})\n", section.title, section.rows.len())?;
            }
            let head: Vec<&str> = section.head.to_vec();
            writeln!(out, "| {} |", head.join(" | "))?;
            writeln!(out, "|{}", " --- |".repeat(head.len()))?;
            for row in &section.rows {
                let cells: Vec<String> = row.iter().map(|cell| escape::markdown(cell)).collect();
                writeln!(out, "| {} |", cells.join(" | "))?;
            }
            writeln!(out)?;
            if many {
                writeln!(out, "</details>\n")?;
            }
        }
        for remark in self.remarks() {
            writeln!(out, "{}\n", escape::markdown(&remark))?;
        }
        writeln!(out, "{}", escape::markdown(&self.closing()))
    }

    fn closing(&self) -> String {
        let findings = super::summary::phrase(&self.report.counts());
        if self.is_empty() {
            return format!("No differences; {}", lower(&findings));
        }
        let fields = self.changed.iter().filter(|change| change.field != "state");
        let parts = [
            (self.added.len(), "element added", "elements added"),
            (self.removed.len(), "element removed", "elements removed"),
            (fields.count(), "field changed", "fields changed"),
            (self.transitions.len(), "transition", "transitions"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| super::summary::number(count, one, many))
            .collect();
        let parts = if parts.is_empty() {
            "Reachability changed".to_owned()
        } else {
            parts.join(", ")
        };
        format!("{parts}; {}", lower(&findings))
    }

    /// What the reader must know about what is not said.
    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        let lists = |subjects: &[Subject], which: &str| {
            (!subjects.is_empty()).then(|| {
                let kinds: BTreeMap<&str, usize> =
                    subjects.iter().fold(BTreeMap::new(), |mut kinds, subject| {
                        *kinds.entry(subject.kind).or_default() += 1;
                        kinds
                    });
                let kinds: Vec<String> = kinds
                    .into_iter()
                    .map(|(kind, count)| format!("{count} {kind}"))
                    .collect();
                format!(
                    "Not compared, because the {which} snapshot lacks their whole list: {}",
                    kinds.join(", ")
                )
            })
        };
        remarks.extend(lists(&self.not_covered, "later"));
        remarks.extend(lists(&self.not_covered_before, "earlier"));
        remarks.extend(
            self.reachability_skipped
                .as_ref()
                .map(|why| format!("Reachability was not compared: {why}")),
        );
        remarks
    }

    fn sections(&self) -> Vec<Section> {
        let subjects = |title, list: &[Subject], sign: &str| Section {
            title,
            head: &["", "kind", "element", "owner and region"],
            rows: list
                .iter()
                .map(|subject| {
                    let [kind, name, place] = cells(subject);
                    vec![sign.to_owned(), kind, name, place]
                })
                .collect(),
        };
        let replaced = self.replaced.iter().map(|(old, new)| {
            vec![
                cells(old)[0].clone(),
                cells(old)[1].clone(),
                "is replaced by".to_owned(),
                cells(new)[1].clone(),
            ]
        });
        let transitions = self.transitions.iter().map(|step| {
            let [kind, mut name, _] = cells(&step.subject);
            if let Some(part) = &step.part {
                name = format!("{name}, {part}");
            }
            let way: Vec<&str> = std::iter::once(step.from)
                .chain(step.via.iter().copied())
                .chain([step.to])
                .collect();
            let judged = match (step.legal, step.certainty) {
                (Some(true), Some("stated")) => "legal".to_owned(),
                (Some(true), Some(certainty)) => format!("legal ({certainty})"),
                (Some(true), None) => "legal".to_owned(),
                (Some(false), _) => "not legal".to_owned(),
                (None, _) => "not judged".to_owned(),
            };
            vec![kind, name, way.join(" → "), judged]
        });
        // The state of an element stands among the transitions.
        let changed = self
            .changed
            .iter()
            .filter(|change| change.field != "state")
            .map(|change| {
                let [kind, name, _] = cells(&change.subject);
                vec![kind, name, change.field.to_owned(), difference(change)]
            });
        let reached = self.reachability.iter().map(|pair| {
            let word = |word: Option<&'static str>| word.unwrap_or("not there").to_owned();
            vec![
                format!("{} → {}", pair.from, pair.to),
                pair.family.to_owned(),
                format!("{} → {}", word(pair.before), word(pair.after)),
            ]
        });
        let sections = vec![
            subjects("Added", &self.added, "+"),
            subjects("Removed", &self.removed, "-"),
            Section {
                title: "Replaced",
                head: &["kind", "ended", "", "new"],
                rows: replaced.collect(),
            },
            Section {
                title: "Transitions",
                head: &["kind", "element", "states", "judged"],
                rows: transitions.collect(),
            },
            Section {
                title: "Changed",
                head: &["kind", "element", "field", "change"],
                rows: changed.collect(),
            },
            Section {
                title: "Reachability",
                head: &["pair", "family", "change"],
                rows: reached.collect(),
            },
        ];
        sections
            .into_iter()
            .filter(|section| !section.rows.is_empty())
            .collect()
    }
}

struct Section {
    title: &'static str,
    head: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// Kind, name or id, owner and region.
fn cells(subject: &Subject) -> [String; 3] {
    let id = subject.id.as_str();
    let name = match subject.name.map(Text::as_str) {
        Some(name) if name != id => format!("{id} ({name})"),
        _ => id.to_owned(),
    };
    let place: Vec<&str> = [subject.account, subject.region]
        .into_iter()
        .flatten()
        .map(|text| text.as_str())
        .collect();
    [subject.kind.to_owned(), name, place.join(" ")]
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Flag(flag)) => flag.to_string(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::List(list)) if list.is_empty() => "none".to_owned(),
        Some(Value::List(list)) => list.join(", "),
        Some(Value::Map(map)) => {
            let items: Vec<String> = map
                .iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect();
            items.join(", ")
        }
    }
}

/// A change in a few words: of lists and maps what is gone and what is new.
fn difference(change: &Changed) -> String {
    let items = |value: Option<&Value>| -> Option<Vec<String>> {
        match value {
            None => Some(Vec::new()),
            Some(Value::List(list)) => Some(list.clone()),
            Some(Value::Map(map)) => Some(
                map.iter()
                    .map(|(key, value)| format!("{key}={value}"))
                    .collect(),
            ),
            Some(_) => None,
        }
    };
    let is_many = |value: &Option<Value>| matches!(value, Some(Value::List(_) | Value::Map(_)));
    if (is_many(&change.from) || is_many(&change.to))
        && let (Some(from), Some(to)) = (items(change.from.as_ref()), items(change.to.as_ref()))
    {
        let sorted = |list: &[String]| {
            let mut sorted = list.to_vec();
            sorted.sort();
            sorted
        };
        let (old, new) = (sorted(&from), sorted(&to));
        let gone = from.iter().filter(|item| new.binary_search(item).is_err());
        let added = to.iter().filter(|item| old.binary_search(item).is_err());
        let parts: Vec<String> = gone
            .map(|item| format!("-{item}"))
            .chain(added.map(|item| format!("+{item}")))
            .collect();
        if !parts.is_empty() {
            return parts.join(", ");
        }
    }
    format!(
        "{} → {}",
        shown(change.from.as_ref()),
        shown(change.to.as_ref())
    )
}
