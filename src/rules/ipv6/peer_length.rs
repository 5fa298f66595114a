//! IPV6010: An exported IPv6 session has another prefix length than the provider assigns.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Family, Id};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Ipv6, 10),
        name: "ipv6-peer-not-125",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an exported IPv6 session has another prefix length than the provider assigns",
        rationale: "The provider assigns IPv6 links of one length; the record was edited, or the address is of another link.",
        remedy: "Export the interface again, and configure the router with what it shows.",
        references: &[
            &refs::DX_INTERFACES,
            &refs::DX_API_2016,
            &refs::DX_CREATE_PEER,
        ],
        example: example!("IPV6010"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let Some(length) = cx.profile(id).interfaces.link_ipv6.get() else {
        return;
    };
    if !cx.exported(id) || !cx.is_live(id) {
        return;
    }
    for (field, key) in [
        (&peer.customer_address, "customer_address"),
        (&peer.provider_address, "provider_address"),
    ] {
        let Some((address, span)) = field.located() else {
            continue;
        };
        let Some(found) = address.len.filter(|_| address.family() == Family::Ipv6) else {
            continue;
        };
        if found == length {
            continue;
        }
        let mut draft = Draft::at(
            span,
            format!(
                "{} has the IPv6 address {address}; {} assigns links of /{length}",
                cx.name(id),
                cx.provider(id)
            ),
        )
        .help("Export the interface again")
        .about(cx.subject(id))
        .key(key, address.to_string());
        if let Some(interface) = peer.virtual_interface.get() {
            draft = draft.about(cx.subject(interface));
        }
        out.push(draft);
    }
}
