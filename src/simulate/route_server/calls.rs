//! Peers created and deleted.

use super::describe::put;
use super::{BFD, ENDPOINT_ID, KEEPALIVE, PEER_ID, set_status};
use crate::model::{
    AnyId, Asn, ElementKind as Of, Link, Phase, RouteServerEndpoint, RouteServerPeer, Target,
};
use crate::profile::{AsnField, Counted, Per, Takes};
use crate::simulate::named::{own, visible};
use crate::simulate::operation::{Call, Checked, Done};
use crate::simulate::peering::full;
use crate::simulate::refusal::Refusal;
use crate::simulate::status::at_work;
use crate::simulate::tags;
use crate::simulate::trace::Fields;
use crate::simulate::world::World;
use crate::source::{Field, Scalar, Text};

/// `CreateRouteServerPeer`.
pub(super) fn create(world: &World, call: &Call<'_>) -> Checked {
    let address = call.with.text("PeerAddress");
    let address = address.and_then(|text| std::net::IpAddr::parse(&text));
    let Some(address) = address.filter(std::net::IpAddr::is_ipv4) else {
        return Err(Refusal::value("PeerAddress", "an IPv4 address"));
    };
    let number = call.with.number("BgpOptions.PeerAsn");
    let number = number.and_then(|number| u64::try_from(number).ok());
    let row = call.profile.bgp.asn(AsnField::RouteServerPeer);
    let takes = |number: &u64| row.is_none_or(|row| row.takes(*number) != Takes::No);
    let Some(number) = number.filter(takes) else {
        let expected = "an AS number in the field's range";
        return Err(Refusal::value("BgpOptions.PeerAsn", expected));
    };
    let liveness = call.with.text("BgpOptions.PeerLivenessDetection");
    let liveness = liveness.unwrap_or_else(|| Text::new(KEEPALIVE));
    if ![BFD, KEEPALIVE].contains(&liveness.as_str()) {
        let name = "BgpOptions.PeerLivenessDetection";
        return Err(Refusal::value(name, "bfd or bgp-keepalive"));
    }
    let tags = tags::specified(call, Of::RouteServerPeer, "route-server-peer")?;
    let endpoint = visible::<RouteServerEndpoint>(world, call, ENDPOINT_ID)?;
    let any = AnyId::RouteServerEndpoint(endpoint);
    own(world, call, any)?;
    if !at_work(world.phase(any)) {
        return Err(Refusal::state(&world.design, any));
    }
    let peers = world.links.server_peers(any).iter();
    let live = peers.filter(|id| world.design[**id].head.state.is_live());
    let count = live.count();
    let profile = call.profile;
    full(
        world,
        profile,
        any,
        Counted::RouteServerPeers,
        Per::RouteServerEndpoint,
        count,
    )?;
    Ok(Box::new(move |world| {
        let id = world.new_id(Of::RouteServerPeer, profile);
        let known = &world.design[endpoint];
        let (account, region, printed) = (
            known.head.account.get(),
            known.head.region.get(),
            known.head.printed_id(),
        );
        let (server, network, subnet, own_address) =
            (known.server, known.network, known.subnet, known.address);
        let down = world.field(Text::new("down"));
        let mut head = world.new_head(id, profile, account, region);
        head.tags = tags::made(world, tags);
        let peer = RouteServerPeer {
            head,
            endpoint: Link {
                id: world.field(printed),
                target: Target::To(endpoint),
            },
            server,
            network,
            subnet,
            endpoint_address: own_address,
            address: world.field(address),
            asn: world.field(Asn::new(number)),
            liveness: world.field(liveness),
            bgp_status: down,
            bfd_status: down,
            failure: Field::Absent,
            keeps_routes: Field::Absent,
        };
        let any = world.add(peer, "pending");
        if let AnyId::RouteServerPeer(id) = any {
            world.links.add_server_peer(&world.design, id);
        }
        world.will_settle(any, available);
        Done::new(move |world| whole(world, any)).created(any)
    }))
}

fn whole(world: &World, id: AnyId) -> Fields {
    let mut fields = Fields::default();
    if let AnyId::RouteServerPeer(id) = id {
        put(world, id, &mut fields);
    }
    fields
}

fn available(world: &mut World, id: AnyId) {
    world.pass(id, "pending", "available");
}

fn gone(world: &mut World, id: AnyId) {
    world.pass(id, "deleting", "deleted");
}

/// `DeleteRouteServerPeer`.
pub(super) fn delete(world: &World, call: &Call<'_>) -> Checked {
    let id = visible::<RouteServerPeer>(world, call, PEER_ID)?;
    let any = AnyId::RouteServerPeer(id);
    own(world, call, any)?;
    let leaves = at_work(world.phase(any)) || world.phase(any) == Phase::Failed;
    if !leaves || world.design[id].head.state.word() == "failing" {
        return Err(Refusal::state(&world.design, any));
    }
    let caller = call.caller;
    Ok(Box::new(move |world| {
        world.set_state(any, "deleting");
        set_status(world, id, true, false);
        set_status(world, id, false, false);
        world.ended_by(any, caller);
        world.will_settle(any, gone);
        Done::new(move |world| whole(world, any))
    }))
}
