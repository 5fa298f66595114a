//! IPV6003: an IPv6 block of a subnet has a length that the provider does not take.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Family, Id, Subnet};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Ipv6, 3),
        name: "ipv6-subnet-prefix-length",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an IPv6 block of a subnet has a length that the provider does not take",
        rationale: "The provider refuses the block. In an export this is a warning, because the provider may take more lengths by now.",
        remedy: "Choose a prefix length that the provider takes; /64 is the usual one.",
        references: &[&refs::VPC_SUBNET_CIDR, &refs::EC2_CREATE_SUBNET],
        example: example!("IPV6003"),
    },
    check: Check::Subnet(check),
};

fn check(cx: &Context<'_>, id: Id<Subnet>, out: &mut Sink) {
    let subnet = &cx.design[id];
    let Some(lengths) = cx.profile(id).addresses.subnet_ipv6.get() else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    for (cidr, block) in subnet.live_cidrs() {
        if cidr.family() != Family::Ipv6 || lengths.allows(cidr.prefix_len()) {
            continue;
        }
        let mut draft = Draft::at(
            context::place(&block.cidr, &subnet.head),
            format!(
                "{} has the IPv6 block {cidr}, but {} takes {lengths}",
                cx.name(id),
                cx.provider(id)
            ),
        )
        .help(format!("Use a prefix length of {lengths}"))
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key("cidr", cidr.to_string());
        if let Some(network) = subnet.network.get() {
            draft = draft.about(cx.subject(network));
        }
        out.push(draft);
    }
}
