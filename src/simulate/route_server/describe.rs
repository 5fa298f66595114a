//! Peers as the provider lists them, and the filters of the list.

use super::{ENDPOINT_ID, PEER_ID, network_of};
use crate::model::{AnyId, Id, RouteServerEndpoint, RouteServerPeer};
use crate::simulate::filter::Filter;
use crate::simulate::named::{self, printed};
use crate::simulate::operation::{Call, Checked};
use crate::simulate::page::Page;
use crate::simulate::tags;
use crate::simulate::trace::Fields;
use crate::simulate::world::World;
use crate::source::{Scalar, Text};

fn endpoint(world: &World, id: Id<RouteServerPeer>) -> Option<&RouteServerEndpoint> {
    Some(&world.design[world.design[id].endpoint.get()?])
}

/// The values that an answer shows and filters ask for.
type Read = fn(&World, Id<RouteServerPeer>) -> Option<Text>;

fn peer_id(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    Some(world.design[id].head.printed_id())
}

fn endpoint_id(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    let link = world.design[id].endpoint;
    printed(world, link.get().map(AnyId::RouteServerEndpoint), link.id)
}

fn server_id(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    let own = world.design[id].server;
    let link = endpoint(world, id)
        .filter(|_| own.is_absent())
        .map_or(own, |endpoint| endpoint.server);
    printed(world, link.get().map(AnyId::RouteServer), link.id)
}

fn network_id(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    let own = world.design[id].network;
    let link = endpoint(world, id)
        .filter(|_| own.is_absent())
        .map_or(own, |endpoint| endpoint.network);
    let network = network_of(&world.design, &world.design[id]);
    printed(world, network.map(AnyId::Network), link.id)
}

fn subnet_id(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    let own = world.design[id].subnet;
    let link = endpoint(world, id)
        .filter(|_| own.is_absent())
        .map_or(own, |endpoint| endpoint.subnet);
    printed(world, link.get().map(AnyId::Subnet), link.id)
}

fn state(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    world.design[id].head.state.native.get()
}

fn failure(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    world.design[id].failure.get()
}

fn endpoint_interface(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    endpoint(world, id)?.interface.get()
}

fn endpoint_address(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    let own = world.design[id].endpoint_address.get();
    let address = own.or_else(|| endpoint(world, id)?.address.get())?;
    Some(Text::new(&address.to_string()))
}

fn peer_address(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    let address = world.design[id].address.get()?;
    Some(Text::new(&address.to_string()))
}

fn peer_asn(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    let asn = world.design[id].asn.get()?;
    Some(Text::new(&asn.to_string()))
}

fn liveness(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    world.design[id].liveness.get()
}

fn bgp_status(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    world.design[id].bgp_status.get()
}

fn bfd_status(world: &World, id: Id<RouteServerPeer>) -> Option<Text> {
    world.design[id].bfd_status.get()
}

/// Members of the answer in the provider's order, with the filter of each.
static MEMBERS: &[(&str, &str, Read)] = &[
    (PEER_ID, "route-server-peer-id", peer_id),
    (ENDPOINT_ID, "route-server-endpoint-id", endpoint_id),
    ("RouteServerId", "route-server-id", server_id),
    ("VpcId", "vpc-id", network_id),
    ("SubnetId", "subnet-id", subnet_id),
    ("State", "state", state),
    ("FailureReason", "failure-reason", failure),
    ("EndpointEniId", "endpoint-eni-id", endpoint_interface),
    (
        "EndpointEniAddress",
        "endpoint-eni-address",
        endpoint_address,
    ),
    ("PeerAddress", "peer-address", peer_address),
    ("BgpOptions.PeerAsn", "bgp-options.peer-asn", peer_asn),
    (
        "BgpOptions.PeerLivenessDetection",
        "bgp-options.peer-liveness-detection",
        liveness,
    ),
    ("BgpStatus.Status", "bgp-status.status", bgp_status),
    ("BfdStatus.Status", "bfd-status.status", bfd_status),
];

/// A peer as the provider answers it.
pub(super) fn put(world: &World, id: Id<RouteServerPeer>, fields: &mut Fields) {
    for (member, _, read) in MEMBERS {
        let value = read(world, id);
        match value.and_then(|text| i64::parse(&text)) {
            Some(number) if *member == "BgpOptions.PeerAsn" => fields.put(member, number),
            _ => fields.put_some(member, value),
        }
    }
    tags::put(&world.design[id].head, tags::EC2, fields);
}

/// `DescribeRouteServerPeers`.
pub(super) fn describe(world: &World, call: &Call<'_>) -> Checked {
    let member = |name: &str| {
        let found = MEMBERS.iter().find(|(_, filter, _)| *filter == name)?;
        Some(found.2)
    };
    let filters = Filter::read(call, member, "state or route-server-id")?;
    let page = Page::read(call, "MaxResults", "NextToken")?;
    let mut listed = named::listed(world, call, "RouteServerPeerIds", |id| {
        let id = AnyId::RouteServerPeer(id);
        [world.design.head(id).region.get()]
    })?;
    listed.retain(|id| {
        let head = Some(&world.design[*id].head);
        let mut all = filters.iter();
        all.all(|filter| filter.fits(head, |read| read(world, *id)))
    });
    page.answer(
        listed,
        ["RouteServerPeers", "NextToken"],
        |world, id, fields| {
            put(world, *id, fields);
        },
    )
}
