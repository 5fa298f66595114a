//! VPC peering connections.

use super::super::filter::Filter;
use super::super::named;
use super::super::operation::{Call, Checked, Made};
use super::super::page::Page;
use super::super::peering::calls::{self, Answers, Second};
use super::super::peering::{
    Request, network_id, other_network, own_network, owner, put_blocks, region, room,
};
use super::super::refusal::Refusal;
use super::super::tags;
use super::super::trace::Fields;
use super::super::world::{World, same_account};
use super::options::{self, REQUESTER, Wanted};
use crate::model::{AnyId, ElementKind, Family, Id, Peering, PeeringSide, Phase};
use crate::profile::{Counted, ErrorKind, Per};
use crate::source::Text;

const ID: &str = "VpcPeeringConnectionId";

/// `CreateVpcPeeringConnection`.
pub(super) fn create(world: &World, call: &Call<'_>) -> Checked {
    let tags = tags::specified(call, ElementKind::Peering, "vpc-peering-connection")?;
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
    let across = matches!((home, accepter_region), (Some(one), Some(other)) if one != other);
    let options = Wanted::read(call, REQUESTER, across)?;
    let (owner, region) = (head.account.get(), head.region.get());
    let (counted, per) = (Counted::PendingPeerings, Per::AccountAndRegion);
    let quota = world.quota(call.profile, owner, counted, per);
    if let Some(most) = quota.filter(|most| world.peerings.pending(owner, region) >= *most) {
        let what = "outstanding requests of the account";
        return Err(Refusal::quota(what, most).on(ElementKind::Peering));
    }
    room(world, call.profile, &[requester])?;
    let second = calls::second(
        world,
        call.profile,
        requester,
        accepter,
        ErrorKind::AlreadyExists,
    )?;
    let request = Request {
        requester,
        accepter,
        accepter_id: peer.text,
        accepter_owner,
        accepter_region,
        caller,
    };
    let (profile, answers) = (call.profile, answers(call, true));
    let first = !matches!(second, Second::Same(_));
    Ok(Box::new(move |world| {
        let done = calls::make(world, profile, request, second, false, answers);
        if let (true, Some(Made::Element(AnyId::Peering(id)))) = (first, done.made()) {
            world.design[id].head.tags = tags::made(world, tags);
            if let Some(options) = options {
                options.set(world, id, true);
            }
        }
        done
    }))
}

/// `AcceptVpcPeeringConnection`.
pub(super) fn accept(world: &World, call: &Call<'_>) -> Checked {
    calls::accept(world, call, ID, answers(call, false))
}

/// `RejectVpcPeeringConnection`.
pub(super) fn reject(world: &World, call: &Call<'_>) -> Checked {
    calls::reject(world, call, ID, done)
}

/// `DeleteVpcPeeringConnection`.
pub(super) fn delete(world: &World, call: &Call<'_>) -> Checked {
    calls::delete(world, call, ID, done)
}

/// The answer of a call that only says that it was done, with the state that follows.
fn done(world: &World, id: Id<Peering>) -> Fields {
    let mut fields = Fields::default();
    fields.put("Return", true);
    fields.put("Status.Code", world.design[id].head.state.word());
    fields
}

/// The answer of the provider to a call of one side: OUTSCALE documents fewer members than AWS.
fn answers(call: &Call<'_>, requester: bool) -> Answers {
    match (is_plain(call), requester) {
        (false, true) => |world, id| whole(world, id, false, tags_of(world, id, true)),
        (false, false) => |world, id| whole(world, id, false, tags_of(world, id, false)),
        (true, true) => |world, id| whole(world, id, true, tags_of(world, id, true)),
        (true, false) => |world, id| whole(world, id, true, tags_of(world, id, false)),
    }
}

fn is_plain(call: &Call<'_>) -> bool {
    call.profile.provider.0 == "outscale"
}

/// Whether a side sees the tags, which each account has for itself in each region; those that are known are the requester's.
fn tags_of(world: &World, id: Id<Peering>, requester: bool) -> bool {
    let [one, other] = world.design[id].sides();
    let design = &world.design;
    let same = same_account(owner(design, one), owner(design, other));
    requester || same && region(design, one) == region(design, other)
}

fn whole(world: &World, id: Id<Peering>, plain: bool, tagged: bool) -> Fields {
    let mut fields = Fields::default();
    describe_one(world, id, plain, tagged, &mut fields);
    fields
}

fn describe_one(world: &World, id: Id<Peering>, plain: bool, tagged: bool, fields: &mut Fields) {
    let peering = &world.design[id];
    fields.put("VpcPeeringConnectionId", peering.head.printed_id());
    fields.below("Status", |fields| {
        fields.put("Code", peering.head.state.word());
    });
    if let (false, Some(time)) = (plain, peering.expires.get()) {
        fields.put("ExpirationTime", time);
    }
    if !plain {
        fields.put_some("MultipathResilienceStatus", peering.multipath_status.get());
    }
    let sides = [
        ("RequesterVpcInfo", &peering.requester),
        ("AccepterVpcInfo", &peering.accepter),
    ];
    for (name, side) in sides {
        fields.below(name, |fields| put_side(world, peering, side, plain, fields));
    }
    if tagged {
        tags::put(&peering.head, tags::EC2, fields);
    }
}

fn put_side(world: &World, peering: &Peering, side: &PeeringSide, plain: bool, out: &mut Fields) {
    out.put_some("VpcId", network_id(world, side));
    out.put_some("OwnerId", owner(&world.design, side));
    if !plain {
        out.put_some("Region", region(&world.design, side));
    }
    if plain {
        // OUTSCALE tells the one range of each side in every state.
        out.put_some("CidrBlock", side_block(world, side));
        return;
    }
    // AWS tells ranges of active ones only.
    if peering.head.state.phase == Phase::Active {
        let keys = ("CidrBlock", "CidrBlockSet", "Ipv6CidrBlockSet");
        put_blocks(world, side.network.get(), out, keys);
    }
    out.below("PeeringOptions", |out| options::put(side, out));
}

/// `DescribeVpcPeeringConnections`.
pub(super) fn describe(world: &World, call: &Call<'_>) -> Checked {
    let filter = |name: &str| {
        let found = FILTERS.iter().find(|(known, _)| *known == name)?;
        Some(found.1)
    };
    let filters = Filter::read(call, filter, "status-code or requester-vpc-info.vpc-id")?;
    let page = Page::read(call, "MaxResults", "NextToken")?;
    let tagged = |id: &Id<Peering>| sees_tags(world, call, *id);
    let ids = "VpcPeeringConnectionIds";
    let mut listed = named::listed(world, call, ids, |id: Id<Peering>| {
        let sides = world.design[id].sides();
        sides.map(|side| region(&world.design, side))
    })?;
    listed.retain(|id| {
        let head = tagged(id).then_some(&world.design[*id].head);
        let mut all = filters.iter();
        all.all(|filter| filter.fits(head, |read| read(world, *id)))
    });
    let listed: Vec<(Id<Peering>, bool)> = listed.into_iter().map(|id| (id, tagged(&id))).collect();
    let plain = is_plain(call);
    let names = ["VpcPeeringConnections", "NextToken"];
    page.answer(listed, names, move |world, (id, tagged), fields| {
        describe_one(world, *id, plain, *tagged, fields);
    })
}

/// Whether the caller sees the tags of a peering: as its requester, in the requester's region.
fn sees_tags(world: &World, call: &Call<'_>, id: Id<Peering>) -> bool {
    let requester = &world.design[id].requester;
    let design = &world.design;
    same_account(owner(design, requester), call.caller)
        && !call.elsewhere(region(design, requester))
}

type Read = fn(&World, Id<Peering>) -> Option<Text>;

/// The first IPv4 block of a side's network.
fn side_block(world: &World, side: &PeeringSide) -> Option<Text> {
    let mut blocks = world.design[side.network.get()?].live_cidrs();
    let (first, _) = blocks.find(|(cidr, _)| cidr.family() == Family::Ipv4)?;
    Some(Text::new(&first.to_string()))
}

static FILTERS: &[(&str, Read)] = &[
    ("vpc-peering-connection-id", |world, id| {
        Some(world.design[id].head.printed_id())
    }),
    ("status-code", |world, id| {
        world.design[id].head.state.native.get()
    }),
    ("status-message", |world, id| world.design[id].message.get()),
    ("expiration-time", |world, id| {
        let time = world.design[id].expires.get();
        time.map(|time| Text::new(&time.to_string()))
    }),
    ("requester-vpc-info.vpc-id", |world, id| {
        network_id(world, &world.design[id].requester)
    }),
    ("requester-vpc-info.owner-id", |world, id| {
        owner(&world.design, &world.design[id].requester)
    }),
    ("requester-vpc-info.cidr-block", |world, id| {
        side_block(world, &world.design[id].requester)
    }),
    ("accepter-vpc-info.vpc-id", |world, id| {
        network_id(world, &world.design[id].accepter)
    }),
    ("accepter-vpc-info.owner-id", |world, id| {
        owner(&world.design, &world.design[id].accepter)
    }),
    ("accepter-vpc-info.cidr-block", |world, id| {
        side_block(world, &world.design[id].accepter)
    }),
];
