//! TGW018: a Connect attachment has more peers than the provider allows.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, TransitGatewayAttachment};
use crate::profile::{Counted, Per};
use crate::rules::{Check, Context, Rule, quota, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 18),
        name: "tgw-connect-peer-count",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a Connect attachment has more peers than the provider allows",
        rationale: "Further peers are refused; the number is fixed.",
        remedy: "Make a further Connect attachment.",
        references: &[&refs::TGW_QUOTAS, &refs::TGW_CONNECT],
        example: example!("TGW018"),
    },
    check: Check::TransitGatewayAttachment(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayAttachment>, out: &mut Sink) {
    let limit = cx
        .profile(id)
        .limit(Counted::ConnectPeers, Per::ConnectAttachment)
        .and_then(|limit| limit.default.get());
    let peers = quota::live(cx, cx.index.relations.connect_peers.of(id));
    let (Some(most), Some(last)) = (limit, peers.last()) else {
        return;
    };
    if peers.len() <= most as usize || !cx.is_live(id) {
        return;
    }
    out.push(
        Draft::at(
            cx.head(*last).origin(),
            format!(
                "{} has {} Connect peers; {} allows {most}",
                cx.name(id),
                peers.len(),
                cx.provider(id)
            ),
        )
        .also(cx.head(id).origin(), "the attachment")
        .help("Make a further Connect attachment")
        .about(cx.subject(id))
        .about(cx.subject(*last))
        .key("count", ""),
    );
}
