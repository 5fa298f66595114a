//! What can happen to sessions: BGP comes up and goes down, and so does fast failure detection.

use super::direct_connect::{carrier_up, derive, report};
use super::event::{Event, Happening};
use super::operation::{Checked, Done};
use super::refusal::Refusal;
use super::route_server::{set_status, watched_by_bfd};
use super::status::{at_work, up_or_down};
use super::trace::Note;
use super::world::World;
use crate::model::{
    AnyId, BgpPeer, ElementKind as Of, Id, Phase, RouteServerPeer, VpnConnection, VpnTunnel,
};
use crate::profile::{ErrorKind, MessageKind};
use crate::source::Text;

const SESSIONS: &[Of] = &[
    Of::BgpPeer,
    Of::RouteServerPeer,
    Of::VpnConnection,
    Of::VpnTunnel,
];

/// Events.
pub(super) static EVENTS: &[Event] = &[
    Event {
        name: "bgp_up",
        of: SESSIONS,
        parameters: Some(&[]),
        check: bgp_up,
    },
    Event {
        name: "bgp_down",
        of: SESSIONS,
        parameters: Some(&[]),
        check: bgp_down,
    },
    Event {
        name: "bfd_up",
        of: SESSIONS,
        parameters: Some(&[]),
        check: bfd_up,
    },
    Event {
        name: "bfd_down",
        of: SESSIONS,
        parameters: Some(&[]),
        check: bfd_down,
    },
];

fn nothing(world: &World, happening: &Happening<'_>) -> Refusal {
    let profile = world.profiles.get(world.provider);
    Refusal::not_found(Of::BgpPeer, happening.reference, profile)
}

fn not_now(world: &World, id: AnyId, why: &str) -> Refusal {
    let printed = world.design.head(id).printed_id();
    Refusal::new(
        ErrorKind::InvalidState,
        MessageKind::WrongState,
        format!("{printed} {why}"),
    )
    .about(&world.design, id)
}

/// Whether a session is set up, so that anything can happen to it.
fn set_up(world: &World, id: AnyId) -> Result<(), Refusal> {
    if at_work(world.phase(id)) {
        return Ok(());
    }
    Err(Refusal::state(&world.design, id))
}

fn is_down(word: Option<Text>) -> bool {
    word.is_some_and(|word| word.eq_ignore_ascii_case("down"))
}

fn bgp_up(world: &World, happening: &Happening<'_>) -> Checked {
    let id = happening.of.ok_or_else(|| nothing(world, happening))?;
    set_up(world, id)?;
    if world.links.without_bfd.contains(&id) {
        return Err(not_now(world, id, "is reported gone by BFD"));
    }
    match id {
        AnyId::BgpPeer(peer) => peer_can_be_up(world, peer)?,
        AnyId::RouteServerPeer(peer) => {
            let known = &world.design[peer];
            if watched_by_bfd(known) && is_down(known.bfd_status.get()) {
                return Err(not_now(world, id, "is reported gone by BFD"));
            }
        }
        _ => {}
    }
    Ok(Box::new(move |world| {
        set_bgp(world, id, true);
        Done::silent()
    }))
}

fn bgp_down(world: &World, happening: &Happening<'_>) -> Checked {
    let id = happening.of.ok_or_else(|| nothing(world, happening))?;
    set_up(world, id)?;
    Ok(Box::new(move |world| {
        set_bgp(world, id, false);
        Done::silent()
    }))
}

/// A session of an interface comes up only while the interface and its connection are there and no test holds it down.
fn peer_can_be_up(world: &World, peer: Id<BgpPeer>) -> Result<(), Refusal> {
    let Some(interface) = world.design[peer].virtual_interface.get() else {
        return Ok(());
    };
    let any = AnyId::VirtualInterface(interface);
    let state = world.design[interface].head.state;
    let carries = matches!(
        state.phase,
        Phase::Active | Phase::Degraded | Phase::Unstated | Phase::Unknown
    );
    if !carries && state.word() != "pending" {
        return Err(Refusal::state(&world.design, any));
    }
    if !carrier_up(world, interface) {
        let carrier = world.links.carrier(&world.design, interface);
        return Err(Refusal::state(&world.design, carrier.unwrap_or(any)));
    }
    let test = world.links.tests.get(&interface);
    if test.is_some_and(|test| test.holds(peer)) {
        let any = AnyId::BgpPeer(peer);
        return Err(not_now(world, any, "is held down by a failover test"));
    }
    Ok(())
}

fn set_bgp(world: &mut World, id: AnyId, up: bool) {
    match id {
        AnyId::BgpPeer(peer) => {
            world.links.cut.remove(&peer);
            report(world, peer, up);
            if let Some(interface) = world.design[peer].virtual_interface.get() {
                // What goes down by itself during a test does not come back when the test ends.
                if !up && let Some(test) = world.links.tests.get_mut(&interface) {
                    test.loses(|held| held == peer);
                }
                derive(world, interface);
            }
        }
        AnyId::RouteServerPeer(peer) => set_status(world, peer, false, up),
        AnyId::VpnConnection(vpn) => {
            set_vpn(world, vpn, up);
            for tunnel in tunnels(world, vpn) {
                set_tunnel(world, tunnel, up);
            }
        }
        AnyId::VpnTunnel(tunnel) => {
            set_tunnel(world, tunnel, up);
            // A connection that was reported down as a whole is up again with one of its tunnels.
            if let (true, Some(vpn)) = (up, world.design[tunnel].connection.get()) {
                set_vpn(world, vpn, true);
            }
        }
        _ => {}
    }
}

fn tunnels(world: &World, vpn: Id<VpnConnection>) -> Vec<Id<VpnTunnel>> {
    let all = world.design.vpn_tunnels.iter();
    all.filter(|(_, tunnel)| tunnel.connection.get() == Some(vpn))
        .map(|(id, _)| id)
        .collect()
}

fn set_vpn(world: &mut World, id: Id<VpnConnection>, up: bool) {
    let any = AnyId::VpnConnection(id);
    world.set_word(any, "bgp", up_or_down(up), |design| &mut design[id].status);
}

fn set_tunnel(world: &mut World, id: Id<VpnTunnel>, up: bool) {
    // Exports write the words in capitals.
    let old = world.design[id].status.get();
    let capitals = old.is_some_and(|word| word.chars().all(char::is_uppercase));
    let word = match (up, capitals) {
        (true, true) => "UP",
        (false, true) => "DOWN",
        (up, false) => up_or_down(up),
    };
    let any = AnyId::VpnTunnel(id);
    world.set_word(any, "bgp", word, |design| &mut design[id].status);
}

fn bfd_down(world: &World, happening: &Happening<'_>) -> Checked {
    let id = happening.of.ok_or_else(|| nothing(world, happening))?;
    set_up(world, id)?;
    if let AnyId::RouteServerPeer(peer) = id {
        return Ok(Box::new(move |world| server_bfd_down(world, peer)));
    }
    if let AnyId::BgpPeer(peer) = id
        && world.design[peer].bfd.get() == Some(false)
    {
        return Err(not_now(world, id, "does not use BFD"));
    }
    Ok(Box::new(move |world| {
        world.links.without_bfd.insert(id);
        set_bgp(world, id, false);
        Done::silent()
    }))
}

/// Where BFD watches a session of a route server, BGP goes down in the same instant; elsewhere it only says what it sees.
fn server_bfd_down(world: &mut World, peer: Id<RouteServerPeer>) -> Done {
    set_status(world, peer, true, false);
    if watched_by_bfd(&world.design[peer]) {
        set_status(world, peer, false, false);
        return Done::silent();
    }
    let printed = world.design[peer].head.printed_id();
    Done::silent().noting(vec![Note::new(
        "bfd_not_used",
        format!("{printed} detects failures by keepalive messages; its BFD status has no effect"),
    )])
}

fn bfd_up(world: &World, happening: &Happening<'_>) -> Checked {
    let id = happening.of.ok_or_else(|| nothing(world, happening))?;
    set_up(world, id)?;
    if let AnyId::BgpPeer(peer) = id
        && world.design[peer].bfd.get() == Some(false)
    {
        return Err(not_now(world, id, "does not use BFD"));
    }
    Ok(Box::new(move |world| {
        world.links.without_bfd.remove(&id);
        if let AnyId::RouteServerPeer(peer) = id {
            set_status(world, peer, true, true);
        }
        Done::silent()
    }))
}
