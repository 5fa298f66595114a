//! CIDR012: an IPv4 block of a subnet is wider or smaller than the provider takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Family, Id, Subnet};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 12),
        name: "cidr-subnet-size",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an IPv4 block of a subnet is wider or smaller than the provider takes",
        rationale: "The provider refuses to create the subnet. It is a warning for a length on which the provider's own pages disagree.",
        remedy: "Choose a prefix length that the provider takes.",
        references: &[
            &refs::VPC_SUBNET_CIDR,
            &refs::EC2_CREATE_SUBNET,
            &refs::OUTSCALE_API,
            &refs::OTC_VPC,
        ],
        example: example!("CIDR012"),
    },
    check: Check::Subnet(check),
};

fn check(cx: &Context<'_>, id: Id<Subnet>, out: &mut Sink) {
    let subnet = &cx.design[id];
    let rules = &cx.profile(id).addresses;
    let Some(lengths) = rules.subnet_ipv4.get() else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    for (cidr, block) in subnet.live_cidrs() {
        let length = cidr.prefix_len();
        if cidr.family() != Family::Ipv4 || lengths.allows(length) {
            continue;
        }
        let disputed = length > lengths.max
            && rules
                .subnet_ipv4_disputed
                .get()
                .is_some_and(|longest| length <= longest);
        let wide = if length < lengths.min {
            "wider"
        } else {
            "smaller"
        };
        let mut draft = Draft::at(
            context::place(&block.cidr, &subnet.head),
            format!(
                "{} has the block {cidr}, {wide} than {} takes ({lengths})",
                cx.name(id),
                cx.provider(id)
            ),
        )
        .help(format!("Use a prefix length of {lengths}"))
        .lowered_if(disputed, Severity::Warning)
        .about(cx.subject(id))
        .key("cidr", cidr.to_string());
        if let Some(network) = subnet.network.get() {
            draft = draft.about(cx.subject(network));
        }
        out.push(draft);
    }
}
