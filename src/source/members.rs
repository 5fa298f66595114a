//! How a reader meets the members of a document, whatever the document is made of.

use serde::de::{Deserialize, Error};

use super::field::{Part, Raw};

/// What takes the members of a document. All values are read while the document is walked; nothing is kept for later.
pub trait Members<'de> {
    /// One member. A value of which nothing is asked is skipped.
    ///
    /// # Errors
    /// Those of reading the value, handed on as they are.
    fn member<V: Value<'de>>(&mut self, key: &str, value: V) -> Result<(), V::Error>;

    /// Everything so far is forgotten: something in the document did not fit, and it is walked again from its beginning with more care.
    fn restart(&mut self);

    /// A page begins: the document is a list of pages, and the members that follow are those of the next one.
    fn page(&mut self) {}
}

/// The value of a member, to be read as what the reader knows it to be.
pub trait Value<'de>: Sized {
    /// Ends the walk; whether for good is not the reader's business.
    type Error: Error;

    /// Reads a list item by item; gives the number of items handed out. `null` and an empty text are an empty list, a single
    /// object is a list of one. An item that cannot be read is refused alone.
    ///
    /// # Errors
    /// The walk ends.
    fn items<T: Deserialize<'de>>(self, each: impl FnMut(T)) -> Result<usize, Self::Error>;

    /// Reads one object or list as a whole.
    ///
    /// # Errors
    /// The walk ends.
    fn one<T: Deserialize<'de>>(self) -> Result<Part<T>, Self::Error>;

    /// The value as written.
    ///
    /// # Errors
    /// The walk ends.
    fn leaf(self) -> Result<Raw<'de>, Self::Error>;

    /// Counts the items of a list without reading them; an object counts as one, anything else as none.
    ///
    /// # Errors
    /// The walk ends.
    fn skip(self) -> Result<usize, Self::Error>;

    /// Hands the members of this object to `members`: for wrappers around the real document. Of a list every object is
    /// taken in turn, other values have no members.
    ///
    /// # Errors
    /// The walk ends.
    fn nested<M: Members<'de>>(self, members: &mut M) -> Result<(), Self::Error>;
}
