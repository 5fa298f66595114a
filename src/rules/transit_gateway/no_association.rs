//! TGW008: an attachment is associated with no route table of its transit gateway.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Phase, TransitGatewayAttachment, TransitGatewayRouteTable};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 8),
        name: "tgw-no-association",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an attachment is associated with no route table of its transit gateway",
        rationale: "What arrives from it is dropped: no table says where it goes.",
        remedy: "Associate the attachment with a route table.",
        references: &[&refs::TGW_HOW],
        example: example!("TGW008"),
    },
    check: Check::TransitGatewayAttachment(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayAttachment>, out: &mut Sink) {
    let attachment = &cx.design[id];
    let working = matches!(attachment.head.state.phase, Phase::Active | Phase::Unstated);
    // Peerings with a core network follow a policy table.
    if !working || shared::with_core_network(attachment) {
        return;
    }
    for gateway in shared::gateways(attachment) {
        let Some(tables) = shared::tables(cx, gateway) else {
            continue;
        };
        let whole = |table: &Id<TransitGatewayRouteTable>| {
            let table = &cx.design[*table];
            table.associations.is_some() && !table.associations_partial
        };
        // Without a table of its own a design means the default one.
        let default = cx.design[gateway].default_association.get() != Some(false);
        let design = !cx.exported(id);
        if !tables.iter().all(whole) || (tables.is_empty() && design && default) {
            continue;
        }
        let said =
            !attachment.association.is_absent() || !attachment.accepter_association.is_absent();
        let listed = tables
            .iter()
            .flat_map(|table| cx.design[*table].associations.iter().flatten())
            .any(|entry| entry.attachment.get() == Some(id) && entry.state.phase != Phase::Deleted);
        if said || listed {
            continue;
        }
        out.push(
            Draft::at(
                attachment.head.origin(),
                format!(
                    "{} is associated with no route table of {}",
                    cx.name(id),
                    cx.name(gateway)
                ),
            )
            .help("Associate it with a route table; what arrives from it is dropped")
            .about(cx.subject(id))
            .about(cx.subject(gateway))
            .key("association", cx.head(gateway).printed_id().to_string()),
        );
    }
}
