//! Elements by native id and by name.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Family;
use super::head::{Head, Mode};
use super::kind::{AnyId, Design, Element, ElementKind};
use super::place::ProviderId;
use crate::source::{FileId, Text};

/// Elements by native id and, where asked for, by name.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    /// One for each kind that has elements, at the kind's number.
    kinds: Vec<Table>,
}

#[derive(Clone, Debug, Default)]
struct Table {
    /// A handful of providers at most.
    ids: Vec<(ProviderId, FxHashMap<Text, u32>)>,
    /// Keys of designs, whole: `vif-1/v4`.
    keys: FxHashMap<Text, Named>,
    /// Names that exports give.
    tags: FxHashMap<Text, Named>,
    /// Further names: a session by its family (`vif-1/ipv4`), what lies inside another by its own name alone.
    aliases: FxHashMap<Text, Named>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Named {
    One(u32),
    Several,
}

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This.
    One(AnyId),
    /// Nothing has this id or name.
    Nothing,
    /// More than one thing has this name.
    Several,
}

impl Lookup {
    /// By native id alone.
    #[must_use]
    pub fn ids(design: &Design) -> Self {
        Self::build(design, false)
    }

    /// By native id and by name, for references that people write.
    #[must_use]
    pub fn names(design: &Design) -> Self {
        Self::build(design, true)
    }

    fn build(design: &Design, names: bool) -> Self {
        let designs: FxHashSet<FileId> = design
            .about
            .design_files
            .iter()
            .map(|(file, _)| *file)
            .collect();
        let mut kinds: Vec<Table> = vec![Table::default(); ElementKind::ALL.len()];
        macro_rules! fill {
            ($($kind:ident $field:ident;)*) => {
                $(if let Some(table) = kinds.get_mut(ElementKind::$kind as usize) {
                    table.fill(design.$field.as_slice(), names, &designs);
                })*
            };
        }
        for_each_kind!(fill);
        if names && let Some(table) = kinds.get_mut(ElementKind::BgpPeer as usize) {
            table.sessions_by_family(design);
        }
        Self { kinds }
    }

    fn table(&self, kind: ElementKind) -> Option<&Table> {
        self.kinds.get(kind as usize)
    }

    /// The element of a provider with this native id.
    #[must_use]
    pub fn id(&self, kind: ElementKind, provider: ProviderId, id: Text) -> Option<AnyId> {
        let (_, map) = self
            .table(kind)?
            .ids
            .iter()
            .find(|(known, _)| *known == provider)?;
        AnyId::of(kind, *map.get(&id)? as usize)
    }

    /// The element of any provider with this native id.
    #[must_use]
    pub fn id_anywhere(&self, kind: ElementKind, id: Text) -> Found {
        let mut found = Found::Nothing;
        for (_, map) in self.table(kind).into_iter().flat_map(|table| &table.ids) {
            if let Some(at) = map.get(&id).and_then(|at| AnyId::of(kind, *at as usize)) {
                found = if found == Found::Nothing {
                    Found::One(at)
                } else {
                    Found::Several
                };
            }
        }
        found
    }

    /// The element with this name: a design's key, else the one name that exports give, else a further name.
    #[must_use]
    pub fn name(&self, kind: ElementKind, name: &str) -> Found {
        let Some(table) = self.table(kind) else {
            return Found::Nothing;
        };
        let name = Text::new(name);
        let named = [&table.keys, &table.tags, &table.aliases]
            .into_iter()
            .find_map(|map| map.get(&name));
        match named {
            Some(Named::One(at)) => {
                AnyId::of(kind, *at as usize).map_or(Found::Nothing, Found::One)
            }
            Some(Named::Several) => Found::Several,
            None => Found::Nothing,
        }
    }

    /// What a person means: a native id, a name, or `kind/name`; among `kinds` where one is not written, else any kind.
    #[must_use]
    pub fn find(&self, reference: &str, kinds: &[ElementKind]) -> Found {
        let (kinds, reference) = match split_kind(reference) {
            Some((kind, rest)) => (vec![kind], rest),
            None if kinds.is_empty() => (ElementKind::ALL.to_vec(), reference),
            None => (kinds.to_vec(), reference),
        };
        let only = |find: &dyn Fn(ElementKind) -> Found| {
            let mut found = Found::Nothing;
            for kind in &kinds {
                match (find(*kind), &found) {
                    (Found::Nothing, _) => {}
                    (one, Found::Nothing) => found = one,
                    _ => return Found::Several,
                }
            }
            found
        };
        match only(&|kind| self.id_anywhere(kind, Text::new(reference))) {
            Found::Nothing => only(&|kind| self.name(kind, reference)),
            found => found,
        }
    }

    /// The names of a kind that designs and exports give, sorted; for suggestions.
    #[must_use]
    pub fn all_names(&self, kind: ElementKind) -> Vec<Text> {
        let Some(table) = self.table(kind) else {
            return Vec::new();
        };
        let mut names: Vec<Text> = table
            .keys
            .keys()
            .chain(table.tags.keys())
            .copied()
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// `kind/name` apart.
#[must_use]
pub fn split_kind(reference: &str) -> Option<(ElementKind, &str)> {
    let (word, rest) = reference.split_once('/')?;
    Some((ElementKind::from_word(word)?, rest))
}

fn add(map: &mut FxHashMap<Text, Named>, name: Text, at: u32) {
    map.entry(name)
        .and_modify(|named| {
            if *named != Named::One(at) {
                *named = Named::Several
            }
        })
        .or_insert(Named::One(at));
}

impl Table {
    fn fill<T: Element>(&mut self, elements: &[T], names: bool, designs: &FxHashSet<FileId>) {
        for (at, element) in elements.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let head = element.head();
            if let Some(id) = head.id.get() {
                self.add_id(head.provider, id, at, elements.len());
            }
            if names && let Some(name) = head.name.get() {
                self.add_name(head, name, at, designs);
            }
        }
    }

    fn add_id(&mut self, provider: ProviderId, id: Text, at: u32, room: usize) {
        let place = self
            .ids
            .iter()
            .position(|(known, _)| *known == provider)
            .unwrap_or_else(|| {
                let room = if self.ids.is_empty() { room } else { 0 };
                self.ids.push((
                    provider,
                    FxHashMap::with_capacity_and_hasher(room, Default::default()),
                ));
                self.ids.len() - 1
            });
        if let Some((_, map)) = self.ids.get_mut(place) {
            map.entry(id).or_insert(at);
        }
    }

    fn add_name(&mut self, head: &Head, name: Text, at: u32, designs: &FxHashSet<FileId>) {
        let written = head
            .name
            .span()
            .is_some_and(|span| designs.contains(&span.file));
        if written || head.mode == Mode::Design {
            // The first of a name holds; that it stands twice is reported where designs are put together.
            self.keys.entry(name).or_insert(Named::One(at));
        } else {
            add(&mut self.tags, name, at);
        }
        if let Some((_, own)) = name.as_str().rsplit_once('/') {
            add(&mut self.aliases, Text::new(own), at);
        }
    }

    fn sessions_by_family(&mut self, design: &Design) {
        let mut live: FxHashMap<Text, Named> = FxHashMap::default();
        for (id, peer) in design
            .bgp_peers
            .iter()
            .filter(|(_, peer)| peer.head.state.is_live())
        {
            let family: Option<Family> = peer.effective_family();
            let parent = peer
                .head
                .name
                .get()
                .and_then(|name| name.as_str().rsplit_once('/'))
                .map(|(parent, _)| parent);
            let native = peer.virtual_interface.id.get().map(Text::as_str);
            let Some(family) = family else { continue };
            for parent in [parent, native].into_iter().flatten() {
                let name = Text::new(&format!("{parent}/{}", family.word()));
                add(
                    &mut live,
                    name,
                    u32::try_from(id.index()).unwrap_or(u32::MAX),
                );
            }
        }
        self.aliases.extend(live);
    }
}
