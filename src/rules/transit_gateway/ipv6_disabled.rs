//! TGW007: a network with IPv6 is attached to a transit gateway without IPv6.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Family, Id, TransitGatewayAttachment};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 7),
        name: "tgw-attachment-ipv6-disabled",
        severity: Severity::Info,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a network with IPv6 is attached to a transit gateway without IPv6",
        rationale: "Its IPv6 blocks are not propagated, so IPv6 does not work through the gateway.",
        remedy: "Switch IPv6 support of the attachment on, if IPv6 should work there.",
        references: &[&refs::EC2_CREATE_TGW_ATTACHMENT],
        example: example!("TGW007"),
    },
    check: Check::TransitGatewayAttachment(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayAttachment>, out: &mut Sink) {
    let attachment = &cx.design[id];
    let Some(AnyId::Network(network)) = attachment.resource.get() else {
        return;
    };
    if attachment.ipv6_support.get() != Some(false) || !cx.is_live(id) {
        return;
    }
    let block = cx.design[network]
        .live_cidrs()
        .find(|(cidr, _)| cidr.family() == Family::Ipv6);
    let Some((cidr, block)) = block else { return };
    out.push(
        Draft::at(
            context::place(&attachment.ipv6_support, &attachment.head),
            format!(
                "{} has IPv6 off, but {} has {cidr}",
                cx.name(id),
                cx.name(network)
            ),
        )
        .also(
            context::place(&block.cidr, cx.head(network)),
            "the IPv6 block",
        )
        .help("Switch IPv6 support of the attachment on, if IPv6 should work there")
        .about(cx.subject(id))
        .about(cx.subject(network))
        .key("ipv6", ""),
    );
}
