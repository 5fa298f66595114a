//! RS005: a route server has endpoints in one subnet only, or a subnet has one endpoint only.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{ElementKind, Id, RouteServer};
use crate::rules::common::lists;
use crate::rules::route_server::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 5),
        name: "route-server-endpoint-not-redundant",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server has endpoints in one subnet only, or a subnet has one endpoint only",
        rationale: "When the zone or the endpoint fails, all routes that the appliances announce through it are withdrawn.",
        remedy: "Make two endpoints in each of two subnets that lie in different zones.",
        references: &[&refs::VPC_ROUTE_SERVER],
        example: example!("RS005"),
    },
    check: Check::RouteServer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServer>, out: &mut Sink) {
    let head = cx.head(id);
    if !cx.is_live(id) || !lists(cx, ElementKind::RouteServerEndpoint, head) {
        return;
    }
    let subnets = shared::by_subnet(cx, id);
    let count: usize = subnets.iter().map(|(_, endpoints)| endpoints.len()).sum();
    let all_placed = cx
        .index
        .relations
        .endpoints
        .of(id)
        .iter()
        .filter(|endpoint| cx.is_live(**endpoint))
        .count()
        == count;
    if !all_placed {
        return;
    }
    if let [(subnet, endpoints)] = subnets.as_slice() {
        let mut draft = Draft::at(
            head.origin(),
            format!(
                "{} has endpoints in {} only: when its zone fails, all its routes are gone",
                cx.name(id),
                cx.name(*subnet)
            ),
        )
        .help("Make endpoints in a subnet of another zone, too")
        .about(cx.subject(id))
        .about(cx.subject(*subnet))
        .key("subnets", cx.head(*subnet).printed_id().to_string());
        for endpoint in endpoints {
            draft = draft.also(cx.head(*endpoint).origin(), "an endpoint");
        }
        out.push(draft);
    }
    for (subnet, endpoints) in &subnets {
        let [only] = endpoints.as_slice() else {
            continue;
        };
        out.push(
            Draft::at(
                cx.head(*only).origin(),
                format!(
                    "{} is the only endpoint of {} in {}",
                    cx.name(*only),
                    cx.name(id),
                    cx.name(*subnet)
                ),
            )
            .help("Make a second endpoint in the subnet")
            .about(cx.subject(*only))
            .about(cx.subject(id))
            .about(cx.subject(*subnet))
            .key("endpoints", cx.head(*subnet).printed_id().to_string()),
        );
    }
}
