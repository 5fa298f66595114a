//! CIDR005: two blocks of one network overlap.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::index::overlaps;
use crate::model::{Id, Network};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 5),
        name: "cidr-vpc-self-overlap",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "two blocks of one network overlap",
        rationale: "The provider refuses the second block; an address would belong to two of them.",
        remedy: "Remove one of the two, or choose blocks without a common address.",
        references: &[&refs::VPC_CIDR],
        example: example!("CIDR005"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let network = &cx.design[id];
    if !cx.is_live(id) || network.cidrs.len() < 2 {
        return;
    }
    for overlap in overlaps(network.live_cidrs()) {
        let ((outer, outer_block), (inner, inner_block)) = (overlap.outer, overlap.inner);
        let how = if outer == inner {
            format!("{} has the block {inner} twice", cx.name(id))
        } else {
            format!(
                "{} has the block {inner} inside its block {outer}",
                cx.name(id)
            )
        };
        out.push(
            Draft::at(context::place(&inner_block.cidr, &network.head), how)
                .also(
                    context::place(&outer_block.cidr, &network.head),
                    "the other block",
                )
                .help(format!(
                    "{inner} is already part of the network; leave it out"
                ))
                .about(cx.subject(id))
                .key("cidr", format!("{outer} {inner}")),
        );
    }
}
