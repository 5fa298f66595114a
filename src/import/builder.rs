//! Batches of all documents to one design: views of one object become one element.
//!
//! Two views are of one object when provider, kind and native id are the same, whatever account or region they come from; a design
//! that names no provider lies over whichever has the id.
//! The strongest view is the base and the others fill what it does not say: first what a design says, then the view of
//! the owner (the exporting account owns the element), then other lists, then mere mentions; among equals the earlier one.
//! An element that a design describes and an export shows stays [`Mode::Export`]: a fact that neither gives is unknown.

use rustc_hash::{FxHashMap, FxHashSet};

use super::joins;
use super::views::{Meeting, Member};
use crate::model::*;
use crate::source::{Span, Text};

/// Two views of one element that say different things.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The element.
    pub element: AnyId,
    /// The member, as the model names it.
    pub member: &'static str,
    /// What holds.
    pub held: Span,
    /// What the other view says.
    pub other: Span,
}

/// The same kind and name twice in designs.
#[derive(Clone, Debug, PartialEq)]
pub struct SameName {
    /// The element that the name stands for.
    pub held: AnyId,
    /// The second one.
    pub other: AnyId,
}

/// A design and what was noticed while it was put together.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// The design; references are not resolved.
    pub design: Design,
    /// Contradictions, kind by kind in order.
    pub contradictions: Vec<Contradiction>,
    /// Names that stand twice.
    pub same_names: Vec<SameName>,
}

/// Puts the elements of all documents together. The order of `parts` decides among equals, so it must not depend on threads
/// or arguments: by path, then by number of the document.
#[must_use]
pub fn merge(mut parts: Vec<Design>) -> Merged {
    let mut merged = Merged::default();
    for part in &mut parts {
        merged.design.about.append(std::mem::take(&mut part.about));
    }
    merge_arenas(parts, &mut merged);
    one_session_each(&mut merged);
    joins::join(&mut merged);
    merged
}

macro_rules! merge_arenas {
    ($($kind:ident $field:ident;)*) => {
        #[derive(Default)]
        struct Results {
            $($field: Joined<$kind>,)*
        }

        fn merge_arenas(mut parts: Vec<Design>, merged: &mut Merged) {
            let mut results = Results::default();
            $(let $field: Vec<Vec<$kind>> = parts
                .iter_mut()
                .map(|part| std::mem::take(&mut part.$field).into_vec())
                .filter(|list| !list.is_empty())
                .collect();)*
            drop(parts);
            rayon::scope(|scope| {
                $(if !$field.is_empty() {
                    let result = &mut results.$field;
                    scope.spawn(move |_| *result = join($field));
                })*
            });
            $(
                merged.design.$field = results.$field.elements.into();
                merged.contradictions.extend(results.$field.contradictions);
                merged.same_names.extend(results.$field.same_names);
            )*
        }
    };
}
for_each_kind!(merge_arenas);

struct Joined<T> {
    elements: Vec<T>,
    contradictions: Vec<Contradiction>,
    same_names: Vec<SameName>,
}

impl<T> Default for Joined<T> {
    fn default() -> Self {
        Self {
            elements: Vec::new(),
            contradictions: Vec::new(),
            same_names: Vec::new(),
        }
    }
}

/// A view of an element that was met before.
struct Further<T> {
    slot: usize,
    strength: u8,
    /// When it was met.
    order: usize,
    view: T,
}

fn join<T: Identity + Member>(lists: Vec<Vec<T>>) -> Joined<T> {
    let total: usize = lists.iter().map(Vec::len).sum();
    let mut slots = Slots::<T>::with_room(total);
    let mut elements: Vec<T> = Vec::new();
    let mut further: Vec<Further<T>> = Vec::new();
    let mut order = 0;
    for mut list in lists {
        slots.next_view();
        // The first list becomes the arena, so that one large export is not copied.
        let take_over = elements.is_empty();
        if take_over {
            let repeated = list
                .iter()
                .enumerate()
                .filter(|(at, element)| slots.slot(element, *at).is_some())
                .count();
            if repeated == 0 {
                order += list.len();
                list.reserve_exact(total - list.len());
                elements = list;
                continue;
            }
            slots = Slots::with_room(total);
            slots.next_view();
            elements.reserve_exact(total);
        }
        for element in list {
            order += 1;
            match slots.slot(&element, elements.len()) {
                Some(slot) => further.push(Further {
                    slot,
                    strength: strength(element.head()),
                    order,
                    view: element,
                }),
                None => elements.push(element),
            }
        }
    }
    let contradictions = fill(&mut elements, further);
    let same_names = same_names(&elements);
    Joined {
        elements,
        contradictions,
        same_names,
    }
}

/// Where elements went, by what identifies them.
struct Slots<T> {
    /// A handful of providers at most.
    by_id: Vec<(ProviderId, FxHashMap<Text, u32>)>,
    by_parent: FxHashMap<(ProviderId, Text, u64, u32), u32>,
    /// How often the same nameless part was met in this view.
    met: FxHashMap<(ProviderId, Text, u64), u32>,
    room: usize,
    kind: std::marker::PhantomData<T>,
}

impl<T: Identity> Slots<T> {
    fn with_room(room: usize) -> Self {
        Self {
            by_id: Vec::new(),
            by_parent: FxHashMap::default(),
            met: FxHashMap::default(),
            room,
            kind: std::marker::PhantomData,
        }
    }

    fn next_view(&mut self) {
        self.met.clear();
    }

    /// Where an element of another provider with this id went, where one of the two is a design that names no provider.
    fn open(&self, provider: ProviderId, id: Text) -> Option<u32> {
        let generic = ProviderId::GENERIC;
        let others = self.by_id.iter().filter(|(known, _)| *known != provider);
        let open = others.filter(|(known, _)| provider == generic || *known == generic);
        open.filter_map(|(_, map)| map.get(&id)).copied().next()
    }

    /// The ids of a provider.
    fn ids(&mut self, provider: ProviderId) -> Option<&mut FxHashMap<Text, u32>> {
        let at = match self.by_id.iter().position(|(known, _)| *known == provider) {
            Some(at) => at,
            None => {
                let room = if self.by_id.is_empty() { self.room } else { 0 };
                let map = FxHashMap::with_capacity_and_hasher(room, Default::default());
                self.by_id.push((provider, map));
                self.by_id.len() - 1
            }
        };
        self.by_id.get_mut(at).map(|(_, map)| map)
    }

    /// The slot of an element met before; else it is noted that the element goes to `new`.
    fn slot(&mut self, element: &T, new: usize) -> Option<usize> {
        let new = u32::try_from(new).unwrap_or(u32::MAX);
        let provider = element.head().provider;
        let known = if let Some(id) = element.head().id.get() {
            let open = self.open(provider, id);
            *self.ids(provider)?.entry(id).or_insert(open.unwrap_or(new))
        } else if let Some((parent, digest)) = element.within() {
            // Two of the same in one view are two; the second of one view is the second of another.
            let nth = self
                .met
                .entry((provider, parent, digest))
                .and_modify(|n| *n += 1)
                .or_insert(0);
            *self
                .by_parent
                .entry((provider, parent, digest, *nth))
                .or_insert(new)
        } else {
            new
        };
        (known != new).then_some(known as usize)
    }
}

/// Smaller is stronger.
fn strength(head: &Head) -> u8 {
    match (head.mode, head.presence) {
        (Mode::Design, _) => 0,
        (Mode::Export, Presence::Listed)
            if head.exporter.is_some() && head.exporter == head.account.get() =>
        {
            1
        }
        (Mode::Export, Presence::Listed) => 2,
        (Mode::Export, Presence::Mentioned) => 3,
    }
}

fn fill<T: Identity + Member>(
    elements: &mut [T],
    mut further: Vec<Further<T>>,
) -> Vec<Contradiction> {
    further.sort_by_key(|view| (view.slot, view.strength, view.order));
    let mut contradictions = Vec::new();
    for Further { slot, mut view, .. } in further {
        let Some(base) = elements.get_mut(slot) else {
            continue;
        };
        if strength(view.head()) < strength(base.head()) {
            std::mem::swap(base, &mut view);
        }
        let mut meeting = if base.head().mode == view.head().mode {
            Meeting::default()
        } else {
            Meeting::overlay()
        };
        let place = |head: &Head| head.origins.first().copied().or(head.id.span());
        let (here, there) = (place(base.head()), place(view.head()));
        base.fill(view, &mut meeting);
        if let Some((member, held, other)) = meeting.contradiction
            && let (Some(held), Some(other)) = (held.or(here), other.or(there))
        {
            contradictions.push(Contradiction {
                element: T::any(Id::new(slot)),
                member,
                held,
                other,
            });
        }
    }
    contradictions
}

fn same_names<T: Element>(elements: &[T]) -> Vec<SameName> {
    let mut known: FxHashMap<Text, usize> = FxHashMap::default();
    let mut twice = Vec::new();
    for (at, element) in elements.iter().enumerate() {
        let head = element.head();
        let Some(name) = head.name.get().filter(|_| head.mode == Mode::Design) else {
            continue;
        };
        let first = *known.entry(name).or_insert(at);
        if first != at {
            twice.push(SameName {
                held: T::any(Id::new(first)),
                other: T::any(Id::new(at)),
            });
        }
    }
    twice
}

/// What identifies an element without an id: its parent's id and a digest of what tells it from its siblings.
trait Identity: Element {
    fn within(&self) -> Option<(Text, u64)> {
        None
    }
}

fn digest(what: impl std::hash::Hash) -> u64 {
    use std::hash::BuildHasher;
    rustc_hash::FxBuildHasher.hash_one(what)
}

impl Identity for BgpPeer {
    fn within(&self) -> Option<(Text, u64)> {
        let parent = self
            .virtual_interface
            .id
            .get()
            .filter(|_| self.head.mode == Mode::Export)?;
        let ends = (self.provider_address.get(), self.customer_address.get());
        Some((
            parent,
            digest((self.effective_family(), self.effective_asn().get(), ends)),
        ))
    }
}

impl Identity for VpnTunnel {
    fn within(&self) -> Option<(Text, u64)> {
        let parent = self
            .connection
            .id
            .get()
            .filter(|_| self.head.mode == Mode::Export)?;
        let address = self.outside_address.get();
        let name = self.head.name.get().filter(|_| address.is_none());
        Some((parent, digest((address, name))))
    }
}

macro_rules! by_id_only {
    ($($kind:ident)*) => { $(impl Identity for $kind {})* };
}
by_id_only! {
    Network Subnet Peering RouteTable VirtualGateway TransitGateway TransitGatewayAttachment TransitGatewayRouteTable
    TransitGatewayConnectPeer DirectConnectGateway DirectConnectGatewayAssociation DirectConnectGatewayAttachment
    DirectConnectGatewayProposal Connection Lag VirtualInterface RouteServer RouteServerEndpoint RouteServerPeer CustomerGateway
    VpnConnection InternetGateway EgressOnlyInternetGateway NatGateway Interface PrefixList Site SiteRouter SiteLink SharedRisk
}

/// A session that an old export shows inside its interface, where another export lists the sessions, is one of those.
fn one_session_each(merged: &mut Merged) {
    let design = &mut merged.design;
    let listed: FxHashSet<(ProviderId, Text)> = design
        .virtual_interfaces
        .iter()
        .filter(|(_, interface)| interface.peers_listed)
        .filter_map(|(_, interface)| Some((interface.head.provider, interface.head.id.get()?)))
        .collect();
    let doubtful = |peer: &BgpPeer| {
        peer.from_interface
            && peer
                .virtual_interface
                .id
                .get()
                .is_some_and(|id| listed.contains(&(peer.head.provider, id)))
    };
    if !design.bgp_peers.iter().any(|(_, peer)| doubtful(peer)) {
        return;
    }
    let session = |peer: &BgpPeer| {
        (
            peer.head.provider,
            peer.virtual_interface.id.get(),
            peer.effective_family(),
        )
    };
    let known: FxHashSet<(ProviderId, Option<Text>, Option<Family>)> = design
        .bgp_peers
        .iter()
        .filter(|(_, peer)| !peer.from_interface)
        .map(|(_, peer)| session(peer))
        .collect();
    let is_double = |peer: &BgpPeer| doubtful(peer) && known.contains(&session(peer));
    // Ids shift, so what was noticed about sessions shifts with them.
    let mut new_ids: Vec<Option<Id<BgpPeer>>> = Vec::with_capacity(design.bgp_peers.len());
    let mut kept: Vec<BgpPeer> = Vec::with_capacity(design.bgp_peers.len());
    for peer in std::mem::take(&mut design.bgp_peers).into_vec() {
        if is_double(&peer) {
            new_ids.push(None);
        } else {
            new_ids.push(Some(Id::new(kept.len())));
            kept.push(peer);
        }
    }
    design.bgp_peers = kept.into();
    let moved = |id: &mut AnyId| match id {
        AnyId::BgpPeer(peer) => match new_ids.get(peer.index()).copied().flatten() {
            Some(new) => {
                *peer = new;
                true
            }
            None => false,
        },
        _ => true,
    };
    merged.contradictions.retain_mut(|c| moved(&mut c.element));
    merged
        .same_names
        .retain_mut(|n| moved(&mut n.held) && moved(&mut n.other));
}
