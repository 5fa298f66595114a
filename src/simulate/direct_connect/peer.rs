//! Sessions of interfaces: created and deleted.

use super::answer;
use super::carrier::{is_redundant, owner_only};
use super::derive::{derive, peer_gone, peer_ready, peer_verified, report, word};
use super::interface::takes_sessions;
use super::session::Session;
use crate::model::{AnyId, BgpPeer, ElementKind, Id, InterfaceType, LinkAddress, VirtualInterface};
use crate::profile::{ErrorKind, MessageKind};
use crate::simulate::named::{right_region, visible};
use crate::simulate::operation::{Call, Checked, Done};
use crate::simulate::refusal::Refusal;
use crate::simulate::trace::Fields;
use crate::simulate::world::World;
use crate::source::Scalar;

const ID: &str = "virtualInterfaceId";

fn live(world: &World, id: Id<VirtualInterface>) -> impl Iterator<Item = Id<BgpPeer>> + '_ {
    let all = world.links.peers(id).iter().copied();
    all.filter(|peer| world.design[*peer].head.state.is_live())
}

fn whole(world: &World, id: Id<VirtualInterface>) -> Fields {
    let mut fields = Fields::default();
    answer::put(world, id, &mut fields);
    fields
}

/// `CreateBGPPeer`.
pub(super) fn create(world: &World, call: &Call<'_>) -> Checked {
    if call.with.get("newBGPPeer").is_none() {
        return Err(Refusal::missing("newBGPPeer"));
    }
    let of = match call.with.given(ID).and_then(|given| given.element) {
        Some(AnyId::VirtualInterface(id)) => world.design[id].kind(),
        _ => None,
    };
    if call.with.given(ID).is_none() {
        return Err(Refusal::missing(ID));
    }
    let session = Session::read(world, call, "newBGPPeer", of, false)?;
    let id = visible::<VirtualInterface>(world, call, ID)?;
    right_region(world, call, AnyId::VirtualInterface(id))?;
    owner_only(world, call, id)?;
    takes_sessions(world, id)?;
    let family = session.family();
    let other = live(world, id).find(|peer| world.design[*peer].effective_family() == Some(family));
    if let Some(other) = other
        && !is_redundant(world, id)
    {
        let printed = world.design[other].head.printed_id();
        let message = format!("{printed} is a session of that family already");
        return Err(
            Refusal::new(ErrorKind::Conflict, MessageKind::FamilyInUse, message)
                .about(&world.design, AnyId::BgpPeer(other)),
        );
    }
    let first = if of == Some(InterfaceType::Public) {
        word::VERIFYING
    } else {
        word::PENDING
    };
    let profile = call.profile;
    Ok(Box::new(move |world| {
        let peer = session.make(world, profile, id, first);
        let any = AnyId::BgpPeer(peer);
        let hap = if first == word::VERIFYING {
            peer_verified
        } else {
            peer_ready
        };
        // What an interface waits for, its sessions wait for too.
        let interface = world.design[id].head.state.word();
        if !matches!(interface, word::VERIFYING | word::PENDING) {
            world.will_settle(any, hap);
        }
        Done::new(move |world| whole(world, id))
            .created(any)
            .noting(session.notes)
    }))
}

/// `DeleteBGPPeer`: by its id, else by AS number and address, which must both fit.
pub(super) fn delete(world: &World, call: &Call<'_>) -> Checked {
    let by_id = call.with.given("bgpPeerId");
    let asn = call.with.number("asnLong").or(call.with.number("asn"));
    let address = call.with.text("customerAddress");
    if call.with.given(ID).is_none() && by_id.is_none() {
        return Err(Refusal::missing(ID));
    }
    if by_id.is_none() && asn.is_none() {
        return Err(Refusal::missing("asn"));
    }
    if by_id.is_none() && address.is_none() {
        return Err(Refusal::missing("customerAddress"));
    }
    let of_peer = by_id.and_then(|given| match given.element {
        Some(AnyId::BgpPeer(peer)) => world.design[peer].virtual_interface.get(),
        _ => None,
    });
    let no_such = |text| Refusal::not_found(ElementKind::BgpPeer, text, call.profile);
    let id = match (call.with.given(ID), of_peer, by_id) {
        (Some(_), _, _) => visible::<VirtualInterface>(world, call, ID)?,
        (None, Some(id), _) if world.sees(call.caller, AnyId::VirtualInterface(id)) => id,
        (None, _, given) => {
            let text = given.map_or_else(|| crate::source::Text::new(""), |given| given.text);
            return Err(no_such(text));
        }
    };
    let fits = |peer: &Id<BgpPeer>| {
        let known = &world.design[*peer];
        match by_id {
            Some(given) => given.element == Some(AnyId::BgpPeer(*peer)),
            None => {
                let number = known.effective_asn().get().map(|asn| asn.number);
                let asked = asn.and_then(|asn| u64::try_from(asn).ok());
                let end = address.and_then(|text| LinkAddress::parse(&text));
                number.is_some() && number == asked && same_end(known.customer_address.get(), end)
            }
        }
    };
    let mut deletable = live(world, id);
    let Some(peer) = deletable.find(fits) else {
        let text = by_id.map(|given| given.text).or(address);
        return Err(no_such(
            text.unwrap_or_else(|| crate::source::Text::new("")),
        ));
    };
    right_region(world, call, AnyId::VirtualInterface(id))?;
    owner_only(world, call, id)?;
    if !world.design[id].head.state.is_live() {
        let id = AnyId::VirtualInterface(id);
        return Err(Refusal::state(&world.design, id));
    }
    let stays = call.profile.interfaces.sessions.get();
    if stays.is_some_and(|rule| rule.last_stays) && live(world, id).count() == 1 {
        let printed = world.design[id].head.printed_id();
        let message = format!("it is the last session of {printed}");
        return Err(
            Refusal::new(ErrorKind::Conflict, MessageKind::LastPeer, message)
                .about(&world.design, AnyId::BgpPeer(peer)),
        );
    }
    let caller = call.caller;
    Ok(Box::new(move |world| {
        let any = AnyId::BgpPeer(peer);
        world.set_state(any, word::DELETING);
        world.ended_by(any, caller);
        report(world, peer, false);
        world.will_settle(any, peer_gone);
        derive(world, id);
        Done::new(move |world| whole(world, id))
    }))
}

/// Whether two ends are the same; a length counts where both have one.
fn same_end(known: Option<LinkAddress>, asked: Option<LinkAddress>) -> bool {
    let (Some(known), Some(asked)) = (known, asked) else {
        return false;
    };
    let lengths = match (known.len, asked.len) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    known.address == asked.address && lengths
}
