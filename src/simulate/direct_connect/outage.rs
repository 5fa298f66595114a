//! Connections that go down and come back, and what that does to groups, interfaces and sessions.

use super::derive::{derive, report, word};
use super::links::enough_links;
use crate::model::{AnyId, Connection, Id, Lag, Phase};
use crate::simulate::event::Happening;
use crate::simulate::named::happens_to;
use crate::simulate::operation::{Checked, Done};
use crate::simulate::refusal::Refusal;
use crate::simulate::status::{at_work, state_word, up_or_down};
use crate::simulate::world::World;
use crate::source::Text;

fn put(world: &mut World, id: AnyId, phase: Phase) {
    if let Some(word) = state_word(world.profile_of(id), id.kind(), phase)
        && world.phase(id) != phase
    {
        world.set_state(id, word);
    }
}

/// The connection goes down: alone, all its sessions do; as a port of a group, only if too few ports are left.
pub(super) fn down(world: &World, happening: &Happening<'_>) -> Checked {
    let id = happens_to::<Connection>(world, happening)?;
    let any = AnyId::Connection(id);
    let can = matches!(
        world.phase(any),
        Phase::Active | Phase::Unstated | Phase::Provisioning | Phase::Unknown
    );
    if !can {
        return Err(Refusal::state(&world.design, any));
    }
    Ok(Box::new(move |world| {
        put(world, any, Phase::Degraded);
        match world.links.group(id) {
            None => cut(world, any),
            Some(lag) => regroup(world, lag),
        }
        Done::silent()
    }))
}

/// The connection comes back. Sessions come back with it only where the scenario chose so.
pub(super) fn up(world: &World, happening: &Happening<'_>) -> Checked {
    let id = happens_to::<Connection>(world, happening)?;
    let any = AnyId::Connection(id);
    let can = matches!(
        world.phase(any),
        Phase::Degraded | Phase::Provisioning | Phase::Unknown
    );
    if !can {
        return Err(Refusal::state(&world.design, any));
    }
    Ok(Box::new(move |world| {
        put(world, any, Phase::Active);
        match world.links.group(id) {
            None => mend(world, any),
            Some(lag) => regroup(world, lag),
        }
        Done::silent()
    }))
}

/// A group is up as long as enough of its ports are.
fn regroup(world: &mut World, lag: Id<Lag>) {
    let any = AnyId::Lag(lag);
    let works = at_work(world.phase(any));
    match (works, enough_links(world, lag)) {
        (true, false) => {
            put(world, any, Phase::Degraded);
            cut(world, any);
        }
        (false, true) if world.phase(any) == Phase::Degraded => {
            put(world, any, Phase::Active);
            mend(world, any);
        }
        _ => {}
    }
}

/// All sessions over a connection or group go down.
fn cut(world: &mut World, carrier: AnyId) {
    for interface in world.links.interfaces(carrier).to_vec() {
        for peer in world.links.peers(interface).to_vec() {
            let known = &world.design[peer];
            if known.head.state.is_live() && known.is_up() != Some(false) {
                report(world, peer, false);
                world.links.cut.insert(peer);
            }
        }
        // What a test holds down does not come back by its end either.
        if !world.chosen.auto_recover
            && let Some(test) = world.links.tests.get_mut(&interface)
        {
            test.loses(|_| true);
        }
        derive(world, interface);
    }
}

/// A connection or group is back.
fn mend(world: &mut World, carrier: AnyId) {
    for interface in world.links.interfaces(carrier).to_vec() {
        for peer in world.links.peers(interface).to_vec() {
            let was_cut = world.links.cut.remove(&peer);
            let live = world.design[peer].head.state.word() == word::AVAILABLE
                || at_work(world.design[peer].head.state.phase);
            if was_cut && live && world.chosen.auto_recover {
                let up = world.field(Text::new(up_or_down(true)));
                let test = world.links.tests.get_mut(&interface);
                // What a test holds down waits for its end.
                if !test.is_some_and(|test| test.returns(peer, up)) {
                    report(world, peer, true);
                }
            }
        }
        derive(world, interface);
    }
}
