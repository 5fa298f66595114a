//! CIDR013: a subnet lies in no block of its network.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Family, Id, Phase, Presence, Subnet};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Field;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 13),
        name: "cidr-subnet-outside-vpc",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an IPv4 block of a subnet lies in no block of its network",
        rationale: "The provider refuses to create the subnet. In an export it is a warning where another account owns the network, because that account's view may show more blocks.",
        remedy: "Move the subnet into a block of the network, or add a block that holds it first.",
        references: &[
            &refs::VPC_SUBNET_CIDR,
            &refs::EC2_CREATE_SUBNET,
            &refs::OUTSCALE_API,
        ],
        example: example!("CIDR013"),
    },
    check: Check::Subnet(check),
};

fn check(cx: &Context<'_>, id: Id<Subnet>, out: &mut Sink) {
    let subnet = &cx.design[id];
    let Some(network_id) = subnet.network.get().filter(|_| cx.is_live(id)) else {
        return;
    };
    let network = &cx.design[network_id];
    // Unreadable blocks, or a list that shows the first block only, prove nothing.
    let told = network.ipv4_listed
        && network.head.presence == Presence::Listed
        && !network
            .cidrs
            .iter()
            .any(|block| matches!(block.cidr, Field::Wrong { .. }));
    if !told || !cx.is_live(network_id) {
        return;
    }
    let blocks: Vec<_> = network
        .cidrs
        .iter()
        .filter(|block| block.state.is_live() || block.state.phase == Phase::Unknown)
        .filter_map(|block| block.cidr.get().filter(|c| c.family() == Family::Ipv4))
        .collect();
    for (cidr, block) in subnet.live_cidrs() {
        if cidr.family() != Family::Ipv4 || blocks.iter().any(|outer| outer.contains(cidr)) {
            continue;
        }
        let have = match blocks.as_slice() {
            [] => "which has no IPv4 block".to_owned(),
            _ => format!(
                "which has {}",
                blocks
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        let mut draft = Draft::at(
            context::place(&block.cidr, &subnet.head),
            format!(
                "{} has the block {cidr} outside of {}, {have}",
                cx.name(id),
                cx.name(network_id)
            ),
        );
        for outer in &network.cidrs {
            if let Some(span) = outer.cidr.span().filter(|_| outer.state.is_live()) {
                draft = draft.also(span, "a block of the network");
            }
        }
        let foreign = cx.exported(id) && (network.head.is_foreign() || subnet.head.is_foreign());
        out.push(
            draft
                .help("Choose a block inside one of the network's blocks")
                .lowered_if(foreign, Severity::Warning)
                .about(cx.subject(id))
                .about(cx.subject(network_id))
                .key("cidr", cidr.to_string()),
        );
    }
}
