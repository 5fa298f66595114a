//! What reading types are made of: a leaf as written, an object or list that may be wrong, and the value with its place.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::shaped::{Access, Never, Other, Shaped};
use super::span::{FileId, Span};
use super::text::Text;

/// The newtype name by which a leaf asks a deserializer for text and place instead of a value.
pub const RAW_TOKEN: &str = "$netvet::Raw";

/// The newtype name by which a [`Part`] asks; the located tree then answers by shape.
pub(crate) const PART_TOKEN: &str = "$netvet::Part";

/// What kind of value a leaf was written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// `null`, or nothing after the key in YAML.
    Null,
    /// Text in quotes.
    Quoted,
    /// A number, a boolean, or plain text in YAML.
    Plain,
    /// A list or a mapping where a scalar was expected.
    Container,
}

/// A leaf as written, not yet judged.
#[derive(Clone, Copy, Default, Debug)]
pub enum Raw<'de> {
    /// The key is not there.
    #[default]
    Absent,
    /// JSON text of the value, quotes included; its address tells the place.
    Json(&'de str),
    /// A scalar (or something else) of the located tree.
    Node {
        /// Unescaped text; empty for containers.
        text: &'de str,
        /// First byte in the file.
        start: u32,
        /// One past the last byte.
        end: u32,
        /// How it was written.
        shape: Shape,
    },
}

impl<'de> Raw<'de> {
    /// How the leaf was written; `None` where its key is not there.
    #[must_use]
    pub fn shape(&self) -> Option<Shape> {
        match self {
            Raw::Absent => None,
            Raw::Node { shape, .. } => Some(*shape),
            Raw::Json(text) => Some(match text.as_bytes().first() {
                Some(b'"') => Shape::Quoted,
                Some(b'{' | b'[') => Shape::Container,
                Some(b'n') => Shape::Null,
                _ => Shape::Plain,
            }),
        }
    }

    /// The text without quotes and escapes; `None` for absent, null, containers and text that is not valid.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'de, str>> {
        match (self, self.shape()?) {
            (_, Shape::Null | Shape::Container) | (Raw::Absent, _) => None,
            (Raw::Node { text, .. }, _) => Some(Cow::Borrowed(text)),
            (Raw::Json(json), Shape::Quoted) => {
                let inner = json.get(1..json.len().checked_sub(1)?)?;
                if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
                    Some(Cow::Borrowed(inner))
                } else {
                    serde_json::from_str::<String>(json).ok().map(Cow::Owned)
                }
            }
            (Raw::Json(json), Shape::Plain) => Some(Cow::Borrowed(json)),
        }
    }

    /// Whether nothing is said: absent, null, or an empty text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self.shape() {
            None | Some(Shape::Null) => true,
            Some(Shape::Container) => false,
            Some(_) => match self {
                Raw::Json(json) => *json == "\"\"",
                Raw::Node { text, .. } => text.is_empty(),
                Raw::Absent => true,
            },
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Raw<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Leaf;
        impl<'de> Visitor<'de> for Leaf {
            type Value = Raw<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                d: D,
            ) -> Result<Raw<'de>, D::Error> {
                <&'de RawValue>::deserialize(d).map(|raw| Raw::Json(raw.get()))
            }
            // The tree of a JSON item lends the text of the value, so that its leaves are judged like any other.
            fn visit_borrowed_str<E: de::Error>(self, json: &'de str) -> Result<Raw<'de>, E> {
                Ok(Raw::Json(json))
            }
            // The tree of a YAML text answers with (start, end, shape, text).
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw<'de>, A::Error> {
                let missing = || de::Error::custom("incomplete leaf");
                let start = seq.next_element()?.ok_or_else(missing)?;
                let end = seq.next_element()?.ok_or_else(missing)?;
                let shape = match seq.next_element::<u8>()?.ok_or_else(missing)? {
                    0 => Shape::Null,
                    1 => Shape::Quoted,
                    2 => Shape::Plain,
                    _ => Shape::Container,
                };
                let text = seq.next_element::<&'de str>()?.ok_or_else(missing)?;
                Ok(Raw::Node {
                    text,
                    start,
                    end,
                    shape,
                })
            }
        }
        deserializer.deserialize_newtype_struct(RAW_TOKEN, Leaf)
    }
}

/// An object or a list inside an element: the right shape, absent, or wrong.
///
/// What is wrong is reported, with its place, by whoever read the document (see [`Problem`](super::Problem)): lowering need not.
#[derive(Clone, Debug, Default)]
pub enum Part<T> {
    /// The key is not there, null, an empty text, or an empty container of the other shape.
    #[default]
    Absent,
    /// Something of another shape.
    Wrong,
    /// The object or list.
    Value(T),
}

impl<T> Part<T> {
    /// The value, if it is one.
    #[must_use]
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Part::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The value by move, if it is one.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Part::Value(value) => Some(value),
            _ => None,
        }
    }
}

impl<T> Part<Vec<T>> {
    /// The items; none where the list is absent or wrong.
    pub fn items(&self) -> impl Iterator<Item = &T> {
        self.as_ref().into_iter().flatten()
    }
}

thread_local! {
    /// How many parts of this thread came out wrong; readers compare it to know that an item needs a closer look.
    static WRONG: Cell<u32> = const { Cell::new(0) };
}

/// The number of parts that came out [`Part::Wrong`] in this thread so far.
pub(crate) fn wrong_parts() -> u32 {
    WRONG.get()
}

fn wrong<T>() -> Part<T> {
    WRONG.set(WRONG.get().wrapping_add(1));
    Part::Wrong
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Part<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(PART_TOKEN, Shapes(PhantomData))
    }
}

struct Shapes<T>(PhantomData<T>);

/// An empty container of another shape says nothing, a filled one is wrong; any other error remains one.
fn settle<T, E>(other: Option<Other>, error: E) -> Result<Part<T>, E> {
    match other {
        Some(Other::Empty) => Ok(Part::Absent),
        Some(Other::Filled) => Ok(wrong()),
        None => Err(error),
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Shapes<T> {
    type Value = Part<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Part<T>, D::Error> {
        d.deserialize_any(self)
    }
    // The located tree offers its lists and mappings like this: an error there leaves nothing half read.
    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Part<T>, D::Error> {
        Ok(T::deserialize(d).map_or_else(|_| wrong(), Part::Value))
    }
    // In a stream an error leaves the text in an unknown place, so it goes up and the item is read again alone.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Part<T>, A::Error> {
        let other = Cell::new(None);
        match T::deserialize(Shaped {
            access: Access::<A, Never<A::Error>>::Map(map),
            other: &other,
        }) {
            Err(error) => settle(other.get(), error),
            Ok(value) => Ok(Part::Value(value)),
        }
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Part<T>, A::Error> {
        let other = Cell::new(None);
        match T::deserialize(Shaped {
            access: Access::<Never<A::Error>, A>::List(seq),
            other: &other,
        }) {
            Err(error) => settle(other.get(), error),
            Ok(value) => Ok(Part::Value(value)),
        }
    }
    fn visit_unit<E: de::Error>(self) -> Result<Part<T>, E> {
        Ok(Part::Absent)
    }
    fn visit_none<E: de::Error>(self) -> Result<Part<T>, E> {
        Ok(Part::Absent)
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Part<T>, E> {
        Ok(if text.is_empty() {
            Part::Absent
        } else {
            wrong()
        })
    }
    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Part<T>, E> {
        Ok(wrong())
    }
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Part<T>, E> {
        Ok(wrong())
    }
    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Part<T>, E> {
        Ok(wrong())
    }
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Part<T>, E> {
        Ok(wrong())
    }
}

/// An object as the list of its members: every key as a leaf, so that its place is known.
#[derive(Clone, Debug)]
pub struct Mapping<'de, T> {
    /// The members in the order of the file.
    pub entries: Vec<(Raw<'de>, T)>,
}

impl<T> Default for Mapping<'_, T> {
    fn default() -> Self {
        Mapping {
            entries: Vec::new(),
        }
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Mapping<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Mapping<'de, T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Mapping<'de, T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Mapping { entries })
            }
        }
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

/// A value that was read, with its place.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum Field<T> {
    /// Not said: no key, null, or an empty text.
    #[default]
    Absent,
    /// Said, but not readable as this kind of value; reported once while reading.
    Wrong {
        /// Where.
        span: Span,
    },
    /// The value and where it stands.
    Value {
        /// The value.
        value: T,
        /// Where.
        span: Span,
    },
}

impl<T> Field<T> {
    /// A value at a place.
    pub fn at(value: T, span: Span) -> Self {
        Field::Value { value, span }
    }

    /// The value, where it was readable.
    pub fn value(&self) -> Option<&T> {
        match self {
            Field::Value { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Where something was said, readable or not.
    pub fn span(&self) -> Option<Span> {
        match self {
            Field::Absent => None,
            Field::Wrong { span } | Field::Value { span, .. } => Some(*span),
        }
    }

    /// Value and place together.
    pub fn located(&self) -> Option<(&T, Span)> {
        match self {
            Field::Value { value, span } => Some((value, *span)),
            _ => None,
        }
    }

    /// Whether nothing was said.
    pub fn is_absent(&self) -> bool {
        matches!(self, Field::Absent)
    }

    /// The value converted, the place kept.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Field::Absent => Field::Absent,
            Field::Wrong { span } => Field::Wrong { span },
            Field::Value { value, span } => Field::Value {
                value: convert(value),
                span,
            },
        }
    }

    /// This field, or the other where this one is absent.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self.is_absent() { other } else { self }
    }
}

impl<T: Copy> Field<T> {
    /// The value, where it was readable.
    pub fn get(&self) -> Option<T> {
        self.value().copied()
    }
}

/// A kind of value that can stand in a leaf.
pub trait Scalar: Sized {
    /// What to say was expected, for example `a CIDR such as 10.0.0.0/16`.
    const EXPECTED: &'static str;

    /// Reads the unescaped text.
    fn parse(text: &str) -> Option<Self>;

    /// Whether a value written in this shape can be one. Numbers may stand in quotes and texts without them.
    fn fits(shape: Shape) -> bool {
        matches!(shape, Shape::Quoted | Shape::Plain)
    }
}

impl Scalar for Text {
    const EXPECTED: &'static str = "a text";
    fn parse(text: &str) -> Option<Self> {
        Some(Text::new(text))
    }
}

impl Scalar for bool {
    const EXPECTED: &'static str = "true or false";
    fn parse(text: &str) -> Option<Self> {
        match text {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        }
    }
}

impl Scalar for i64 {
    const EXPECTED: &'static str = "a whole number";
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// A secret of which only place and length are known; the text is never kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Length in characters.
    pub length: usize,
    /// Whether a placeholder stands there instead of a secret (`***`, `REDACTED`, `<...>`, one repeated character).
    pub masked: bool,
}

impl Scalar for Secret {
    const EXPECTED: &'static str = "a text";
    fn parse(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let mut chars = text.chars();
        let first = chars.next();
        let masked = lower.contains("redacted")
            || lower.contains("masked")
            || (text.starts_with('<') && text.ends_with('>'))
            || (text.starts_with('#') && text.ends_with('#'))
            || text.contains("***")
            || (first.is_some_and(|f| "*xX.-#".contains(f)) && chars.all(|c| Some(c) == first));
        Some(Secret {
            length: text.chars().count(),
            masked,
        })
    }
}

/// Something said in a file that could not be read as what it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// Where.
    pub span: Span,
    /// What was expected.
    pub expected: &'static str,
}

/// Turns leaves into fields: knows the file, collects what could not be read.
#[derive(Debug)]
pub struct Lowering<'a> {
    file: FileId,
    text: &'a str,
    /// What could not be read so far, in the order of reading.
    pub unreadable: Vec<Unreadable>,
}

impl<'a> Lowering<'a> {
    /// For leaves lent by `text`, the whole text of `file`.
    #[must_use]
    pub fn new(file: FileId, text: &'a str) -> Self {
        Self {
            file,
            text,
            unreadable: Vec::new(),
        }
    }

    /// The file being read.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Where a leaf stands; `None` where its key is not there.
    #[must_use]
    pub fn span(&self, raw: &Raw<'_>) -> Option<Span> {
        match raw {
            Raw::Absent => None,
            Raw::Node { start, end, .. } => Some(Span::new(self.file, *start, *end)),
            Raw::Json(json) => {
                let offset = (json.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
                let end = offset
                    .checked_add(json.len())
                    .filter(|end| *end <= self.text.len())?;
                Some(Span::new(
                    self.file,
                    u32::try_from(offset).ok()?,
                    u32::try_from(end).ok()?,
                ))
            }
        }
    }

    /// The value of a leaf; what cannot be read is noted once.
    pub fn field<T: Scalar>(&mut self, raw: &Raw<'_>) -> Field<T> {
        self.field_as(raw, T::parse, T::EXPECTED, T::fits)
    }

    /// The id of an element: a text. In JSON a number is wrong here, because ids are never numbers.
    pub fn id(&mut self, raw: &Raw<'_>) -> Field<Text> {
        let json = matches!(raw, Raw::Json(_));
        self.field_as(raw, Text::parse, "a text", |shape| {
            shape == Shape::Quoted || (!json && shape == Shape::Plain)
        })
    }

    fn field_as<T>(
        &mut self,
        raw: &Raw<'_>,
        parse: impl Fn(&str) -> Option<T>,
        expected: &'static str,
        fits: impl Fn(Shape) -> bool,
    ) -> Field<T> {
        if raw.is_empty() {
            return Field::Absent;
        }
        let Some(span) = self.span(raw) else {
            return Field::Absent;
        };
        let value = raw
            .shape()
            .filter(|shape| fits(*shape))
            .and_then(|_| raw.text())
            .and_then(|text| parse(text.trim()));
        match value {
            Some(value) => Field::Value { value, span },
            None => {
                self.unreadable.push(Unreadable { span, expected });
                Field::Wrong { span }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Item<'a> {
        #[serde(borrow, default)]
        id: Raw<'a>,
        #[serde(borrow, default)]
        asn: Raw<'a>,
        #[serde(borrow, default)]
        list: Part<Vec<Raw<'a>>>,
        #[serde(default)]
        other: Part<Vec<String>>,
    }

    #[test]
    fn leaves_keep_their_text_and_place() {
        let text =
            r#" {"id": "vpc-\u0031", "asn": 4200000000, "list": ["a", 7], "other": 3, "more": {}}"#;
        let item: Item<'_> = serde_json::from_str(text).unwrap();
        let mut lowering = Lowering::new(FileId(0), text);
        let Field::Value { value, span } = lowering.field::<Text>(&item.id) else {
            panic!()
        };
        assert_eq!(value, "vpc-1");
        assert_eq!(
            &text[span.start as usize..span.end as usize],
            "\"vpc-\\u0031\""
        );
        assert_eq!(lowering.field::<i64>(&item.asn).get(), Some(4_200_000_000));
        assert!(matches!(lowering.id(&item.asn), Field::Wrong { .. }));
        assert_eq!(item.list.items().count(), 2);
        assert!(matches!(item.other, Part::Wrong));
        assert_eq!(lowering.unreadable.len(), 1);
    }
}
