//! IPV6004: an IPv6 block of a subnet lies in no block of its network, or overlaps that of another subnet.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::index::overlaps;
use crate::model::{CidrBlock, Family, Id, Network, Phase, Presence, Subnet};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Field;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Ipv6, 4),
        name: "ipv6-subnet-outside-vpc",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an IPv6 block of a subnet lies in no block of its network, or overlaps another subnet's",
        rationale: "The provider refuses the block. In an export it is a warning where another account owns the network, because that account's view may show more blocks.",
        remedy: "Take a block of its own for each subnet, inside an IPv6 block of the network.",
        references: &[&refs::VPC_SUBNET_CIDR, &refs::EC2_CREATE_SUBNET],
        example: example!("IPV6004"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    if !cx.is_live(id) {
        return;
    }
    let blocks: Vec<(_, (Id<Subnet>, &CidrBlock))> = cx
        .index
        .relations
        .subnets
        .of(id)
        .iter()
        .filter(|subnet| cx.is_live(**subnet))
        .flat_map(|subnet| {
            cx.design[*subnet]
                .live_cidrs()
                .filter(|(cidr, _)| cidr.family() == Family::Ipv6)
                .map(|(cidr, block)| (cidr, (*subnet, block)))
        })
        .collect();
    outside(cx, id, &blocks, out);
    for overlap in overlaps(blocks) {
        let (outer, (outer_id, outer_block)) = overlap.outer;
        let (inner, (inner_id, inner_block)) = overlap.inner;
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
            .lowered_if(foreign(cx, id, inner_id), Severity::Warning)
            .about(cx.subject(inner_id))
            .about(cx.subject(outer_id))
            .about(cx.subject(id))
            .key("cidr", inner.to_string()),
        );
    }
}

fn foreign(cx: &Context<'_>, network: Id<Network>, subnet: Id<Subnet>) -> bool {
    cx.exported(subnet) && (cx.head(network).is_foreign() || cx.head(subnet).is_foreign())
}

fn outside(
    cx: &Context<'_>,
    id: Id<Network>,
    blocks: &[(crate::model::Cidr, (Id<Subnet>, &CidrBlock))],
    out: &mut Sink,
) {
    let network = &cx.design[id];
    // Unreadable blocks, or a record without the list of IPv6 blocks, prove nothing.
    let told = network.ipv6_listed
        && network.head.presence == Presence::Listed
        && !network
            .cidrs
            .iter()
            .any(|block| matches!(block.cidr, Field::Wrong { .. }));
    if !told {
        return;
    }
    let have: Vec<_> = network
        .cidrs
        .iter()
        .filter(|block| block.state.is_live() || block.state.phase == Phase::Unknown)
        .filter_map(|block| {
            block
                .cidr
                .get()
                .filter(|cidr| cidr.family() == Family::Ipv6)
        })
        .collect();
    for (cidr, (subnet, block)) in blocks {
        if have.iter().any(|outer| outer.contains(*cidr)) {
            continue;
        }
        let what = match have.as_slice() {
            [] => "which has no IPv6 block".to_owned(),
            _ => format!(
                "which has {}",
                have.iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        let mut draft = Draft::at(
            context::place(&block.cidr, cx.head(*subnet)),
            format!(
                "{} has the IPv6 block {cidr} outside of {}, {what}",
                cx.name(*subnet),
                cx.name(id)
            ),
        );
        for (outer, outer_block) in network.live_cidrs() {
            if let Some(span) = outer_block
                .cidr
                .span()
                .filter(|_| outer.family() == Family::Ipv6)
            {
                draft = draft.also(span, "a block of the network");
            }
        }
        out.push(
            draft
                .help("Choose a block inside one of the network's IPv6 blocks")
                .lowered_if(foreign(cx, id, *subnet), Severity::Warning)
                .about(cx.subject(*subnet))
                .about(cx.subject(id))
                .key("cidr", cidr.to_string()),
        );
    }
}
