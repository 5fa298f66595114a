//! Interned text: every distinct identifier, name or state word is kept once for the life of the process.

use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::{LazyLock, Mutex, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashSet};

/// Number of independently locked parts of the table; enough that reading threads rarely meet.
const SHARDS: usize = 64;

static TABLE: LazyLock<Vec<Mutex<FxHashSet<&'static str>>>> = LazyLock::new(|| {
    (0..SHARDS)
        .map(|_| Mutex::new(FxHashSet::default()))
        .collect()
});

/// Immutable text of which equal values share one copy. Copying and comparing cost a pointer.
///
/// The text is never freed; its total is bounded by the size limits on inputs.
#[derive(Clone, Copy)]
pub struct Text(&'static str);

impl Text {
    /// The one copy of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let hash = FxBuildHasher.hash_one(text);
        // The high bits, because the set inside a shard uses the low ones.
        let shard = usize::try_from(hash >> 58).unwrap_or(0) % SHARDS;
        let mut set = TABLE[shard].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = set.get(text) {
            return Self(known);
        }
        let kept: &'static str = Box::leak(text.into());
        set.insert(kept);
        Self(kept)
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}
impl Eq for Text {}
impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.as_ptr() as usize).hash(state);
    }
}
impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Text {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(other.0)
    }
}
impl std::ops::Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        self.0
    }
}
impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.0
    }
}
impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}
impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}
impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn equal_texts_share_one_copy() {
        let built = format!("vpc-{}", 1);
        assert_eq!(Text::new("vpc-1"), Text::new(&built));
        assert_ne!(Text::new("vpc-1"), Text::new("vpc-2"));
    }
}
