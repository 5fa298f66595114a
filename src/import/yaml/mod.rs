//! The hand-written design format: reading, what is left out, and the schema.
//!
//! A design is a YAML (or JSON) document with the key `netvet`. Its types in `format` say what may stand where, the schema is made
//! from them, and `lower` turns what was read into elements. What is left out is filled in by [`defaults`], after the views of all
//! inputs are merged: what an export shows must not be overruled by what a design merely did not say.

pub mod defaults;
mod format;
mod kinds;
mod leaf;
mod lower;
pub mod scenario;
#[cfg(test)]
mod tests;
pub mod write;

use format::Design;
use lower::Lower;

use super::{Batch, Notice, Surroundings};
use crate::model::near::nearest;
use crate::model::{DesignHeader, ProviderId};
use crate::source::field::Unreadable;
use crate::source::tree::{Data, Node};
use crate::source::{
    Document, Field, FileId, Problem, ReadError, Span, Text, UnknownKey, from_node,
};

/// The word for a design among kinds of documents.
pub const KIND: &str = "netvet.design";

/// Reads a design. Values that cannot be read, unknown keys and misplaced values are noted with their places in the batch.
///
/// # Errors
/// None so far; the signature is that of all readers.
pub fn read(document: &Document<'_>, around: &Surroundings) -> Result<Batch, ReadError> {
    let Some(root) = document.tree() else {
        return Ok(Batch::default());
    };
    if let Some(number) = root.get("netvet").filter(|number| !is_format(number)) {
        return Err(ReadError {
            span: Span::new(document.file(), number.start, number.end),
            message: "this is no format of designs that this version reads".to_owned(),
            hint: Some("it reads `netvet: 1`; take a newer version for a newer format".to_owned()),
        });
    }
    Ok(read_tree(document.file(), root, around))
}

/// Whether a value is the number of the format, the only one so far.
fn is_format(number: &Node) -> bool {
    matches!(&number.data, Data::Scalar { text, .. } if **text == *"1")
}

/// Reads the tree of a design.
#[must_use]
pub fn read_tree(file: FileId, root: &Node, around: &Surroundings) -> Batch {
    let read = from_node::<Design<'_>>(file, root);
    let mut shapes = Vec::new();
    for problem in &read.problems {
        if let Problem::Unreadable { span, expected } | Problem::Refused { span, expected, .. } =
            problem
        {
            let expected = in_yaml(expected);
            shapes.push(Unreadable {
                span: *span,
                expected,
            });
        }
    }
    let design = read.value.unwrap_or_default();
    let provider = design
        .provider
        .raw
        .text()
        .filter(|word| !word.is_empty())
        .map(|word| ProviderId(Text::new(&word).as_str()))
        .or(around.provider)
        .unwrap_or_default();
    let mut lower = Lower::new(file, &design, provider, shapes);
    header(&mut lower, file, root, &design, around);
    lower.elements(&design);
    lists(&mut lower, file, root, &design);
    let inputs = lower.texts(&design.inputs);
    let mut batch = lower.finish();
    batch.kinds.push(KIND.to_owned());
    batch.inputs = inputs;
    batch.elements.about.design_files.push((file, provider));
    batch
        .notices
        .extend(read.unknown.into_iter().map(unknown_key));
    batch
}

/// What the design says about everything in it; options and folders say the rest.
fn header(
    lower: &mut Lower,
    file: FileId,
    root: &Node,
    design: &Design<'_>,
    around: &Surroundings,
) {
    // Of a design inside a scenario it is a value like any other.
    if let Some(number) = root.get("netvet").filter(|number| !is_format(number)) {
        let place = Span::new(file, number.start, number.end);
        lower.wrong::<()>(place, "1, the only number of the format so far");
    }
    let span = Span::new(file, root.start, root.end);
    let outside = |text: Option<Text>| match text {
        Some(text) => Field::at(text, Span::new(file, root.start, root.start)),
        None => Field::Absent,
    };
    let header = DesignHeader {
        span,
        provider: lower.text(&design.provider),
        account: lower.text(&design.account).or(outside(around.account)),
        region: lower.text(&design.region).or(outside(around.region)),
    };
    lower.batch.elements.about.design_headers.push(header);
}

/// The lists beside the elements.
fn lists(lower: &mut Lower, file: FileId, root: &Node, design: &Design<'_>) {
    let spans = |key| {
        let items = mappings(root, key).into_iter();
        items
            .map(|item| Span::new(file, item.start, item.end))
            .collect::<Vec<Span>>()
    };
    let advertise = lower.list(
        &design.advertise.0.items,
        &spans("advertise"),
        Lower::advertisement,
    );
    let prefer = lower.list(&design.prefer.0.items, &spans("prefer"), Lower::preference);
    let exceptions = lower.list(&design.ignore.0.items, &spans("ignore"), Lower::exception);
    let mut plan = Vec::new();
    for (entry, node) in design.plan.0.items.iter().zip(mappings(root, "plan")) {
        plan.push(lower.step(entry, node));
    }
    let expect = root
        .get("expect")
        .map(|node| lower.expectations(node))
        .unwrap_or_default();
    let about = &mut lower.batch.elements.about;
    about.advertise = advertise;
    about.prefer = prefer;
    about.exceptions = exceptions;
    about.plan = plan;
    about.expect = expect;
}

/// The mappings of a list; its other items were noted while it was read.
fn mappings<'n>(root: &'n Node, key: &str) -> Vec<&'n Node> {
    match root.get(key).map(|node| &node.data) {
        Some(Data::List(items)) => items
            .iter()
            .filter(|item| matches!(item.data, Data::Map(_)))
            .collect(),
        _ => Vec::new(),
    }
}

fn unknown_key(unknown: UnknownKey) -> Notice {
    Notice::UnknownKey {
        span: unknown.span,
        suggestion: nearest(&unknown.key, unknown.known.iter().copied()),
        key: unknown.key.into(),
        within: unknown.within,
    }
}

/// What was expected, in the words of YAML.
fn in_yaml(expected: &'static str) -> &'static str {
    match expected {
        "an object" => "a mapping",
        other => other,
    }
}

/// The JSON schema of the format, made from the types that read it.
#[must_use]
pub fn schema() -> serde_json::Value {
    schema_of::<Design<'_>>()
}

fn schema_of<T: schemars::JsonSchema>() -> serde_json::Value {
    schemars::generate::SchemaSettings::draft2020_12()
        .for_deserialize()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}
