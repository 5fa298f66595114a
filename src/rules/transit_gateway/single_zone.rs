//! TGW004: a network with several zones is attached to a transit gateway in one only.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Id, TransitGatewayAttachment};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, refs, zones};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 4),
        name: "tgw-attachment-single-az",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a network with several zones is attached to a transit gateway in one only",
        rationale: "Subnets of the other zones cannot use the gateway, and when the zone fails the whole network loses it.",
        remedy: "Add a subnet of each zone to the attachment.",
        references: &[&refs::EC2_CREATE_TGW_ATTACHMENT, &refs::TGW_ATTACHMENTS],
        example: example!("TGW004"),
    },
    check: Check::TransitGatewayAttachment(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayAttachment>, out: &mut Sink) {
    let attachment = &cx.design[id];
    let per_zone = cx.profile(id).routing.attachment_per_zone.get() == Some(true);
    let Some(subnets) = shared::subnets(attachment).filter(|_| per_zone && cx.is_live(id)) else {
        return;
    };
    let (Some(AnyId::Network(network)), [first, more @ ..]) =
        (attachment.resource.get(), subnets.as_slice())
    else {
        return;
    };
    let one_zone = more
        .iter()
        .all(|other| zones::same(cx, *first, *other) == Some(true));
    let other = cx
        .index
        .relations
        .subnets
        .of(network)
        .iter()
        .find(|subnet| {
            cx.is_live(**subnet)
                && !zones::is_edge(cx, **subnet)
                && zones::same(cx, *first, **subnet) == Some(false)
        });
    let (true, Some(other)) = (one_zone && !zones::is_edge(cx, *first), other) else {
        return;
    };
    out.push(
        Draft::at(
            attachment.head.origin(),
            format!(
                "{} attaches {} in the zone {} only, but it has subnets in others, such as {} in {}",
                cx.name(id),
                cx.name(network),
                zones::word(cx, *first),
                cx.name(*other),
                zones::word(cx, *other)
            ),
        )
        .also(cx.head(*other).origin(), "a subnet of another zone")
        .help("Add a subnet of each zone to the attachment")
        .about(cx.subject(id))
        .about(cx.subject(network))
        .about(cx.subject(*other))
        .key("zone", zones::word(cx, *first)),
    );
}
