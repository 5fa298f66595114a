//! CIDR003: a block of a network overlaps a range that some of the provider's services use inside.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Network};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 3),
        name: "cidr-vpc-service-conflict",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a block of a network overlaps a range that some services use inside",
        rationale: "Services that run containers use the range on their own hosts; from there, addresses of the network in that range cannot be reached.",
        remedy: "Keep the range free, above all in networks with development and machine-learning services.",
        references: &[&refs::VPC_CIDR],
        example: example!("CIDR003"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let network = &cx.design[id];
    let Some(cautioned) = cx.profile(id).addresses.cautioned.get() else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    for (cidr, block) in network.live_cidrs() {
        for range in cautioned.iter().filter(|range| range.cidr.overlaps(cidr)) {
            out.push(
                Draft::at(
                    context::place(&block.cidr, &network.head),
                    format!(
                        "{} has the block {cidr}, which overlaps {}, {}",
                        cx.name(id),
                        range.cidr,
                        range.what
                    ),
                )
                .help(format!("Leave {} free", range.cidr))
                .about(cx.subject(id))
                .key("cidr", cidr.to_string()),
            );
        }
    }
}
