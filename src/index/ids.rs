//! Native ids and names to elements.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{AnyId, Design, ElementKind, Presence};
use crate::source::Text;

/// Elements by one text; nearly every text names one element only.
#[derive(Debug, Default)]
struct ByText {
    first: FxHashMap<Text, AnyId>,
    more: FxHashMap<Text, Vec<AnyId>>,
}

impl ByText {
    fn insert(&mut self, text: Text, id: AnyId) {
        match self.first.entry(text) {
            std::collections::hash_map::Entry::Vacant(slot) => {
                slot.insert(id);
            }
            std::collections::hash_map::Entry::Occupied(_) => {
                self.more.entry(text).or_default().push(id);
            }
        }
    }

    fn get(&self, text: Text) -> impl Iterator<Item = AnyId> + '_ {
        self.first
            .get(&text)
            .into_iter()
            .chain(self.more.get(&text).into_iter().flatten())
            .copied()
    }
}

/// Native ids and names.
#[derive(Debug, Default)]
pub struct Ids {
    ids: ByText,
    names: ByText,
    owners: FxHashSet<(ElementKind, Text)>,
}

impl Ids {
    /// Collects the ids and names of all elements, in the order of the design.
    #[must_use]
    pub fn build(design: &Design) -> Self {
        let mut index = Self::default();
        index.ids.first.reserve(design.len());
        for id in design.all() {
            let head = design.head(id);
            if let Some(text) = head.id.get() {
                index.ids.insert(text, id);
            }
            if let Some(text) = head.name.get() {
                index.names.insert(text, id);
            }
            if let (Some(owner), Presence::Listed) = (head.account.get(), head.presence) {
                index.owners.insert((id.kind(), owner));
            }
        }
        index
    }

    /// The elements with a native id; several where providers or kinds use the same one.
    pub fn native(&self, id: Text) -> impl Iterator<Item = AnyId> + '_ {
        self.ids.get(id)
    }

    /// The elements with a name.
    pub fn named(&self, name: Text) -> impl Iterator<Item = AnyId> + '_ {
        self.names.get(name)
    }

    /// Whether an element of that kind and owner was listed.
    #[must_use]
    pub fn shows(&self, kind: ElementKind, owner: Text) -> bool {
        self.owners.contains(&(kind, owner))
    }

    /// The elements that a reference means: a native id, a name, or `kind/name` (also `kind/id`). The first way that finds something decides.
    #[must_use]
    pub fn find(&self, reference: &str) -> Vec<AnyId> {
        let whole = Text::new(reference);
        let found: Vec<AnyId> = self.native(whole).collect();
        if !found.is_empty() {
            return found;
        }
        if let Some((kind, rest)) = reference
            .split_once('/')
            .and_then(|(word, rest)| Some((ElementKind::from_word(word)?, Text::new(rest))))
        {
            let found: Vec<AnyId> = self
                .native(rest)
                .chain(self.named(rest))
                .filter(|id| id.kind() == kind)
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        self.named(whole).collect()
    }
}
