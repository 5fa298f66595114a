//! Everything that can fail or be named, as small numbers; what lies in what; and what a failure takes along.

use rustc_hash::FxHashMap;

use super::num::id32;
use crate::model::*;
use crate::source::Text;

/// An element, location or device.
pub type Elem = u32;

/// Elements and their containment.
#[derive(Debug, Default)]
pub struct Elements {
    offsets: Vec<u32>,
    kinds: Vec<ElementKind>,
    ids: Vec<Text>,
    names: Vec<Text>,
    /// Places and devices by name.
    places: FxHashMap<(ElementKind, Text), Elem>,
    /// Contents of each element: `starts[e]..starts[e + 1]`.
    starts: Vec<u32>,
    contents: Vec<Elem>,
    /// Members of each group of connections, and how many must be up.
    lags: FxHashMap<Elem, (Vec<Elem>, usize)>,
    lag_of: FxHashMap<Elem, Elem>,
    /// What is out of service whatever else fails.
    fallen: OutOfService,
}

/// What is out of service in the normal state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutOfService {
    /// These, with what lies in them.
    pub whole: Vec<Elem>,
    /// These alone: what lies in them goes on.
    pub alone: Vec<Elem>,
}

/// Elements that are out of service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Down {
    /// Sorted.
    all: Vec<Elem>,
    /// The same as bits, where they are many.
    bits: Vec<u64>,
}

impl Down {
    /// Up to so many it is quicker to compare with each.
    const FEW: usize = 8;

    /// Whether an element is out of service.
    #[must_use]
    pub fn has(&self, element: Elem) -> bool {
        if self.all.len() <= Self::FEW {
            return self.all.contains(&element);
        }
        self.bits
            .get(element as usize / 64)
            .is_some_and(|word| word >> (element % 64) & 1 == 1)
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Elem] {
        &self.all
    }

    fn new(mut all: Vec<Elem>) -> Self {
        all.sort_unstable();
        all.dedup();
        let mut bits = Vec::new();
        if all.len() > Self::FEW {
            bits = vec![0_u64; all.last().map_or(0, |last| *last as usize / 64 + 1)];
            for elem in &all {
                bits[*elem as usize / 64] |= 1 << (elem % 64);
            }
        }
        Self { all, bits }
    }

    /// The same but for one of them.
    pub(super) fn without(&self, kept: Elem) -> Self {
        Self::new(self.all.iter().copied().filter(|e| *e != kept).collect())
    }

    /// Whether nothing is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// The device of connections at a location for which none is known: they may all end on it.
fn unknown_device(location: Text) -> Text {
    Text::new(&format!("{location}/unknown"))
}

impl Elements {
    /// Numbers the elements of a design.
    #[must_use]
    pub fn new(design: &Design) -> Self {
        let mut elements = Self::default();
        let mut tags: FxHashMap<(ElementKind, Text), u32> = FxHashMap::default();
        for any in design.all() {
            let head = design.head(any);
            if !head.is_design()
                && let Some(name) = head.name.get()
            {
                *tags.entry((any.kind(), name)).or_default() += 1;
            }
        }
        for kind in ElementKind::ALL {
            elements.offsets.push(id32(elements.kinds.len()));
            for any in design.of_kind(*kind) {
                let head = design.head(any);
                let id = head.printed_id();
                let name = head
                    .name
                    .get()
                    .filter(|name| head.is_design() || tags.get(&(*kind, *name)) == Some(&1))
                    .unwrap_or(id);
                elements.kinds.push(*kind);
                elements.ids.push(id);
                elements.names.push(name);
            }
        }
        elements.add_places(design);
        elements.contain(design);
        elements
    }

    fn place(&mut self, kind: ElementKind, name: Text) -> Elem {
        let next = id32(self.kinds.len());
        *self.places.entry((kind, name)).or_insert_with(|| {
            self.kinds.push(kind);
            self.ids.push(name);
            self.names.push(name);
            next
        })
    }

    fn add_places(&mut self, design: &Design) {
        let mut names: Vec<(ElementKind, Text)> = Vec::new();
        for (_, c) in design.connections.iter() {
            names.extend(c.location.get().map(|l| (ElementKind::Location, l)));
            names.extend(
                devices(c.device.get(), c.logical_device.get(), c.location.get())
                    .map(|d| (ElementKind::Device, d)),
            );
        }
        for (_, l) in design.lags.iter() {
            names.extend(l.location.get().map(|l| (ElementKind::Location, l)));
            names.extend(
                known_devices(l.device.get(), l.logical_device.get())
                    .map(|d| (ElementKind::Device, d)),
            );
        }
        for (_, v) in design.virtual_interfaces.iter() {
            names.extend(v.location.get().map(|l| (ElementKind::Location, l)));
            names.extend(
                known_devices(v.device.get(), v.logical_device.get())
                    .map(|d| (ElementKind::Device, d)),
            );
        }
        names.sort_unstable();
        names.dedup();
        for (kind, name) in names {
            self.place(kind, name);
        }
    }

    fn contain(&mut self, design: &Design) {
        let mut pairs: Vec<(Elem, Elem)> = Vec::new();
        let place = |elements: &Self, kind, name| elements.places.get(&(kind, name)).copied();
        for (id, c) in design.connections.iter() {
            let elem = self.elem(AnyId::Connection(id));
            if let Some(location) = c
                .location
                .get()
                .and_then(|l| place(self, ElementKind::Location, l))
            {
                pairs.push((location, elem));
            }
            for device in devices(c.device.get(), c.logical_device.get(), c.location.get()) {
                pairs.extend(place(self, ElementKind::Device, device).map(|d| (d, elem)));
            }
        }
        let mut members: Vec<(Id<Lag>, Id<Connection>)> = Vec::new();
        for (id, lag) in design.lags.iter() {
            let elem = self.elem(AnyId::Lag(id));
            if let Some(location) = lag
                .location
                .get()
                .and_then(|l| place(self, ElementKind::Location, l))
            {
                pairs.push((location, elem));
            }
            for device in known_devices(lag.device.get(), lag.logical_device.get()) {
                pairs.extend(place(self, ElementKind::Device, device).map(|d| (d, elem)));
            }
            members.extend(
                lag.connections
                    .iter()
                    .flatten()
                    .filter_map(|c| Some((id, c.get()?))),
            );
        }
        members.extend(
            design
                .connections
                .iter()
                .filter_map(|(id, c)| Some((c.lag.get()?, id))),
        );
        members.sort_unstable();
        members.dedup();
        for (lag, connection) in members {
            // A member that does not work carries nothing, whatever else fails.
            if !carries(design.connections[connection].head.state.phase) {
                continue;
            }
            let least = design.lags[lag]
                .minimum_links
                .get()
                .and_then(|n| usize::try_from(n).ok())
                .unwrap_or(0)
                .max(1);
            let (lag, connection) = (
                self.elem(AnyId::Lag(lag)),
                self.elem(AnyId::Connection(connection)),
            );
            self.lags
                .entry(lag)
                .or_insert_with(|| (Vec::new(), least))
                .0
                .push(connection);
            self.lag_of.insert(connection, lag);
        }
        for (id, vif) in design.virtual_interfaces.iter() {
            let elem = self.elem(AnyId::VirtualInterface(id));
            match vif.connection.get() {
                Some(on @ (AnyId::Connection(_) | AnyId::Lag(_))) => {
                    pairs.push((self.elem(on), elem))
                }
                _ => {
                    pairs.extend(
                        vif.location
                            .get()
                            .and_then(|l| place(self, ElementKind::Location, l))
                            .map(|l| (l, elem)),
                    );
                    for device in known_devices(vif.device.get(), vif.logical_device.get()) {
                        pairs.extend(place(self, ElementKind::Device, device).map(|d| (d, elem)));
                    }
                }
            }
        }
        self.contain_sessions(design, &mut pairs);
        for (id, attachment) in design.transit_gateway_attachments.iter() {
            let elem = self.elem(AnyId::TransitGatewayAttachment(id));
            for gateway in [
                attachment.gateway,
                attachment.accepter.gateway,
                attachment.requester.gateway,
            ] {
                pairs.extend(
                    gateway
                        .get()
                        .map(|g| (self.elem(AnyId::TransitGateway(g)), elem)),
                );
            }
            if let Some(transport) = attachment.transport.get() {
                pairs.push((self.elem(AnyId::TransitGatewayAttachment(transport)), elem));
            }
        }
        for (id, a) in design.direct_connect_gateway_associations.iter() {
            pairs.extend(a.gateway.get().map(|g| {
                (
                    self.elem(AnyId::DirectConnectGateway(g)),
                    self.elem(AnyId::DirectConnectGatewayAssociation(id)),
                )
            }));
        }
        for (id, risk) in design.shared_risks.iter() {
            let elem = self.elem(AnyId::SharedRisk(id));
            pairs.extend(
                risk.members
                    .iter()
                    .filter_map(|m| Some((elem, self.elem(m.get()?)))),
            );
        }
        pairs.sort_unstable();
        pairs.dedup();
        self.starts = vec![0; self.kinds.len() + 1];
        for (holder, _) in &pairs {
            self.starts[*holder as usize + 1] += 1;
        }
        for at in 1..self.starts.len() {
            self.starts[at] += self.starts[at - 1];
        }
        self.contents = pairs.into_iter().map(|(_, held)| held).collect();
    }

    fn contain_sessions(&self, design: &Design, pairs: &mut Vec<(Elem, Elem)>) {
        for (id, peer) in design.bgp_peers.iter() {
            let elem = self.elem(AnyId::BgpPeer(id));
            pairs.extend(
                peer.virtual_interface
                    .get()
                    .map(|v| (self.elem(AnyId::VirtualInterface(v)), elem)),
            );
            pairs.extend(
                peer.router
                    .get()
                    .map(|r| (self.elem(AnyId::SiteRouter(r)), elem)),
            );
        }
        for (id, vpn) in design.vpn_connections.iter() {
            let elem = self.elem(AnyId::VpnConnection(id));
            let router = vpn
                .customer_gateway
                .get()
                .and_then(|g| design.customer_gateways[g].router.get());
            pairs.extend(router.map(|r| (self.elem(AnyId::SiteRouter(r)), elem)));
            if let Some(transport) = vpn.transport.get() {
                pairs.push((self.elem(AnyId::TransitGatewayAttachment(transport)), elem));
            }
        }
        for (id, tunnel) in design.vpn_tunnels.iter() {
            let elem = self.elem(AnyId::VpnTunnel(id));
            pairs.extend(
                tunnel
                    .connection
                    .get()
                    .map(|v| (self.elem(AnyId::VpnConnection(v)), elem)),
            );
        }
        let mut by_address: FxHashMap<std::net::IpAddr, Vec<Id<Interface>>> = FxHashMap::default();
        for (id, interface) in design.interfaces.iter() {
            for address in interface
                .addresses
                .iter()
                .filter_map(crate::source::Field::get)
            {
                by_address.entry(address).or_default().push(id);
            }
        }
        for (id, peer) in design.route_server_peers.iter() {
            let elem = self.elem(AnyId::RouteServerPeer(id));
            let network = peer_network(design, peer);
            for interface in peer
                .address
                .get()
                .and_then(|a| by_address.get(&a))
                .into_iter()
                .flatten()
            {
                let home = interface_network(design, &design.interfaces[*interface]);
                if network.is_none() || home.is_none() || network == home {
                    pairs.push((self.elem(AnyId::Interface(*interface)), elem));
                }
            }
            if let Some(endpoint) = peer.endpoint.get() {
                pairs.push((self.elem(AnyId::RouteServerEndpoint(endpoint)), elem));
            }
        }
    }

    /// The number of an element.
    #[must_use]
    pub fn elem(&self, any: AnyId) -> Elem {
        self.offsets[any.kind() as usize] + id32(any.index())
    }

    /// The element of a design that a number means; `None` for places and devices.
    #[must_use]
    pub fn any(&self, design: &Design, elem: Elem) -> Option<AnyId> {
        let all = design.of_kind(self.kind(elem));
        let first = self.elem(*all.first()?);
        all.get(elem.checked_sub(first)? as usize).copied()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self, elem: Elem) -> ElementKind {
        self.kinds[elem as usize]
    }

    /// The native id, else the name.
    #[must_use]
    pub fn id(&self, elem: Elem) -> Text {
        self.ids[elem as usize]
    }

    /// The design's name, else the Name tag where only this element of its kind has it, else the id.
    #[must_use]
    pub fn name(&self, elem: Elem) -> Text {
        self.names[elem as usize]
    }

    /// `kind/name`.
    #[must_use]
    pub fn path(&self, elem: Elem) -> String {
        format!("{}/{}", self.kind(elem).word(), self.name(elem))
    }

    /// All elements of a kind, in order of their numbers.
    pub fn of_kind(&self, kind: ElementKind) -> impl Iterator<Item = Elem> + '_ {
        (0..id32(self.kinds.len())).filter(move |e| self.kind(*e) == kind)
    }

    /// What lies directly in an element.
    #[must_use]
    pub fn contents(&self, elem: Elem) -> &[Elem] {
        &self.contents[self.starts[elem as usize] as usize..self.starts[elem as usize + 1] as usize]
    }

    /// The members of a group of connections, and how many must be up.
    #[must_use]
    pub fn lag(&self, elem: Elem) -> Option<(&[Elem], usize)> {
        self.lags
            .get(&elem)
            .map(|(members, least)| (members.as_slice(), *least))
    }

    /// The group that a connection belongs to.
    #[must_use]
    pub fn lag_of(&self, connection: Elem) -> Option<Elem> {
        self.lag_of.get(&connection).copied()
    }

    /// A location or device by its name.
    #[must_use]
    pub fn find_place(&self, kind: ElementKind, name: Text) -> Option<Elem> {
        self.places.get(&(kind, name)).copied()
    }

    /// Takes elements out of service in the normal state, too.
    pub(super) fn fall(&mut self, fallen: OutOfService) {
        self.fallen = fallen;
    }

    /// Everything that is out of service in the normal state.
    #[must_use]
    pub fn normally_down(&self) -> Down {
        self.closure(&[])
    }

    /// Everything that is out of service when these fail: what lies in them, and groups with too few members left.
    #[must_use]
    pub fn closure(&self, failed: &[Elem]) -> Down {
        let mut down: Vec<Elem> = failed.to_vec();
        down.extend(&self.fallen.whole);
        let mut seen: rustc_hash::FxHashSet<Elem> = down.iter().copied().collect();
        let mut next = 0;
        while let Some(elem) = down.get(next).copied() {
            next += 1;
            let mut hit = |e: Elem, down: &mut Vec<Elem>| {
                if seen.insert(e) {
                    down.push(e);
                }
            };
            for inner in self.contents(elem) {
                hit(*inner, &mut down);
            }
            if let Some(lag) = self.lag_of(elem)
                && let Some((members, least)) = self.lag(lag)
                && members.iter().filter(|m| !down.contains(m)).count() < least
            {
                hit(lag, &mut down);
            }
        }
        down.extend(&self.fallen.alone);
        Down::new(down)
    }
}

/// The routers on which a connection ends; one unknown router at a location stands for all that are not named.
fn devices(
    physical: Option<Text>,
    logical: Option<Text>,
    location: Option<Text>,
) -> impl Iterator<Item = Text> {
    let unknown = (physical.is_none() && logical.is_none())
        .then(|| location.map(unknown_device))
        .flatten();
    known_devices(physical, logical).chain(unknown)
}

fn known_devices(physical: Option<Text>, logical: Option<Text>) -> impl Iterator<Item = Text> {
    physical
        .into_iter()
        .chain(logical.filter(|l| Some(*l) != physical))
}

/// Whether a phase lets traffic pass. Nothing said counts as working.
#[must_use]
pub(super) const fn carries(phase: Phase) -> bool {
    matches!(phase, Phase::Active | Phase::Unstated)
}

/// The network of an interface, also through its subnet.
#[must_use]
pub(super) fn interface_network(design: &Design, interface: &Interface) -> Option<Id<Network>> {
    interface
        .network
        .get()
        .or_else(|| design.subnets[interface.subnet.get()?].network.get())
}

/// The network of a route server's peer, also through endpoint, subnet and server.
#[must_use]
pub(super) fn peer_network(design: &Design, peer: &RouteServerPeer) -> Option<Id<Network>> {
    let endpoint = peer
        .endpoint
        .get()
        .map(|e| &design.route_server_endpoints[e]);
    let of_subnet = |link: Link<Subnet>| design.subnets[link.get()?].network.get();
    let server = peer.server.get().or_else(|| endpoint?.server.get());
    peer.network
        .get()
        .or_else(|| endpoint?.network.get())
        .or_else(|| of_subnet(peer.subnet))
        .or_else(|| of_subnet(endpoint?.subnet))
        .or_else(|| {
            design.route_servers[server?]
                .associations
                .as_ref()?
                .first()?
                .network
                .get()
        })
}
