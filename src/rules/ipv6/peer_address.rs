//! IPV6009: a design gives the addresses of an IPv6 session, which the provider assigns.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, ElementKind, Family, Id, LinkAddress};
use crate::profile::{MachineOf, Verb};
use crate::rules::plan::{self, Call};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Scalar;

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
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for id in cx.design.bgp_peers.ids() {
        written(cx, id, out);
    }
    plan::walk(cx, |_, call| planned(cx, call, out));
}

/// Addresses among the parameters of a call that creates a session, or an interface with its first one.
fn planned(cx: &Context<'_>, call: &Call<'_>, out: &mut Sink) {
    let creates = matches!(call.operation.verb, Verb::Create | Verb::Allocate)
        && matches!(
            call.operation.on,
            MachineOf::Element(ElementKind::BgpPeer | ElementKind::VirtualInterface)
        );
    if !creates || call.profile.interfaces.link_ipv6_assigned.get() != Some(true) {
        return;
    }
    let provider = call.profile.words.provider;
    for parameter in call.parameters() {
        let address = LinkAddress::parse(parameter.text).filter(|a| a.family() == Family::Ipv6);
        let (Some(address), true) = (address, parameter.key.ends_with("Address")) else {
            continue;
        };
        out.push(
            Draft::at(
                parameter.at,
                format!(
                    "{} gives {address} as {}, but {provider} assigns IPv6 link addresses itself",
                    call.operation.name, parameter.key
                ),
            )
            .help("Leave the address out")
            .about(call.subject(cx))
            .key("address", address.to_string()),
        );
    }
}

fn written(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
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
