//! CIDR019: a network has more address blocks than the provider allows.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Family, Id, Network};
use crate::profile::{Counted, Per};
use crate::rules::{Check, Context, Rule, quota, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 19),
        name: "cidr-vpc-count-quota",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a network has more address blocks than the provider allows",
        rationale: "Further blocks are refused until the quota is raised.",
        remedy: "Use fewer, wider blocks, or have the quota raised.",
        references: &[&refs::VPC_QUOTAS, &refs::VPC_CIDR],
        example: example!("CIDR019"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    if !cx.is_live(id) {
        return;
    }
    let network = &cx.design[id];
    let count = |family: Family| {
        network
            .live_cidrs()
            .filter(|(cidr, _)| cidr.family() == family)
            .count()
    };
    let ipv4 = count(Family::Ipv4);
    quota::number(cx, Counted::Ipv4Blocks, Per::Network, id, ipv4, out);
    quota::number(
        cx,
        Counted::Ipv6Blocks,
        Per::Network,
        id,
        count(Family::Ipv6),
        out,
    );
    quota::number(
        cx,
        Counted::SecondaryIpv4Blocks,
        Per::Network,
        id,
        ipv4.saturating_sub(1),
        out,
    );
}
