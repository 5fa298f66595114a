//! TGW009: an attachment is associated with more than one route table of its transit gateway.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use std::collections::BTreeMap;

use crate::model::{Id, TransitGateway, TransitGatewayAttachment, TransitGatewayRouteTable};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 9),
        name: "tgw-multiple-associations",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an attachment is associated with more than one route table of its transit gateway",
        rationale: "An attachment has one table; the provider refuses a second one.",
        remedy: "Remove one of the two associations.",
        references: &[&refs::TGW_HOW],
        example: example!("TGW009"),
    },
    check: Check::TransitGateway(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGateway>, out: &mut Sink) {
    let mut seen: BTreeMap<Id<TransitGatewayAttachment>, (Id<TransitGatewayRouteTable>, Span)> =
        BTreeMap::new();
    for table in cx.index.relations.transit_tables.of(id) {
        let element = &cx.design[*table];
        if !cx.is_live(*table) {
            continue;
        }
        for entry in element
            .associations
            .iter()
            .flatten()
            .filter(|entry| entry.state.is_live())
        {
            let Some(attachment) = entry
                .attachment
                .get()
                .filter(|attachment| cx.is_live(*attachment))
            else {
                continue;
            };
            let here = context::place(&entry.attachment.id, &element.head);
            let (first, there) = *seen.entry(attachment).or_insert((*table, here));
            if first == *table {
                continue;
            }
            out.push(
                Draft::at(
                    here,
                    format!(
                        "{} is associated with {} and with {}",
                        cx.name(attachment),
                        cx.name(first),
                        cx.name(*table)
                    ),
                )
                .also(there, "the other association")
                .help("Remove one of the two associations")
                .about(cx.subject(attachment))
                .about(cx.subject(*table))
                .about(cx.subject(first))
                .about(cx.subject(id))
                .key("association", ""),
            );
        }
    }
}
