//! Serde over the located tree: any type that reads JSON is read from a [`Node`] as well.

use std::cell::RefCell;

use serde::de::{Deserialize, Deserializer, Visitor};

use super::de_access::{Entries, Items, Leaf, Variant};
use super::de_error::{Error, expected, one_of};
use super::error::Problem;
use super::field::{PART_TOKEN, RAW_TOKEN};
use super::span::{FileId, Span};
use super::tree::{Data, Entry, Node};

/// The newtype name by which a type asks for the shape of a value: a scalar or nothing comes as newtype, a list as sequence, a
/// mapping as some value. Only the located tree knows it.
pub const SHAPE_TOKEN: &str = "$netvet::Shape";

/// A key that the type does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey {
    /// The key.
    pub key: Box<str>,
    /// Where it stands.
    pub span: Span,
    /// What the type knows; empty where it did not say.
    pub known: &'static [&'static str],
    /// The type's name; empty where it did not say.
    pub within: &'static str,
}

/// A type's name and its keys.
#[derive(Clone, Copy, Default)]
pub(crate) struct Known {
    /// The name.
    pub within: &'static str,
    /// The keys.
    pub keys: &'static [&'static str],
}

/// What reading one node gave.
#[derive(Debug)]
pub struct TreeRead<T> {
    /// The value; `None` where it could not be read, `problems` then say why.
    pub value: Option<T>,
    /// What is wrong: refusals where there is no value, else parts that could not be read.
    pub problems: Vec<Problem>,
    /// Keys that the types do not know, in the order of the file.
    pub unknown: Vec<UnknownKey>,
    /// Whether it failed for two spellings of one key.
    pub(crate) doubled: bool,
}

/// Reads a value from a node of a YAML text of `file`.
pub fn from_node<'de, T: Deserialize<'de>>(file: FileId, node: &'de Node) -> TreeRead<T> {
    read(file, node, None, "")
}

/// Reads a value from a node; `json` is the text of the file where the tree is of JSON, `member` the key it stands under.
pub(crate) fn read<'de, T: Deserialize<'de>>(
    file: FileId,
    node: &'de Node,
    json: Option<&'de str>,
    member: &str,
) -> TreeRead<T> {
    let notes = Notes::default();
    let read = T::deserialize(Tree {
        node,
        json,
        known: None,
        notes: &notes,
    })
    .map_err(|e| notes.fail(e, node));
    let Notes { faults, unknown } = notes;
    let (mut faults, unknown) = (faults.into_inner(), unknown.into_inner());
    let place = |(start, end): (u32, u32)| Span::new(file, start, end);
    let mut problems = Vec::new();
    let doubled = matches!(&read, Err(e) if e.doubled);
    if read.is_err()
        && let Some(last) = faults.pop()
    {
        problems.push(Problem::Refused {
            member: member.into(),
            item: place((node.start, node.end)),
            span: place(last.at),
            expected: last.expected,
        });
    } else {
        problems.extend(faults.into_iter().map(|f| Problem::Unreadable {
            span: place(f.at),
            expected: f.expected,
        }));
    }
    let unknown = unknown
        .into_iter()
        .map(|(entry, known)| UnknownKey {
            key: entry.key.clone(),
            span: place((entry.key_start, entry.key_end)),
            known: known.keys,
            within: known.within,
        })
        .collect();
    TreeRead {
        value: read.ok(),
        problems,
        unknown,
        doubled,
    }
}

struct Fault {
    at: (u32, u32),
    expected: &'static str,
}

/// What is noted while a tree is read.
#[derive(Default)]
pub(crate) struct Notes<'de> {
    faults: RefCell<Vec<Fault>>,
    unknown: RefCell<Vec<(&'de Entry, Known)>>,
}

impl Notes<'_> {
    /// Gives an error its place, once: the innermost value that was being read.
    pub(crate) fn fail(&self, error: Error, node: &Node) -> Error {
        if !error.noted {
            let fault = Fault {
                at: (node.start, node.end),
                expected: error.expected,
            };
            self.faults.borrow_mut().push(fault);
        }
        Error {
            noted: true,
            ..error
        }
    }
}

/// A node being read.
#[derive(Clone, Copy)]
pub(crate) struct Tree<'de, 'n> {
    /// The node.
    pub node: &'de Node,
    /// The text of the file where the tree is of JSON.
    pub json: Option<&'de str>,
    /// The entry whose value this is, and the keys that its mapping's type knows.
    pub known: Option<(&'de Entry, Known)>,
    /// What is noted on the way.
    pub notes: &'n Notes<'de>,
}

impl<'de, 'n> Tree<'de, 'n> {
    /// Another node, read on the same way.
    pub(crate) fn at(self, node: &'de Node) -> Self {
        Tree {
            node,
            known: None,
            ..self
        }
    }

    /// Fails here.
    pub(crate) fn wrong<T>(&self, what: &'static str) -> Result<T, Error> {
        Err(self.notes.fail(expected(what), self.node))
    }

    fn scalar(&self) -> Option<(&'de str, bool)> {
        match &self.node.data {
            Data::Scalar { text, quoted } => Some((text, *quoted)),
            _ => None,
        }
    }

    fn number<T: std::str::FromStr>(&self, what: &'static str) -> Result<T, Error> {
        match self.scalar().and_then(|(text, _)| text.parse().ok()) {
            Some(number) => Ok(number),
            None => self.wrong(what),
        }
    }

    /// An object, of whose keys the type knows some.
    pub(crate) fn map<V: Visitor<'de>>(self, known: Known, visitor: V) -> Result<V::Value, Error> {
        match &self.node.data {
            Data::Map(entries) => visitor
                .visit_map(Entries {
                    tree: self,
                    known,
                    rest: entries.iter(),
                    value: None,
                })
                .map_err(|e| self.notes.fail(e, self.node)),
            _ => self.wrong("an object"),
        }
    }

    /// A list.
    pub(crate) fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.data {
            Data::List(items) => visitor
                .visit_seq(Items {
                    tree: self,
                    rest: items.iter(),
                })
                .map_err(|e| self.notes.fail(e, self.node)),
            _ => self.wrong("a list"),
        }
    }

    /// The leaf as [`Raw`](super::Raw) asks for it.
    fn leaf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let (start, end) = (self.node.start, self.node.end);
        if let Some(json) = self.json {
            let text = json.get(start as usize..end as usize).unwrap_or_default();
            return visitor.visit_borrowed_str(text);
        }
        let (shape, text) = match &self.node.data {
            Data::Null => (0, ""),
            Data::Scalar { text, quoted: true } => (1, &**text),
            Data::Scalar {
                text,
                quoted: false,
            } => (2, &**text),
            Data::List(_) | Data::Map(_) => (3, ""),
        };
        visitor.visit_seq(Leaf {
            start,
            end,
            shape,
            text,
            step: 0,
        })
    }
}

macro_rules! numbers {
    ($($name:ident $visit:ident $what:literal)*) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(self.number($what)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Tree<'de, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.data {
            Data::Null => visitor.visit_unit(),
            Data::List(_) => self.list(visitor),
            Data::Map(_) => self.map(Known::default(), visitor),
            Data::Scalar { text, quoted: true } => visitor.visit_borrowed_str(text),
            Data::Scalar {
                text,
                quoted: false,
            } => match &**text {
                "true" | "True" | "TRUE" => visitor.visit_bool(true),
                "false" | "False" | "FALSE" => visitor.visit_bool(false),
                // Leading zeros belong to identifiers.
                text if text.len() > 1 && text.starts_with('0') && self.json.is_none() => {
                    visitor.visit_borrowed_str(text)
                }
                text => {
                    if let Ok(number) = text.parse::<u64>() {
                        visitor.visit_u64(number)
                    } else if let Ok(number) = text.parse::<i64>() {
                        visitor.visit_i64(number)
                    } else if let Some(number) =
                        text.parse::<f64>().ok().filter(|_| self.json.is_some())
                    {
                        visitor.visit_f64(number)
                    } else {
                        visitor.visit_borrowed_str(text)
                    }
                }
            },
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.scalar() {
            Some(("true" | "True" | "TRUE", false)) => visitor.visit_bool(true),
            Some(("false" | "False" | "FALSE", false)) => visitor.visit_bool(false),
            _ => self.wrong("true or false"),
        }
    }

    numbers! {
        deserialize_i8 visit_i8 "a whole number" deserialize_i16 visit_i16 "a whole number"
        deserialize_i32 visit_i32 "a whole number" deserialize_i64 visit_i64 "a whole number"
        deserialize_i128 visit_i128 "a whole number" deserialize_u8 visit_u8 "a whole number"
        deserialize_u16 visit_u16 "a whole number" deserialize_u32 visit_u32 "a whole number"
        deserialize_u64 visit_u64 "a whole number" deserialize_u128 visit_u128 "a whole number"
        deserialize_f32 visit_f32 "a number" deserialize_f64 visit_f64 "a number"
        deserialize_char visit_char "one character"
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.scalar() {
            // A number is a text in YAML, where quotes are a matter of taste; in JSON it is not.
            Some((text, quoted)) if quoted || self.json.is_none() => {
                visitor.visit_borrowed_str(text)
            }
            _ => self.wrong("a text"),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.data {
            Data::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.data {
            Data::Null => visitor.visit_unit(),
            _ => self.wrong("nothing"),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            RAW_TOKEN => self.leaf(visitor),
            PART_TOKEN => match &self.node.data {
                Data::Null => visitor.visit_unit(),
                Data::Scalar { text, .. } if text.is_empty() => visitor.visit_unit(),
                Data::Scalar { .. } => {
                    let _ = self.wrong::<()>("a list or an object");
                    visitor.visit_bool(false)
                }
                // An empty one of another shape is no fault.
                Data::List(items) if items.is_empty() => self.list(visitor),
                Data::Map(entries) if entries.is_empty() => self.map(Known::default(), visitor),
                Data::List(_) | Data::Map(_) => visitor.visit_some(self),
            },
            SHAPE_TOKEN => match &self.node.data {
                Data::Null | Data::Scalar { .. } => visitor.visit_newtype_struct(self),
                Data::List(_) => self.list(visitor),
                Data::Map(_) => visitor.visit_some(self),
            },
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.list(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.list(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.map(Known::default(), visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        within: &'static str,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.map(Known { within, keys }, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let (name, value) = match &self.node.data {
            Data::Scalar { text, .. } => (&**text, None),
            Data::Map(entries) => {
                let mut live = entries.iter().filter(|e| !e.shadowed);
                match (live.next(), live.next()) {
                    (Some(entry), None) => (&*entry.key, Some(self.at(&entry.value))),
                    _ => return self.wrong("an object with one key"),
                }
            }
            _ => return Err(self.notes.fail(expected(&one_of(variants)), self.node)),
        };
        visitor
            .visit_enum(Variant { name, value })
            .map_err(|e| self.notes.fail(e, self.node))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if let Some(unknown) = self.known {
            self.notes.unknown.borrow_mut().push(unknown);
        }
        visitor.visit_unit()
    }
}
