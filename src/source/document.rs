//! One document of a file, read member by member into whatever types its reader has for them.

use std::cell::OnceCell;

use serde::de::Deserialize;

use super::careful::{self, Careful};
use super::error::{Problem, ReadError, offset, span};
use super::field::Part;
use super::json::{Fault, Scanner};
use super::kept::Kept;
use super::limits::Limits;
use super::members::{Members, Value};
use super::outline::{self, Outline};
use super::span::{FileId, Span};
use super::tree::Node;
use super::{tree_walk, typed};

/// A document: the text of a JSON value, or the tree of a YAML one.
#[derive(Debug)]
pub struct Document<'a> {
    file: FileId,
    text: &'a str,
    number: usize,
    body: Body<'a>,
    depth: usize,
    /// Trees of single JSON items, kept as long as the document because what was read borrows from them.
    kept: Kept,
}

#[derive(Debug)]
enum Body<'a> {
    /// From `start`; where it ends is known once it was walked.
    Json { start: usize, end: OnceCell<usize> },
    /// The first of these.
    Tree { nodes: &'a [Node] },
}

impl<'a> Document<'a> {
    /// The first JSON document of a file at or after `start`; `None` where only white space is left. `text` is the whole file.
    #[must_use]
    pub fn json(file: FileId, text: &'a str, start: usize, limits: &Limits) -> Option<Self> {
        Self::json_number(file, text, start, 0, limits.depth)
    }

    fn json_number(
        file: FileId,
        text: &'a str,
        start: usize,
        number: usize,
        depth: usize,
    ) -> Option<Self> {
        let mut scanner = Scanner::new(text, start);
        scanner.peek()?;
        let body = Body::Json {
            start: scanner.at,
            end: OnceCell::new(),
        };
        Some(Document {
            file,
            text,
            number,
            body,
            depth,
            kept: Kept::default(),
        })
    }

    /// The first of the documents of a YAML file; `None` where there is none. `text` is the whole file.
    #[must_use]
    pub fn trees(file: FileId, text: &'a str, nodes: &'a [Node]) -> Option<Self> {
        Self::tree_number(file, text, nodes, 0)
    }

    fn tree_number(file: FileId, text: &'a str, nodes: &'a [Node], number: usize) -> Option<Self> {
        nodes.first()?;
        Some(Document {
            file,
            text,
            number,
            body: Body::Tree { nodes },
            depth: 0,
            kept: Kept::default(),
        })
    }

    /// The document that follows in the same file; costs nothing once this one was read.
    #[must_use]
    pub fn rest(&self) -> Option<Document<'a>> {
        match &self.body {
            Body::Tree { nodes } => {
                Self::tree_number(self.file, self.text, nodes.get(1..)?, self.number + 1)
            }
            Body::Json { start, end } => {
                let end = end
                    .get()
                    .copied()
                    .or_else(|| Scanner::new(self.text, *start).value().ok().map(|r| r.end))?;
                Self::json_number(self.file, self.text, end, self.number + 1, self.depth)
            }
        }
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The text of the whole file, by which leaves know their places.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Which document of its file this is, from 0.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// The tree of a YAML document.
    #[must_use]
    pub fn tree(&self) -> Option<&'a Node> {
        match &self.body {
            Body::Tree { nodes } => nodes.first(),
            Body::Json { .. } => None,
        }
    }

    /// What stands at the top, from a glance at the beginning.
    #[must_use]
    pub fn outline(&self) -> Outline {
        match &self.body {
            Body::Json { start, .. } => outline::of_json(self.text, *start),
            Body::Tree { nodes } => nodes.first().map(outline::of_tree).unwrap_or_default(),
        }
    }

    /// Hands every member of the top-level object to `members`; of a list of pages, every member of every page.
    ///
    /// # Errors
    /// The text is not JSON. What `members` has taken is then incomplete.
    pub fn members<'de, M: Members<'de>>(
        &'de self,
        members: &mut M,
    ) -> Result<Vec<Problem>, ReadError> {
        self.walk(members, false)
    }

    /// Hands the whole document to `members` as the value of one member with an empty key: for bare lists and bare objects.
    ///
    /// # Errors
    /// The text is not JSON.
    pub fn whole<'de, M: Members<'de>>(
        &'de self,
        members: &mut M,
    ) -> Result<Vec<Problem>, ReadError> {
        self.walk(members, true)
    }

    fn walk<'de, M: Members<'de>>(
        &'de self,
        members: &mut M,
        whole: bool,
    ) -> Result<Vec<Problem>, ReadError> {
        match &self.body {
            Body::Tree { nodes } => {
                let Some(node) = nodes.first() else {
                    return Ok(Vec::new());
                };
                tree_walk::walk(self.file, node, members, whole).map_err(|_| ReadError {
                    span: Span::new(self.file, node.start, node.start),
                    message: "reading was given up here".into(),
                    hint: None,
                })
            }
            Body::Json { start, end } => {
                let error = match typed::walk(self.text, *start, members, whole) {
                    Ok(at) => {
                        let _ = end.set(at);
                        return Ok(Vec::new());
                    }
                    Err(error) => error,
                };
                // Anything that is not a matter of syntax costs single items only.
                if !error.is_data() {
                    let mut scanner = Scanner::new(self.text, *start);
                    scanner.value().map_err(|fault| self.not_json(fault))?;
                }
                members.restart();
                let cx = Careful::new(self.file, self.text, self.depth, &self.kept);
                let at = careful::walk(&cx, *start, members, whole)
                    .map_err(|fault| self.not_json(fault))?;
                let _ = end.set(at);
                Ok(cx.problems.into_inner())
            }
        }
    }

    fn not_json(&self, fault: Fault) -> ReadError {
        let Fault {
            start,
            end,
            message,
            hint,
        } = fault;
        ReadError {
            span: span(self.file, start, end),
            message,
            hint: hint.map(str::to_owned),
        }
    }

    /// All items of a document that is a bare list, or the one item that it is.
    ///
    /// # Errors
    /// The text is not JSON.
    pub fn items<'de, T: Deserialize<'de>>(&'de self) -> Result<(Vec<T>, Vec<Problem>), ReadError> {
        let mut all = All(Vec::new());
        let problems = self.whole(&mut all)?;
        Ok((all.0, problems))
    }

    /// The document as one value.
    ///
    /// # Errors
    /// The text is not JSON.
    pub fn one<'de, T: Deserialize<'de>>(&'de self) -> Result<(Part<T>, Vec<Problem>), ReadError> {
        let mut one = One(Part::Absent);
        let problems = self.whole(&mut one)?;
        Ok((one.0, problems))
    }

    /// The first byte of the document in its file.
    #[must_use]
    pub fn start(&self) -> u32 {
        match &self.body {
            Body::Json { start, .. } => offset(*start),
            Body::Tree { nodes } => nodes.first().map_or(0, |n| n.start),
        }
    }
}

struct All<T>(Vec<T>);

impl<'de, T: Deserialize<'de>> Members<'de> for All<T> {
    fn member<V: Value<'de>>(&mut self, _: &str, value: V) -> Result<(), V::Error> {
        value.items(|item| self.0.push(item)).map(drop)
    }
    fn restart(&mut self) {
        self.0.clear();
    }
}

struct One<T>(Part<T>);

impl<'de, T: Deserialize<'de>> Members<'de> for One<T> {
    fn member<V: Value<'de>>(&mut self, _: &str, value: V) -> Result<(), V::Error> {
        self.0 = value.one()?;
        Ok(())
    }
    fn restart(&mut self) {
        self.0 = Part::Absent;
    }
}
