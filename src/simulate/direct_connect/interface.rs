//! Interfaces that are there: confirmed by their owner, deleted, listed.

use super::answer;
use super::carrier::{self, owner_only, owns, state, waits};
use super::derive::{drop_peers, interface_gone, interface_ready, word};
use super::gateway::{self, Gateway};
use crate::model::{AnyId, Id, InterfaceType, VirtualInterface};
use crate::profile::{ErrorKind, MessageKind};
use crate::simulate::named::{happens_to, right_region, visible};
use crate::simulate::operation::{Call, Checked, Done};
use crate::simulate::page::Page;
use crate::simulate::refusal::Refusal;
use crate::simulate::trace::Fields;
use crate::simulate::world::World;
use crate::source::Text;

const ID: &str = "virtualInterfaceId";

/// The answer of calls that tell the state only.
fn state_only(word: &'static str) -> Done {
    Done::new(move |_| {
        let mut fields = Fields::default();
        fields.put("virtualInterfaceState", word);
        fields
    })
}

/// `ConfirmPrivateVirtualInterface`.
pub(super) fn confirm_private(world: &World, call: &Call<'_>) -> Checked {
    confirm(world, call, InterfaceType::Private)
}

/// `ConfirmTransitVirtualInterface`.
pub(super) fn confirm_transit(world: &World, call: &Call<'_>) -> Checked {
    confirm(world, call, InterfaceType::Transit)
}

/// `ConfirmPublicVirtualInterface`.
pub(super) fn confirm_public(world: &World, call: &Call<'_>) -> Checked {
    confirm(world, call, InterfaceType::Public)
}

fn confirm(world: &World, call: &Call<'_>, of: InterfaceType) -> Checked {
    // Whether exactly one gateway is named comes before whether the interface is there.
    let gateway = gateway::named(world, call, None, of);
    if let Err(refusal) = &gateway
        && refusal.kind != ErrorKind::NotFound
    {
        return Err(refusal.clone());
    }
    let id = visible::<VirtualInterface>(world, call, ID)?;
    let gateway = gateway?;
    right_region(world, call, AnyId::VirtualInterface(id))?;
    if let Some(gateway) = gateway {
        gateway::right_region(world, gateway, world.design[id].head.region.get())?;
    }
    owner_only(world, call, id)?;
    if let Some(gateway) = gateway {
        gateway::right_owner(world, call, gateway)?;
    }
    if !waits(world, id) {
        let id = AnyId::VirtualInterface(id);
        return Err(Refusal::state(&world.design, id));
    }
    if world.design[id].kind() != Some(of) {
        return Err(other_type(world, id));
    }
    if let Some(gateway) = gateway {
        gateway::room(world, call.profile, gateway)?;
        if let Gateway::DirectConnect(id) = gateway {
            gateway::unmixed(world, id, of == InterfaceType::Transit)?;
        }
    }
    let next = if of == InterfaceType::Public {
        word::VERIFYING
    } else {
        word::PENDING
    };
    Ok(Box::new(move |world| {
        let any = AnyId::VirtualInterface(id);
        if let Some(gateway) = gateway {
            gateway.tie(world, id);
            world.links.add_gateway(&world.design, id);
            let printed = world.design.head(gateway.any()).printed_id();
            world.note_change(any, Some("gateway"), None, Some(printed));
        }
        world.set_state(any, next);
        if next == word::PENDING {
            world.will_settle(any, interface_ready);
        }
        state_only(next)
    }))
}

/// The refusal to confirm an interface as one of another type.
fn other_type(world: &World, id: Id<VirtualInterface>) -> Refusal {
    let interface = &world.design[id];
    let of = interface.interface_type.get();
    let of = of.map_or("of a type that is not known", Text::as_str);
    let message = format!("{} is {of}", interface.head.printed_id());
    Refusal::new(ErrorKind::InvalidState, MessageKind::WrongState, message)
        .about(&world.design, AnyId::VirtualInterface(id))
}

/// `DeleteVirtualInterface`: an owner who deletes what was not confirmed yet rejects it.
pub(super) fn delete(world: &World, call: &Call<'_>) -> Checked {
    let id = visible::<VirtualInterface>(world, call, ID)?;
    let any = AnyId::VirtualInterface(id);
    right_region(world, call, any)?;
    if !world.design[id].head.state.is_live() {
        return Err(Refusal::state(&world.design, any));
    }
    let rejects = waits(world, id) && owns(world, call, id);
    let caller = call.caller;
    Ok(Box::new(move |world| {
        world.stop_timer(any, super::failover::END);
        world.links.tests.remove(&id);
        drop_peers(world, id);
        if rejects {
            for peer in world.links.peers(id).to_vec() {
                super::derive::peer_gone(world, AnyId::BgpPeer(peer));
            }
            world.set_state(any, word::REJECTED);
        } else {
            for attachment in world.links.attachments(id).to_vec() {
                let attachment = AnyId::DirectConnectGatewayAttachment(attachment);
                if world.design.head(attachment).state.is_live() {
                    world.set_state(attachment, "detaching");
                }
            }
            world.set_state(any, word::DELETING);
            world.will_settle(any, interface_gone);
        }
        world.ended_by(any, caller);
        Done::new(move |world| {
            let mut fields = Fields::default();
            fields.put("virtualInterfaceState", state(world, id));
            fields
        })
    }))
}

/// `DescribeVirtualInterfaces`: by connection, by interface, or all of the caller. What is not there is left out, not refused.
pub(super) fn describe(world: &World, call: &Call<'_>) -> Checked {
    let page = Page::read(call, "maxResults", "nextToken")?;
    let shown = |id: &Id<VirtualInterface>| {
        let any = AnyId::VirtualInterface(*id);
        let head = world.design.head(any);
        let removed = head.state.native.is_absent() && !world.exists(any);
        world.sees(call.caller, any) && !removed && !call.elsewhere(head.region.get())
    };
    let by_connection = call.with.given("connectionId");
    let runs_on = |id: &Id<VirtualInterface>| match by_connection {
        None => true,
        Some(given) => {
            let carrier = given.element.map(|id| world.links.grouped(id));
            carrier.is_some() && world.links.carrier(&world.design, *id) == carrier
        }
    };
    let mut listed: Vec<Id<VirtualInterface>> = match (call.with.given(ID), by_connection) {
        (Some(given), _) => match given.element {
            Some(AnyId::VirtualInterface(id)) => vec![id],
            _ => Vec::new(),
        },
        (None, Some(given)) => given.element.map_or_else(Vec::new, |carrier| {
            let carrier = world.links.grouped(carrier);
            world.links.interfaces(carrier).to_vec()
        }),
        (None, None) => world.design.virtual_interfaces.ids().collect(),
    };
    listed.retain(|id| runs_on(id) && shown(id));
    page.answer(
        listed,
        ["virtualInterfaces", "nextToken"],
        |world, id, fields| {
            answer::put(world, *id, fields);
        },
    )
}

/// Approval of a public interface by AWS, which comes without a call.
pub(super) fn approve(world: &World, happening: &crate::simulate::event::Happening<'_>) -> Checked {
    let id = happens_to::<VirtualInterface>(world, happening)?;
    let any = AnyId::VirtualInterface(id);
    if state(world, id) != word::VERIFYING {
        return Err(Refusal::state(&world.design, any));
    }
    Ok(Box::new(move |world| {
        world.set_state(any, word::PENDING);
        for peer in world.links.peers(id).to_vec() {
            let peer = AnyId::BgpPeer(peer);
            if world.design.head(peer).state.word() == word::VERIFYING {
                world.set_state(peer, word::PENDING);
            }
        }
        world.will_settle(any, interface_ready);
        Done::silent()
    }))
}

/// Refuses where the state of an interface takes no further sessions.
pub(super) fn takes_sessions(world: &World, id: Id<VirtualInterface>) -> Result<(), Refusal> {
    let live = world.design[id].head.state.is_live() && !carrier::waits(world, id);
    if live {
        return Ok(());
    }
    Err(Refusal::state(&world.design, AnyId::VirtualInterface(id)))
}
