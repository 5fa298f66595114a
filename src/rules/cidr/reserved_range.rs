//! CIDR002: a block of a network lies where no network may lie.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Network};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 2),
        name: "cidr-vpc-reserved-range",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a block of a network lies in a range that the provider keeps from networks",
        rationale: "The provider refuses the block: such addresses mean this host, one link or a group of receivers, and are never routed.",
        remedy: "Take a block of private space (RFC 1918) instead.",
        references: &[&refs::VPC_CIDR, &refs::IANA_SPECIAL_IPV4],
        example: example!("CIDR002"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let network = &cx.design[id];
    let Some(forbidden) = cx.profile(id).addresses.forbidden.get() else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    for (cidr, block) in network.live_cidrs() {
        let Some(range) = forbidden.iter().find(|range| range.cidr.overlaps(cidr)) else {
            continue;
        };
        let how = if range.cidr.contains(cidr) {
            "lies in"
        } else {
            "covers"
        };
        out.push(
            Draft::at(
                context::place(&block.cidr, &network.head),
                format!(
                    "{} has the block {cidr}, which {how} {}, {}",
                    cx.name(id),
                    range.cidr,
                    range.what
                ),
            )
            .help(format!(
                "{} takes no block that overlaps {}",
                cx.provider(id),
                range.cidr
            ))
            .about(cx.subject(id))
            .key("cidr", cidr.to_string()),
        );
    }
}
