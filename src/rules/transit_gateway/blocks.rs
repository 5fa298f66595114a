//! TGW014: a block of a transit gateway is one that the provider refuses.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Cidr, Family, Id, TransitGateway};
use crate::profile::{Counted, Per};
use crate::rules::transit_gateway::shared;
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 14),
        name: "tgw-cidr-size",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a block of a transit gateway is one that the provider refuses",
        rationale: "Blocks for Connect peers must be wide enough and lie outside of link-local space, and there are only a few. One that overlaps an attached network works, but addresses of both cannot be told apart: a warning, as for exported elements.",
        remedy: "Choose another block.",
        references: &[&refs::TGW_CREATE, &refs::TGW_QUOTAS],
        example: example!("TGW014"),
    },
    check: Check::TransitGateway(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGateway>, out: &mut Sink) {
    let gateway = &cx.design[id];
    let Some(rule) = cx
        .profile(id)
        .tunnels
        .transit_blocks
        .get()
        .filter(|_| cx.is_live(id))
    else {
        return;
    };
    let exported = cx.exported(id);
    for field in &gateway.cidrs {
        let Some((cidr, span)) = field.located() else {
            continue;
        };
        let lengths = match cidr.family() {
            Family::Ipv4 => rule.ipv4,
            Family::Ipv6 => rule.ipv6,
        };
        let refused = rule
            .forbidden
            .iter()
            .find(|block| block.cidr.overlaps(*cidr));
        let said = if let Some(block) = refused {
            format!(
                "{} has the block {cidr}, which lies in {} and is {}",
                cx.name(id),
                block.cidr,
                block.what
            )
        } else if !lengths.allows(cidr.prefix_len()) {
            format!(
                "{} has the block {cidr}; {} takes {lengths}",
                cx.name(id),
                cx.provider(id)
            )
        } else {
            overlapping(cx, id, *cidr, span, out);
            continue;
        };
        out.push(
            Draft::at(span, said)
                .help("Choose a wider block, or one of other addresses")
                .lowered_if(exported, Severity::Warning)
                .about(cx.subject(id))
                .key("cidr", cidr.to_string()),
        );
    }
    let limit = cx
        .profile(id)
        .limit(Counted::TransitGatewayBlocks, Per::TransitGateway);
    let most = limit.and_then(|limit| limit.default.get());
    if let Some(most) = most.filter(|most| gateway.cidrs.len() > *most as usize) {
        let last = gateway.cidrs.last().and_then(|field| field.span());
        out.push(
            Draft::at(
                last.unwrap_or_else(|| gateway.head.origin()),
                format!(
                    "{} has {} blocks; {} allows {most}",
                    cx.name(id),
                    gateway.cidrs.len(),
                    cx.provider(id)
                ),
            )
            .help("Use fewer, wider blocks")
            .lowered_if(exported, Severity::Warning)
            .about(cx.subject(id))
            .key("count", ""),
        );
    }
}

/// The first attached network that uses addresses of the block.
fn overlapping(cx: &Context<'_>, id: Id<TransitGateway>, cidr: Cidr, span: Span, out: &mut Sink) {
    let found = shared::attached(cx, id)
        .into_iter()
        .find_map(|(network, _)| {
            let (other, block) = cx.design[network]
                .live_cidrs()
                .find(|(other, _)| other.overlaps(cidr))?;
            cx.is_live(network).then_some((
                network,
                other,
                context::place(&block.cidr, cx.head(network)),
            ))
        });
    let Some((network, other, there)) = found else {
        return;
    };
    out.push(
        Draft::at(
            span,
            format!(
                "{} has the block {cidr}, which overlaps {other} of {} attached to it",
                cx.name(id),
                cx.name(network)
            ),
        )
        .also(there, "the network's block")
        .help("Choose a block that no attached network uses")
        .lowered(Severity::Warning)
        .about(cx.subject(id))
        .about(cx.subject(network))
        .key("overlap", cidr.to_string()),
    );
}
