//! CIDR014: two subnets of one network overlap.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::index::overlaps;
use crate::model::{Family, Id, Network};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 14),
        name: "cidr-subnet-overlap",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "IPv4 blocks of two subnets of one network overlap",
        rationale: "The provider refuses the second subnet; an address would lie in both.",
        remedy: "Give each subnet a block of its own.",
        references: &[
            &refs::VPC_SUBNET_CIDR,
            &refs::EC2_CREATE_SUBNET,
            &refs::OUTSCALE_API,
        ],
        example: example!("CIDR014"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let subnets = cx.index.relations.subnets.of(id);
    let blocks = subnets.iter().filter(|id| cx.is_live(**id)).flat_map(|id| {
        cx.design[*id]
            .live_cidrs()
            .filter(|(cidr, _)| cidr.family() == Family::Ipv4)
            .map(|(cidr, block)| (cidr, (*id, block)))
    });
    for overlap in overlaps(blocks) {
        let (outer, (outer_id, outer_block)) = overlap.outer;
        let (inner, (inner_id, inner_block)) = overlap.inner;
        // Two blocks of one subnet: only one can be IPv4, so the record is damaged and nothing can be said.
        if outer_id == inner_id {
            continue;
        }
        out.push(
            Draft::at(
                context::place(&inner_block.cidr, cx.head(inner_id)),
                format!(
                    "{} ({inner}) and {} ({outer}) of {} overlap",
                    cx.name(inner_id),
                    cx.name(outer_id),
                    cx.name(id)
                ),
            )
            .also(
                context::place(&outer_block.cidr, cx.head(outer_id)),
                "the other subnet's block",
            )
            .help(format!("Both use {inner}; move one of them"))
            .about(cx.subject(inner_id))
            .about(cx.subject(outer_id))
            .about(cx.subject(id))
            .key("cidr", inner.to_string()),
        );
    }
}
