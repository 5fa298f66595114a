//! Routes that a route server keeps: while all its sessions are down, and for a while after the first is back.

use super::server_of;
use crate::model::{AnyId, Id, RouteServer, RouteServerPeer, Seconds};
use crate::simulate::status::at_work;
use crate::simulate::world::World;
use crate::source::{Field, Text};

/// The timer that ends the waiting after the first session is back.
const WINDOW: &str = "persist-window";

/// Minutes of waiting unless set: `PersistRoutesDuration` of the API.
const DEFAULT_MINUTES: i64 = 1;

/// The sessions of a route server that are set up.
fn peers(world: &World, server: Id<RouteServer>) -> Vec<Id<RouteServerPeer>> {
    let works = |id: &Id<RouteServerPeer>| at_work(world.phase(AnyId::RouteServerPeer(*id)));
    let all = world.links.server_peers(AnyId::RouteServer(server)).iter();
    all.copied().filter(works).collect()
}

fn is_up(world: &World, id: Id<RouteServerPeer>) -> bool {
    let word = world.design[id].bgp_status.get();
    word.is_some_and(|word| word.eq_ignore_ascii_case("up"))
}

fn keep(world: &mut World, id: Id<RouteServerPeer>, kept: Option<bool>) {
    let new = kept.map_or(Field::Absent, |kept| world.field(kept));
    let old = std::mem::replace(&mut world.design[id].keeps_routes, new).get();
    let word = |kept: Option<bool>| (kept == Some(true)).then(|| Text::new("kept"));
    if word(old) != word(kept) {
        let id = AnyId::RouteServerPeer(id);
        world.note_change(id, Some("routes"), word(old), word(kept));
    }
}

/// A session of a route server went up or down.
pub(super) fn status_changed(world: &mut World, id: Id<RouteServerPeer>, up: bool) {
    let Some(server) = server_of(&world.design, &world.design[id]) else {
        return;
    };
    let persists = world.design[server].persist_state.get();
    if !persists.is_some_and(|word| word.starts_with("enabl")) {
        return;
    }
    let all = peers(world, server);
    if up {
        back(world, server, id, &all);
    } else {
        gone(world, server, id, &all);
    }
}

/// The last session goes down: what the sessions that went down with it had told is kept.
fn gone(
    world: &mut World,
    server: Id<RouteServer>,
    id: Id<RouteServerPeer>,
    all: &[Id<RouteServerPeer>],
) {
    if !all.contains(&id) {
        return;
    }
    // One step may let time pass, and sessions fall one after the other.
    let now = (world.place(), world.now);
    world.links.fell.insert(id, now);
    if all.iter().any(|peer| is_up(world, *peer)) {
        return;
    }
    world.stop_timer(AnyId::RouteServer(server), WINDOW);
    for peer in all {
        let last = world.links.fell.get(peer) == Some(&now);
        let kept = last || world.design[*peer].keeps_routes.get() == Some(true);
        keep(world, *peer, Some(kept));
    }
}

/// The first session is back: what is not learned again in time is dropped.
fn back(
    world: &mut World,
    server: Id<RouteServer>,
    id: Id<RouteServerPeer>,
    all: &[Id<RouteServerPeer>],
) {
    let first = !all.iter().any(|peer| *peer != id && is_up(world, *peer));
    let kept = all
        .iter()
        .any(|peer| world.design[*peer].keeps_routes.get() == Some(true));
    world.links.fell.remove(&id);
    keep(world, id, None);
    if first && kept {
        let minutes = world.design[server].persist_minutes.get();
        let time = Seconds(minutes.unwrap_or(DEFAULT_MINUTES).saturating_mul(60));
        world.set_timer(AnyId::RouteServer(server), WINDOW, time, window_over);
    }
}

fn window_over(world: &mut World, id: AnyId) {
    let AnyId::RouteServer(server) = id else {
        return;
    };
    for peer in peers(world, server) {
        if world.design[peer].keeps_routes.get() == Some(true) {
            keep(world, peer, Some(false));
        }
    }
}
