//! What follows for interfaces and sessions from each other's states.

use super::links::carrier_up;
use crate::model::{AnyId, BgpPeer, Id, Phase, VirtualInterface};
use crate::routing::{Switches, prefix_load};
use crate::simulate::status::{at_work, up_or_down};
use crate::simulate::world::World;

/// The words of `virtualInterfaceState` and `bgpPeerState` that calls and events lead to.
pub(super) mod word {
    pub(in super::super) const CONFIRMING: &str = "confirming";
    pub(in super::super) const VERIFYING: &str = "verifying";
    pub(in super::super) const PENDING: &str = "pending";
    pub(in super::super) const AVAILABLE: &str = "available";
    pub(in super::super) const DOWN: &str = "down";
    pub(in super::super) const TESTING: &str = "testing";
    pub(in super::super) const DELETING: &str = "deleting";
    pub(in super::super) const DELETED: &str = "deleted";
    pub(in super::super) const REJECTED: &str = "rejected";
}

/// Whether a session is established: set up, reported up, and not above the number of prefixes that it takes.
pub(in crate::simulate) fn established(world: &World, id: Id<BgpPeer>) -> bool {
    let peer = &world.design[id];
    if !at_work(peer.head.state.phase) || peer.is_up() != Some(true) {
        return false;
    }
    let switches = Switches::of(world.profile_of(AnyId::BgpPeer(id)));
    let said = world.links.announcements(AnyId::BgpPeer(id));
    match prefix_load(&world.design, &switches, id, said) {
        (Some(announced), Some(most)) => announced <= most,
        _ => true,
    }
}

/// Whether an interface is up; `None` where that hangs on a session of which nothing is known.
pub(super) fn is_up(world: &World, id: Id<VirtualInterface>) -> Option<bool> {
    if !carrier_up(world, id) {
        return Some(false);
    }
    let peers = world.links.peers(id);
    if peers.iter().any(|peer| established(world, *peer)) {
        return Some(true);
    }
    let unknown = |peer: &Id<BgpPeer>| {
        let peer = &world.design[*peer];
        at_work(peer.head.state.phase) && peer.is_up().is_none()
    };
    (!peers.iter().any(unknown)).then_some(false)
}

/// The state of an interface that is up or not.
pub(super) fn state_of(up: bool) -> &'static str {
    if up { word::AVAILABLE } else { word::DOWN }
}

/// Puts an interface that has left `pending` into the state that follows from its connection and sessions.
pub(in crate::simulate) fn derive(world: &mut World, id: Id<VirtualInterface>) {
    let now = world.design[id].head.state.word();
    if !matches!(now, word::AVAILABLE | word::DOWN) {
        return;
    }
    match is_up(world, id).map(state_of) {
        Some(next) if next != now => world.set_state(AnyId::VirtualInterface(id), next),
        _ => {}
    }
}

/// What is announced on a session changed: too much of it takes the session down, and less brings it back.
pub(in crate::simulate) fn announcements_changed(world: &mut World, session: AnyId) {
    world.links.index_announcements(&world.design);
    if let AnyId::BgpPeer(peer) = session
        && let Some(interface) = world.design[peer].virtual_interface.get()
    {
        derive(world, interface);
    }
}

/// Reports a session up or down.
pub(in crate::simulate) fn report(world: &mut World, id: Id<BgpPeer>, up: bool) {
    let any = AnyId::BgpPeer(id);
    world.set_word(any, "bgp", up_or_down(up), |design| &mut design[id].status);
}

/// A session that was created can be established from now on.
pub(super) fn peer_ready(world: &mut World, id: AnyId) {
    world.pass(id, word::PENDING, word::AVAILABLE);
}

/// The addresses and number of a session on a public interface were found to be right.
pub(super) fn peer_verified(world: &mut World, id: AnyId) {
    if world.design.head(id).state.word() == word::VERIFYING {
        world.set_state(id, word::PENDING);
        world.will_settle(id, peer_ready);
    }
}

/// An interface is ready: its sessions can be established, and it is up or down from now on.
pub(super) fn interface_ready(world: &mut World, id: AnyId) {
    let AnyId::VirtualInterface(interface) = id else {
        return;
    };
    if world.design.head(id).state.word() != word::PENDING {
        return;
    }
    for peer in world.links.peers(interface).to_vec() {
        let peer = AnyId::BgpPeer(peer);
        peer_verified(world, peer);
        peer_ready(world, peer);
    }
    let up = is_up(world, interface) == Some(true);
    world.set_state(id, state_of(up));
}

/// A session is gone.
pub(super) fn peer_gone(world: &mut World, id: AnyId) {
    world.pass(id, word::DELETING, word::DELETED);
}

/// An interface is gone, and its sessions with it.
pub(super) fn interface_gone(world: &mut World, id: AnyId) {
    let AnyId::VirtualInterface(interface) = id else {
        return;
    };
    if world.design.head(id).state.word() != word::DELETING {
        return;
    }
    for peer in world.links.peers(interface).to_vec() {
        peer_gone(world, AnyId::BgpPeer(peer));
    }
    for attachment in world.links.attachments(interface).to_vec() {
        let attachment = AnyId::DirectConnectGatewayAttachment(attachment);
        if world.phase(attachment) == Phase::Deleting {
            world.set_state(attachment, "detached");
        }
    }
    world.set_state(id, word::DELETED);
}

/// Takes the sessions of an interface down and away; they are gone when it is.
pub(super) fn drop_peers(world: &mut World, id: Id<VirtualInterface>) {
    for peer in world.links.peers(id).to_vec() {
        let any = AnyId::BgpPeer(peer);
        let phase = world.phase(any);
        if phase != Phase::Deleting && !phase.is_terminal() {
            world.set_state(any, word::DELETING);
            report(world, peer, false);
        }
    }
}
