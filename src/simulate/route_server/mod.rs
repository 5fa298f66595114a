//! Operations about the peers of route servers, and the status of their sessions.

mod persist;

use super::argument::{Argument, Arguments, Kind, Parameter};
use super::operation::{By, Call, Checked, DRY_RUN, Done, Operation};
use super::peering::most;
use super::refusal::Refusal;
use super::trace::Fields;
use super::world::{World, same_account};
use crate::model::{
    AnyId, Asn, ElementKind as Of, Id, Link, Phase, RouteServerEndpoint, RouteServerPeer, Target,
};
use crate::profile::{AsnField, Counted, Per, Takes};
use crate::source::{Field, Scalar, Text};

const PEER_ID: &str = "RouteServerPeerId";
const ENDPOINT_ID: &str = "RouteServerEndpointId";
const BFD: &str = "bfd";
const KEEPALIVE: &str = "bgp-keepalive";

/// A filter of a describing call: a name, and values of which one must fit.
const FILTER: &[Parameter] = &[
    Parameter::required("Name", Kind::Text),
    Parameter::optional("Values", Kind::List(&Kind::Text)),
];

const BGP_OPTIONS: &[Parameter] = &[
    Parameter::required("PeerAsn", Kind::Number),
    Parameter::optional("PeerLivenessDetection", Kind::Text),
];

/// Operations.
pub(super) static OPERATIONS: &[Operation] = &[
    Operation {
        services: &["ec2"],
        name: "DescribeRouteServerPeers",
        parameters: &[
            Parameter::optional(
                "RouteServerPeerIds",
                Kind::List(&Kind::Id(Of::RouteServerPeer)),
            ),
            Parameter::optional("NextToken", Kind::Number),
            Parameter::optional("MaxResults", Kind::Number),
            Parameter::optional("Filters", Kind::List(&Kind::Map(FILTER))),
            DRY_RUN,
        ],
        wrapper: "RouteServerPeers",
        by: By::Owner,
        check: describe,
    },
    Operation {
        services: &["ec2"],
        name: "CreateRouteServerPeer",
        parameters: &[
            Parameter::required(ENDPOINT_ID, Kind::Id(Of::RouteServerEndpoint)),
            Parameter::required("PeerAddress", Kind::Text),
            Parameter::required("BgpOptions", Kind::Map(BGP_OPTIONS)),
            Parameter::optional("TagSpecifications", Kind::Anything),
            DRY_RUN,
        ],
        wrapper: "RouteServerPeer",
        by: By::Owner,
        check: create,
    },
    Operation {
        services: &["ec2"],
        name: "DeleteRouteServerPeer",
        parameters: &[
            Parameter::required(PEER_ID, Kind::Id(Of::RouteServerPeer)),
            DRY_RUN,
        ],
        wrapper: "RouteServerPeer",
        by: By::Owner,
        check: delete,
    },
];

/// Whether fast failure detection watches a session.
pub(super) fn watched_by_bfd(peer: &RouteServerPeer) -> bool {
    peer.liveness
        .get()
        .is_some_and(|word| word.eq_ignore_ascii_case(BFD))
}

/// Sets a status of a session: that of BFD or of BGP.
pub(super) fn set_status(world: &mut World, id: Id<RouteServerPeer>, bfd: bool, up: bool) {
    let new = world.field(Text::new(if up { "up" } else { "down" }));
    let peer = &mut world.design[id];
    let field = if bfd {
        &mut peer.bfd_status
    } else {
        &mut peer.bgp_status
    };
    let old = std::mem::replace(field, new);
    if old.get() != new.get() {
        let name = if bfd { BFD } else { "bgp" };
        let any = AnyId::RouteServerPeer(id);
        world.note_change(any, Some(name), old.get(), new.get());
        if !bfd {
            persist::status_changed(world, id, up);
        }
    }
}

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

fn put(world: &World, id: Id<RouteServerPeer>, fields: &mut Fields) {
    for (member, _, read) in MEMBERS {
        let value = read(world, id);
        match value.and_then(|text| i64::parse(&text)) {
            Some(number) if *member == "BgpOptions.PeerAsn" => fields.put(member, number),
            _ => fields.put_some(member, value),
        }
    }
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
fn describe(world: &World, call: &Call<'_>) -> Checked {
    let mut filters = Vec::new();
    for filter in call.with.items("Filters") {
        if let Argument::Map(filter) = filter {
            filters.push(Filter::read(filter)?);
        }
    }
    let natural = |name: &str, least: i64| match call.with.number(name) {
        None => Ok(None),
        Some(number) if number >= least => Ok(usize::try_from(number).ok()),
        Some(_) => Err(Refusal::value(name, &format!("{least} or more"))),
    };
    let page = natural("MaxResults", 1)?;
    let start = natural("NextToken", 0)?.unwrap_or(0);
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
    let end = page.map_or(listed.len(), |page| start.saturating_add(page));
    let next = (end < listed.len()).then_some(end);
    let shown: Vec<_> = listed.into_iter().take(end).skip(start).collect();
    Ok(Box::new(move |_| {
        Done::new(move |world| {
            let mut fields = Fields::default();
            for (at, id) in shown.iter().enumerate() {
                fields.below(&format!("RouteServerPeers.{at}"), |fields| {
                    put(world, *id, fields);
                });
            }
            let next = next.map(|next| Text::new(&next.to_string()));
            fields.put_some("NextToken", next);
            fields
        })
    }))
}

/// What the call names, which must be visible, of the call's region and the caller's own.
fn own(world: &World, call: &Call<'_>, name: &str, kind: Of) -> Result<AnyId, Refusal> {
    let Some(given) = call.with.given(name) else {
        return Err(Refusal::missing(name));
    };
    let Some(id) = given.element.filter(|id| world.sees(call.caller, *id)) else {
        return Err(Refusal::not_found(kind, given.text, call.profile));
    };
    let head = world.design.head(id);
    if call.elsewhere(head.region.get()) {
        return Err(Refusal::region(&world.design, id, head.region.get()));
    }
    if !same_account(head.account.get(), call.caller) {
        return Err(Refusal::role(&world.design, id, "its owner"));
    }
    Ok(id)
}

/// `CreateRouteServerPeer`.
fn create(world: &World, call: &Call<'_>) -> Checked {
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
    let any = own(world, call, ENDPOINT_ID, Of::RouteServerEndpoint)?;
    let AnyId::RouteServerEndpoint(endpoint) = any else {
        return Err(Refusal::missing(ENDPOINT_ID));
    };
    if !matches!(world.phase(any), Phase::Active | Phase::Unstated) {
        return Err(Refusal::state(&world.design, any));
    }
    let peers = world.design.route_server_peers.iter();
    let count = peers
        .filter(|(_, peer)| peer.endpoint.get() == Some(endpoint) && peer.head.state.is_live())
        .count();
    let limit = most(
        call.profile,
        Counted::RouteServerPeers,
        Per::RouteServerEndpoint,
    );
    if let Some(most) = limit.filter(|most| count >= *most as usize) {
        let printed = world.design.head(any).printed_id();
        let what = format!("peers of {printed}");
        return Err(Refusal::quota(&what, most)
            .on(Of::RouteServerEndpoint)
            .named(printed));
    }
    let profile = call.profile;
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
        let peer = RouteServerPeer {
            head: world.new_head(id, profile, account, region),
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
    if world.design.head(id).state.word() == "pending" {
        world.set_state(id, "available");
    }
}

fn gone(world: &mut World, id: AnyId) {
    if world.design.head(id).state.word() == "deleting" {
        world.set_state(id, "deleted");
    }
}

/// `DeleteRouteServerPeer`.
fn delete(world: &World, call: &Call<'_>) -> Checked {
    let any = own(world, call, PEER_ID, Of::RouteServerPeer)?;
    let AnyId::RouteServerPeer(id) = any else {
        return Err(Refusal::missing(PEER_ID));
    };
    let leaves = matches!(
        world.phase(any),
        Phase::Active | Phase::Unstated | Phase::Failed
    );
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
