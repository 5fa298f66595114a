//! Interned text: every distinct identifier, name or state word is kept once for the life of the process.

use std::cell::RefCell;
use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::{LazyLock, Mutex, PoisonError};

use rustc_hash::FxBuildHasher;

/// Number of independently locked parts of the table; enough that reading threads rarely meet.
const SHARDS: usize = 64;

/// Size of each thread's memory of recent texts, which are mostly the same words over and over.
const RECENT: usize = 2048;

/// How many bytes of text are set aside at a time.
const CHUNK: usize = 32 << 10;

/// For how many texts a place is set aside at a time.
const PLACES: usize = 256;

/// The text without letters, which is kept apart so that it costs no look-up.
static EMPTY: &str = "";

static TABLE: LazyLock<Vec<Mutex<Shard>>> =
    LazyLock::new(|| (0..SHARDS).map(|_| Mutex::default()).collect());

thread_local! {
    static LATEST: RefCell<Vec<(u64, Text)>> = RefCell::new(vec![(0, Text(&EMPTY)); RECENT]);
}

/// The lower half of a text's hash, and the number of the text counted from 1; 0 where the slot is free.
#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u32,
    number: u32,
}

/// Open addressing over short slots: finding out that a text is new touches one of them, and growing touches no text.
#[derive(Default)]
struct Shard {
    /// A power of two of them, at most three of four in use.
    slots: Vec<Slot>,
    texts: Vec<Text>,
    /// What is left of the bytes set aside.
    room: &'static mut [u8],
    /// What is left of the places set aside.
    places: &'static mut [&'static str],
}

impl Shard {
    fn intern(&mut self, hash: u32, text: &str) -> Text {
        if (self.texts.len() + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let mut at = self.home(hash);
        loop {
            let slot = self.slots.get(at).copied().unwrap_or_default();
            let Some(index) = (slot.number as usize).checked_sub(1) else {
                break;
            };
            if slot.hash == hash
                && let Some(known) = self.texts.get(index).filter(|known| **known == *text)
            {
                return *known;
            }
            at = self.after(at);
        }
        let kept = self.keep(text);
        self.texts.push(kept);
        if let (Some(slot), Ok(number)) = (self.slots.get_mut(at), self.texts.len().try_into()) {
            *slot = Slot { hash, number };
        }
        kept
    }

    fn home(&self, hash: u32) -> usize {
        hash as usize & self.slots.len().saturating_sub(1)
    }

    fn after(&self, at: usize) -> usize {
        (at + 1) & self.slots.len().saturating_sub(1)
    }

    fn grow(&mut self) {
        let more = vec![Slot::default(); (self.slots.len() * 2).max(64)];
        for slot in std::mem::replace(&mut self.slots, more) {
            if slot.number == 0 {
                continue;
            }
            let mut at = self.home(slot.hash);
            while self.slots.get(at).is_some_and(|other| other.number != 0) {
                at = self.after(at);
            }
            if let Some(place) = self.slots.get_mut(at) {
                *place = slot;
            }
        }
    }

    /// A copy that lasts.
    fn keep(&mut self, text: &str) -> Text {
        let kept = self.copy(text);
        if self.places.is_empty() {
            self.places = vec![EMPTY; PLACES].leak();
        }
        match std::mem::take(&mut self.places).split_first_mut() {
            Some((place, rest)) => {
                *place = kept;
                self.places = rest;
                Text(place)
            }
            None => Text(Box::leak(Box::new(kept))),
        }
    }

    fn copy(&mut self, text: &str) -> &'static str {
        if text.len() > CHUNK / 8 {
            return Box::leak(text.into());
        }
        if self.room.len() < text.len() {
            self.room = vec![0; CHUNK].leak();
        }
        let (kept, rest) = std::mem::take(&mut self.room).split_at_mut(text.len());
        self.room = rest;
        kept.copy_from_slice(text.as_bytes());
        // It is the copy of a text.
        std::str::from_utf8(kept).unwrap_or_default()
    }
}

/// Immutable text of which equal values share one copy. Copying and comparing cost a pointer.
///
/// The text is never freed; its total is bounded by the size limits on inputs.
// There are many times more of these than texts, so each is as small as a pointer can be.
#[derive(Clone, Copy)]
pub struct Text(&'static &'static str);

impl Text {
    /// The one copy of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if text.is_empty() {
            return Self(&EMPTY);
        }
        let hash = FxBuildHasher.hash_one(text);
        let [low, high] =
            [hash & 0xFFFF_FFFF, hash >> 32].map(|half| u32::try_from(half).unwrap_or(0));
        let recent = high as usize % RECENT;
        let latest = LATEST.with_borrow(|latest| latest.get(recent).copied());
        if let Some((known, kept)) = latest
            && known == hash
            && *kept == *text
        {
            return kept;
        }
        let shard = &TABLE[high as usize / RECENT % SHARDS];
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = shard.intern(low, text);
        drop(shard);
        LATEST.with_borrow_mut(|latest| {
            if let Some(slot) = latest.get_mut(recent) {
                *slot = (hash, kept);
            }
        });
        kept
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
        std::ptr::from_ref(self.0).hash(state);
    }
}
impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Text {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        if self == other {
            return std::cmp::Ordering::Equal;
        }
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
        *self.0 == other
    }
}
impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == *other
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
    use super::*;

    #[test]
    fn equal_texts_share_one_copy() {
        let built = format!("vpc-{}", 1);
        assert_eq!(Text::new("vpc-1"), Text::new(&built));
        assert_ne!(Text::new("vpc-1"), Text::new("vpc-2"));
        assert_eq!(Text::new(""), Text::new(String::new().as_str()));
        assert_eq!(Text::new("").as_str(), "");
    }

    #[test]
    fn every_thread_gets_the_same_copy_of_many() {
        let all = |from: usize| -> Vec<Text> {
            let texts = (0..20_000).map(|n| {
                let n = (n + from) % 20_000;
                (
                    n,
                    Text::new(&format!("many-{n}-{}", "é".repeat(n % 3000 / 10))),
                )
            });
            let mut texts: Vec<_> = texts.collect();
            texts.sort_by_key(|(n, _)| *n);
            texts.into_iter().map(|(_, text)| text).collect()
        };
        let threads: Vec<_> = (0..4)
            .map(|n| std::thread::spawn(move || all(n * 5000)))
            .collect();
        let mine = all(0);
        for thread in threads {
            assert!(thread.join().unwrap() == mine);
        }
        for (n, text) in mine.iter().enumerate() {
            assert_eq!(
                *text,
                format!("many-{n}-{}", "é".repeat(n % 3000 / 10)).as_str()
            );
        }
        let long = "x".repeat(100_000);
        assert_eq!(Text::new(&long), Text::new(&long));
    }

    #[test]
    fn texts_of_one_slot_stay_apart() {
        let mut shard = Shard::default();
        let names: Vec<String> = (0..500).map(|n| format!("n{n}")).collect();
        let kept: Vec<Text> = names.iter().map(|n| shard.intern(7, n)).collect();
        for (name, kept) in names.iter().zip(kept) {
            assert_eq!(*name, *kept);
            assert!(kept == shard.intern(7, name));
        }
        assert_eq!(shard.texts.len(), 500);
    }
}
