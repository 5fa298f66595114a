//! TGW010: a route table takes routes from a peering of transit gateways.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, TransitGatewayRouteTable};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 10),
        name: "tgw-peering-propagation",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route table takes routes from a peering of transit gateways",
        rationale: "A peering propagates nothing; only static routes lead over it. The provider refuses the propagation; for exported elements it is a warning.",
        remedy: "Remove the propagation and write static routes.",
        references: &[&refs::TGW_PEERING],
        example: example!("TGW010"),
    },
    check: Check::TransitGatewayRouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayRouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    if !cx.is_live(id) {
        return;
    }
    for entry in table
        .propagations
        .iter()
        .flatten()
        .filter(|entry| entry.state.is_live())
    {
        let attachment = entry
            .attachment
            .get()
            .map(|attachment| (attachment, &cx.design[attachment]));
        let peering = match attachment {
            Some((_, attachment)) => {
                shared::is_peering(attachment) && !shared::with_core_network(attachment)
            }
            // A core network may stand behind an attachment that is not in the input.
            None => false,
        };
        let Some((attachment, _)) =
            attachment.filter(|(attachment, _)| peering && cx.is_live(*attachment))
        else {
            continue;
        };
        let mut draft = Draft::at(
            context::place(&entry.attachment.id, &table.head),
            format!(
                "{} takes routes from {}, which is a peering",
                cx.name(id),
                cx.name(attachment)
            ),
        )
        .also(cx.head(attachment).origin(), "the peering")
        .help("Remove the propagation and write static routes")
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .about(cx.subject(attachment))
        .key("attachment", cx.head(attachment).printed_id().to_string());
        if let Some(gateway) = table.gateway.get() {
            draft = draft.about(cx.subject(gateway));
        }
        out.push(draft);
    }
}
