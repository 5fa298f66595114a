//! VPC peering connections.

use super::super::argument::Argument;
use super::super::choice::DuplicatePending;
use super::super::operation::{Call, Checked, Done};
use super::super::peering::{
    Request, drop_routes, duplicate, enter, fails, most, named, note_absent, other_network,
    own_network, put_blocks, room, word,
};
use super::super::refusal::Refusal;
use super::super::trace::{Fields, Note};
use super::super::world::World;
use crate::model::{AnyId, ElementKind, Id, Network, Peering, PeeringSide, Phase};
use crate::profile::{Counted, ErrorKind, PendingDelete, Per, Profile, SecondRequest};
use crate::source::Text;

/// What a request meets where the pair has a live peering.
enum Second {
    /// Nothing that matters.
    Nothing,
    /// A request that waits; the answer is about that one.
    Same(Id<Peering>),
    /// It is made and rejected at once.
    Rejected,
}

/// Judges a request against the live peerings of its pair.
fn second(
    world: &World,
    profile: &Profile,
    requester: Id<Network>,
    accepter: Option<Id<Network>>,
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
                    return Err(duplicate(world, *known, ErrorKind::AlreadyExists));
                }
            }
        } else {
            let reverse = peering.requester.network.get() == Some(accepter);
            if !(reverse && rule == Some(SecondRequest::Rejected)) {
                return Err(duplicate(world, *known, ErrorKind::AlreadyExists));
            }
            found = Second::Rejected;
        }
    }
    Ok(found)
}

/// `CreateVpcPeeringConnection`.
pub(super) fn create(world: &World, call: &Call<'_>) -> Checked {
    let requester = own_network(world, call, "VpcId")?;
    let Some(peer) = call.with.given("PeerVpcId") else {
        return Err(Refusal::missing("PeerVpcId"));
    };
    let head = &world.design[requester].head;
    let caller = call.caller.or(head.account.get());
    let accepter_owner = call.with.text("PeerOwnerId").or(caller);
    let home = call.region.or(head.region.get());
    let accepter_region = call.with.text("PeerRegion").or(home);
    let accepter = other_network(world, peer.element, accepter_owner, accepter_region);
    if let Some(most) = most(
        call.profile,
        Counted::PendingPeerings,
        Per::AccountAndRegion,
    ) && world
        .peerings
        .pending(head.account.get(), head.region.get())
        >= most
    {
        return Err(
            Refusal::quota("outstanding requests of the account", most).on(ElementKind::Peering)
        );
    }
    room(world, call.profile, &[requester])?;
    let second = second(world, call.profile, requester, accepter)?;
    let request = Request {
        requester,
        accepter,
        accepter_id: peer.text,
        accepter_owner,
        accepter_region,
        caller,
    };
    let (profile, plain) = (call.profile, is_plain(call));
    Ok(Box::new(move |world| {
        let mut notes = Vec::new();
        note_absent(&request, &mut notes);
        let id = match second {
            Second::Same(known) => known,
            Second::Rejected => request.make(world, profile, Phase::Refused, |_, _| {}),
            Second::Nothing => begin(world, profile, request),
        };
        if fails(world, profile, id) {
            notes.push(Note::new(
                "bad_vpc_account_or_overlap",
                "the request fails: ranges overlap, or owner, region or id of the other VPC are wrong",
            ));
        }
        Done::new(move |world| answer(world, id, plain))
            .created(AnyId::Peering(id))
            .noting(notes)
    }))
}

/// Makes a request in the provider's first state.
fn begin(world: &mut World, profile: &'static Profile, request: Request) -> Id<Peering> {
    if word(profile, Phase::Requested).is_some() {
        let id = request.make(world, profile, Phase::Requested, |_, _| {});
        world.will_settle(AnyId::Peering(id), settle);
        return id;
    }
    let id = request.make(world, profile, Phase::AwaitingAcceptance, |_, _| {});
    if fails(world, profile, id) {
        enter(world, id, Phase::Failed);
    }
    id
}

/// Where a transient state leads.
fn settle(world: &mut World, any: AnyId) {
    let AnyId::Peering(id) = any else { return };
    let next = match world.phase(any) {
        Phase::Requested if fails(world, world.profile_of(any), id) => Phase::Failed,
        Phase::Requested => Phase::AwaitingAcceptance,
        Phase::Provisioning => Phase::Active,
        Phase::Deleting => Phase::Deleted,
        _ => return,
    };
    enter(world, id, next);
}

/// What accepting and rejecting have in common: visible, right region, right side, right state.
fn answered(world: &World, call: &Call<'_>) -> Result<Id<Peering>, Refusal> {
    let id = named(world, call, "VpcPeeringConnectionId")?;
    let any = AnyId::Peering(id);
    let region = world.design[id].accepter.region.get();
    if call.elsewhere(region) {
        return Err(Refusal::region(&world.design, any, region));
    }
    if !world.part(id, call.caller).accepter {
        return Err(Refusal::role(
            &world.design,
            any,
            "the owner of the accepter VPC",
        ));
    }
    if world.phase(any) != Phase::AwaitingAcceptance {
        return Err(Refusal::state(&world.design, any));
    }
    Ok(id)
}

/// `AcceptVpcPeeringConnection`.
pub(super) fn accept(world: &World, call: &Call<'_>) -> Checked {
    let id = answered(world, call)?;
    let networks: Vec<Id<Network>> = world.design[id]
        .sides()
        .into_iter()
        .filter_map(|side| side.network.get())
        .collect();
    room(world, call.profile, &networks)?;
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
    let (profile, plain) = (call.profile, is_plain(call));
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
        Done::new(move |world| answer(world, id, plain))
    }))
}

/// `RejectVpcPeeringConnection`.
pub(super) fn reject(world: &World, call: &Call<'_>) -> Checked {
    let id = answered(world, call)?;
    Ok(Box::new(move |world| {
        enter(world, id, Phase::Refused);
        done_with(id)
    }))
}

/// `DeleteVpcPeeringConnection`.
pub(super) fn delete(world: &World, call: &Call<'_>) -> Checked {
    let id = named(world, call, "VpcPeeringConnectionId")?;
    let any = AnyId::Peering(id);
    let peering = &world.design[id];
    let regions = peering.sides().map(|side| side.region.get());
    if regions.iter().all(|region| call.elsewhere(*region)) {
        return Err(Refusal::region(&world.design, any, regions[0]));
    }
    deletable(world, call, id)?;
    let across = matches!(regions, [Some(one), Some(other)] if one != other);
    let (profile, caller) = (call.profile, call.caller);
    Ok(Box::new(move |world| {
        remove(world, profile, id, caller, across);
        done_with(id)
    }))
}

/// Whether the caller may delete a peering in its state.
fn deletable(world: &World, call: &Call<'_>, id: Id<Peering>) -> Result<(), Refusal> {
    let any = AnyId::Peering(id);
    let rules = world.chosen.peering(call.profile.peering);
    match world.phase(any) {
        Phase::Active => Ok(()),
        Phase::AwaitingAcceptance
            if rules.pending_delete.get() == Some(PendingDelete::Either)
                || world.part(id, call.caller).requester =>
        {
            Ok(())
        }
        Phase::AwaitingAcceptance => Err(Refusal::role(
            &world.design,
            any,
            "the owner of the requester VPC",
        )),
        _ => Err(Refusal::state(&world.design, any)),
    }
}

/// Deletes a peering; one across regions passes through the state of being deleted, where the provider has one.
pub(super) fn remove(
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

/// The answer of a call that only says that it was done.
fn done_with(id: Id<Peering>) -> Done {
    Done::new(move |world| {
        let mut fields = Fields::default();
        fields.put("Return", true);
        fields.put("Status.Code", world.design[id].head.state.word());
        fields
    })
}

/// Whether the answer has the few members that OUTSCALE documents.
fn is_plain(call: &Call<'_>) -> bool {
    call.profile.provider.0 == "outscale"
}

/// A peering as the calls answer it.
fn answer(world: &World, id: Id<Peering>, plain: bool) -> Fields {
    let mut fields = Fields::default();
    describe_one(world, id, plain, &mut fields);
    fields
}

fn describe_one(world: &World, id: Id<Peering>, plain: bool, fields: &mut Fields) {
    let peering = &world.design[id];
    fields.put("VpcPeeringConnectionId", peering.head.printed_id());
    fields.below("Status", |fields| {
        fields.put("Code", peering.head.state.word());
    });
    if let (false, Some(time)) = (plain, peering.expires.get()) {
        fields.put("ExpirationTime", time);
    }
    let sides = [
        ("RequesterVpcInfo", &peering.requester),
        ("AccepterVpcInfo", &peering.accepter),
    ];
    for (name, side) in sides {
        fields.below(name, |fields| put_side(world, peering, side, plain, fields));
    }
}

fn put_side(world: &World, peering: &Peering, side: &PeeringSide, plain: bool, out: &mut Fields) {
    let id = side
        .network
        .get()
        .map(|id| world.design[id].head.printed_id());
    out.put_some("VpcId", id.or(side.network.id.get()));
    out.put_some("OwnerId", side.owner.get());
    if !plain {
        out.put_some("Region", side.region.get());
    }
    // Ranges are told of active ones only.
    if peering.head.state.phase == Phase::Active {
        let keys = ("CidrBlock", "CidrBlockSet", "Ipv6CidrBlockSet");
        put_blocks(world, side.network.get(), out, keys);
    }
}

/// `DescribeVpcPeeringConnections`.
pub(super) fn describe(world: &World, call: &Call<'_>) -> Checked {
    let mut filters: Vec<(fn(&World, Id<Peering>) -> Option<Text>, Vec<Text>)> = Vec::new();
    for filter in call.with.items("Filters") {
        let Argument::Map(filter) = filter else {
            continue;
        };
        let name = filter.text("Name").map_or("", Text::as_str);
        let Some((_, read)) = FILTERS.iter().find(|(known, _)| *known == name) else {
            return Err(Refusal::value("Filters.Name", "the name of a filter"));
        };
        let values = filter.items("Values").iter();
        let values = values.filter_map(|value| match value {
            Argument::One(given) => Some(given.text),
            _ => None,
        });
        filters.push((*read, values.collect()));
    }
    let fits = |id: &Id<Peering>| {
        filters
            .iter()
            .all(|(read, values)| read(world, *id).is_some_and(|value| values.contains(&value)))
    };
    let mut listed = Vec::new();
    let ids = call.with.items("VpcPeeringConnectionIds");
    for id in ids {
        let Argument::One(given) = id else { continue };
        match given.element {
            Some(any @ AnyId::Peering(id)) if world.sees(call.caller, any) => listed.push(id),
            _ => {
                return Err(Refusal::not_found(
                    ElementKind::Peering,
                    given.text,
                    call.profile,
                ));
            }
        }
    }
    if ids.is_empty() {
        let here = |id: &Id<Peering>| {
            let regions = world.design[*id].sides().map(|side| side.region.get());
            world.sees(call.caller, AnyId::Peering(*id))
                && !regions.iter().all(|region| call.elsewhere(*region))
        };
        listed = world.design.peerings.ids().filter(here).collect();
    }
    listed.retain(fits);
    let plain = is_plain(call);
    Ok(Box::new(move |_| {
        Done::new(move |world| {
            let mut fields = Fields::default();
            for (at, id) in listed.iter().enumerate() {
                fields.below(&format!("VpcPeeringConnections.{at}"), |fields| {
                    describe_one(world, *id, plain, fields);
                });
            }
            fields
        })
    }))
}

type Read = fn(&World, Id<Peering>) -> Option<Text>;

fn side_id(world: &World, side: &PeeringSide) -> Option<Text> {
    let id = side
        .network
        .get()
        .map(|id| world.design[id].head.printed_id());
    id.or(side.network.id.get())
}

static FILTERS: &[(&str, Read)] = &[
    ("vpc-peering-connection-id", |world, id| {
        Some(world.design[id].head.printed_id())
    }),
    ("status-code", |world, id| {
        world.design[id].head.state.native.get()
    }),
    ("requester-vpc-info.vpc-id", |world, id| {
        side_id(world, &world.design[id].requester)
    }),
    ("requester-vpc-info.owner-id", |world, id| {
        world.design[id].requester.owner.get()
    }),
    ("accepter-vpc-info.vpc-id", |world, id| {
        side_id(world, &world.design[id].accepter)
    }),
    ("accepter-vpc-info.owner-id", |world, id| {
        world.design[id].accepter.owner.get()
    }),
];
