//! BGP007: An end of a BGP session's link is the network or broadcast address of the subnet.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Family, Id};
use crate::rules::bgp::link;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 7),
        name: "bgp-link-network-or-broadcast",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an end of a BGP session's link is the network or broadcast address of the subnet",
        rationale: "A router cannot have that address, so the session does not come up. In an export it is a warning.",
        remedy: "Take an address between the two.",
        references: &[&refs::DX_INTERFACES, &refs::DX_ADD_PEER],
        example: example!("BGP007"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    if !link::live(cx, id) {
        return;
    }
    for (field, key) in [
        (&peer.customer_address, "customer_address"),
        (&peer.provider_address, "provider_address"),
    ] {
        let Some((address, span)) = field.located() else {
            continue;
        };
        // On /31 and /32 links every address is one of a router.
        let block = address.block().filter(|_| address.family() == Family::Ipv4);
        let Some(block) = block.filter(|block| block.prefix_len() < 31) else {
            continue;
        };
        let what = if block.0.network() == address.address {
            "network"
        } else if block.0.broadcast() == address.address {
            "broadcast"
        } else {
            continue;
        };
        let draft = Draft::at(
            span,
            format!(
                "{} has {} as an end, which is the {what} address of {}",
                link::name(cx, id),
                address.address,
                block.network()
            ),
        )
        .help("Take an address between the first and the last one of the subnet")
        .lowered_if(cx.exported(id), Severity::Warning)
        .key(key, address.to_string());
        out.push(link::about(cx, draft, id));
    }
}
