//! Failover tests: sessions are held down for a while.

use super::carrier::{interface, owner_only, state};
use super::derive::{derive, report, word};
use super::links::carrier_up;
use crate::model::{AnyId, BgpPeer, ElementKind, Id, Seconds, Time, VirtualInterface};
use crate::simulate::argument::Argument;
use crate::simulate::operation::{Call, Checked, Done};
use crate::simulate::refusal::Refusal;
use crate::simulate::trace::Fields;
use crate::simulate::world::World;
use crate::source::Text;

const ID: &str = "virtualInterfaceId";

/// The timer that ends a test.
pub(super) const END: &str = "failover-test";

/// A test as the provider answers it.
struct Test {
    id: Text,
    interface: Id<VirtualInterface>,
    peers: Vec<Id<BgpPeer>>,
    minutes: Option<i64>,
    start: Option<Time>,
    end: Time,
}

impl Test {
    fn put(&self, world: &World) -> Fields {
        let head = &world.design[self.interface].head;
        let mut fields = Fields::default();
        fields.put("testId", self.id);
        fields.put("virtualInterfaceId", head.printed_id());
        for (at, peer) in self.peers.iter().enumerate() {
            let printed = world.design[*peer].head.printed_id();
            fields.put(&format!("bgpPeers.{at}"), printed);
        }
        fields.put_some("ownerAccount", head.account.get());
        fields.put_some("testDurationInMinutes", self.minutes);
        fields.put_some("startTime", self.start);
        fields.put("endTime", self.end);
        fields
    }
}

/// The sessions that a call names, else all that are set up.
fn chosen(
    world: &World,
    call: &Call<'_>,
    id: Id<VirtualInterface>,
) -> Result<Vec<Id<BgpPeer>>, Refusal> {
    let live = |peer: &Id<BgpPeer>| world.design[*peer].head.state.is_live();
    let own: Vec<Id<BgpPeer>> = world.links.peers(id).iter().copied().filter(live).collect();
    let named = call.with.items("bgpPeers");
    if named.is_empty() {
        return Ok(own);
    }
    let mut peers = Vec::new();
    for item in named {
        let Argument::One(given) = item else { continue };
        match given.element {
            Some(AnyId::BgpPeer(peer)) if own.contains(&peer) => {
                if !peers.contains(&peer) {
                    peers.push(peer);
                }
            }
            _ => {
                return Err(Refusal::not_found(
                    ElementKind::BgpPeer,
                    given.text,
                    call.profile,
                ));
            }
        }
    }
    Ok(peers)
}

/// `StartBgpFailoverTest`.
pub(super) fn start(world: &World, call: &Call<'_>) -> Checked {
    const MINUTES: &str = "testDurationInMinutes";
    let given = call.with.number(MINUTES);
    let rule = call.profile.interfaces.failover_test.get();
    if let (Some(minutes), Some(rule)) = (given, rule)
        && !(rule.least..=rule.most).contains(&minutes)
    {
        let expected = format!("{} to {}", rule.least, rule.most);
        return Err(Refusal::value(MINUTES, &expected));
    }
    let Some(minutes) = given.or(rule.map(|rule| rule.default)) else {
        return Err(Refusal::missing(MINUTES));
    };
    let id = interface(world, call, ID)?;
    let peers = chosen(world, call, id)?;
    owner_only(world, call, id)?;
    let any = AnyId::VirtualInterface(id);
    if !matches!(state(world, id), word::AVAILABLE | word::DOWN) {
        return Err(Refusal::state(&world.design, any));
    }
    Ok(Box::new(move |world| {
        let number = world.count(Text::new("failover-test-"));
        let test = Test {
            id: Text::new(&format!("failover-test-{number}")),
            interface: id,
            peers,
            minutes: Some(minutes),
            start: Some(world.now),
            end: Time(world.now.0.saturating_add(minutes.saturating_mul(60))),
        };
        let held = test.peers.iter().map(|peer| {
            let up = world.design[*peer].is_up() == Some(true);
            (*peer, up)
        });
        let held: Vec<(Id<BgpPeer>, bool)> = held.collect();
        world.links.held.insert(id, held);
        world.set_state(any, word::TESTING);
        for peer in &test.peers {
            report(world, *peer, false);
        }
        world.set_timer(any, END, Seconds(minutes.saturating_mul(60)), end);
        Done::new(move |world| test.put(world))
    }))
}

/// A test is over: sessions that were up come back, where their connection is there, and the interface follows from them.
fn end(world: &mut World, any: AnyId) {
    let AnyId::VirtualInterface(id) = any else {
        return;
    };
    if state(world, id) != word::TESTING {
        return;
    }
    let works = carrier_up(world, id);
    for (peer, up) in world.links.held.remove(&id).unwrap_or_default() {
        if !up || !world.design[peer].head.state.is_live() {
            continue;
        }
        if works {
            report(world, peer, true);
        } else {
            world.links.cut.insert(peer);
        }
    }
    // Neither up nor down is derived from a test.
    world.set_state(any, word::DOWN);
    derive(world, id);
}

/// `StopBgpFailoverTest`.
pub(super) fn stop(world: &World, call: &Call<'_>) -> Checked {
    let id = interface(world, call, ID)?;
    owner_only(world, call, id)?;
    let any = AnyId::VirtualInterface(id);
    if state(world, id) != word::TESTING {
        return Err(Refusal::state(&world.design, any));
    }
    Ok(Box::new(move |world| {
        let held = world.links.held.get(&id).cloned().unwrap_or_default();
        world.stop_timer(any, END);
        end(world, any);
        let end = world.now;
        Done::new(move |world| {
            let mut fields = Fields::default();
            fields.put("virtualInterfaceId", world.design[id].head.printed_id());
            for (at, (peer, _)) in held.iter().enumerate() {
                let printed = world.design[*peer].head.printed_id();
                fields.put(&format!("bgpPeers.{at}"), printed);
            }
            fields.put_some("ownerAccount", world.design[id].head.account.get());
            fields.put("endTime", end);
            fields
        })
    }))
}
