//! What rules about route servers share: where a server, an endpoint and a peer stand.

use std::collections::BTreeMap;

use crate::finding::Draft;
use crate::model::{
    Id, Link, Network, Phase, RouteServer, RouteServerAssociation, RouteServerEndpoint,
    RouteServerPeer, Subnet,
};
use crate::rules::Context;
use crate::rules::common::same;

/// The live associations of a server; `None` where not all of them are known.
pub(super) fn networks(server: &RouteServer) -> Option<Vec<&RouteServerAssociation>> {
    let all = server.associations.as_ref()?;
    let unclear =
        |tie: &RouteServerAssociation| tie.state.phase == Phase::Unknown || tie.network.is_absent();
    if server.associations_partial || all.iter().any(unclear) {
        return None;
    }
    Some(all.iter().filter(|tie| tie.state.is_live()).collect())
}

/// Whether a network is one of those that a server is associated with; `None` without any, or where it cannot be told.
pub(super) fn among(networks: &[&RouteServerAssociation], network: &Link<Network>) -> Option<bool> {
    let mut last = None;
    for tie in networks {
        last = Some(same(&tie.network, network)?);
        if last == Some(true) {
            break;
        }
    }
    last
}

/// The live endpoints of a server by their subnet, where that is known.
pub(super) fn by_subnet(
    cx: &Context<'_>,
    id: Id<RouteServer>,
) -> Vec<(Id<Subnet>, Vec<Id<RouteServerEndpoint>>)> {
    let mut subnets: BTreeMap<Id<Subnet>, Vec<Id<RouteServerEndpoint>>> = BTreeMap::new();
    for endpoint in cx.index.relations.endpoints.of(id) {
        if let Some(subnet) = cx.design[*endpoint].subnet.get()
            && cx.is_live(*endpoint)
        {
            subnets.entry(subnet).or_default().push(*endpoint);
        }
    }
    subnets.into_iter().collect()
}

/// The server of a peer: its own word, else that of its endpoint.
pub(super) fn server(cx: &Context<'_>, id: Id<RouteServerPeer>) -> Option<Id<RouteServer>> {
    let peer = &cx.design[id];
    peer.server
        .get()
        .or_else(|| cx.design[peer.endpoint.get()?].server.get())
}

/// The network of a peer: its own word, else that of its subnet or endpoint.
pub(super) fn network(cx: &Context<'_>, id: Id<RouteServerPeer>) -> Option<Id<Network>> {
    let peer = &cx.design[id];
    let of_subnet = |subnet: Id<Subnet>| cx.design[subnet].network.get();
    peer.network
        .get()
        .or_else(|| of_subnet(peer.subnet.get()?))
        .or_else(|| {
            let endpoint = &cx.design[peer.endpoint.get()?];
            endpoint
                .network
                .get()
                .or_else(|| of_subnet(endpoint.subnet.get()?))
        })
}

/// Names a peer first, its endpoint second and its server third.
pub(super) fn about_peer(cx: &Context<'_>, draft: Draft, id: Id<RouteServerPeer>) -> Draft {
    let mut draft = draft.about(cx.subject(id));
    if let Some(endpoint) = cx.design[id].endpoint.get() {
        draft = draft.about(cx.subject(endpoint));
    }
    if let Some(server) = server(cx, id) {
        draft = draft.about(cx.subject(server));
    }
    draft
}
