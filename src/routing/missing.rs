//! Facts that the input does not hold, as sentences that name the element.

use rustc_hash::FxHashMap;

use super::num::id32;

/// A missing fact.
pub type MissingId = u32;

/// All facts found missing, each once.
#[derive(Debug, Default)]
pub struct Missing {
    list: Vec<String>,
    ids: FxHashMap<String, MissingId>,
}

impl Missing {
    /// The number of a sentence.
    pub fn note(&mut self, sentence: String) -> MissingId {
        if let Some(id) = self.ids.get(&sentence) {
            return *id;
        }
        let id = id32(self.list.len());
        self.list.push(sentence.clone());
        self.ids.insert(sentence, id);
        id
    }

    /// The sentence of a number.
    #[must_use]
    pub fn sentence(&self, id: MissingId) -> &str {
        self.list.get(id as usize).map_or("", String::as_str)
    }
}
