//! Route servers, their endpoints and peers.

use super::lower::{Cx, Tags};
use super::raw::raw;
use crate::model::{
    ElementKind, RouteServer, RouteServerAssociation, RouteServerEndpoint, RouteServerPeer,
    RouteServerPropagation, RouteServerRoute,
};
use crate::profile::MachineOf as Of;
use crate::source::{Field, Part, Text};

raw! {
    /// A route server.
    Server {
        id = "RouteServerId" | "routeServerId";
        asn = "AmazonSideAsn" | "amazonSideAsn";
        state = "State" | "state";
        persist_state = "PersistRoutesState" | "persistRoutesState";
        persist_minutes = "PersistRoutesDuration" | "persistRoutesDuration";
        -
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// An endpoint.
    Endpoint {
        id = "RouteServerEndpointId" | "routeServerEndpointId";
        server = "RouteServerId" | "routeServerId";
        vpc = "VpcId" | "vpcId";
        subnet = "SubnetId" | "subnetId";
        interface = "EniId" | "eniId";
        address = "EniAddress" | "eniAddress";
        state = "State" | "state";
        failure = "FailureReason" | "failureReason";
        -
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// How a peer is spoken to.
    BgpOptions {
        asn = "PeerAsn" | "peerAsn";
        liveness = "PeerLivenessDetection" | "peerLivenessDetection";
    }
    /// How a session does.
    SessionStatus { status = "Status" | "status"; }
    /// A peer.
    Peer {
        id = "RouteServerPeerId" | "routeServerPeerId";
        endpoint = "RouteServerEndpointId" | "routeServerEndpointId";
        server = "RouteServerId" | "routeServerId";
        vpc = "VpcId" | "vpcId";
        subnet = "SubnetId" | "subnetId";
        endpoint_address = "EndpointEniAddress" | "endpointEniAddress";
        address = "PeerAddress" | "peerAddress";
        state = "State" | "state";
        failure = "FailureReason" | "failureReason";
        -
        options: Part<BgpOptions<'a>> = "BgpOptions" | "bgpOptions";
        bgp: Part<SessionStatus<'a>> = "BgpStatus" | "bgpStatus";
        bfd: Part<SessionStatus<'a>> = "BfdStatus" | "bfdStatus";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
    /// A server's tie to a network or to a route table.
    ServerTie {
        server = "RouteServerId" | "routeServerId";
        vpc = "VpcId" | "vpcId";
        table = "RouteTableId" | "routeTableId";
        state = "State" | "state";
    }
}

pub(super) fn server(cx: &mut Cx<'_>, raw: &Server<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::RouteServer, &raw.state);
    let server = RouteServer {
        asn: cx.value(&raw.asn),
        persist_state: cx.word(&raw.persist_state),
        persist_minutes: cx.value(&raw.persist_minutes),
        head,
        ..RouteServer::default()
    };
    if cx.whole(ElementKind::RouteServer, &server.head, mark) {
        cx.design.route_servers.push(server);
    }
}

pub(super) fn endpoint(cx: &mut Cx<'_>, raw: &Endpoint<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::RouteServerEndpoint, &raw.state);
    let endpoint = RouteServerEndpoint {
        server: cx.link(&raw.server),
        network: cx.link(&raw.vpc),
        subnet: cx.link(&raw.subnet),
        interface: cx.text(&raw.interface),
        address: cx.value(&raw.address),
        failure: cx.text(&raw.failure),
        head,
    };
    if cx.whole(ElementKind::RouteServerEndpoint, &endpoint.head, mark) {
        cx.design.route_server_endpoints.push(endpoint);
    }
}

pub(super) fn peer(cx: &mut Cx<'_>, raw: &Peer<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::RouteServerPeer, &raw.state);
    let options = raw.options.as_ref();
    let status = |cx: &mut Cx<'_>, raw: &Part<SessionStatus<'_>>| {
        raw.as_ref()
            .map_or(Field::Absent, |raw| cx.word(&raw.status))
    };
    let peer = RouteServerPeer {
        endpoint: cx.link(&raw.endpoint),
        server: cx.link(&raw.server),
        network: cx.link(&raw.vpc),
        subnet: cx.link(&raw.subnet),
        endpoint_address: cx.value(&raw.endpoint_address),
        address: cx.value(&raw.address),
        asn: options.map_or(Field::Absent, |raw| cx.value(&raw.asn)),
        liveness: options.map_or(Field::Absent, |raw| cx.word(&raw.liveness)),
        bgp_status: status(cx, &raw.bgp),
        bfd_status: status(cx, &raw.bfd),
        failure: cx.text(&raw.failure),
        keeps_routes: Field::Absent,
        head,
    };
    if cx.whole(ElementKind::RouteServerPeer, &peer.head, mark) {
        cx.design.route_server_peers.push(peer);
    }
}

/// A tie to a network, with its server.
pub(super) fn association(
    cx: &mut Cx<'_>,
    raw: &ServerTie<'_>,
) -> (Field<Text>, RouteServerAssociation) {
    let tie = RouteServerAssociation {
        network: cx.link(&raw.vpc),
        state: cx.state(Of::RouteServerAssociation, &raw.state),
    };
    (cx.lower.id(&raw.server), tie)
}

/// A tie to a route table, with its server.
pub(super) fn propagation(
    cx: &mut Cx<'_>,
    raw: &ServerTie<'_>,
) -> (Field<Text>, RouteServerPropagation) {
    let tie = RouteServerPropagation {
        table: cx.link(&raw.table),
        state: cx.state(Of::RouteServerPropagation, &raw.state),
    };
    (cx.lower.id(&raw.server), tie)
}

/// A server of which the networks are known.
pub(super) fn with_associations(
    cx: &mut Cx<'_>,
    server: Field<Text>,
    associations: Vec<RouteServerAssociation>,
    partial: bool,
) {
    let mentioned = RouteServer {
        head: cx.mention(server),
        associations: Some(associations),
        associations_partial: partial,
        ..RouteServer::default()
    };
    cx.design.route_servers.push(mentioned);
}

/// A server of which the route tables are known.
pub(super) fn with_propagations(
    cx: &mut Cx<'_>,
    server: Field<Text>,
    propagations: Vec<RouteServerPropagation>,
    partial: bool,
) {
    let mentioned = RouteServer {
        head: cx.mention(server),
        propagations: Some(propagations),
        propagations_partial: partial,
        ..RouteServer::default()
    };
    cx.design.route_servers.push(mentioned);
}

/// A server of which the routing database is known.
pub(super) fn with_routes(
    cx: &mut Cx<'_>,
    server: Field<Text>,
    routes: Vec<RouteServerRoute>,
    persisted: Field<bool>,
) {
    let mentioned = RouteServer {
        head: cx.mention(server),
        routes: Some(routes),
        routes_persisted: persisted,
        ..RouteServer::default()
    };
    cx.design.route_servers.push(mentioned);
}
