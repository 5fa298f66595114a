//! Which element of the later snapshot is which of the earlier one.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::model::{AnyId, Coverage, Design, ElementKind, Head, Listed, Presence, ProviderId};
use crate::source::Text;

/// Elements side by side.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// The same element in both, in the order of the earlier snapshot.
    pub(super) both: Vec<(AnyId, AnyId)>,
    /// Elements of the earlier one only.
    pub(super) old_only: Vec<AnyId>,
    /// Elements of the later one only.
    pub(super) new_only: Vec<AnyId>,
}

/// Which of several elements with the same identity.
type Numbered<K> = (K, usize);

/// Pairs what is not paired yet by a key; several of one key are taken in their order.
fn pair<K: Hash + Eq + Clone>(
    matched: &mut Matched,
    designs: (&Design, &Design),
    key: impl Fn(&Design, AnyId) -> Option<K>,
    fits: impl Fn(&Head, &Head) -> bool,
) {
    let mut places: FxHashMap<Numbered<K>, usize> = FxHashMap::default();
    let mut counts: FxHashMap<K, usize> = FxHashMap::default();
    let mut next = |key: &K| {
        let count = counts.entry(key.clone()).or_default();
        *count += 1;
        *count
    };
    for (at, id) in matched.new_only.iter().enumerate() {
        if let Some(key) = key(designs.1, *id) {
            let number = next(&key);
            places.insert((key, number), at);
        }
    }
    let mut counts: FxHashMap<K, usize> = FxHashMap::default();
    let mut taken = vec![false; matched.new_only.len()];
    let mut left = Vec::new();
    for id in std::mem::take(&mut matched.old_only) {
        let head = designs.0.head(id);
        let found = key(designs.0, id).and_then(|key| {
            let count = counts.entry(key.clone()).or_default();
            *count += 1;
            let at = *places.get(&(key, *count))?;
            let other = *matched.new_only.get(at)?;
            fits(head, designs.1.head(other)).then_some((at, other))
        });
        match found {
            Some((at, other)) => {
                taken[at] = true;
                matched.both.push((id, other));
            }
            None => left.push(id),
        }
    }
    matched.old_only = left;
    let mut taken = taken.into_iter();
    matched.new_only.retain(|_| !taken.next().unwrap_or(false));
}

/// Whether owner and region do not speak against it, because one of the snapshots leaves them open.
fn compatible(old: &Head, new: &Head) -> bool {
    let agree = |a: Option<Text>, b: Option<Text>| a.is_none() || b.is_none() || a == b;
    agree(old.account.get(), new.account.get()) && agree(old.region.get(), new.region.get())
}

/// What an element is known by.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Identity {
    /// The provider's id.
    Id(Text),
    /// Its name.
    Name(Text),
    /// Without either: what it ties together. Several that tie the same, or nothing, go by their order.
    Ends(Option<Text>, Option<Text>),
}

fn identity(design: &Design, id: AnyId) -> Identity {
    let head = design.head(id);
    if let Some(id) = head.id.get() {
        return Identity::Id(id);
    }
    if let Some(name) = head.name.get() {
        return Identity::Name(name);
    }
    match id {
        AnyId::DirectConnectGatewayAssociation(id) => {
            Identity::Ends(design[id].gateway.id.get(), design[id].to.id.get())
        }
        AnyId::DirectConnectGatewayAttachment(id) => {
            let tie = &design[id];
            Identity::Ends(tie.gateway.id.get(), tie.virtual_interface.id.get())
        }
        AnyId::Peering(id) => {
            let [a, b] = design[id].sides().map(|side| side.network.id.get());
            Identity::Ends(a, b)
        }
        _ => Identity::Ends(None, None),
    }
}

/// Finds the same elements: by provider, owner, region, kind and native id, else name; then where one snapshot leaves
/// owner or region open; then by name where one gives no id.
pub(super) fn matched(old: &Design, new: &Design) -> Matched {
    let mut matched = Matched {
        both: Vec::new(),
        old_only: old.all().collect(),
        new_only: new.all().collect(),
    };
    let exact = |design: &Design, id: AnyId| {
        let head = design.head(id);
        let (account, region) = (head.account.get(), head.region.get());
        let identity = identity(design, id);
        Some((id.kind(), head.provider, account, region, identity))
    };
    pair(&mut matched, (old, new), exact, |_, _| true);
    let open = |design: &Design, id: AnyId| {
        let identity = identity(design, id);
        Some((id.kind(), design.head(id).provider, identity))
    };
    pair(&mut matched, (old, new), open, compatible);
    let named = |design: &Design, id: AnyId| {
        let head = design.head(id);
        Some((id.kind(), head.provider, head.name.get()?))
    };
    pair(&mut matched, (old, new), named, |a, b| {
        compatible(a, b) && (a.id.is_absent() || b.id.is_absent())
    });
    matched.both.sort_unstable();
    // What is only referred to is no element of a snapshot.
    matched
        .old_only
        .retain(|id| old.head(*id).presence == Presence::Listed);
    matched
        .new_only
        .retain(|id| new.head(*id).presence == Presence::Listed);
    matched
}

/// What the absence from a snapshot proves.
#[derive(Debug)]
pub(super) struct Proof<'d> {
    design: &'d Design,
    coverage: Coverage,
    /// The owners and regions of what is there, by kind.
    seen: FxHashMap<(ElementKind, ProviderId), Seen>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    accounts: bool,
    regions: bool,
}

/// Kinds that lists show whoever the owner is.
const SHARED: [ElementKind; 5] = [
    ElementKind::Peering,
    ElementKind::TransitGatewayAttachment,
    ElementKind::DirectConnectGatewayAssociation,
    ElementKind::DirectConnectGatewayAttachment,
    ElementKind::DirectConnectGatewayProposal,
];

impl<'d> Proof<'d> {
    /// That of a snapshot.
    pub(super) fn of(design: &'d Design) -> Self {
        let mut seen: FxHashMap<(ElementKind, ProviderId), Seen> = FxHashMap::default();
        for id in design.all() {
            let head = design.head(id);
            let seen = seen.entry((id.kind(), head.provider)).or_default();
            seen.accounts |= head.account.get().is_some();
            seen.regions |= head.region.get().is_some();
        }
        Self {
            design,
            coverage: Coverage::of(design),
            seen,
        }
    }

    /// Whether the list in which an element of the other snapshot would stand was given whole. A list of which nothing says
    /// whose it is counts for every owner and region, unless what it holds tells otherwise.
    pub(super) fn lists(&self, kind: ElementKind, head: &Head) -> bool {
        let seen = self.seen.get(&(kind, head.provider)).copied();
        let seen = seen.unwrap_or_default();
        let any_owner = head.exporter.is_none() && (SHARED.contains(&kind) || !seen.accounts);
        let account = head.exporter.or(head.account.get());
        let accounts = [Some(account), any_owner.then_some(None)];
        let regions = [Some(head.region.get()), (!seen.regions).then_some(None)];
        accounts.into_iter().flatten().any(|account| {
            regions.into_iter().flatten().any(|region| {
                let listed = self.coverage.listed(kind, head.provider, account, region);
                listed == Listed::Complete
            })
        })
    }

    /// Whether an element of the other snapshot would be here: a design file says all there is; kinds that have no list of
    /// their own stand beside what they belong to.
    pub(super) fn covers(&self, other: &Proof<'_>, kind: ElementKind, head: &Head) -> bool {
        if head.is_design() || self.is_design_only() {
            return true;
        }
        if self.lists(kind, head) {
            return true;
        }
        let has_lists = |proof: &Proof<'_>| proof.coverage.any(kind, head.provider);
        !has_lists(self) && !has_lists(other) && !self.design.is_empty()
    }

    fn is_design_only(&self) -> bool {
        let about = &self.design.about;
        !about.design_files.is_empty() && about.listings.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Network, Peering};
    use crate::source::{Field, FileId, Span};

    fn text(text: &str) -> Field<Text> {
        Field::at(Text::new(text), Span::file(FileId(0)))
    }

    fn head(id: &str, account: &str, region: &str) -> Head {
        let given = |t: &str| if t.is_empty() { Field::Absent } else { text(t) };
        Head {
            provider: ProviderId("aws"),
            id: given(id),
            account: given(account),
            region: given(region),
            ..Head::default()
        }
    }

    fn networks(heads: Vec<Head>) -> Design {
        let mut design = Design::default();
        for head in heads {
            design.networks.push(Network {
                head,
                ..Network::default()
            });
        }
        design
    }

    #[test]
    fn owner_and_region_are_part_of_the_identity() {
        let old = networks(vec![head("vpc-1", "1", "a"), head("vpc-1", "2", "a")]);
        let new = networks(vec![head("vpc-1", "2", "a"), head("vpc-1", "3", "a")]);
        let matched = matched(&old, &new);
        let pairs: Vec<(usize, usize)> = matched
            .both
            .iter()
            .map(|(a, b)| (a.index(), b.index()))
            .collect();
        assert_eq!(pairs, [(1, 0)]);
        assert_eq!((matched.old_only.len(), matched.new_only.len()), (1, 1));
    }

    #[test]
    fn a_snapshot_may_leave_owner_and_region_open() {
        let old = networks(vec![head("vpc-1", "", "")]);
        let new = networks(vec![head("vpc-1", "2", "a")]);
        assert_eq!(matched(&old, &new).both.len(), 1);
    }

    #[test]
    fn names_are_used_where_an_id_is_missing() {
        let named = |id: &str, name: &str| Head {
            name: text(name),
            ..head(id, "", "")
        };
        let old = networks(vec![named("", "prod")]);
        let new = networks(vec![named("vpc-1", "prod")]);
        assert_eq!(matched(&old, &new).both.len(), 1);
        // Two ids are two things, whatever they are called.
        let other = networks(vec![named("vpc-2", "prod")]);
        let different = matched(&new, &other);
        assert_eq!((different.both.len(), different.old_only.len()), (0, 1));
    }

    #[test]
    fn kinds_are_part_of_the_identity() {
        let old = networks(vec![head("x", "", "")]);
        let mut new = Design::default();
        new.peerings.push(Peering {
            head: head("x", "", ""),
            ..Peering::default()
        });
        assert!(matched(&old, &new).both.is_empty());
    }
}
