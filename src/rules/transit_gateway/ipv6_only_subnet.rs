//! TGW005: an attachment of a transit gateway has a subnet without IPv4.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, TransitGatewayAttachment};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 5),
        name: "tgw-attachment-ipv6-only-subnet",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an attachment of a transit gateway has a subnet without IPv4",
        rationale: "The provider refuses a subnet that has IPv6 only.",
        remedy: "Name a subnet that has IPv4.",
        references: &[&refs::TGW_ATTACHMENTS],
        example: example!("TGW005"),
    },
    check: Check::TransitGatewayAttachment(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayAttachment>, out: &mut Sink) {
    let attachment = &cx.design[id];
    let per_zone = cx.profile(id).routing.attachment_per_zone.get() == Some(true);
    if !per_zone || !cx.is_live(id) {
        return;
    }
    for subnet_id in attachment
        .subnets
        .iter()
        .flatten()
        .filter_map(|link| link.get())
    {
        let subnet = &cx.design[subnet_id];
        if subnet.ipv6_only.get() != Some(true) || !cx.is_live(subnet_id) {
            continue;
        }
        out.push(
            Draft::at(
                shared::subnet_place(attachment, subnet_id),
                format!(
                    "{} has {}, which has no IPv4",
                    cx.name(id),
                    cx.name(subnet_id)
                ),
            )
            .also(context::place(&subnet.ipv6_only, &subnet.head), "IPv6 only")
            .help("Name a subnet that has IPv4")
            .about(cx.subject(id))
            .about(cx.subject(subnet_id))
            .key("subnet", cx.head(subnet_id).printed_id().to_string()),
        );
    }
}
