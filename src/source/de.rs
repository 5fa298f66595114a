//! Serde over the located tree: any type that reads JSON is read from a [`Node`] as well.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};

use super::error::Problem;
use super::field::{PART_TOKEN, RAW_TOKEN};
use super::span::{FileId, Span};
use super::tree::{Data, Entry, Node};

/// A key that the type does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey {
    /// The key.
    pub key: Box<str>,
    /// Where it stands.
    pub span: Span,
    /// What the type knows; empty where it did not say.
    pub known: &'static [&'static str],
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
    read(file, node, None)
}

/// Reads a value from a node; `json` is the text of the file where the tree is of JSON.
pub(crate) fn read<'de, T: Deserialize<'de>>(
    file: FileId,
    node: &'de Node,
    json: Option<&'de str>,
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
            known,
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
    expected: Cow<'static, str>,
}

/// What is noted while a tree is read.
#[derive(Default)]
struct Notes<'de> {
    faults: RefCell<Vec<Fault>>,
    unknown: RefCell<Vec<(&'de Entry, &'static [&'static str])>>,
}

impl Notes<'_> {
    /// Gives an error its place, once: the innermost value that was being read.
    fn fail(&self, error: Error, node: &Node) -> Error {
        if !error.noted {
            let fault = Fault {
                at: (node.start, node.end),
                expected: error.expected.clone(),
            };
            self.faults.borrow_mut().push(fault);
        }
        Error {
            noted: true,
            ..error
        }
    }
}

/// Why a node does not fit a type.
#[derive(Debug)]
pub(crate) struct Error {
    expected: Cow<'static, str>,
    noted: bool,
    doubled: bool,
}

fn expected(what: impl Into<Cow<'static, str>>) -> Error {
    Error {
        expected: what.into(),
        noted: false,
        doubled: false,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl std::error::Error for Error {}

// The words of serde and of derived code may quote values, so only what they expected is kept.
impl de::Error for Error {
    fn custom<T: fmt::Display>(_: T) -> Self {
        expected("another value")
    }
    fn invalid_type(_: Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        expected(wanted.to_string())
    }
    fn invalid_value(_: Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        expected(wanted.to_string())
    }
    fn invalid_length(_: usize, wanted: &dyn de::Expected) -> Self {
        expected(wanted.to_string())
    }
    fn unknown_variant(_: &str, wanted: &'static [&'static str]) -> Self {
        expected(one_of(wanted))
    }
    fn unknown_field(_: &str, wanted: &'static [&'static str]) -> Self {
        expected(format!("no other keys than {}", wanted.join(", ")))
    }
    fn missing_field(field: &'static str) -> Self {
        expected(format!("the key {field}"))
    }
    fn duplicate_field(field: &'static str) -> Self {
        Error {
            doubled: true,
            ..expected(format!("the key {field} once"))
        }
    }
}

fn one_of(words: &[&str]) -> String {
    match words {
        [] => "nothing".into(),
        [one] => (*one).into(),
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}

/// A node being read.
#[derive(Clone, Copy)]
struct Tree<'de, 'n> {
    node: &'de Node,
    json: Option<&'de str>,
    /// The entry whose value this is, and the keys that its mapping's type knows.
    known: Option<(&'de Entry, &'static [&'static str])>,
    notes: &'n Notes<'de>,
}

impl<'de, 'n> Tree<'de, 'n> {
    fn at(self, node: &'de Node) -> Self {
        Tree {
            node,
            known: None,
            ..self
        }
    }

    fn wrong<T>(&self, what: &'static str) -> Result<T, Error> {
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

    fn map<V: Visitor<'de>>(
        self,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
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

    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
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
            Data::Map(_) => self.map(&[], visitor),
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
                Data::Map(entries) if entries.is_empty() => self.map(&[], visitor),
                Data::List(_) | Data::Map(_) => visitor.visit_some(self),
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
        self.map(&[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.map(fields, visitor)
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
            _ => return Err(self.notes.fail(expected(one_of(variants)), self.node)),
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

struct Items<'de, 'n> {
    tree: Tree<'de, 'n>,
    rest: std::slice::Iter<'de, Node>,
}

impl<'de> SeqAccess<'de> for Items<'de, '_> {
    type Error = Error;
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(node) = self.rest.next() else {
            return Ok(None);
        };
        seed.deserialize(self.tree.at(node))
            .map(Some)
            .map_err(|e| self.tree.notes.fail(e, node))
    }
    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Entries<'de, 'n> {
    tree: Tree<'de, 'n>,
    known: &'static [&'static str],
    rest: std::slice::Iter<'de, Entry>,
    value: Option<&'de Entry>,
}

impl<'de> MapAccess<'de> for Entries<'de, '_> {
    type Error = Error;
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        self.value = self.rest.by_ref().find(|entry| !entry.shadowed);
        let Some(entry) = self.value else {
            return Ok(None);
        };
        seed.deserialize(Key {
            entry,
            json: self.tree.json,
        })
        .map(Some)
    }
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        let Some(entry) = self.value.take() else {
            return self.tree.wrong("a value");
        };
        let tree = Tree {
            node: &entry.value,
            known: Some((entry, self.known)),
            ..self.tree
        };
        seed.deserialize(tree)
            .map_err(|e| self.tree.notes.fail(e, &entry.value))
    }
}

/// A key: a text, or a leaf with its place where [`Raw`](super::Raw) asks.
struct Key<'de> {
    entry: &'de Entry,
    json: Option<&'de str>,
}

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = Error;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(&self.entry.key)
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Entry {
            key,
            key_start: start,
            key_end: end,
            ..
        } = self.entry;
        match (name, self.json) {
            (RAW_TOKEN, Some(json)) => visitor
                .visit_borrowed_str(json.get(*start as usize..*end as usize).unwrap_or_default()),
            (RAW_TOKEN, None) => visitor.visit_seq(Leaf {
                start: *start,
                end: *end,
                shape: 2,
                text: key,
                step: 0,
            }),
            _ => visitor.visit_newtype_struct(self),
        }
    }
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(Variant {
            name: &self.entry.key,
            value: None,
        })
    }
    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// Start, end, shape and text of a leaf, in this order.
struct Leaf<'de> {
    start: u32,
    end: u32,
    shape: u8,
    text: &'de str,
    step: u8,
}

impl<'de> SeqAccess<'de> for Leaf<'de> {
    type Error = Error;
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.step += 1;
        match self.step {
            1 => seed.deserialize(self.start.into_deserializer()).map(Some),
            2 => seed.deserialize(self.end.into_deserializer()).map(Some),
            3 => seed.deserialize(self.shape.into_deserializer()).map(Some),
            4 => seed
                .deserialize(BorrowedStrDeserializer::new(self.text))
                .map(Some),
            _ => Ok(None),
        }
    }
}

struct Variant<'de, 'n> {
    name: &'de str,
    value: Option<Tree<'de, 'n>>,
}

impl<'de, 'n> EnumAccess<'de> for Variant<'de, 'n> {
    type Error = Error;
    type Variant = Content<'de, 'n>;
    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Content<'de, 'n>), Error> {
        let name: StrDeserializer<'_, Error> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, Content(self.value)))
    }
}

struct Content<'de, 'n>(Option<Tree<'de, 'n>>);

impl<'de> VariantAccess<'de> for Content<'de, '_> {
    type Error = Error;
    fn unit_variant(self) -> Result<(), Error> {
        match self.0 {
            None => Ok(()),
            Some(tree) => de::Deserialize::deserialize(tree),
        }
    }
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.0.ok_or_else(|| expected("an object with one key"))?)
    }
    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.0
            .ok_or_else(|| expected("an object with one key"))?
            .list(visitor)
    }
    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0
            .ok_or_else(|| expected("an object with one key"))?
            .map(fields, visitor)
    }
}
