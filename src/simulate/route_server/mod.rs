//! Operations about the peers of route servers, and the status of their sessions.

mod calls;
mod describe;
mod persist;

use super::argument::{Kind, Parameter};
use super::operation::{By, DRY_RUN, Operation};
use super::tags::SPECIFICATIONS;
use super::world::World;
use crate::model::{AnyId, ElementKind as Of, Id, RouteServerPeer};
use crate::source::Text;

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
