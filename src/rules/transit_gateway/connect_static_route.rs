//! TGW020: a static route leads to a Connect attachment.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, TransitGatewayRouteTable};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 20),
        name: "tgw-connect-static-route",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a static route leads to a Connect attachment",
        rationale: "Connect attachments take BGP routes only; the provider refuses the route.",
        remedy: "Announce the prefix by BGP, or point the route at the transport attachment.",
        references: &[&refs::TGW_CONNECT, &refs::TGW_QUOTAS],
        example: example!("TGW020"),
    },
    check: Check::TransitGatewayRouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayRouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    if !cx.is_live(id) {
        return;
    }
    for route in table
        .routes
        .iter()
        .flatten()
        .filter(|route| shared::is_static(route))
    {
        let connect = route.attachments.iter().find_map(|link| {
            let attachment = link.get()?;
            let kind = cx.design[attachment].resource_type.get()?;
            (kind == "connect" && cx.is_live(attachment)).then_some((attachment, link))
        });
        let Some((attachment, link)) = connect else {
            continue;
        };
        let to = shared::destination(route);
        out.push(
            Draft::at(
                link.id.span().unwrap_or(route.span),
                format!(
                    "{} has a static route for {to} to {}, a Connect attachment",
                    cx.name(id),
                    cx.name(attachment)
                ),
            )
            .also(cx.head(attachment).origin(), "the attachment")
            .help("Announce the prefix by BGP from the appliance")
            .about(cx.subject(id))
            .about(cx.subject(attachment))
            .key("to", to),
        );
    }
}
