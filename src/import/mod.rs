//! From documents to a design; no provider's field names.
//!
//! A provider's [`Reader`] turns one document into a [`Batch`] of elements as written. Batches of all files are merged
//! (two views of one object become one element) and their references resolved, after everything is read.

pub(crate) mod answer;
pub mod builder;
pub mod detect;
pub mod findings;
mod joins;
pub mod layout;
pub(crate) mod lower;
mod owner;
pub mod problems;
pub(crate) mod raw;
pub mod read;
pub mod resolve;
#[cfg(test)]
mod tests;
mod views;
pub mod yaml;

pub use detect::{Certainty, Reader};

use crate::model::{Design, ElementKind, ProviderId};
use crate::source::field::Unreadable;
use crate::source::{Field, FileId, Problem, Span, Text};

/// What is known about a document from outside it: options, folders, the design that names it.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The file.
    pub file: FileId,
    /// Its display path, for ids in file names.
    pub path: String,
    /// The provider that was named, if any.
    pub provider: Option<ProviderId>,
    /// The exporting account.
    pub account: Option<Text>,
    /// The region.
    pub region: Option<Text>,
    /// The texts in a top-level `_context` of the document: what was asked for, for example `TransitGatewayRouteTableId`. Account,
    /// region and provider in it have already gone into the fields above. An id that is neither here nor in a wrapper may stand
    /// in the file's name: see [`layout::id_in_name`].
    pub context: Vec<(Text, Field<Text>)>,
}

impl Surroundings {
    /// What the document's `_context` says under a key.
    #[must_use]
    pub fn said(&self, key: &str) -> Field<Text> {
        self.context
            .iter()
            .find(|(known, _)| *known == *key)
            .map(|(_, value)| *value)
            .unwrap_or_default()
    }
}

/// An element that could not be read and therefore is not in the design.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The value at fault.
    pub span: Span,
    /// The kind of element.
    pub kind: ElementKind,
    /// Its id, where that could be read: references to it lead outside instead of nowhere.
    pub id: Option<Text>,
    /// What was expected.
    pub expected: &'static str,
}

/// Objects that are in the input but in no design, because netvet has no element for them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotModelled {
    /// For example `aws.ec2.NetworkAcls`.
    pub kind: String,
    /// How many.
    pub count: usize,
}

/// Something noticed while reading; becomes a finding of an `input-…` rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A key stands twice in one object; the last one holds.
    DuplicateKey {
        /// The key.
        key: String,
        /// The first place.
        first: Span,
        /// The place that holds.
        last: Span,
    },
    /// The answer says that there is more than was given.
    Truncated {
        /// Where it says so.
        span: Span,
        /// The call or collection, for matching a following page: the word that stands in [`Batch::kinds`], for example
        /// `aws.ec2.DescribeVpcs`.
        collection: &'static str,
        /// Whose list it is, where the items belong to a parent (a table's routes): pages of other parents do not go on with it.
        parent: Option<Text>,
    },
    /// A list whose items belong to a parent that nothing names.
    MissingContext {
        /// Where.
        span: Span,
        /// The collection.
        collection: &'static str,
        /// What is needed, for example `the id of the transit gateway route table`.
        needs: &'static str,
    },
    /// Members in another casing than the provider's own.
    MixedCasing {
        /// Where.
        span: Span,
        /// The member as written.
        member: String,
    },
    /// An unknown key in a hand-written file.
    UnknownKey {
        /// Where.
        span: Span,
        /// The key as written.
        key: String,
        /// Where in the file, in words, for example `a virtual interface`.
        within: &'static str,
        /// The key that was meant, if one is near.
        suggestion: Option<&'static str>,
    },
    /// A list of a parent that ends here: whole, or the last page of it. Needed only for lists with a parent; of the others
    /// it is known from [`Batch::kinds`].
    Ended {
        /// The collection.
        collection: &'static str,
        /// Whose list it is.
        parent: Text,
    },
}

/// What one document holds, as written. References are not resolved.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// What the document is, for example `aws.ec2.DescribeVpcs`; several where it holds several collections.
    pub kinds: Vec<String>,
    /// The elements, kind by kind, in the order of the document.
    pub elements: Design,
    /// Elements that could not be read.
    pub refused: Vec<Refused>,
    /// What [`Document::members`](crate::source::Document::members) gave: items refused as a whole, keys that stand twice, parts
    /// that could not be read.
    pub problems: Vec<Problem>,
    /// Values that could not be read inside elements that could.
    pub unreadable: Vec<Unreadable>,
    /// Objects without an element.
    pub not_modelled: Vec<NotModelled>,
    /// Further things noticed.
    pub notices: Vec<Notice>,
    /// Exports that a design completes, as written: paths relative to its file.
    pub inputs: Vec<Field<Text>>,
}
