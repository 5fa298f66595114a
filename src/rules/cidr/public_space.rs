//! CIDR009: a network uses globally routable addresses.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Family, Id, Network};
use crate::profile::range;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 9),
        name: "cidr-vpc-public-space",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an IPv4 block of a network is globally routable space",
        rationale: "Inside the network the addresses stay local, so the real owner's hosts on the internet cannot be reached from it. Private names of such a network also do not resolve for peers unless that is switched on.",
        remedy: "Use private space (RFC 1918), or make sure that the block is yours and not announced to the internet.",
        references: &[&refs::VPC_CIDR, &range::RFC_1918, &refs::IANA_SPECIAL_IPV4],
        example: example!("CIDR009"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let network = &cx.design[id];
    if !cx.is_live(id) {
        return;
    }
    for (cidr, block) in network.live_cidrs() {
        if cidr.family() != Family::Ipv4 || range::special(cidr).is_some() {
            continue;
        }
        out.push(
            Draft::at(
                context::place(&block.cidr, &network.head),
                format!(
                    "{} has the block {cidr}, which is globally routable space",
                    cx.name(id)
                ),
            )
            .help("Use a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16")
            .about(cx.subject(id))
            .key("cidr", cidr.to_string()),
        );
    }
}
