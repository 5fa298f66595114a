//! TGW021: a route of a transit gateway drops packets.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, TransitGatewayRouteTable};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 21),
        name: "tgw-route-blackhole",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route of a transit gateway drops packets",
        rationale: "Its attachment is gone, and what takes the route is lost. A static route without an attachment drops on purpose: an info.",
        remedy: "Remove the route, or point it at an attachment that works.",
        references: &[&refs::EC2_TGW_ROUTE],
        example: example!("TGW021"),
    },
    check: Check::TransitGatewayRouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayRouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    if !cx.exported(id) || !cx.is_live(id) {
        return;
    }
    for route in table.routes.iter().flatten() {
        let dropped = route.blackhole
            || route
                .state
                .native
                .get()
                .is_some_and(|word| word == "blackhole");
        if !dropped {
            continue;
        }
        let to = shared::destination(route);
        let gone = route.attachments.first();
        let (said, help) = match gone {
            Some(link) => (
                format!(
                    "{} drops {to}: {} is gone",
                    cx.name(id),
                    cx.link_name(link, table.head.provider)
                ),
                "Remove the route, or point it at an attachment that works",
            ),
            None if shared::is_static(route) => (
                format!("{} drops {to} on purpose", cx.name(id)),
                "Nothing, if these addresses should not be reached from here",
            ),
            None => (
                format!("{} drops {to}: what it led to is gone", cx.name(id)),
                "Remove the route, or point it at an attachment that works",
            ),
        };
        let intended = gone.is_none() && shared::is_static(route);
        let mut draft = Draft::at(route.span, said)
            .help(help)
            .lowered_if(intended, Severity::Info)
            .about(cx.subject(id))
            .key("to", to);
        if let Some(attachment) = gone.and_then(|link| link.get()) {
            draft = draft
                .about(cx.subject(attachment))
                .also(cx.head(attachment).origin(), "the attachment");
        }
        out.push(draft);
    }
}
