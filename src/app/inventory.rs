//! What was read: elements by kind, provider, account and region; what is not modelled; what leads out of the input.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde::Serialize;

use super::load::Loaded;
use crate::finding::Subject;
use crate::import::findings::subject;
use crate::import::resolve::Why;
use crate::model::{ElementKind, Presence};
use crate::report::{Table, escape};
use crate::source::{Text, Unit};

/// Elements of one kind, provider, account and region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Counted {
    /// The kind.
    pub kind: &'static str,
    /// The provider.
    pub provider: &'static str,
    /// The owner, where known.
    pub account: Option<&'static str>,
    /// The region, where known.
    pub region: Option<&'static str>,
    /// How many.
    pub count: usize,
}

/// A reference to something that is not in the input.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// The element that refers.
    pub from: Subject,
    /// The kind of what it refers to.
    pub kind: ElementKind,
    /// Its id as written.
    pub id: Text,
    /// Its owner, where known.
    pub account: Option<Text>,
}

/// What was read.
#[derive(Debug)]
pub struct Inventory<'a> {
    loaded: &'a Loaded,
    /// Distinct elements by kind, in the order of kinds; kinds without any are left out.
    pub totals: Vec<(ElementKind, usize)>,
    /// The same by provider, account and region.
    pub elements: Vec<Counted>,
    /// References that leave the input, each once.
    pub leaves: Vec<Leaving>,
}

/// Distinct elements by kind: what was only referred to or shown in parts does not count.
#[must_use]
pub fn totals(loaded: &Loaded) -> Vec<(ElementKind, usize)> {
    let mut counts: BTreeMap<ElementKind, usize> = BTreeMap::new();
    for id in loaded.design.all() {
        if loaded.design.head(id).presence == Presence::Listed {
            *counts.entry(id.kind()).or_default() += 1;
        }
    }
    counts.into_iter().collect()
}

/// Counts what was read.
///
/// ```
/// use std::path::PathBuf;
/// use netvet::app::inventory::inventory;
/// use netvet::app::load::{LoadOptions, load};
/// use netvet::app::{PROFILES, Profiles, Time};
/// use netvet::model::ElementKind;
///
/// let profiles = Profiles::new(PROFILES);
/// let paths = [PathBuf::from("examples/designs/two-networks.yaml")];
/// let loaded = load(&LoadOptions::new(&paths, &profiles, Time(1_780_000_000)));
/// let inventory = inventory(&loaded);
/// assert!(inventory.totals.contains(&(ElementKind::Subnet, 4)));
///
/// let mut text = Vec::new();
/// inventory.text(&mut text)?;
/// # assert!(!text.is_empty());
/// # Ok::<(), std::io::Error>(())
/// ```
#[must_use]
pub fn inventory(loaded: &Loaded) -> Inventory<'_> {
    let design = &loaded.design;
    // By the row without its count.
    let mut rows: BTreeMap<Counted, usize> = BTreeMap::new();
    for id in design.all() {
        let head = design.head(id);
        if head.presence == Presence::Listed {
            let row = Counted {
                kind: id.kind().word(),
                provider: head.provider.0,
                account: head.account.get().map(Text::as_str),
                region: head.region.get().map(Text::as_str),
                count: 0,
            };
            *rows.entry(row).or_default() += 1;
        }
    }
    let elements = rows
        .into_iter()
        .map(|(row, count)| Counted { count, ..row });
    let mut known: BTreeSet<(Subject, ElementKind, Text)> = BTreeSet::new();
    let mut leaves = Vec::new();
    for reference in &loaded.unresolved {
        let Some(from) = reference.from.filter(|_| reference.why != Why::Ambiguous) else {
            continue;
        };
        let from = subject(design, from);
        if known.insert((from, reference.kind, reference.id)) {
            leaves.push(Leaving {
                from,
                kind: reference.kind,
                id: reference.id,
                account: reference.account,
            });
        }
    }
    leaves.sort_by_key(|leaving| (leaving.from, leaving.kind, leaving.id));
    Inventory {
        loaded,
        totals: totals(loaded),
        elements: elements.collect(),
        leaves,
    }
}

#[derive(Serialize)]
struct JsonInventory<'a> {
    format: u32,
    inputs: Vec<JsonInput<'a>>,
    totals: serde_json::Map<String, serde_json::Value>,
    elements: &'a [Counted],
    not_modelled: Vec<JsonNotModelled<'a>>,
    unrecognised: Vec<&'a str>,
    refused: Vec<JsonRefused<'a>>,
    leaves_input: Vec<JsonLeaving>,
    problems: Vec<JsonRefused<'a>>,
}

#[derive(Serialize)]
struct JsonInput<'a> {
    path: &'a str,
    kind: &'a str,
    elements: usize,
    refused: usize,
    not_modelled: usize,
}

#[derive(Serialize)]
struct JsonNotModelled<'a> {
    kind: &'a str,
    count: usize,
    paths: &'a [String],
}

#[derive(Serialize)]
struct JsonRefused<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    message: String,
}

#[derive(Serialize)]
struct JsonSubject {
    kind: &'static str,
    id: &'static str,
    name: Option<&'static str>,
    provider: &'static str,
    account: Option<&'static str>,
    region: Option<&'static str>,
}

#[derive(Serialize)]
struct JsonLeaving {
    from: JsonSubject,
    kind: &'static str,
    id: &'static str,
    account: Option<&'static str>,
}

impl JsonSubject {
    fn of(subject: &Subject) -> Self {
        Self {
            kind: subject.kind,
            id: subject.id.as_str(),
            name: subject.name.map(Text::as_str),
            provider: subject.provider,
            account: subject.account.map(Text::as_str),
            region: subject.region.map(Text::as_str),
        }
    }
}

impl Inventory<'_> {
    fn refused(&self) -> Vec<JsonRefused<'_>> {
        let refused = &self.loaded.refused;
        let spans: Vec<_> = refused.iter().map(|item| item.span).collect();
        let places = self.loaded.sources.positions(&spans, Unit::Characters);
        let rows = refused.iter().zip(places).map(|(item, place)| {
            let what = item.kind.map_or("element", ElementKind::word);
            JsonRefused {
                path: self.loaded.sources.path(item.span.file),
                line: place.line,
                column: place.column,
                message: format!("this {what} cannot be read: expected {}", item.expected),
            }
        });
        rows.collect()
    }

    fn problems(&self) -> Vec<JsonRefused<'_>> {
        let rows = self.loaded.failed.iter().map(|failed| {
            let place = self.loaded.sources.position(failed.error.span);
            JsonRefused {
                path: &failed.path,
                line: place.line,
                column: place.column,
                message: failed.error.message.clone(),
            }
        });
        rows.collect()
    }

    fn unrecognised(&self) -> Vec<&str> {
        self.loaded
            .passed_over
            .iter()
            .map(|file| file.path.as_str())
            .collect()
    }

    /// As JSON.
    ///
    /// # Errors
    /// Those of writing.
    pub fn json(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let json = JsonInventory {
            format: 1,
            inputs: self
                .loaded
                .inputs
                .iter()
                .map(|input| JsonInput {
                    path: &input.path,
                    kind: &input.kind,
                    elements: input.elements,
                    refused: input.refused,
                    not_modelled: input.not_modelled,
                })
                .collect(),
            totals: self
                .totals
                .iter()
                .map(|(kind, count)| (kind.word().to_owned(), (*count).into()))
                .collect(),
            elements: &self.elements,
            not_modelled: self
                .loaded
                .not_modelled
                .iter()
                .map(|objects| JsonNotModelled {
                    kind: &objects.kind,
                    count: objects.count,
                    paths: &objects.paths,
                })
                .collect(),
            unrecognised: self.unrecognised(),
            refused: self.refused(),
            leaves_input: self
                .leaves
                .iter()
                .map(|leaving| JsonLeaving {
                    from: JsonSubject::of(&leaving.from),
                    kind: leaving.kind.word(),
                    id: leaving.id.as_str(),
                    account: leaving.account.map(Text::as_str),
                })
                .collect(),
            problems: self.problems(),
        };
        escape::write_json(out, &json)
    }

    /// As aligned tables.
    ///
    /// # Errors
    /// Those of writing.
    pub fn text(&self, out: &mut dyn io::Write) -> io::Result<()> {
        self.write(out, |table, out| table.text(out))
    }

    /// As Markdown tables.
    ///
    /// # Errors
    /// Those of writing.
    pub fn markdown(&self, out: &mut dyn io::Write) -> io::Result<()> {
        self.write(out, |table, out| table.markdown(out))
    }

    fn write(
        &self,
        out: &mut dyn io::Write,
        print: fn(&Table, &mut dyn io::Write) -> io::Result<()>,
    ) -> io::Result<()> {
        for (at, table) in self
            .tables()
            .iter()
            .filter(|table| !table.rows.is_empty())
            .enumerate()
        {
            if at > 0 {
                writeln!(out)?;
            }
            print(table, out)?;
        }
        Ok(())
    }

    fn tables(&self) -> Vec<Table> {
        let loaded = self.loaded;
        let or_dash = |text: Option<&str>| text.unwrap_or("-").to_owned();
        let inputs = loaded.inputs.iter().map(|input| {
            let counts = [input.elements, input.refused, input.not_modelled].map(|n| n.to_string());
            [
                vec![input.path.clone(), input.kind.clone()],
                counts.to_vec(),
            ]
            .concat()
        });
        let elements = self.elements.iter().map(|row| {
            let place = [
                or_dash(row.account),
                or_dash(row.region),
                row.count.to_string(),
            ];
            [
                vec![row.kind.to_owned(), row.provider.to_owned()],
                place.to_vec(),
            ]
            .concat()
        });
        let not_modelled = loaded
            .not_modelled
            .iter()
            .map(|o| vec![o.kind.clone(), o.count.to_string(), o.paths.join(", ")]);
        let place = |row: &JsonRefused<'_>| format!("{}:{}:{}", row.path, row.line, row.column);
        let items = |rows: Vec<JsonRefused<'_>>| {
            rows.iter()
                .map(|row| vec![place(row), row.message.clone()])
                .collect()
        };
        let leaves = self.leaves.iter().map(|leaving| {
            let from = format!("{} {}", leaving.from.kind, leaving.from.id);
            let to = format!("{} {}", leaving.kind.word(), leaving.id);
            vec![from, to, or_dash(leaving.account.map(Text::as_str))]
        });
        vec![
            table(
                "Inputs",
                &["path", "kind", "elements", "refused", "not modelled"],
                &[2, 3, 4],
                inputs.collect(),
            ),
            table(
                "Elements",
                &["kind", "provider", "account", "region", "count"],
                &[4],
                elements.collect(),
            ),
            table(
                "Not modelled",
                &["kind", "count", "files"],
                &[1],
                not_modelled.collect(),
            ),
            table("Refused", &["place", "why"], &[], items(self.refused())),
            table(
                "References that leave the input",
                &["from", "to", "account"],
                &[],
                leaves.collect(),
            ),
            table(
                "Passed over",
                &["path"],
                &[],
                self.unrecognised()
                    .iter()
                    .map(|path| vec![(*path).to_owned()])
                    .collect(),
            ),
            table(
                "Not readable",
                &["place", "why"],
                &[],
                items(self.problems()),
            ),
        ]
    }
}

fn table(title: &str, head: &[&str], numeric: &[usize], rows: Vec<Vec<String>>) -> Table {
    Table {
        title: title.to_owned(),
        head: head.iter().map(|word| (*word).to_owned()).collect(),
        rows,
        numeric: numeric.to_vec(),
    }
}
