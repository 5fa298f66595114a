//! RS020: there are more route servers, endpoints, peers or routes than the provider allows.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Network, RouteServer, RouteServerPeer};
use crate::profile::{Counted, Per};
use crate::rules::{Check, Context, Rule, quota, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 20),
        name: "route-server-quota",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "there are more route servers, endpoints, peers or routes than the provider allows",
        rationale: "Further ones are refused until the quota is raised; routes beyond the fixed number are not installed.",
        remedy: "Have the quota raised, or spread the load over more route servers.",
        references: &[&refs::VPC_QUOTAS],
        example: example!("RS020"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let relations = &cx.index.relations;
    let mut of_network: Vec<(Id<Network>, Id<RouteServer>)> = Vec::new();
    for (id, server) in cx
        .design
        .route_servers
        .iter()
        .filter(|(id, _)| cx.is_live(*id))
    {
        let tied = server
            .associations
            .iter()
            .flatten()
            .filter(|tie| tie.state.is_live());
        of_network.extend(tied.filter_map(|tie| Some((tie.network.get()?, id))));
        let endpoints = quota::live(cx, relations.endpoints.of(id));
        let per = Per::RouteServer;
        quota::judge(cx, Counted::RouteServerEndpoints, per, id, &endpoints, out);
        routes(cx, id, server, out);
    }
    of_network.sort_unstable();
    of_network.dedup();
    for group in of_network.chunk_by(|a, b| a.0 == b.0) {
        let servers: Vec<_> = group.iter().map(|(_, server)| *server).collect();
        if let Some((network, _)) = group.first() {
            quota::judge(
                cx,
                Counted::RouteServers,
                Per::Network,
                *network,
                &servers,
                out,
            );
        }
    }
    for id in cx
        .design
        .route_server_endpoints
        .ids()
        .filter(|id| cx.is_live(*id))
    {
        let peers = quota::live(cx, relations.endpoint_peers.of(id));
        let per = Per::RouteServerEndpoint;
        quota::judge(cx, Counted::RouteServerPeers, per, id, &peers, out);
    }
}

/// Routes in use, and routes of each peer.
fn routes(cx: &Context<'_>, id: Id<RouteServer>, server: &RouteServer, out: &mut Sink) {
    let routes: Vec<_> = server.routes.iter().flatten().collect();
    let used = routes.iter().filter(|route| {
        route
            .status
            .get()
            .is_some_and(|word| word.eq_ignore_ascii_case("in-fib"))
    });
    let counted = Counted::RouteServerRoutes;
    quota::number(cx, counted, Per::RouteServer, id, used.count(), out);
    let mut peers: Vec<Id<RouteServerPeer>> =
        routes.iter().filter_map(|route| route.peer.get()).collect();
    peers.sort_unstable();
    for group in peers.chunk_by(|a, b| a == b) {
        if let Some(peer) = group.first() {
            quota::number(cx, counted, Per::RouteServerPeer, *peer, group.len(), out);
        }
    }
}
