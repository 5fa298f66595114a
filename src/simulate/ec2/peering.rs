//! VPC peering connections.

use super::super::argument::Argument;
use super::super::operation::{Call, Checked, Done, Made};
use super::super::page::Page;
use super::super::peering::calls::{self, Answers, Second};
use super::super::peering::{Request, other_network, own_network, owner, put_blocks, region, room};
use super::super::refusal::Refusal;
use super::super::tags;
use super::super::trace::Fields;
use super::super::world::{World, same_account};
use super::options::{self, REQUESTER, Wanted};
use crate::model::{AnyId, ElementKind, Id, Peering, PeeringSide, Phase};
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
    let id = side
        .network
        .get()
        .map(|id| world.design[id].head.printed_id());
    out.put_some("VpcId", id.or(side.network.id.get()));
    out.put_some("OwnerId", owner(&world.design, side));
    if !plain {
        out.put_some("Region", region(&world.design, side));
    }
    // Ranges are told of active ones only.
    if peering.head.state.phase == Phase::Active {
        let keys = ("CidrBlock", "CidrBlockSet", "Ipv6CidrBlockSet");
        put_blocks(world, side.network.get(), out, keys);
    }
    if !plain {
        out.below("PeeringOptions", |out| options::put(side, out));
    }
}

/// `DescribeVpcPeeringConnections`.
pub(super) fn describe(world: &World, call: &Call<'_>) -> Checked {
    let mut filters: Vec<(Filter, Vec<Text>)> = Vec::new();
    for filter in call.with.items("Filters") {
        let Argument::Map(filter) = filter else {
            continue;
        };
        let name = filter.text("Name").map_or("", Text::as_str);
        let known = FILTERS.iter().find(|(known, _)| *known == name);
        let read = match (known, name.strip_prefix("tag:")) {
            (Some((_, read)), _) => Filter::Read(*read),
            (None, Some(key)) => Filter::Tag(key),
            (None, None) if name == "tag-key" => Filter::Key,
            (None, None) => return Err(Refusal::value("Filters.Name", "the name of a filter")),
        };
        let values = filter.items("Values").iter();
        let values = values.filter_map(|value| match value {
            Argument::One(given) => Some(given.text),
            _ => None,
        });
        filters.push((read, values.collect()));
    }
    let page = Page::read(call, "MaxResults", "NextToken")?;
    let tagged = |id: &Id<Peering>| sees_tags(world, call, *id);
    let fits = |id: &Id<Peering>| {
        filters.iter().all(|(filter, values)| {
            let found = match filter {
                Filter::Read(read) => read(world, *id),
                Filter::Key | Filter::Tag(_) if !tagged(id) => Vec::new(),
                Filter::Key => keys(world, *id),
                Filter::Tag(key) => one(world.design[*id].head.tag(key)),
            };
            found.iter().any(|value| values.contains(value))
        })
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
            let sides = world.design[*id].sides();
            let regions = sides.map(|side| region(&world.design, side));
            world.sees(call.caller, AnyId::Peering(*id))
                && !regions.iter().all(|region| call.elsewhere(*region))
        };
        listed = world.design.peerings.ids().filter(here).collect();
    }
    listed.retain(fits);
    let (listed, next) = page.of(listed);
    let shown: Vec<(Id<Peering>, bool)> = listed.into_iter().map(|id| (id, tagged(&id))).collect();
    let plain = is_plain(call);
    Ok(Box::new(move |_| {
        Done::new(move |world| {
            let mut fields = Fields::default();
            for (at, (id, tagged)) in shown.iter().enumerate() {
                fields.below(&format!("VpcPeeringConnections.{at}"), |fields| {
                    describe_one(world, *id, plain, *tagged, fields);
                });
            }
            fields.put_some("NextToken", next);
            fields
        })
    }))
}

/// Whether the caller sees the tags of a peering: as its requester, in the requester's region.
fn sees_tags(world: &World, call: &Call<'_>, id: Id<Peering>) -> bool {
    let requester = &world.design[id].requester;
    let design = &world.design;
    same_account(owner(design, requester), call.caller)
        && !call.elsewhere(region(design, requester))
}

type Read = fn(&World, Id<Peering>) -> Vec<Text>;

/// What a filter looks at.
enum Filter {
    Read(Read),
    /// The keys of all tags.
    Key,
    /// The value of a tag.
    Tag(&'static str),
}

fn keys(world: &World, id: Id<Peering>) -> Vec<Text> {
    let tags = world.design[id].head.tags.iter();
    tags.filter_map(|tag| tag.key.get()).collect()
}

fn side_id(world: &World, side: &PeeringSide) -> Vec<Text> {
    let known = side.network.get();
    let id = known.map(|id| world.design[id].head.printed_id());
    id.or(side.network.id.get()).into_iter().collect()
}

/// The first IPv4 block of a side's network.
fn side_block(world: &World, side: &PeeringSide) -> Vec<Text> {
    let blocks = side.network.get().map(|id| world.design[id].live_cidrs());
    let first = blocks.and_then(|mut blocks| {
        blocks.find(|(cidr, _)| cidr.family() == crate::model::Family::Ipv4)
    });
    let text = first.map(|(cidr, _)| Text::new(&cidr.to_string()));
    text.into_iter().collect()
}

fn one(text: Option<Text>) -> Vec<Text> {
    text.into_iter().collect()
}

static FILTERS: &[(&str, Read)] = &[
    ("vpc-peering-connection-id", |world, id| {
        vec![world.design[id].head.printed_id()]
    }),
    ("status-code", |world, id| {
        one(world.design[id].head.state.native.get())
    }),
    ("status-message", |world, id| {
        one(world.design[id].message.get())
    }),
    ("expiration-time", |world, id| {
        let time = world.design[id].expires.get();
        one(time.map(|time| Text::new(&time.to_string())))
    }),
    ("requester-vpc-info.vpc-id", |world, id| {
        side_id(world, &world.design[id].requester)
    }),
    ("requester-vpc-info.owner-id", |world, id| {
        one(owner(&world.design, &world.design[id].requester))
    }),
    ("requester-vpc-info.cidr-block", |world, id| {
        side_block(world, &world.design[id].requester)
    }),
    ("accepter-vpc-info.vpc-id", |world, id| {
        side_id(world, &world.design[id].accepter)
    }),
    ("accepter-vpc-info.owner-id", |world, id| {
        one(owner(&world.design, &world.design[id].accepter))
    }),
    ("accepter-vpc-info.cidr-block", |world, id| {
        side_block(world, &world.design[id].accepter)
    }),
];
