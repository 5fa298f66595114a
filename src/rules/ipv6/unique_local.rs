//! IPV6006: a private IPv6 block lies where the provider has none.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Cidr, Id, Network};
use crate::profile::range;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Ipv6, 6),
        name: "ipv6-ula-invalid",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a unique local IPv6 block of a network lies where the provider has none",
        rationale: "Private IPv6 blocks come from the provider's address manager, which hands out only a part of the unique local range; the provider keeps another part for itself.",
        remedy: "Take the block from the part that the provider hands out.",
        references: &[&refs::VPC_ADDRESSING, &range::RFC_4193],
        example: example!("IPV6006"),
    },
    check: Check::Network(check),
};

/// Unique local addresses (RFC 4193). Private blocks of globally routable space are legal.
const UNIQUE_LOCAL: Cidr = range::v6(0xfc00, 0, 0, 0, 7);

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let network = &cx.design[id];
    let Some(private) = cx.profile(id).addresses.private_ipv6.get() else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    for (cidr, block) in network.live_cidrs() {
        if !UNIQUE_LOCAL.contains(cidr) {
            continue;
        }
        let why = if !private.within.contains(cidr) {
            format!("outside of {}", private.within)
        } else if private.outside.overlaps(cidr) {
            format!(
                "which {} keeps for itself ({})",
                cx.provider(id),
                private.outside
            )
        } else {
            continue;
        };
        out.push(
            Draft::at(
                context::place(&block.cidr, &network.head),
                format!("{} has the private IPv6 block {cidr}, {why}", cx.name(id)),
            )
            .help(format!(
                "Private IPv6 blocks lie in {} and outside of {}",
                private.within, private.outside
            ))
            .about(cx.subject(id))
            .key("cidr", cidr.to_string()),
        );
    }
}
