//! Which views are of one element.

use rustc_hash::FxHashMap;

use crate::model::*;
use crate::source::Text;

/// What identifies an element without an id: its parent's id and a digest of what tells it from its siblings.
pub(super) trait Identity: Element {
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

/// Where elements went, by what identifies them.
pub(super) struct Slots<T> {
    /// A handful of providers at most.
    by_id: Vec<(ProviderId, FxHashMap<Text, u32>)>,
    by_parent: FxHashMap<(ProviderId, Text, u64, u32), u32>,
    /// How often the same nameless part was met in this view.
    met: FxHashMap<(ProviderId, Text, u64), u32>,
    /// For how many ids of the first provider there is to be room.
    room: usize,
    kind: std::marker::PhantomData<T>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self {
            by_id: Vec::new(),
            by_parent: FxHashMap::default(),
            met: FxHashMap::default(),
            room: 0,
            kind: std::marker::PhantomData,
        }
    }
}

impl<T: Identity> Slots<T> {
    /// Makes room for `coming` more ids at least, and where that is to be done, for as many as are expected in the end.
    pub(super) fn make_room(&mut self, coming: usize, expected: usize) {
        match self.by_id.first_mut() {
            Some((_, ids)) if ids.capacity() - ids.len() < coming => {
                ids.reserve(expected.saturating_sub(ids.len()).max(coming));
            }
            Some(_) => {}
            None => self.room = expected,
        }
    }

    pub(super) fn next_view(&mut self) {
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
    pub(super) fn slot(&mut self, element: &T, new: usize) -> Option<usize> {
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
