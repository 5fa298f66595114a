//! CIDR007: a network that began with public or shared space got private space.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Network};
use crate::profile::range;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 7),
        name: "cidr-rfc1918-after-public",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a network whose first block is public or shared space has a private block",
        rationale: "The provider adds private space only to networks that began with it. In an export this is a warning: the network may be older than the restriction or exempt from it.",
        remedy: "Create the network with the private block as its first one; public space can be added later.",
        references: &[&refs::VPC_CIDR, &range::RFC_1918, &range::RFC_6598],
        example: example!("CIDR007"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let network = &cx.design[id];
    let Some(rows) = cx.profile(id).addresses.secondary_restrictions.get() else {
        return;
    };
    let Some((primary, first)) = network.live_cidrs().find(|(_, block)| block.primary) else {
        return;
    };
    // The row about networks that began outside of all named ranges.
    let Some(row) = rows.iter().find(|row| {
        row.holds.is_empty() && !row.outside.iter().any(|range| range.overlaps(primary))
    }) else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    for (cidr, block) in network.live_cidrs() {
        let private = range::private_family(cidr).is_some();
        if block.primary || !private || !row.refuses.iter().any(|range| range.contains(cidr)) {
            continue;
        }
        out.push(
            Draft::at(
                context::place(&block.cidr, &network.head),
                format!(
                    "{} cannot get the private block {cidr}, because its first block {primary} is not private",
                    cx.name(id)
                ),
            )
            .also(context::place(&first.cidr, &network.head), "the first block")
            .help(format!("Create the {} with {cidr} as its first block", cx.word(id)))
            .lowered_if(cx.exported(id), Severity::Warning)
            .about(cx.subject(id))
            .key("cidr", cidr.to_string()),
        );
    }
}
