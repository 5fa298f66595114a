//! Calls about peerings, as far as providers have them in common; names of parameters and answers differ.

use super::{Request, drop_routes, duplicate, enter, fails, note_absent, room, word};
use crate::model::{AnyId, Id, Network, Peering, Phase};
use crate::profile::{ErrorKind, PendingDelete, Profile, SecondRequest};
use crate::simulate::choice::DuplicatePending;
use crate::simulate::named::visible;
use crate::simulate::operation::{Call, Checked, Done};
use crate::simulate::refusal::Refusal;
use crate::simulate::trace::{Fields, Note};
use crate::simulate::world::World;
use crate::source::Text;

/// How a provider answers about a peering.
pub(in crate::simulate) type Answers = fn(&World, Id<Peering>) -> Fields;

/// What a request meets where the pair has a live peering.
#[derive(Clone, Copy, Debug)]
pub(in crate::simulate) enum Second {
    /// Nothing that matters.
    Nothing,
    /// A request that waits; the answer is about that one.
    Same(Id<Peering>),
    /// It is made and rejected at once.
    Rejected,
}

/// Judges a request against the live peerings of its pair; `kind` is that of the refusal.
pub(in crate::simulate) fn second(
    world: &World,
    profile: &Profile,
    requester: Id<Network>,
    accepter: Option<Id<Network>>,
    kind: ErrorKind,
) -> Result<Second, Refusal> {
    let rule = world.chosen.peering(profile.peering).second_request.get();
    let Some(accepter) = accepter else {
        return Ok(Second::Nothing);
    };
    let mut found = Second::Nothing;
    for known in world.peerings.between(requester, accepter) {
        let peering = &world.design[*known];
        let waits = matches!(
            peering.head.state.phase,
            Phase::AwaitingAcceptance | Phase::Requested
        );
        if waits {
            match world.chosen.duplicate_pending {
                DuplicatePending::Coexist => {}
                DuplicatePending::Idempotent => found = Second::Same(*known),
                DuplicatePending::Provider if rule != Some(SecondRequest::Refused) => {}
                DuplicatePending::Provider | DuplicatePending::Error => {
                    return Err(duplicate(world, *known, kind));
                }
            }
        } else {
            let reverse = peering.requester.network.get() == Some(accepter);
            if !(reverse && rule == Some(SecondRequest::Rejected)) {
                return Err(duplicate(world, *known, kind));
            }
            found = Second::Rejected;
        }
    }
    Ok(found)
}

/// Makes a request. `active` where nobody needs to accept it.
pub(in crate::simulate) fn make(
    world: &mut World,
    profile: &'static Profile,
    request: Request,
    second: Second,
    active: bool,
    answers: Answers,
) -> Done {
    let mut notes = Vec::new();
    note_absent(&request, &mut notes);
    let failing = fails(world, profile, request.requester, request.accepter);
    let id = match second {
        Second::Same(known) => known,
        Second::Rejected => request.make(world, profile, Phase::Refused),
        Second::Nothing if word(profile, Phase::Requested).is_some() => {
            let id = request.make(world, profile, Phase::Requested);
            world.will_settle(AnyId::Peering(id), settle);
            id
        }
        Second::Nothing if failing => request.make(world, profile, Phase::Failed),
        Second::Nothing if active => request.make(world, profile, Phase::Active),
        Second::Nothing => request.make(world, profile, Phase::AwaitingAcceptance),
    };
    if failing {
        notes.push(Note::new(
            "bad_vpc_account_or_overlap",
            "the request fails: ranges overlap, or owner, region or id of the other network are wrong",
        ));
    }
    Done::new(move |world| answers(world, id))
        .created(AnyId::Peering(id))
        .noting(notes)
}

/// Where a transient state leads.
fn settle(world: &mut World, any: AnyId) {
    let AnyId::Peering(id) = any else { return };
    let next = match world.phase(any) {
        Phase::Requested if request_fails(world, id) => Phase::Failed,
        Phase::Requested => Phase::AwaitingAcceptance,
        Phase::Provisioning => Phase::Active,
        Phase::Deleting => Phase::Deleted,
        _ => return,
    };
    enter(world, id, next);
    // The time to answer may be over when the request is ready to be answered.
    if next == Phase::AwaitingAcceptance {
        super::expire_if_due(world, any);
    }
}

/// Whether a request that was made fails.
fn request_fails(world: &World, id: Id<Peering>) -> bool {
    let peering = &world.design[id];
    let profile = world.profile_of(AnyId::Peering(id));
    match peering.requester.network.get() {
        Some(requester) => fails(world, profile, requester, peering.accepter.network.get()),
        None => true,
    }
}

/// What accepting and rejecting have in common: visible, right region, right side, right state.
pub(in crate::simulate) fn answered(
    world: &World,
    call: &Call<'_>,
    parameter: &str,
) -> Result<Id<Peering>, Refusal> {
    let id = visible::<Peering>(world, call, parameter)?;
    let any = AnyId::Peering(id);
    let region = super::region(&world.design, &world.design[id].accepter);
    if call.elsewhere(region) {
        return Err(Refusal::region(&world.design, any, region));
    }
    if !world.part(id, call.caller).accepter {
        let needs = "the owner of the network that was asked";
        return Err(Refusal::role(&world.design, any, needs));
    }
    if world.phase(any) != Phase::AwaitingAcceptance {
        return Err(Refusal::state(&world.design, any));
    }
    Ok(id)
}

/// Accepts a request.
pub(in crate::simulate) fn accept(
    world: &World,
    call: &Call<'_>,
    parameter: &str,
    answers: Answers,
) -> Checked {
    let id = answered(world, call, parameter)?;
    let networks: Vec<Id<Network>> = world.design[id]
        .sides()
        .into_iter()
        .filter_map(|side| side.network.get())
        .collect();
    room(world, call.profile, &networks)?;
    super::share(world, call.profile, &world.design[id].accepter)?;
    let mut others = Vec::new();
    if let [a, b] = networks.as_slice() {
        for other in world.peerings.between(*a, *b).iter().filter(|o| **o != id) {
            match world.phase(AnyId::Peering(*other)) {
                Phase::Active | Phase::Provisioning => {
                    return Err(duplicate(world, *other, ErrorKind::AlreadyExists));
                }
                _ => others.push(*other),
            }
        }
    }
    let profile = call.profile;
    let rule = world.chosen.peering(profile.peering).second_request.get();
    if rule != Some(SecondRequest::Rejected) {
        others.clear();
    }
    Ok(Box::new(move |world| {
        if word(profile, Phase::Provisioning).is_some() {
            enter(world, id, Phase::Provisioning);
            world.will_settle(AnyId::Peering(id), settle);
        } else {
            enter(world, id, Phase::Active);
        }
        for other in others {
            enter(world, other, Phase::Refused);
        }
        Done::new(move |world| answers(world, id))
    }))
}

/// Rejects a request.
pub(in crate::simulate) fn reject(
    world: &World,
    call: &Call<'_>,
    parameter: &str,
    answers: Answers,
) -> Checked {
    let id = answered(world, call, parameter)?;
    Ok(Box::new(move |world| {
        enter(world, id, Phase::Refused);
        Done::new(move |world| answers(world, id))
    }))
}

/// Deletes a peering, or takes a request back.
pub(in crate::simulate) fn delete(
    world: &World,
    call: &Call<'_>,
    parameter: &str,
    answers: Answers,
) -> Checked {
    let id = visible::<Peering>(world, call, parameter)?;
    let any = AnyId::Peering(id);
    let sides = world.design[id].sides();
    let regions = sides.map(|side| super::region(&world.design, side));
    if regions.iter().all(|region| call.elsewhere(*region)) {
        return Err(Refusal::region(&world.design, any, regions[0]));
    }
    deletable(world, call, id)?;
    let across = matches!(regions, [Some(one), Some(other)] if one != other);
    let (profile, caller) = (call.profile, call.caller);
    Ok(Box::new(move |world| {
        remove(world, profile, id, caller, across);
        Done::new(move |world| answers(world, id))
    }))
}

/// Whether the caller may delete a peering in its state. Where the provider's machine has a move out of an end, that is one too.
fn deletable(world: &World, call: &Call<'_>, id: Id<Peering>) -> Result<(), Refusal> {
    let any = AnyId::Peering(id);
    let rules = world.chosen.peering(call.profile.peering);
    let phase = world.phase(any);
    let either = rules.pending_delete.get() == Some(PendingDelete::Either);
    match phase {
        Phase::Active => Ok(()),
        Phase::AwaitingAcceptance if either || world.part(id, call.caller).requester => Ok(()),
        Phase::AwaitingAcceptance => {
            let needs = "the owner of the network that asked";
            Err(Refusal::role(&world.design, any, needs))
        }
        phase if phase.is_terminal() && moves_on(world, call, id) => Ok(()),
        _ => Err(Refusal::state(&world.design, any)),
    }
}

/// Whether the operation leads out of the present state.
fn moves_on(world: &World, call: &Call<'_>, id: Id<Peering>) -> bool {
    let state = world.design[id].head.state.word();
    let machine = call.profile.machine(crate::model::ElementKind::Peering);
    machine.is_some_and(|machine| {
        let mut moves = machine.on_operation(Some(state), call.operation.name);
        moves.next().is_some()
    })
}

/// Deletes a peering; one across regions passes through the state of being deleted, where the provider has one.
pub(in crate::simulate) fn remove(
    world: &mut World,
    profile: &'static Profile,
    id: Id<Peering>,
    by: Option<Text>,
    across: bool,
) {
    let any = AnyId::Peering(id);
    drop_routes(world, profile, id);
    if across && word(profile, Phase::Deleting).is_some() {
        enter(world, id, Phase::Deleting);
        world.will_settle(any, settle);
    } else {
        enter(world, id, Phase::Deleted);
    }
    world.ended_by(any, by);
}
