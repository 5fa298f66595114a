//! What hangs on what: interfaces on connections and gateways, sessions on interfaces and route servers, associations on gateways. So
//! that one call does not walk all elements.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use rustc_hash::{FxHashMap, FxHashSet};

use super::failover::Test;
use crate::model::{
    AnyId, BgpPeer, Connection, Design, DirectConnectGatewayAssociation,
    DirectConnectGatewayAttachment, Id, Lag, RouteServerPeer, Time, VirtualInterface,
};
use crate::simulate::route_server::server_of;
use crate::simulate::status::at_work;
use crate::simulate::world::World;
use crate::source::Span;

/// Ties between elements of private connections, kept up to date, and what sessions wait for.
#[derive(Clone, Debug, Default)]
pub struct Links {
    interfaces: FxHashMap<AnyId, Vec<Id<VirtualInterface>>>,
    peers: FxHashMap<Id<VirtualInterface>, Vec<Id<BgpPeer>>>,
    associations: FxHashMap<AnyId, Vec<Id<DirectConnectGatewayAssociation>>>,
    attachments: FxHashMap<Id<VirtualInterface>, Vec<Id<DirectConnectGatewayAttachment>>>,
    members: FxHashMap<Id<Lag>, BTreeSet<Id<Connection>>>,
    group: FxHashMap<Id<Connection>, Id<Lag>>,
    server_peers: FxHashMap<AnyId, Vec<Id<RouteServerPeer>>>,
    /// The ends of all sessions of interfaces.
    ends: FxHashSet<IpAddr>,
    /// Where the list of announcements speaks of a session.
    announcements: FxHashMap<AnyId, Vec<usize>>,
    /// Sessions that went down with what carries them.
    pub(in crate::simulate) cut: BTreeSet<Id<BgpPeer>>,
    /// Failover tests that run.
    pub(in crate::simulate) tests: BTreeMap<Id<VirtualInterface>, Test>,
    /// Sessions of route servers that went down, and the step and time in which each did.
    pub(in crate::simulate) fell: BTreeMap<Id<RouteServerPeer>, (Span, Time)>,
    /// Sessions whose fast failure detection reports the neighbour as gone, where no field of the element says so.
    pub(in crate::simulate) without_bfd: BTreeSet<AnyId>,
}

impl Links {
    /// Those of a design.
    #[must_use]
    pub fn new(design: &Design) -> Self {
        let mut all = Self::default();
        for (id, lag) in design.lags.iter() {
            for member in lag.connections.iter().flatten() {
                if let Some(member) = member.get() {
                    all.join(design, member, id);
                }
            }
        }
        for (id, connection) in design.connections.iter() {
            if let Some(lag) = connection.lag.get() {
                all.join(design, id, lag);
            }
        }
        for id in design.virtual_interfaces.ids() {
            all.add_interface(design, id);
        }
        for (id, peer) in design.bgp_peers.iter() {
            all.ends.extend(ends(peer));
            if let Some(interface) = peer.virtual_interface.get() {
                all.peers.entry(interface).or_default().push(id);
            }
        }
        for id in design.direct_connect_gateway_associations.ids() {
            all.add_association(design, id);
        }
        for (id, attachment) in design.direct_connect_gateway_attachments.iter() {
            if let Some(interface) = attachment.virtual_interface.get() {
                all.attachments.entry(interface).or_default().push(id);
            }
        }
        for id in design.route_server_peers.ids() {
            all.add_server_peer(design, id);
        }
        all.index_announcements(design);
        all
    }

    /// A hosted connection runs on a group without being one of its ports.
    fn join(&mut self, design: &Design, connection: Id<Connection>, lag: Id<Lag>) {
        if design[connection].is_hosted() != Some(true) {
            self.members.entry(lag).or_default().insert(connection);
            self.group.insert(connection, lag);
        }
    }

    /// An interface is there; its carrier and gateway are set.
    pub(super) fn add_interface(&mut self, design: &Design, id: Id<VirtualInterface>) {
        if let Some(carrier) = self.carrier(design, id) {
            self.interfaces.entry(carrier).or_default().push(id);
        }
        self.add_gateway(design, id);
    }

    /// The gateway of an interface is set.
    pub(super) fn add_gateway(&mut self, design: &Design, id: Id<VirtualInterface>) {
        if let Some(gateway) = design[id].direct_connect_gateway.get() {
            let gateway = AnyId::DirectConnectGateway(gateway);
            self.interfaces.entry(gateway).or_default().push(id);
        }
    }

    /// A session is there.
    pub(super) fn add_peer(
        &mut self,
        design: &Design,
        interface: Id<VirtualInterface>,
        peer: Id<BgpPeer>,
    ) {
        self.ends.extend(ends(&design[peer]));
        self.peers.entry(interface).or_default().push(peer);
    }

    /// A session of a route server is there.
    pub(in crate::simulate) fn add_server_peer(
        &mut self,
        design: &Design,
        id: Id<RouteServerPeer>,
    ) {
        let peer = &design[id];
        let carriers = [
            peer.endpoint.get().map(AnyId::RouteServerEndpoint),
            server_of(design, peer).map(AnyId::RouteServer),
        ];
        for carrier in carriers.into_iter().flatten() {
            self.server_peers.entry(carrier).or_default().push(id);
        }
    }

    /// The list of announcements changed.
    pub(super) fn index_announcements(&mut self, design: &Design) {
        self.announcements.clear();
        for (at, entry) in design.about.advertise.iter().enumerate() {
            if let Some(session) = entry.session.get() {
                self.announcements.entry(session).or_default().push(at);
            }
        }
    }

    /// An association is there.
    pub(super) fn add_association(
        &mut self,
        design: &Design,
        id: Id<DirectConnectGatewayAssociation>,
    ) {
        let association = &design[id];
        if let Some(gateway) = association.gateway.get() {
            let gateway = AnyId::DirectConnectGateway(gateway);
            self.associations.entry(gateway).or_default().push(id);
        }
        if let Some(to) = association.to.get() {
            self.associations.entry(to).or_default().push(id);
        }
    }

    /// What an interface runs on: a connection, or the group that it belongs to.
    #[must_use]
    pub fn carrier(&self, design: &Design, id: Id<VirtualInterface>) -> Option<AnyId> {
        let carrier = design[id].connection.get()?;
        Some(self.grouped(carrier))
    }

    /// The group of a connection, where it belongs to one: interfaces then are those of the group.
    #[must_use]
    pub fn grouped(&self, carrier: AnyId) -> AnyId {
        match carrier {
            AnyId::Connection(id) => self.group.get(&id).map_or(carrier, |lag| AnyId::Lag(*lag)),
            other => other,
        }
    }

    /// The group of a connection.
    #[must_use]
    pub fn group(&self, connection: Id<Connection>) -> Option<Id<Lag>> {
        self.group.get(&connection).copied()
    }

    /// The interfaces of a connection, group or Direct Connect gateway, also those that are gone.
    #[must_use]
    pub fn interfaces(&self, of: AnyId) -> &[Id<VirtualInterface>] {
        self.interfaces.get(&of).map_or(&[], Vec::as_slice)
    }

    /// The sessions of an interface, also those that are gone.
    #[must_use]
    pub fn peers(&self, of: Id<VirtualInterface>) -> &[Id<BgpPeer>] {
        self.peers.get(&of).map_or(&[], Vec::as_slice)
    }

    /// The sessions of a route server or of one of its endpoints, also those that are gone.
    #[must_use]
    pub fn server_peers(&self, of: AnyId) -> &[Id<RouteServerPeer>] {
        self.server_peers.get(&of).map_or(&[], Vec::as_slice)
    }

    /// Where the list of announcements speaks of a session.
    #[must_use]
    pub fn announcements(&self, of: AnyId) -> &[usize] {
        self.announcements.get(&of).map_or(&[], Vec::as_slice)
    }

    /// Whether an address is an end of a session, also of one that is gone.
    #[must_use]
    pub fn is_end(&self, address: IpAddr) -> bool {
        self.ends.contains(&address)
    }

    /// The associations of a gateway of any kind, also those that are gone.
    #[must_use]
    pub fn associations(&self, of: AnyId) -> &[Id<DirectConnectGatewayAssociation>] {
        self.associations.get(&of).map_or(&[], Vec::as_slice)
    }

    /// The ties of an interface to Direct Connect gateways.
    #[must_use]
    pub fn attachments(&self, of: Id<VirtualInterface>) -> &[Id<DirectConnectGatewayAttachment>] {
        self.attachments.get(&of).map_or(&[], Vec::as_slice)
    }
}

fn ends(peer: &BgpPeer) -> impl Iterator<Item = IpAddr> {
    let ends = [peer.provider_address.get(), peer.customer_address.get()];
    ends.into_iter().flatten().map(|end| end.address)
}

/// Whether enough members of a group are operational: at least one, and no fewer than it needs. A group whose members are not known is believed.
pub(super) fn enough_links(world: &World, lag: Id<Lag>) -> bool {
    let Some(members) = world.links.members.get(&lag) else {
        return true;
    };
    let operational = members
        .iter()
        .filter(|id| at_work(world.phase(AnyId::Connection(**id))))
        .count();
    let least = world.design[lag].minimum_links.get().unwrap_or(0);
    operational >= usize::try_from(least).unwrap_or(0).max(1)
}

/// Whether what carries an interface is up.
pub(in crate::simulate) fn carrier_up(world: &World, id: Id<VirtualInterface>) -> bool {
    match world.links.carrier(&world.design, id) {
        Some(lag @ AnyId::Lag(id)) => at_work(world.phase(lag)) && enough_links(world, id),
        Some(connection) => at_work(world.phase(connection)),
        None => true,
    }
}
