//! RS018: a route server learns routes but writes them into no table.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Phase, RouteServer};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 18),
        name: "route-server-no-propagation",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server learns routes but writes them into no table",
        rationale: "What the appliances announce changes nothing.",
        remedy: "Enable propagation into the tables that should follow the appliances.",
        references: &[&refs::VPC_ROUTE_SERVER],
        example: example!("RS018"),
    },
    check: Check::RouteServer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServer>, out: &mut Sink) {
    let server = &cx.design[id];
    let Some(propagations) = server.propagations.as_ref() else {
        return;
    };
    let gone = |phase: Phase| phase.is_terminal() || phase == Phase::Deleting;
    let none = propagations
        .iter()
        .all(|propagation| gone(propagation.state.phase));
    if !none || server.propagations_partial || server.head.is_foreign() || !cx.is_live(id) {
        return;
    }
    let up = cx
        .index
        .relations
        .endpoints
        .of(id)
        .iter()
        .flat_map(|endpoint| cx.index.relations.endpoint_peers.of(*endpoint))
        .find(|peer| {
            let status = cx.design[**peer].bgp_status.get();
            cx.is_live(**peer) && status.is_some_and(|word| word.eq_ignore_ascii_case("up"))
        });
    let Some(peer) = up else { return };
    out.push(
        Draft::at(
            server.head.origin(),
            format!(
                "{} has sessions that are up, such as {}, but propagates into no table",
                cx.name(id),
                cx.name(*peer)
            ),
        )
        .also(cx.head(*peer).origin(), "this session is up")
        .help("Enable propagation into the tables that should follow the appliances")
        .about(cx.subject(id))
        .about(cx.subject(*peer))
        .key("propagations", ""),
    );
}
