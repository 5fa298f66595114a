//! TGW006: an attachment of a transit gateway has a subnet of another network.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Id, TransitGatewayAttachment};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 6),
        name: "tgw-attachment-foreign-subnet",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an attachment of a transit gateway has a subnet of another network",
        rationale: "The provider refuses it.",
        remedy: "Name subnets of the attached network.",
        references: &[&refs::EC2_CREATE_TGW_ATTACHMENT],
        example: example!("TGW006"),
    },
    check: Check::TransitGatewayAttachment(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayAttachment>, out: &mut Sink) {
    let attachment = &cx.design[id];
    let Some(AnyId::Network(network)) = attachment.resource.get().filter(|_| cx.is_live(id)) else {
        return;
    };
    for subnet_id in attachment
        .subnets
        .iter()
        .flatten()
        .filter_map(|link| link.get())
    {
        let subnet = &cx.design[subnet_id];
        if subnet.network.is_absent() || subnet.network.get() == Some(network) {
            continue;
        }
        out.push(
            Draft::at(
                shared::subnet_place(attachment, subnet_id),
                format!(
                    "{} attaches {} but has {} of {}",
                    cx.name(id),
                    cx.name(network),
                    cx.name(subnet_id),
                    cx.link_name(&subnet.network, subnet.head.provider)
                ),
            )
            .also(
                context::place(&subnet.network.id, &subnet.head),
                "the subnet's network",
            )
            .help("Name subnets of the attached network")
            .about(cx.subject(id))
            .about(cx.subject(subnet_id))
            .about(cx.subject(network))
            .key("subnet", cx.head(subnet_id).printed_id().to_string()),
        );
    }
}
