//! Peers as the provider lists them, and the filters of the list.

use super::{ENDPOINT_ID, PEER_ID};
use crate::model::{AnyId, ElementKind as Of, Id, RouteServerEndpoint, RouteServerPeer};
use crate::simulate::argument::{Argument, Arguments};
use crate::simulate::operation::{Call, Checked, Done};
use crate::simulate::page::Page;
use crate::simulate::refusal::Refusal;
use crate::simulate::tags;
use crate::simulate::trace::Fields;
use crate::simulate::world::World;
use crate::source::{Field, Scalar, Text};

fn printed(world: &World, id: Option<AnyId>, written: Field<Text>) -> Option<Text> {
    let found = id.map(|id| world.design.head(id).printed_id());
    found.or(written.get())
}

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
    let subnet = || {
        let subnet = endpoint(world, id)?.subnet.get()?;
        world.design[subnet].network.get()
    };
    printed(
        world,
        link.get().or_else(subnet).map(AnyId::Network),
        link.id,
    )
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

/// A filter with the values of which one must fit; case counts in both.
struct Filter {
    name: Text,
    read: Option<Read>,
    values: Vec<Text>,
}

impl Filter {
    fn read(arguments: &Arguments) -> Result<Self, Refusal> {
        let Some(name) = arguments.text("Name") else {
            return Err(Refusal::missing("Filters.Name"));
        };
        let member = MEMBERS
            .iter()
            .find(|(_, filter, _)| *filter == name.as_str());
        let tags = name == "tag-key" || name.strip_prefix("tag:").is_some();
        if member.is_none() && !tags {
            let expected = "the name of a filter, such as state or route-server-id";
            return Err(Refusal::value("Filters.Name", expected));
        }
        let values = arguments.items("Values").iter();
        let values = values.filter_map(|value| match value {
            Argument::One(given) => Some(given.text),
            _ => None,
        });
        Ok(Self {
            name,
            read: member.map(|(_, _, read)| *read),
            values: values.collect(),
        })
    }

    fn fits(&self, world: &World, id: Id<RouteServerPeer>) -> bool {
        let head = &world.design[id].head;
        let value = match (self.read, self.name.strip_prefix("tag:")) {
            (Some(read), _) => read(world, id),
            (None, Some(key)) => head.tag(key),
            (None, None) => {
                let mut keys = head.tags.iter().filter_map(|tag| tag.key.get());
                return keys.any(|key| self.values.contains(&key));
            }
        };
        value.is_some_and(|value| self.values.contains(&value))
    }
}

/// `DescribeRouteServerPeers`.
pub(super) fn describe(world: &World, call: &Call<'_>) -> Checked {
    let mut filters = Vec::new();
    for filter in call.with.items("Filters") {
        if let Argument::Map(filter) = filter {
            filters.push(Filter::read(filter)?);
        }
    }
    let page = Page::read(call, "MaxResults", "NextToken")?;
    let mut listed = Vec::new();
    let ids = call.with.items("RouteServerPeerIds");
    for id in ids {
        let Argument::One(given) = id else { continue };
        match given.element {
            Some(any @ AnyId::RouteServerPeer(id)) if world.sees(call.caller, any) => {
                listed.push(id);
            }
            _ => {
                return Err(Refusal::not_found(
                    Of::RouteServerPeer,
                    given.text,
                    call.profile,
                ));
            }
        }
    }
    if ids.is_empty() {
        let here = |id: &Id<RouteServerPeer>| {
            let any = AnyId::RouteServerPeer(*id);
            world.sees(call.caller, any) && !call.elsewhere(world.design.head(any).region.get())
        };
        listed = world.design.route_server_peers.ids().filter(here).collect();
    }
    listed.retain(|id| filters.iter().all(|filter| filter.fits(world, *id)));
    let (shown, next) = page.of(listed);
    Ok(Box::new(move |_| {
        Done::new(move |world| {
            let mut fields = Fields::default();
            for (at, id) in shown.iter().enumerate() {
                fields.below(&format!("RouteServerPeers.{at}"), |fields| {
                    put(world, *id, fields);
                });
            }
            fields.put_some("NextToken", next);
            fields
        })
    }))
}
