//! CIDR001: an IPv4 block of a network is wider or smaller than the provider takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Family, Id, Network};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 1),
        name: "cidr-vpc-size",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an IPv4 block of a network is wider or smaller than the provider takes",
        rationale: "The provider refuses to create the network or to add the block.",
        remedy: "Choose a prefix length that the provider takes; use several blocks where one is not enough.",
        references: &[
            &refs::VPC_CIDR,
            &refs::EC2_CREATE_VPC,
            &refs::OUTSCALE_API,
            &refs::OTC_VPC,
        ],
        example: example!("CIDR001"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let network = &cx.design[id];
    let Some(lengths) = cx.profile(id).addresses.network_ipv4.get() else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    for (cidr, block) in network.live_cidrs() {
        if cidr.family() != Family::Ipv4 || lengths.allows(cidr.prefix_len()) {
            continue;
        }
        let wide = if cidr.prefix_len() < lengths.min {
            "wider"
        } else {
            "smaller"
        };
        out.push(
            Draft::at(
                context::place(&block.cidr, &network.head),
                format!(
                    "{} has the block {cidr}, {wide} than {} takes ({lengths})",
                    cx.name(id),
                    cx.provider(id)
                ),
            )
            .help(format!("Use a prefix length of {lengths}"))
            .about(cx.subject(id))
            .key("cidr", cidr.to_string()),
        );
    }
}
