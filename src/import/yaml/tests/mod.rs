//! Reading: values and places, what is left out, and every form of complaint.

mod complaints;
mod customer;
mod direct_connect;
mod hubs;
mod left_out;
mod networks;

use super::*;
use crate::model::Design;
use crate::source::{Limits, yaml};

fn around() -> Surroundings {
    Surroundings {
        file: FileId(0),
        path: "design.yaml".into(),
        provider: None,
        account: None,
        region: None,
        context: Vec::new(),
    }
}

fn batch(text: &str) -> Batch {
    let yaml = yaml::parse(FileId(0), text, &Limits::default()).unwrap();
    read_tree(FileId(0), &yaml.documents[0], &around())
}

/// The elements of a design without any complaint.
fn design(text: &str) -> Design {
    let batch = batch(text);
    assert_eq!(batch.notices, []);
    assert_eq!(batch.unreadable, []);
    assert_eq!(batch.refused, []);
    batch.elements
}

/// What stands at a place.
fn at(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

/// What stands where the value of a field was read.
fn place<'t, T>(text: &'t str, field: &Field<T>) -> &'t str {
    at(text, field.span().unwrap())
}

/// The value of a field as text; a dash where nothing is said.
fn show<T: std::fmt::Display>(field: &Field<T>) -> String {
    match field {
        Field::Absent => "-".into(),
        Field::Wrong { .. } => "?".into(),
        Field::Value { value, .. } => value.to_string(),
    }
}

fn all<T: std::fmt::Display>(fields: &[Field<T>]) -> String {
    fields.iter().map(show).collect::<Vec<_>>().join(" ")
}
