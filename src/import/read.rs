//! One file to batches: its documents, each by the reader that takes it.

use super::detect::{Reader, Taken, detect};
use super::findings::Noted;
use super::{Batch, Surroundings, layout};
use crate::model::{Design, ElementKind, Presence, ProviderId, Time};
use crate::source::field::Mapping;
use crate::source::yaml;
use crate::source::{
    Document, Field, FileId, Limits, Lowering, Members, Parsed, Part, Problem, Raw, ReadError,
    Scalar, SourceFile, Span, Syntax, Text, Value,
};

/// Reads a document of the design format.
pub type ReadDesign = fn(&Document<'_>, &Surroundings) -> Result<Batch, ReadError>;

/// Who can read what.
#[derive(Clone, Copy, Debug)]
pub struct Readers<'r> {
    /// Providers, in the order in which they are preferred for shapes that several have.
    pub exports: &'r [&'r Reader],
    /// The design format.
    pub design: ReadDesign,
}

/// What options and designs say about a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said {
    /// The provider of shapes that several have.
    pub provider: Option<ProviderId>,
    /// The account, where neither document nor folders name one.
    pub account: Option<Text>,
    /// The region, likewise.
    pub region: Option<Text>,
}

/// What a file turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nature {
    /// Exports or designs.
    Read,
    /// A scenario.
    Scenario,
    /// Nothing is in it.
    Empty,
    /// Nobody's.
    Unknown {
        /// It has members of a design, but does not say that it is one.
        like_design: bool,
    },
}

/// A file that was read.
#[derive(Debug)]
pub struct ReadFile {
    /// The file.
    pub file: FileId,
    /// What it is.
    pub nature: Nature,
    /// Whether it is written in JSON, so that it holds no comments.
    pub is_json: bool,
    /// Its documents, with their elements still in the batch.
    pub documents: Vec<Noted>,
    /// Why it cannot be read, if so; there are no documents then.
    pub error: Option<ReadError>,
}

/// Reads a file.
#[must_use]
pub fn read_file(
    id: FileId,
    source: &SourceFile,
    readers: &Readers<'_>,
    said: &Said,
    limits: &Limits,
) -> ReadFile {
    let mut read = ReadFile {
        file: id,
        nature: Nature::Empty,
        is_json: false,
        documents: Vec::new(),
        error: None,
    };
    if let Err(error) = documents(id, source, readers, said, limits, &mut read) {
        read.documents.clear();
        read.error = Some(error);
    }
    read
}

fn documents(
    id: FileId,
    source: &SourceFile,
    readers: &Readers<'_>,
    said: &Said,
    limits: &Limits,
    read: &mut ReadFile,
) -> Result<(), ReadError> {
    if let Some(error) = source.error() {
        return Err(error.clone());
    }
    let (path, text) = (source.path(), source.text());
    let parsed = Parsed::new(id, path, text, limits)?;
    read.is_json = parsed.syntax() == Syntax::Json;
    let around = surroundings(id, path, readers, said);
    // One search is cheaper than a walk over every document.
    let has_context = memchr::memmem::find(text.as_bytes(), b"_context").is_some();
    let mut next = parsed.first(text);
    let mut nobodys = 0;
    while let Some(document) = next {
        let mut around = around.clone();
        if has_context {
            around = with_context(&document, around, readers)?;
        }
        let nature = match detect(&document, around.provider, readers.exports) {
            Taken::Export(reader) => {
                let batch = (reader.read)(&document, &around)?;
                read.documents.push(noted(reader.provider, &around, batch));
                Nature::Read
            }
            Taken::Design => {
                let batch = if document.tree().is_some() {
                    (readers.design)(&document, &around)?
                } else {
                    design_in_json(&document, &around, readers, limits)?
                };
                read.documents
                    .push(noted(ProviderId::GENERIC, &around, batch));
                Nature::Read
            }
            Taken::Scenario => Nature::Scenario,
            Taken::Empty => Nature::Empty,
            Taken::Unknown { like_design } => {
                nobodys += 1;
                // What is nobody's is walked over all the same, because it may not be JSON at all.
                document.members(&mut Nothing)?;
                Nature::Unknown { like_design }
            }
        };
        read.nature = stronger(read.nature, nature);
        next = document.rest();
    }
    if let Some(first) = read.documents.first_mut() {
        first
            .batch
            .problems
            .extend(parsed.problems().iter().cloned());
        if nobodys > 0 {
            first.batch.not_modelled.push(super::NotModelled {
                kind: "document".to_owned(),
                count: nobodys,
            });
        }
    }
    Ok(())
}

/// JSON is YAML, too, and a design is read from its tree.
fn design_in_json(
    document: &Document<'_>,
    around: &Surroundings,
    readers: &Readers<'_>,
    limits: &Limits,
) -> Result<Batch, ReadError> {
    let (file, text) = (document.file(), document.text());
    let yaml = yaml::parse(file, text, limits)?;
    let trees = yaml.documents.get(document.number()..);
    let Some(tree) = trees.and_then(|nodes| Document::trees(file, text, nodes)) else {
        return Ok(Batch::default());
    };
    let mut batch = (readers.design)(&tree, around)?;
    batch.problems.extend(yaml.problems);
    Ok(batch)
}

/// What a file is as a whole: what its best document is.
fn stronger(one: Nature, other: Nature) -> Nature {
    let rank = |nature| match nature {
        Nature::Read => 3,
        Nature::Scenario => 2,
        Nature::Unknown { .. } => 1,
        Nature::Empty => 0,
    };
    if rank(other) > rank(one) { other } else { one }
}

fn surroundings(file: FileId, path: &str, readers: &Readers<'_>, said: &Said) -> Surroundings {
    let regions: Vec<&str> = readers
        .exports
        .iter()
        .flat_map(|reader| reader.regions)
        .copied()
        .collect();
    let providers: Vec<&'static str> = readers
        .exports
        .iter()
        .map(|reader| reader.provider.0)
        .collect();
    let place = layout::place(path, &regions, &providers);
    Surroundings {
        file,
        path: path.to_owned(),
        provider: said.provider.or(place.provider.map(ProviderId)),
        account: place.account.or(said.account),
        region: place.region.or(said.region),
        context: Vec::new(),
    }
}

/// Takes over what a top-level `_context` says.
fn with_context(
    document: &Document<'_>,
    mut around: Surroundings,
    readers: &Readers<'_>,
) -> Result<Surroundings, ReadError> {
    let mut context = Context {
        lowering: Lowering::new(document.file(), document.text()),
        found: Vec::new(),
    };
    document.members(&mut context)?;
    around.context = context.found;
    let [account, region, provider] =
        ["account", "region", "provider"].map(|key| around.said(key).get());
    around.account = account.or(around.account);
    around.region = region.or(around.region);
    let provider = provider.and_then(|word| {
        readers
            .exports
            .iter()
            .find(|reader| word == *reader.provider.0)
    });
    around.provider = provider.map(|reader| reader.provider).or(around.provider);
    Ok(around)
}

/// Collects the texts of a `_context`.
struct Context<'a> {
    lowering: Lowering<'a>,
    found: Vec<(Text, Field<Text>)>,
}

impl<'de> Members<'de> for Context<'_> {
    fn member<V: Value<'de>>(&mut self, key: &str, value: V) -> Result<(), V::Error> {
        if key != "_context" {
            return Ok(());
        }
        let Part::Value(Mapping { entries }) = value.one::<Mapping<'_, Raw<'_>>>()? else {
            return Ok(());
        };
        for (key, value) in entries {
            if let (Some(key), Some(text), Some(span)) =
                (key.text(), value.text(), self.lowering.span(&value))
            {
                self.found
                    .push((Text::new(&key), Field::at(Text::new(&text), span)));
            }
        }
        Ok(())
    }
    fn restart(&mut self) {
        self.found.clear();
    }
}

/// Takes nothing.
struct Nothing;

impl<'de> Members<'de> for Nothing {
    fn member<V: Value<'de>>(&mut self, _: &str, _: V) -> Result<(), V::Error> {
        Ok(())
    }
    fn restart(&mut self) {}
}

fn noted(provider: ProviderId, around: &Surroundings, mut batch: Batch) -> Noted {
    let captured = ["captured", "time"]
        .iter()
        .find_map(|key| Time::parse(&around.said(key).get()?));
    let about = &mut batch.elements.about;
    about.captured = about.captured.max(captured);
    // Absence from a list proves nothing while an item of it could not be read and may be the one.
    let nameless = batch
        .problems
        .iter()
        .any(|problem| matches!(problem, Problem::Refused { .. }));
    for listing in &mut about.listings {
        listing.truncated |= nameless
            || batch
                .refused
                .iter()
                .any(|refused| refused.kind == listing.kind && refused.id.is_none());
    }
    Noted {
        file: around.file,
        provider,
        account: around.account,
        region: around.region,
        batch,
    }
}

/// How many elements of a document are there as themselves.
#[must_use]
pub fn listed(design: &Design) -> usize {
    design
        .all()
        .filter(|id| design.head(*id).presence == Presence::Listed)
        .count()
}

/// How many items of a document were refused.
#[must_use]
pub fn refused(batch: &Batch) -> usize {
    batch.refused.len()
        + batch
            .problems
            .iter()
            .filter(|problem| matches!(problem, Problem::Refused { .. }))
            .count()
}

/// Where something was refused, and what was expected there.
#[must_use]
pub fn refusals(batch: &Batch) -> Vec<(Span, Option<ElementKind>, &'static str)> {
    let whole = batch.problems.iter().filter_map(|problem| match problem {
        Problem::Refused { span, expected, .. } => Some((*span, None, *expected)),
        _ => None,
    });
    let mut all: Vec<_> = batch
        .refused
        .iter()
        .map(|r| (r.span, Some(r.kind), r.expected))
        .chain(whole)
        .collect();
    all.sort_by_key(|(span, ..)| *span);
    all
}
