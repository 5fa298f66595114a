//! RS010: an endpoint of a route server has two peers with one address.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use std::net::IpAddr;

use crate::model::{Id, RouteServerEndpoint, RouteServerPeer};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 10),
        name: "route-server-peer-duplicate",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an endpoint of a route server has two peers with one address",
        rationale: "Two sessions between the same two addresses cannot be told apart; only one can exist.",
        remedy: "Remove one of the two, or correct its address.",
        references: &[&refs::EC2_ROUTE_SERVER_PEERS],
        example: example!("RS010"),
    },
    check: Check::RouteServerEndpoint(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServerEndpoint>, out: &mut Sink) {
    let mut seen: Vec<(IpAddr, Id<RouteServerPeer>)> = Vec::new();
    for peer in cx.index.relations.endpoint_peers.of(id) {
        let Some((address, span)) = cx.design[*peer].address.located() else {
            continue;
        };
        if !cx.is_live(*peer) {
            continue;
        }
        let Some((_, first)) = seen.iter().find(|(other, _)| other == address) else {
            seen.push((*address, *peer));
            continue;
        };
        out.push(
            Draft::at(
                span,
                format!(
                    "{} and {} both connect {} to {address}",
                    cx.name(*first),
                    cx.name(*peer),
                    cx.name(id)
                ),
            )
            .also(
                context::place(&cx.design[*first].address, cx.head(*first)),
                "the same address",
            )
            .help("Remove one of the two, or correct its address")
            .about(cx.subject(*peer))
            .about(cx.subject(id))
            .about(cx.subject(*first))
            .key("address", address.to_string()),
        );
    }
}
