//! Operations about the peers of route servers, and the status of their sessions.

mod calls;
mod describe;
mod persist;

use super::argument::{Kind, Parameter};
use super::filter::FILTERS;
use super::operation::{By, DRY_RUN, Operation};
use super::sight::lies_in;
use super::status::up_or_down;
use super::tags::SPECIFICATIONS;
use super::world::World;
use crate::model::{AnyId, Design, ElementKind as Of, Id, Network, RouteServer, RouteServerPeer};

const PEER_ID: &str = "RouteServerPeerId";
const ENDPOINT_ID: &str = "RouteServerEndpointId";
const BFD: &str = "bfd";
const KEEPALIVE: &str = "bgp-keepalive";

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
            FILTERS,
            DRY_RUN,
        ],
        wrapper: "RouteServerPeers",
        by: By::Owner,
        check: describe::describe,
    },
    Operation {
        services: &["ec2"],
        name: "CreateRouteServerPeer",
        parameters: &[
            Parameter::required(ENDPOINT_ID, Kind::Id(Of::RouteServerEndpoint)),
            Parameter::required("PeerAddress", Kind::Text),
            Parameter::required("BgpOptions", Kind::Map(BGP_OPTIONS)),
            SPECIFICATIONS,
            DRY_RUN,
        ],
        wrapper: "RouteServerPeer",
        by: By::Owner,
        check: calls::create,
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
        check: calls::delete,
    },
];

/// The route server of a session: its own, else that of its endpoint.
pub(super) fn server_of(design: &Design, peer: &RouteServerPeer) -> Option<Id<RouteServer>> {
    let of_endpoint = || design[peer.endpoint.get()?].server.get();
    peer.server.get().or_else(of_endpoint)
}

/// The network of a session: its own, else that of its endpoint or of their subnet.
pub(super) fn network_of(design: &Design, peer: &RouteServerPeer) -> Option<Id<Network>> {
    let own = || lies_in(design, peer.network, peer.subnet);
    let of_endpoint = || {
        let endpoint = &design[peer.endpoint.get()?];
        lies_in(design, endpoint.network, endpoint.subnet)
    };
    own().or_else(of_endpoint)
}

/// Whether fast failure detection watches a session.
pub(super) fn watched_by_bfd(peer: &RouteServerPeer) -> bool {
    peer.liveness
        .get()
        .is_some_and(|word| word.eq_ignore_ascii_case(BFD))
}

/// Sets a status of a session: that of BFD or of BGP.
pub(super) fn set_status(world: &mut World, id: Id<RouteServerPeer>, bfd: bool, up: bool) {
    let (name, any) = (if bfd { BFD } else { "bgp" }, AnyId::RouteServerPeer(id));
    let changed = world.set_word(any, name, up_or_down(up), |design| {
        let peer = &mut design[id];
        if bfd {
            &mut peer.bfd_status
        } else {
            &mut peer.bgp_status
        }
    });
    if changed && !bfd {
        persist::status_changed(world, id, up);
    }
}
