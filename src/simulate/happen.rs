//! What can happen to any element: it fails and comes back; appliances; and what sites announce.

use super::argument::{Kind, Parameter};
use super::event::{Event, Happening};
use super::named::happens_to;
use super::operation::{Checked, Done, Effect};
use super::refusal::Refusal;
use super::route_server::{network_of, set_status, watched_by_bfd};
use super::sight::lies_in;
use super::trace::{Fields, Note};
use super::world::{Fallen, World};
use crate::finding::Subject;
use crate::import::yaml::scenario;
use crate::model::{
    Advertisement, AnyId, Cidr, ElementKind as Of, Id, Interface, RouteServerPeer, Seconds,
};
use crate::profile::{ErrorKind, MessageKind};
use crate::source::{Field, Text};

/// What the failure sweep takes out, also on request only; locations and devices are no elements of the design.
pub(super) const FALLIBLE: &[Of] = &[
    Of::Connection,
    Of::Lag,
    Of::Device,
    Of::Location,
    Of::VirtualInterface,
    Of::BgpPeer,
    Of::VpnConnection,
    Of::VpnTunnel,
    Of::Peering,
    Of::TransitGatewayAttachment,
    Of::RouteServerPeer,
    Of::Interface,
    Of::SiteRouter,
    Of::SiteLink,
    Of::SharedRisk,
    Of::DirectConnectGatewayAssociation,
    Of::TransitGateway,
    Of::VirtualGateway,
    Of::DirectConnectGateway,
];

const SESSIONS: &[Of] = &[
    Of::BgpPeer,
    Of::VpnConnection,
    Of::RouteServerPeer,
    Of::VpnTunnel,
];

const ADVERTISEMENT: &[Parameter] = &[
    Parameter::optional("prefix", Kind::Anything),
    Parameter::optional("prefixes", Kind::Anything),
    Parameter::optional("as_path", Kind::Anything),
    Parameter::optional("communities", Kind::Anything),
    Parameter::optional("med", Kind::Anything),
    Parameter::optional("site", Kind::Anything),
    Parameter::optional("router", Kind::Anything),
];

/// Events.
pub(super) static EVENTS: &[Event] = &[
    Event {
        name: "fail",
        of: FALLIBLE,
        parameters: Some(&[]),
        check: fail,
    },
    Event {
        name: "restore",
        of: FALLIBLE,
        parameters: Some(&[]),
        check: restore,
    },
    Event {
        name: "appliance_down",
        of: &[Of::Interface],
        parameters: Some(&[]),
        check: appliance_down,
    },
    Event {
        name: "appliance_up",
        of: &[Of::Interface],
        parameters: Some(&[]),
        check: appliance_up,
    },
    Event {
        name: "advertise",
        of: SESSIONS,
        parameters: Some(ADVERTISEMENT),
        check: advertise,
    },
    Event {
        name: "withdraw",
        of: SESSIONS,
        parameters: Some(ADVERTISEMENT),
        check: withdraw,
    },
];

/// What an event takes out.
fn fallen(happening: &Happening<'_>) -> Option<Fallen> {
    match (happening.of, happening.in_place) {
        (Some(id), _) => Some(Fallen::Element(id)),
        (None, Some((kind, name))) => Some(Fallen::Place(kind, name)),
        (None, None) => None,
    }
}

fn nothing(happening: &Happening<'_>) -> Refusal {
    Refusal::new(
        ErrorKind::NotFound,
        MessageKind::NoSuchResource,
        format!("nothing is called {}", happening.reference),
    )
}

fn is_so(reference: Text, what: &str) -> Refusal {
    Refusal::new(
        ErrorKind::InvalidState,
        MessageKind::WrongState,
        format!("{reference} {what}"),
    )
    .named(reference)
}

/// Takes something out or brings it back, and says so.
fn set_fallen(world: &mut World, what: Fallen, down: bool) {
    if down {
        world.fallen.insert(what);
    } else {
        world.fallen.remove(&what);
    }
    let subject = match what {
        Fallen::Element(id) | Fallen::Alone(id) => world.subject(id),
        Fallen::Place(kind, name) => Subject {
            kind: kind.word(),
            id: name,
            name: None,
            provider: world.provider.0,
            account: None,
            region: None,
        },
    };
    let (from, to) = if down {
        ("working", "failed")
    } else {
        ("failed", "working")
    };
    let word = |text| Some(Text::new(text));
    world.note_change_of(subject, Some("failed"), word(from), word(to));
}

fn fail(world: &World, happening: &Happening<'_>) -> Checked {
    let what = fallen(happening).ok_or_else(|| nothing(happening))?;
    if world.fallen.contains(&what) {
        return Err(is_so(happening.reference, "has failed already"));
    }
    Ok(Box::new(move |world| {
        set_fallen(world, what, true);
        Done::silent()
    }))
}

fn restore(world: &World, happening: &Happening<'_>) -> Checked {
    let what = fallen(happening).ok_or_else(|| nothing(happening))?;
    if !world.fallen.contains(&what) {
        return Err(is_so(happening.reference, "has not failed"));
    }
    Ok(Box::new(move |world| {
        set_fallen(world, what, false);
        Done::silent()
    }))
}

/// How many milliseconds a session stands after its neighbour went silent, as the provider's usual times are: the intervals of fast
/// failure detection that may be missed, else the hold time of BGP.
fn detection(world: &World, id: Id<RouteServerPeer>) -> Option<i64> {
    let times = &world.profile_of(AnyId::RouteServerPeer(id)).bgp;
    if watched_by_bfd(&world.design[id]) {
        let (interval, missed) = (times.bfd_interval.get()?, times.bfd_multiplier.get()?);
        return Some(interval.default.saturating_mul(missed.default));
    }
    Some(times.hold.get()?.default.saturating_mul(1000))
}

/// Milliseconds as seconds in words.
fn seconds(milliseconds: i64) -> String {
    let (whole, rest) = (milliseconds / 1000, milliseconds % 1000);
    let text = format!("{whole}.{rest:03}");
    let text = text.trim_end_matches('0');
    text.trim_end_matches('.').to_owned()
}

/// The sessions of route servers with an appliance: those to its addresses, in its network.
fn sessions_with(world: &World, interface: Id<Interface>) -> Vec<Id<RouteServerPeer>> {
    let design = &world.design;
    let own = &design[interface];
    let network = lies_in(design, own.network, own.subnet);
    let meets = |peer: &RouteServerPeer| {
        let address = peer.address.get();
        let has = own.addresses.iter().any(|known| known.get() == address);
        let here = match (network, network_of(design, peer)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        address.is_some() && has && here && peer.head.state.is_live()
    };
    let peers = design.route_server_peers.iter();
    peers
        .filter(|(_, peer)| meets(peer))
        .map(|(id, _)| id)
        .collect()
}

const SILENT: &str = "silent";

/// A session whose neighbour has been silent for too long.
fn detected(world: &mut World, id: AnyId) {
    if let AnyId::RouteServerPeer(peer) = id {
        if watched_by_bfd(&world.design[peer]) {
            set_status(world, peer, true, false);
        }
        set_status(world, peer, false, false);
    }
}

fn appliance_down(world: &World, happening: &Happening<'_>) -> Checked {
    let interface = happens_to::<Interface>(world, happening)?;
    let what = Fallen::Alone(AnyId::Interface(interface));
    if world.fallen.contains(&what) {
        return Err(is_so(happening.reference, "is down already"));
    }
    let peers = sessions_with(world, interface);
    Ok(Box::new(move |world| {
        set_fallen(world, what, true);
        let mut fields = Fields::default();
        for id in peers {
            let any = AnyId::RouteServerPeer(id);
            let time = detection(world, id);
            if let Some(time) = time {
                let printed = world.design[id].head.printed_id();
                let text = Text::new(&seconds(time));
                fields.put(&format!("detection_s.{printed}"), text);
            }
            if world.immediate {
                detected(world, any);
            } else if let Some(time) = time {
                let whole = Seconds(time.saturating_add(999) / 1000);
                world.set_timer(any, SILENT, whole, detected);
            }
        }
        Done::new(move |_| fields)
    }))
}

fn appliance_up(world: &World, happening: &Happening<'_>) -> Checked {
    let interface = happens_to::<Interface>(world, happening)?;
    let what = Fallen::Alone(AnyId::Interface(interface));
    if !world.fallen.contains(&what) {
        return Err(is_so(happening.reference, "is not down"));
    }
    let peers = sessions_with(world, interface);
    Ok(Box::new(move |world| {
        set_fallen(world, what, false);
        for id in peers {
            world.stop_timer(AnyId::RouteServerPeer(id), SILENT);
            if watched_by_bfd(&world.design[id]) {
                set_status(world, id, true, true);
            }
            if world.chosen.auto_recover {
                set_status(world, id, false, true);
            }
        }
        Done::silent()
    }))
}

/// What the event says about announcements.
fn read(
    world: &World,
    happening: &Happening<'_>,
    session: AnyId,
) -> Result<Advertisement, Refusal> {
    let read = scenario::advertisement(happening.file, happening.with, &happening.reference);
    let value = |expected: &str| {
        Refusal::new(
            ErrorKind::InvalidValue,
            MessageKind::BadValue,
            format!("expected {expected}"),
        )
    };
    if let Some(fault) = read.unreadable.first() {
        return Err(value(fault.expected));
    }
    let Some(mut entry) = read.entry else {
        return Err(value("`prefix` or `prefixes`"));
    };
    entry.span = happening.place;
    entry.session.target = crate::model::Target::To(session);
    let find = |id: Field<Text>, kind: Of| match id.get() {
        None => Ok(None),
        Some(text) => match world.find(&text, &[kind]) {
            crate::model::Found::One(found) => Ok(Some(found)),
            _ => Err(value(&format!("the {} {text}", kind.word()))),
        },
    };
    if let Some(AnyId::Site(site)) = find(entry.site.id, Of::Site)? {
        entry.site.target = crate::model::Target::To(site);
    }
    if let Some(AnyId::SiteRouter(router)) = find(entry.router.id, Of::SiteRouter)? {
        entry.router.target = crate::model::Target::To(router);
    }
    Ok(entry)
}

fn blocks(entry: &Advertisement) -> Vec<Cidr> {
    let values = entry.prefixes.iter().filter_map(|prefix| prefix.get());
    values.map(Cidr::network).collect()
}

/// What is announced on a session so far; `None`: it is not known.
fn announced(world: &World, session: AnyId) -> Option<Vec<Cidr>> {
    let entries = || {
        let all = world.design.about.advertise.iter();
        all.filter(|entry| entry.session.get() == Some(session))
    };
    entries().next()?;
    Some(entries().flat_map(blocks).collect())
}

/// Takes prefixes out of what is announced on a session.
fn take_out(world: &mut World, session: AnyId, gone: &[Cidr]) {
    let mut last = None;
    world.design.about.advertise.retain_mut(|entry| {
        if entry.session.get() != Some(session) {
            return true;
        }
        entry.prefixes.retain(|prefix| {
            prefix
                .get()
                .is_none_or(|cidr| !gone.contains(&cidr.network()))
        });
        last = Some(entry.clone());
        !entry.prefixes.is_empty()
    });
    let left = world
        .design
        .about
        .advertise
        .iter()
        .any(|entry| entry.session.get() == Some(session));
    // That nothing is announced must still be said.
    if let (false, Some(mut entry)) = (left, last) {
        entry.prefixes.clear();
        world.design.about.advertise.push(entry);
    }
}

fn note_announced(world: &mut World, session: AnyId, cidrs: &[Cidr], now: bool) {
    let words: Vec<String> = cidrs.iter().map(ToString::to_string).collect();
    let text = match words.as_slice() {
        [first, .., last] if words.len() > 4 => {
            format!("{} prefixes, {first} to {last}", words.len())
        }
        words => words.join(", "),
    };
    let text = Some(Text::new(&text));
    let (from, to) = if now { (None, text) } else { (text, None) };
    world.note_change(session, Some("announced"), from, to);
}

fn advertise(world: &World, happening: &Happening<'_>) -> Checked {
    let Some(session) = happening.of else {
        return Err(nothing(happening));
    };
    let entry = read(world, happening, session)?;
    let cidrs = blocks(&entry);
    let unknown = announced(world, session).is_none();
    let effect: Effect = Box::new(move |world| {
        take_out(world, session, &cidrs);
        // An entry that only says that nothing is announced holds no longer.
        let about = &mut world.design.about.advertise;
        if !cidrs.is_empty() {
            about
                .retain(|known| known.session.get() != Some(session) || !known.prefixes.is_empty());
        }
        about.push(entry);
        note_announced(world, session, &cidrs, true);
        super::direct_connect::announcements_changed(world, session);
        let mut notes = Vec::new();
        if unknown {
            notes.push(Note::new(
                "announcements_unknown",
                "what was announced on this session before is not known; from now on only this is",
            ));
        }
        Done::silent().noting(notes)
    });
    Ok(effect)
}

fn withdraw(world: &World, happening: &Happening<'_>) -> Checked {
    let Some(session) = happening.of else {
        return Err(nothing(happening));
    };
    let Some(known) = announced(world, session) else {
        return Err(is_so(
            happening.reference,
            "has no announcements that are known",
        ));
    };
    let cidrs = match happening.with {
        Some(_) => blocks(&read(world, happening, session)?),
        None => known.clone(),
    };
    if let Some(other) = cidrs.iter().find(|cidr| !known.contains(cidr)) {
        let what = format!("does not announce {other}");
        return Err(is_so(happening.reference, &what));
    }
    if cidrs.is_empty() {
        return Err(is_so(happening.reference, "announces nothing"));
    }
    Ok(Box::new(move |world| {
        take_out(world, session, &cidrs);
        note_announced(world, session, &cidrs, false);
        super::direct_connect::announcements_changed(world, session);
        Done::silent()
    }))
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn seconds_have_no_needless_zeros() {
        for (milliseconds, text) in [(900, "0.9"), (90_000, "90"), (1_050, "1.05"), (0, "0")] {
            assert_eq!(seconds(milliseconds), text);
        }
    }
}
