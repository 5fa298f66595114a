//! Failover tests: sessions are held down for a while.

use super::carrier::{owner_only, state};
use super::derive::{is_up, report, state_of, word};
use super::links::carrier_up;
use crate::model::{AnyId, BgpPeer, ElementKind, Id, Seconds, Time, VirtualInterface};
use crate::simulate::argument::Argument;
use crate::simulate::named::{right_region, visible};
use crate::simulate::operation::{Call, Checked, Done};
use crate::simulate::refusal::Refusal;
use crate::simulate::trace::Fields;
use crate::simulate::world::World;
use crate::source::{Field, Text};

const ID: &str = "virtualInterfaceId";

/// The timer that ends a test.
pub(super) const END: &str = "failover-test";

/// A session that a test holds down.
#[derive(Clone, Copy, Debug)]
struct Held {
    peer: Id<BgpPeer>,
    /// What was reported before.
    before: Field<Text>,
    /// It was not down before, and nothing else took it down since.
    comes_back: bool,
}

/// A test.
#[derive(Clone, Debug)]
pub(in crate::simulate) struct Test {
    id: Text,
    held: Vec<Held>,
    minutes: i64,
    start: Time,
    /// The state of the interface before it.
    before: &'static str,
}

impl Test {
    /// Whether it holds a session down.
    pub(in crate::simulate) fn holds(&self, peer: Id<BgpPeer>) -> bool {
        self.held.iter().any(|held| held.peer == peer)
    }

    /// Sessions that are down for another reason too, and do not come back with the end of the test.
    pub(in crate::simulate) fn loses(&mut self, which: impl Fn(Id<BgpPeer>) -> bool) {
        for held in self.held.iter_mut().filter(|held| which(held.peer)) {
            held.comes_back = false;
        }
    }

    /// What had taken a session down before the test is over, so it comes up with the end of the test. Whether the test holds it.
    pub(in crate::simulate) fn returns(&mut self, peer: Id<BgpPeer>, up: Field<Text>) -> bool {
        let held = self.held.iter_mut().find(|held| held.peer == peer);
        let Some(held) = held else { return false };
        (held.before, held.comes_back) = (up, true);
        true
    }

    fn put(&self, world: &World, fields: &mut Fields) {
        fields.put("testId", self.id);
        for (at, held) in self.held.iter().enumerate() {
            let printed = world.design[held.peer].head.printed_id();
            fields.put(&format!("bgpPeers.{at}"), printed);
        }
        fields.put("testDurationInMinutes", self.minutes);
        fields.put("startTime", self.start);
    }
}

/// The answer about a test, of which nothing more is known where it began before the run.
fn answer(world: &World, id: Id<VirtualInterface>, test: Option<&Test>, end: Time) -> Fields {
    let head = &world.design[id].head;
    let mut fields = Fields::default();
    fields.put(ID, head.printed_id());
    if let Some(test) = test {
        test.put(world, &mut fields);
    }
    fields.put_some("ownerAccount", head.account.get());
    fields.put("endTime", end);
    fields
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
    let id = visible::<VirtualInterface>(world, call, ID)?;
    let peers = chosen(world, call, id)?;
    let any = AnyId::VirtualInterface(id);
    right_region(world, call, any)?;
    owner_only(world, call, id)?;
    let before = state(world, id);
    if !matches!(before, word::AVAILABLE | word::DOWN) {
        return Err(Refusal::state(&world.design, any));
    }
    Ok(Box::new(move |world| {
        let number = world.count(Text::new("failover-test-"));
        let held = peers.into_iter().map(|peer| {
            let known = &world.design[peer];
            Held {
                peer,
                before: known.status,
                comes_back: known.is_up() != Some(false),
            }
        });
        let lasts = Seconds(minutes.saturating_mul(60));
        let test = Test {
            id: Text::new(&format!("failover-test-{number}")),
            held: held.collect(),
            minutes,
            start: world.now,
            before,
        };
        let end = Time(world.now.0.saturating_add(lasts.0));
        world.links.tests.insert(id, test.clone());
        world.set_state(any, word::TESTING);
        for held in &test.held {
            report(world, held.peer, false);
        }
        world.set_timer(any, END, lasts, over);
        Done::new(move |world| answer(world, id, Some(&test), end))
    }))
}

/// A test is over: sessions that it took down come back, where their connection is there, and the interface follows from them. Where
/// nothing is known of them, all is as it was.
fn over(world: &mut World, any: AnyId) {
    let AnyId::VirtualInterface(id) = any else {
        return;
    };
    if state(world, id) != word::TESTING {
        return;
    }
    let test = world.links.tests.remove(&id);
    let before = test.as_ref().map_or(word::DOWN, |test| test.before);
    let works = carrier_up(world, id);
    for held in test.into_iter().flat_map(|test| test.held) {
        if !held.comes_back || !world.design[held.peer].head.state.is_live() {
            continue;
        }
        if works {
            come_back(world, held);
        } else {
            world.links.cut.insert(held.peer);
        }
    }
    let next = is_up(world, id).map_or(before, state_of);
    world.set_state(any, next);
}

fn come_back(world: &mut World, held: Held) {
    let status = &mut world.design[held.peer].status;
    let old = std::mem::replace(status, held.before).get();
    let any = AnyId::BgpPeer(held.peer);
    world.note_change(any, Some("bgp"), old, held.before.get());
}

/// `StopBgpFailoverTest`.
pub(super) fn stop(world: &World, call: &Call<'_>) -> Checked {
    let id = visible::<VirtualInterface>(world, call, ID)?;
    let any = AnyId::VirtualInterface(id);
    right_region(world, call, any)?;
    owner_only(world, call, id)?;
    if state(world, id) != word::TESTING {
        return Err(Refusal::state(&world.design, any));
    }
    Ok(Box::new(move |world| {
        let test = world.links.tests.get(&id).cloned();
        world.stop_timer(any, END);
        over(world, any);
        let end = world.now;
        Done::new(move |world| answer(world, id, test.as_ref(), end))
    }))
}
