//! TGW001: a network is attached to a transit gateway twice.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use rustc_hash::FxHashMap;

use crate::model::{Id, TransitGatewayAttachment};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Text;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 1),
        name: "tgw-duplicate-vpc-attachment",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a network is attached to a transit gateway twice",
        rationale: "The provider allows one attachment of a network to a transit gateway.",
        remedy: "Remove one of the two; further zones are added to the one that stays.",
        references: &[&refs::TGW_QUOTAS, &refs::EC2_CREATE_TGW_ATTACHMENT],
        example: example!("TGW001"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut seen: FxHashMap<(Text, Text), Id<TransitGatewayAttachment>> = FxHashMap::default();
    for (id, attachment) in cx.design.transit_gateway_attachments.iter() {
        let Some(network) = shared::network_key(cx, attachment) else {
            continue;
        };
        let (Some(gateway), true) = (shared::key(cx, &attachment.gateway), cx.is_live(id)) else {
            continue;
        };
        let first = *seen.entry((gateway, network)).or_insert(id);
        // Parts of one element, or records without an id, cannot be told apart.
        if first == id || cx.head(first).printed_id() == cx.head(id).printed_id() {
            continue;
        }
        let provider = attachment.head.provider;
        let mut draft = Draft::at(
            attachment.head.origin(),
            format!(
                "{} and {} both attach {} to {}",
                cx.name(first),
                cx.name(id),
                shared::network_name(cx, attachment),
                cx.link_name(&attachment.gateway, provider)
            ),
        )
        .also(cx.head(first).origin(), "the first attachment")
        .help("Remove one of the two, and add the zones that are missing to the one that stays")
        .about(cx.subject(id))
        .about(cx.subject(first))
        .key("network", network.as_str());
        if let Some(gateway) = attachment.gateway.get() {
            draft = draft.about(cx.subject(gateway));
        }
        out.push(draft);
    }
}
