//! The located tree of a YAML text, or of one JSON element that does not fit its type.

/// A value and the bytes where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// First byte in the file.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What stands there.
    pub data: Data,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Nothing, or the word for it.
    Null,
    /// A scalar as written, unescaped; never judged here, so that `012345678901` and `65000.10` keep their digits.
    Scalar {
        /// The text without quotes and escapes.
        text: Box<str>,
        /// Whether it was quoted, hence text whatever it looks like.
        quoted: bool,
    },
    /// A sequence.
    List(Vec<Node>),
    /// A mapping in the order of the file.
    Map(Vec<Entry>),
}

/// One key of a mapping with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key's text.
    pub key: Box<str>,
    /// First byte of the key.
    pub key_start: u32,
    /// One past the last byte of the key.
    pub key_end: u32,
    /// Whether the same key comes again in this mapping, so that this value does not count.
    pub shadowed: bool,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The value under `key`; the last one where it stands twice.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.data {
            Data::Map(entries) => entries
                .iter()
                .rev()
                .find(|e| !e.shadowed && &*e.key == key)
                .map(|e| &e.value),
            _ => None,
        }
    }
}
