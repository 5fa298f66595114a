//! BGP010: a public virtual interface has link addresses that are not public.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Cidr, Family, Id, InterfaceType};
use crate::profile::range::{self, Special};
use crate::rules::bgp::link;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 10),
        name: "bgp-link-private-on-public-vif",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a public virtual interface has IPv4 link addresses that are not public",
        rationale: "The provider's public services cannot answer to such addresses, and the provider does not approve them. In an export it is a warning, and an info for documentation addresses, which stand for hidden ones.",
        remedy: "Use public addresses of your own, or let the provider assign them.",
        references: &[
            &refs::DX_INTERFACES,
            &range::RFC_1918,
            &refs::IANA_SPECIAL_IPV4,
        ],
        example: example!("BGP010"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let public = peer
        .virtual_interface
        .get()
        .is_some_and(|interface| cx.design[interface].kind() == Some(InterfaceType::Public));
    let rule = cx.profile(id).interfaces.public_link_is_public.get();
    if !public || rule != Some(true) || !link::live(cx, id) {
        return;
    }
    let mut bad = [&peer.customer_address, &peer.provider_address]
        .into_iter()
        .filter_map(|field| {
            let (address, span) = field.located()?;
            let (_, special, _) = range::special(Cidr(address.address.into()))?;
            (address.family() == Family::Ipv4).then_some((*address, span, special))
        });
    let Some((address, span, special)) = bad.next() else {
        return;
    };
    let mut hidden = special == Special::Documentation;
    let mut draft = Draft::at(
        span,
        format!(
            "{} is public, but its link address {address} is {}",
            link::name(cx, id),
            special.words()
        ),
    );
    for (other, span, special) in bad {
        hidden &= special == Special::Documentation;
        draft = draft.also(span, format!("{other} is {}", special.words()));
    }
    let lowered = if hidden {
        Severity::Info
    } else {
        Severity::Warning
    };
    draft = draft
        .help("Use public addresses of your own, or let the provider assign them")
        .lowered_if(cx.exported(id), lowered)
        .key("address", address.to_string());
    out.push(link::about(cx, draft, id));
}
