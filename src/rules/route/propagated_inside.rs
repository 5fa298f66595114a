//! ROUTE008: a propagated route lies inside the network and is never used.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteOrigin, RouteTable};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 8),
        name: "route-propagated-in-local",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a propagated route lies inside the network and is never used",
        rationale: "The local route wins even over a more specific propagated one, so what the other side announces has no effect, and its hosts are not reached.",
        remedy: "Let the other side announce other addresses, or renumber.",
        references: &[&refs::VPN_ROUTES],
        example: example!("ROUTE008"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    let local_wins = cx.profile(id).routing.local_beats_propagated.get() == Some(true);
    let Some(network) = table.network.get().filter(|_| local_wins) else {
        return;
    };
    for route in table.routes.iter().flatten() {
        let (Some(to), RouteOrigin::Propagated) = (route.to.get(), route.origin) else {
            continue;
        };
        let Some((block, written)) = cx.design[network]
            .live_cidrs()
            .find(|(block, _)| block.contains(to))
        else {
            continue;
        };
        out.push(
            Draft::at(
                route.span,
                format!(
                    "{} learned a route for {to}, which lies in {block} of {}: it is never used",
                    cx.name(id),
                    cx.name(network)
                ),
            )
            .also(
                context::place(&written.cidr, cx.head(network)),
                "the network's block",
            )
            .help("Let the other side announce other addresses, or renumber")
            .about(cx.route_subject(id, route))
            .about(cx.subject(id))
            .about(cx.subject(network))
            .key("to", to.to_string()),
        );
    }
}
