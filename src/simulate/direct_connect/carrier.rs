//! The connection or group that a new interface runs on: whose it is, whether it takes interfaces, and how many.

use super::derive::word;
use crate::model::{AnyId, ElementKind, Id, InterfaceType, Phase, VirtualInterface};
use crate::profile::{Counted, ErrorKind, MessageKind, Per};
use crate::simulate::named::{needed, right_owner};
use crate::simulate::operation::Call;
use crate::simulate::peering::full;
use crate::simulate::refusal::Refusal;
use crate::simulate::world::{World, same_account};

/// What interfaces run on.
pub(super) const CARRIERS: &[ElementKind] = &[ElementKind::Connection, ElementKind::Lag];

/// The connection or group that a call names. A port of a group stands for the group: interfaces belong to that.
pub(super) fn named(world: &World, call: &Call<'_>, parameter: &str) -> Result<AnyId, Refusal> {
    let given = needed(call, parameter)?;
    match given.element {
        Some(id) if !world.design.head(id).state.native.is_absent() || world.exists(id) => {
            Ok(world.links.grouped(id))
        }
        _ => Err(Refusal::not_found(
            ElementKind::Connection,
            given.text,
            call.profile,
        )),
    }
}

/// Refuses where the state of a connection or group takes no interfaces.
pub(super) fn takes_interfaces(world: &World, id: AnyId) -> Result<(), Refusal> {
    let phase = world.phase(id);
    let refuses = matches!(
        phase,
        Phase::AwaitingAcceptance | Phase::Requested | Phase::Deleting
    );
    if refuses || phase.is_terminal() {
        return Err(Refusal::state(&world.design, id));
    }
    Ok(())
}

/// The interfaces of a connection, group or Direct Connect gateway that still count: those that are neither deleted nor rejected.
pub(super) fn counted(world: &World, of: AnyId) -> impl Iterator<Item = Id<VirtualInterface>> + '_ {
    let all = world.links.interfaces(of).iter().copied();
    all.filter(|id| {
        !matches!(
            world.phase(AnyId::VirtualInterface(*id)),
            Phase::Deleted | Phase::Refused
        )
    })
}

fn is_hosted(world: &World, id: AnyId) -> bool {
    match id {
        AnyId::Connection(id) => world.design[id].is_hosted() == Some(true),
        _ => false,
    }
}

/// Refuses where what carries it has as many interfaces of the type as it may.
pub(super) fn room(
    world: &World,
    call: &Call<'_>,
    carrier: AnyId,
    of: InterfaceType,
) -> Result<(), Refusal> {
    let refuse = |what: Counted, per: Per, have: usize| {
        let known = world.raised(call.profile, carrier, what, per).is_some();
        if known || sure(call, what, per) {
            full(world, call.profile, carrier, what, per, have)?;
        }
        Ok(())
    };
    if is_hosted(world, carrier) {
        return refuse(
            Counted::VirtualInterfaces,
            Per::HostedConnection,
            counted(world, carrier).count(),
        );
    }
    let transit = counted(world, carrier)
        .filter(|id| world.design[*id].kind() == Some(InterfaceType::Transit))
        .count();
    let all = counted(world, carrier).count();
    match of {
        InterfaceType::Transit => {
            refuse(
                Counted::TransitInterfaces,
                Per::DedicatedConnection,
                transit,
            )?;
        }
        InterfaceType::Private | InterfaceType::Public => refuse(
            Counted::PrivateOrPublicInterfaces,
            Per::DedicatedConnection,
            all - transit,
        )?,
    }
    refuse(Counted::VirtualInterfaces, Per::DedicatedConnection, all)
}

/// Whether a source states the limit; one that is in dispute refuses nothing.
fn sure(call: &Call<'_>, what: Counted, per: Per) -> bool {
    let limit = call.profile.limit(what, per);
    limit.is_some_and(|limit| limit.default.stated().is_some())
}

/// Refuses where a live interface of the connection has the VLAN.
pub(super) fn vlan_is_free(world: &World, carrier: AnyId, vlan: i64) -> Result<(), Refusal> {
    let mut others = counted(world, carrier);
    let other = others.find(|id| world.design[*id].vlan.get() == Some(vlan));
    match other {
        None => Ok(()),
        Some(other) => {
            let printed = world.design.head(carrier).printed_id();
            let user = world.design[other].head.printed_id();
            let message = format!("VLAN {vlan} of {printed} is used by {user}");
            let other = AnyId::VirtualInterface(other);
            Err(
                Refusal::new(ErrorKind::Conflict, MessageKind::VlanInUse, message)
                    .about(&world.design, other),
            )
        }
    }
}

/// Whether what carries an interface allows several sessions of one family.
pub(super) fn is_redundant(world: &World, id: Id<VirtualInterface>) -> bool {
    let redundancy = match world.links.carrier(&world.design, id) {
        Some(AnyId::Connection(id)) => world.design[id].logical_redundancy.get(),
        Some(AnyId::Lag(id)) => world.design[id].logical_redundancy.get(),
        _ => None,
    };
    redundancy.is_some_and(|word| word.eq_ignore_ascii_case("yes"))
}

/// Whether the caller owns an interface.
pub(super) fn owns(world: &World, call: &Call<'_>, id: Id<VirtualInterface>) -> bool {
    same_account(world.design[id].head.account.get(), call.caller)
}

/// Refuses to anyone but the owner of an interface.
pub(super) fn owner_only(
    world: &World,
    call: &Call<'_>,
    id: Id<VirtualInterface>,
) -> Result<(), Refusal> {
    let needs = "the owner of the virtual interface";
    right_owner(world, call, AnyId::VirtualInterface(id), needs)
}

/// The state word of an interface.
pub(super) fn state(world: &World, id: Id<VirtualInterface>) -> &'static str {
    world.design[id].head.state.word()
}

/// Whether an interface waits for its owner.
pub(super) fn waits(world: &World, id: Id<VirtualInterface>) -> bool {
    state(world, id) == word::CONFIRMING
}
