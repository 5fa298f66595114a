//! RS004: a route server has more endpoints in one subnet than the provider allows.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteServer};
use crate::profile::{Counted, Per};
use crate::rules::route_server::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 4),
        name: "route-server-endpoint-per-subnet",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server has more endpoints in one subnet than the provider allows",
        rationale: "Further endpoints in the subnet are refused; the number is fixed.",
        remedy: "Spread the endpoints over subnets.",
        references: &[&refs::VPC_ROUTE_SERVER, &refs::VPC_QUOTAS],
        example: example!("RS004"),
    },
    check: Check::RouteServer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServer>, out: &mut Sink) {
    let limit = cx
        .profile(id)
        .limit(Counted::RouteServerEndpoints, Per::RouteServerAndSubnet)
        .and_then(|limit| limit.default.get());
    let Some(most) = limit.filter(|_| cx.is_live(id)) else {
        return;
    };
    for (subnet, endpoints) in shared::by_subnet(cx, id) {
        let Some(last) = endpoints.last().filter(|_| endpoints.len() > most as usize) else {
            continue;
        };
        let mut draft = Draft::at(
            cx.head(*last).origin(),
            format!(
                "{} has {} endpoints in {}; {} allows {most}",
                cx.name(id),
                endpoints.len(),
                cx.name(subnet),
                cx.provider(id)
            ),
        )
        .help("Make the endpoint in another subnet")
        .about(cx.subject(*last))
        .about(cx.subject(id))
        .about(cx.subject(subnet))
        .key("subnet", cx.head(subnet).printed_id().to_string());
        for endpoint in endpoints.iter().rev().skip(1) {
            draft = draft
                .also(cx.head(*endpoint).origin(), "in the same subnet")
                .about(cx.subject(*endpoint));
        }
        out.push(draft);
    }
}
