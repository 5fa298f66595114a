//! RS011: a route server peer has a public AS number.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteServerPeer};
use crate::profile::range::asn_use;
use crate::profile::{AsnField, Takes};
use crate::rules::route_server::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 11),
        name: "route-server-peer-asn",
        severity: Severity::Warning,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server peer has a public AS number",
        rationale: "The provider recommends private numbers; a public one that belongs to somebody else makes the announced paths look foreign. Numbers that are reserved or outside the field have rules of their own.",
        remedy: "Use a private number: 64512 to 65534, or 4200000000 to 4294967294.",
        references: &[&refs::EC2_ROUTE_SERVER_PEERS, &refs::VPC_ROUTE_SERVER],
        example: example!("RS011"),
    },
    check: Check::RouteServerPeer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServerPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let Some((asn, span)) = peer.asn.located() else {
        return;
    };
    let row = cx.profile(id).bgp.asn(AsnField::RouteServerPeer);
    let fits =
        row.is_some_and(|row| row.private_recommended && row.takes(asn.number) == Takes::Yes);
    if !fits || asn.is_private() || asn_use(*asn).is_some() || !cx.is_live(id) {
        return;
    }
    out.push(shared::about_peer(
        cx,
        Draft::at(
            span,
            format!("{} has the public AS number {asn}", cx.name(id)),
        )
        .help("Use a private number if the appliance is your own")
        .key("asn", asn.to_string()),
        id,
    ));
}
