//! TGW013: a peering of transit gateways has long been waiting to be accepted.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Phase, TransitGatewayAttachment};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 13),
        name: "tgw-peering-pending",
        severity: Severity::Info,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a peering of transit gateways has long been waiting to be accepted",
        rationale: "Such a request never lapses; until the other side accepts it in its region, nothing goes over it.",
        remedy: "Accept or delete it.",
        references: &[&refs::TGW_PEERING],
        example: example!("TGW013"),
    },
    check: Check::TransitGatewayAttachment(check),
};

/// After so many seconds a request is taken to be forgotten: as long as the provider keeps one of a network open.
const FORGOTTEN: i64 = 7 * 24 * 3600;

fn check(cx: &Context<'_>, id: Id<TransitGatewayAttachment>, out: &mut Sink) {
    let attachment = &cx.design[id];
    let waits = attachment.head.state.phase == Phase::AwaitingAcceptance;
    if !waits || !cx.exported(id) || !shared::is_peering(attachment) {
        return;
    }
    let (Some(now), Some(made)) = (cx.as_of, attachment.created.get()) else {
        return;
    };
    let age = now.0.saturating_sub(made.0);
    if age <= FORGOTTEN {
        return;
    }
    let mut draft = Draft::at(
        context::place(&attachment.head.state.native, &attachment.head),
        format!(
            "{} has been waiting to be accepted since {made}, for {} days",
            cx.name(id),
            age / (24 * 3600)
        ),
    )
    .help("Accept it on the other side, in that side's region, or delete it")
    .about(cx.subject(id))
    .key("created", made.to_string());
    if let Some(span) = attachment.created.span() {
        draft = draft.also(span, "asked for");
    }
    out.push(draft);
}
