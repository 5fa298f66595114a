//! ROUTE016: a route table takes routes from a virtual gateway that is not attached to its network.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteTable};
use crate::rules::route::targets;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 16),
        name: "route-vgw-propagation-invalid",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route table takes routes from a virtual gateway that is not attached to its network",
        rationale: "The provider refuses it, and no route arrives.",
        remedy: "Attach the gateway to the network, or remove the propagation.",
        references: &[&refs::EC2_VGW_PROPAGATION],
        example: example!("ROUTE016"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    let known = cx.profile(id).routing.propagation.get() == Some(true);
    let Some(network) = table
        .network
        .get()
        .filter(|_| known && !table.head.is_foreign())
    else {
        return;
    };
    for link in &table.propagating {
        let Some(gateway) = link
            .get()
            .filter(|gateway| cx.is_live(*gateway) && !cx.head(*gateway).is_foreign())
        else {
            continue;
        };
        if targets::attached(cx.design[gateway].attachments.as_deref(), network) != Some(false) {
            continue;
        }
        out.push(
            Draft::at(
                context::place(&link.id, &table.head),
                format!(
                    "{} takes routes from {}, which is not attached to {}",
                    cx.name(id),
                    cx.name(gateway),
                    cx.name(network)
                ),
            )
            .also(cx.head(gateway).origin(), "the gateway")
            .also(
                context::place(&table.network.id, &table.head),
                "the table's network",
            )
            .help("Attach the gateway to the network, or remove the propagation")
            .about(cx.subject(id))
            .about(cx.subject(gateway))
            .about(cx.subject(network))
            .key("gateway", cx.head(gateway).printed_id().to_string()),
        );
    }
}
