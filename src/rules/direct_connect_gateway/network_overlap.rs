//! DXG004: Networks behind the virtual gateways of one Direct Connect gateway use the same addresses.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::index::{self, Overlap};
use crate::model::{Cidr, DirectConnectGateway, Id, Network};
use crate::rules::direct_connect_gateway::ends::{self, Behind};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 4),
        name: "dxgw-vpc-cidr-overlap",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "networks behind the virtual gateways of one Direct Connect gateway use the same addresses",
        rationale: "The provider refuses the second association, because a packet for the shared range could go to either. In an export it is a warning, and an info where the allowed prefixes let the range of one of them not through.",
        remedy: "Renumber one network, or use another Direct Connect gateway for it.",
        references: &[&refs::DX_GATEWAY_VGW, &refs::VPC_CIDR],
        example: example!("DXG004"),
    },
    check: Check::DirectConnectGateway(check),
};

/// A block of a network, and whether it is announced.
#[derive(Clone, Copy)]
struct Block {
    network: Id<Network>,
    at: Span,
    through: bool,
}

fn check(cx: &Context<'_>, id: Id<DirectConnectGateway>, out: &mut Sink) {
    if !cx.is_live(id) {
        return;
    }
    let mut blocks: Vec<(Cidr, Block)> = Vec::new();
    let mut exported = cx.exported(id);
    for Behind {
        association,
        network,
        ..
    } in ends::networks_behind(cx, id)
    {
        exported |= cx.exported(association) || cx.exported(network);
        // One network behind two gateways does not overlap itself.
        if blocks.iter().any(|(_, block)| block.network == network) {
            continue;
        }
        let allowed = cx.design[association].allowed_prefixes.as_deref();
        for (cidr, block) in cx.design[network].live_cidrs() {
            let at = block
                .cidr
                .span()
                .unwrap_or_else(|| cx.head(network).origin());
            let through = ends::lets_through(allowed, cidr);
            blocks.push((
                cidr,
                Block {
                    network,
                    at,
                    through,
                },
            ));
        }
    }
    for Overlap {
        outer: (wide, one),
        inner: (narrow, two),
    } in index::overlaps(blocks)
    {
        if one.network == two.network || cx.overlap_is_intended(one.network, two.network) {
            continue;
        }
        let both = one.through && two.through;
        let lowered = if both {
            Severity::Warning
        } else {
            Severity::Info
        };
        let mut draft = Draft::at(
            two.at,
            format!(
                "{} ({narrow}) and {} ({wide}) overlap, and both lie behind {}",
                cx.name(two.network),
                cx.name(one.network),
                cx.name(id)
            ),
        )
        .also(one.at, "the other block")
        .also(cx.head(id).origin(), "joined here")
        .help("Renumber one network, or use another Direct Connect gateway for it")
        .lowered_if(exported || !both, lowered)
        .about(cx.subject(id))
        .about(cx.subject(two.network))
        .about(cx.subject(one.network))
        .key("cidr", format!("{narrow} {wide}"));
        if !both {
            draft = draft.note("the allowed prefixes let only one of the two through, or none");
        }
        out.push(draft);
    }
}
