//! TGW012: two transit gateways are peered twice.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use rustc_hash::FxHashMap;

use crate::model::{Id, TransitGatewayAttachment};
use crate::profile::{Counted, Per};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Text;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 12),
        name: "tgw-peering-duplicate",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "two transit gateways are peered twice",
        rationale: "The provider allows one peering between two transit gateways.",
        remedy: "Remove one of the two peerings.",
        references: &[&refs::TGW_QUOTAS],
        example: example!("TGW012"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut seen: FxHashMap<(Text, Text), Id<TransitGatewayAttachment>> = FxHashMap::default();
    for (id, attachment) in cx.design.transit_gateway_attachments.iter() {
        let limit = cx
            .profile(id)
            .limit(Counted::TransitGatewayPeerings, Per::TransitGatewayPair)
            .and_then(|limit| limit.default.get());
        if limit != Some(1) || !cx.is_live(id) || !shared::is_peering(attachment) {
            continue;
        }
        let Some((a, b)) = shared::ends(cx, attachment).filter(|(a, b)| a != b) else {
            continue;
        };
        let pair = if a < b { (a, b) } else { (b, a) };
        let first = *seen.entry(pair).or_insert(id);
        let one = cx.design[first].accepter_attachment.get() == Some(id)
            || attachment.accepter_attachment.get() == Some(first);
        if first == id || one || cx.head(first).printed_id() == cx.head(id).printed_id() {
            continue;
        }
        out.push(
            Draft::at(
                attachment.head.origin(),
                format!(
                    "{} and {} both peer {a} with {b}",
                    cx.name(first),
                    cx.name(id)
                ),
            )
            .also(cx.head(first).origin(), "the first peering")
            .help("Remove one of the two peerings")
            .about(cx.subject(id))
            .about(cx.subject(first))
            .key("pair", format!("{} {}", pair.0, pair.1)),
        );
    }
}
