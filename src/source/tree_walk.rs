//! The walk over a document that is a tree.

use std::cell::RefCell;

use serde::de::Deserialize;

use super::de::read;
use super::de_error::Error;
use super::error::Problem;
use super::field::{Part, Raw};
use super::members::{Members, Value};
use super::span::{FileId, Span};
use super::tree::{Data, Node};

/// Walks the members of `node`, or takes it as a whole; gives what was wrong.
pub(crate) fn walk<'de, M: Members<'de>>(
    file: FileId,
    node: &'de Node,
    members: &mut M,
    whole: bool,
) -> Result<Vec<Problem>, Error> {
    let problems = RefCell::default();
    let value = Planted {
        file,
        node,
        problems: &problems,
        key: "",
    };
    // A tree gives no errors of its own; one that a reader makes ends the walk.
    if whole {
        members.member("", value)?;
    } else {
        value.nested(members)?;
    }
    Ok(problems.into_inner())
}

/// The value of a member: its node.
struct Planted<'c, 'de> {
    file: FileId,
    node: &'de Node,
    key: &'c str,
    problems: &'c RefCell<Vec<Problem>>,
}

impl<'de> Planted<'_, 'de> {
    fn empty(&self) -> bool {
        match &self.node.data {
            Data::Null => true,
            Data::Scalar { text, .. } => text.is_empty(),
            _ => false,
        }
    }

    fn item<T: Deserialize<'de>>(&self, node: &'de Node) -> Option<T> {
        let read = read(self.file, node, None, self.key);
        self.problems.borrow_mut().extend(read.problems);
        read.value
    }

    fn refuse(&self, expected: &'static str) {
        let span = Span::new(self.file, self.node.start, self.node.end);
        self.problems.borrow_mut().push(Problem::Refused {
            member: self.key.into(),
            item: span,
            span,
            expected,
        });
    }
}

impl<'de> Value<'de> for Planted<'_, 'de> {
    type Error = Error;

    fn items<T: Deserialize<'de>>(self, mut each: impl FnMut(T)) -> Result<usize, Error> {
        let nodes = match &self.node.data {
            Data::List(items) => items.as_slice(),
            Data::Map(_) => std::slice::from_ref(self.node),
            _ => {
                if !self.empty() {
                    self.refuse("a list");
                }
                return Ok(0);
            }
        };
        let mut count = 0;
        for item in nodes.iter().filter_map(|node| self.item(node)) {
            each(item);
            count += 1;
        }
        Ok(count)
    }

    fn one<T: Deserialize<'de>>(self) -> Result<Part<T>, Error> {
        match &self.node.data {
            _ if self.empty() => Ok(Part::Absent),
            Data::Scalar { .. } => {
                self.refuse("an object or a list");
                Ok(Part::Wrong)
            }
            // An empty one may be of another shape.
            Data::List(items) if items.is_empty() => Ok(self.item(self.node).unwrap_or_default()),
            _ => Ok(self.item(self.node).map_or(Part::Wrong, Part::Value)),
        }
    }

    fn leaf(self) -> Result<Raw<'de>, Error> {
        Ok(self.item(self.node).unwrap_or_default())
    }

    fn skip(self) -> Result<usize, Error> {
        Ok(match &self.node.data {
            Data::List(items) => items.len(),
            Data::Map(_) => 1,
            _ => 0,
        })
    }

    fn nested<M: Members<'de>>(self, members: &mut M) -> Result<(), Error> {
        let Planted {
            file,
            problems,
            key,
            ..
        } = self;
        match &self.node.data {
            Data::Map(entries) => {
                for entry in entries.iter().filter(|e| !e.shadowed) {
                    members.member(
                        &entry.key,
                        Planted {
                            file,
                            node: &entry.value,
                            key: &entry.key,
                            problems,
                        },
                    )?;
                }
            }
            Data::List(items) => {
                for node in items {
                    members.page();
                    if let Data::Map(_) = node.data {
                        Planted {
                            file,
                            node,
                            key,
                            problems,
                        }
                        .nested(&mut *members)?;
                    }
                }
            }
            Data::Null | Data::Scalar { .. } => {}
        }
        Ok(())
    }
}
