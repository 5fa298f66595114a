//! The element that a finding is about, as words.

use crate::source::Text;

/// An element in words: what reports print and exceptions match.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Subject {
    /// The kind's word, for example `peering`.
    pub kind: &'static str,
    /// The native id, else the name.
    pub id: Text,
    /// The name, where it has one.
    pub name: Option<Text>,
    /// The provider's word.
    pub provider: &'static str,
    /// The owner, where known.
    pub account: Option<Text>,
    /// The region, where known.
    pub region: Option<Text>,
}
