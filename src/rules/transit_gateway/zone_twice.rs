//! TGW003: an attachment of a transit gateway has two subnets in one zone.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Subnet, TransitGatewayAttachment};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, refs, zones};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 3),
        name: "tgw-attachment-az-duplicate",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an attachment of a transit gateway has two subnets in one zone",
        rationale: "The provider takes one subnet for each zone and refuses the second.",
        remedy: "Name one subnet for each zone.",
        references: &[&refs::EC2_CREATE_TGW_ATTACHMENT, &refs::TGW_ATTACHMENTS],
        example: example!("TGW003"),
    },
    check: Check::TransitGatewayAttachment(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayAttachment>, out: &mut Sink) {
    let attachment = &cx.design[id];
    let per_zone = cx.profile(id).routing.attachment_per_zone.get() == Some(true);
    let Some(subnets) = shared::subnets(attachment).filter(|_| per_zone && cx.is_live(id)) else {
        return;
    };
    for (nth, second) in subnets.iter().enumerate() {
        let same = |first: &&Id<Subnet>| {
            **first != *second && zones::same(cx, **first, *second) == Some(true)
        };
        let Some(first) = subnets.iter().take(nth).find(same) else {
            continue;
        };
        let subnet = &cx.design[*second];
        let zone = subnet.zone.get().or(subnet.zone_id.get());
        let mut draft = Draft::at(
            shared::subnet_place(attachment, *second),
            format!(
                "{} has {} and {} in the zone {}",
                cx.name(id),
                cx.name(*first),
                cx.name(*second),
                zone.map_or("", |zone| zone.as_str())
            ),
        )
        .also(shared::subnet_place(attachment, *first), "the first subnet")
        .help("Name one subnet for each zone")
        .about(cx.subject(id))
        .about(cx.subject(*second))
        .about(cx.subject(*first))
        .key("subnet", cx.head(*second).printed_id().to_string());
        if let Some(span) = subnet.zone.span() {
            draft = draft.also(span, "the zone");
        }
        out.push(draft);
    }
}
