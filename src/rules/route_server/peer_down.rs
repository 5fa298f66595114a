//! RS013: the session of a route server peer is down.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Phase, RouteServerPeer};
use crate::rules::route_server::shared;
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::{Field, Text};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 13),
        name: "route-server-peer-down",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the session of a route server peer is down",
        rationale: "Nothing that the appliance announces is in the tables, unless routes are persisted. The appliance has to open the session; the endpoint never does.",
        remedy: "Look at the appliance: its address, its AS number, its filters, and whether it opens the session.",
        references: &[&refs::EC2_ROUTE_SERVER_PEERS, &refs::VPC_ROUTE_SERVER],
        example: example!("RS013"),
    },
    check: Check::RouteServerPeer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServerPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    if !cx.exported(id) || peer.head.state.phase != Phase::Active {
        return;
    }
    let down = |status: &Field<Text>| {
        status
            .get()
            .is_some_and(|word| word.eq_ignore_ascii_case("down"))
    };
    let watched = peer
        .liveness
        .get()
        .is_some_and(|word| word.eq_ignore_ascii_case("bfd"));
    let (what, status) = if down(&peer.bgp_status) {
        ("BGP", &peer.bgp_status)
    } else if watched && down(&peer.bfd_status) {
        ("BFD", &peer.bfd_status)
    } else {
        return;
    };
    let with = peer
        .address
        .get()
        .map_or_else(String::new, |address| format!(" to {address}"));
    out.push(shared::about_peer(
        cx,
        Draft::at(
            context::place(status, &peer.head),
            format!(
                "{} is {}, but {what}{with} is down",
                cx.name(id),
                peer.head.state.word()
            ),
        )
        .help("Check that the appliance opens the session, and its address, AS number and filters")
        .key("status", what),
        id,
    ));
}
