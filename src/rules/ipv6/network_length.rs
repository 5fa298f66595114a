//! IPV6001: an IPv6 block of a network has a length that the provider does not take.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Family, Id, Network};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Ipv6, 1),
        name: "ipv6-vpc-prefix-length",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an IPv6 block of a network has a length that the provider does not take",
        rationale: "The provider refuses the block. In an export this is a warning, because the provider may take more lengths by now.",
        remedy: "Choose a prefix length that the provider takes.",
        references: &[&refs::VPC_CIDR, &refs::EC2_CREATE_VPC],
        example: example!("IPV6001"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let network = &cx.design[id];
    let rules = &cx.profile(id).addresses;
    let Some(lengths) = rules.network_ipv6.get().filter(|_| cx.is_live(id)) else {
        return;
    };
    for (cidr, block) in network.live_cidrs() {
        if cidr.family() != Family::Ipv6 || lengths.allows(cidr.prefix_len()) {
            continue;
        }
        let mut help = format!("Use a prefix length of {lengths}");
        if let Some(assigned) = rules.network_ipv6_assigned.get() {
            help += &format!(
                "; blocks from {}'s own pool are /{assigned}",
                cx.provider(id)
            );
        }
        out.push(
            Draft::at(
                context::place(&block.cidr, &network.head),
                format!(
                    "{} has the IPv6 block {cidr}, but {} takes {lengths}",
                    cx.name(id),
                    cx.provider(id)
                ),
            )
            .help(help)
            .lowered_if(cx.exported(id), Severity::Warning)
            .about(cx.subject(id))
            .key("cidr", cidr.to_string()),
        );
    }
}
