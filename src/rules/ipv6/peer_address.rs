//! IPV6009: a design gives the addresses of an IPv6 session, which the provider assigns.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Family, Id};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Ipv6, 9),
        name: "ipv6-peer-address-specified",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a design gives the addresses of an IPv6 BGP session, which the provider assigns",
        rationale: "The provider refuses the call that creates the session: IPv6 link addresses come from its own pool.",
        remedy: "Leave both addresses out, and configure the router with those that the provider answers. A session that exists already has its id in the design.",
        references: &[
            &refs::DX_API_2016,
            &refs::DX_CREATE_PEER,
            &refs::DX_ADD_PEER,
        ],
        example: example!("IPV6009"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let rules = &cx.profile(id).interfaces;
    // A native id says that the session exists, so its addresses are those that were assigned.
    if !peer.head.is_design()
        || !peer.head.id.is_absent()
        || !cx.is_live(id)
        || rules.link_ipv6_assigned.get() != Some(true)
    {
        return;
    }
    for (field, key, whose) in [
        (&peer.provider_address, "provider_address", cx.provider(id)),
        (&peer.customer_address, "customer_address", "the customer"),
    ] {
        let Some(address) = field.get().filter(|a| a.family() == Family::Ipv6) else {
            continue;
        };
        let mut draft = Draft::at(
            context::place(field, &peer.head),
            format!(
                "{} gives {address} as the address of {whose}, but {} assigns IPv6 link addresses itself",
                cx.name(id),
                cx.provider(id)
            ),
        )
        .help("Leave the address out")
        .about(cx.subject(id))
        .key(key, address.to_string());
        if let Some(interface) = peer.virtual_interface.get() {
            draft = draft.about(cx.subject(interface));
        }
        out.push(draft);
    }
}
