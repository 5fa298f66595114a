//! BGP012: a session's family and its addresses disagree.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Id};
use crate::rules::bgp::link;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 12),
        name: "bgp-family-address-mismatch",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a BGP session's address family and its addresses disagree",
        rationale: "A session carries the family of its addresses and no other; the provider refuses the combination.",
        remedy: "Correct the family or the addresses.",
        references: &[&refs::DX_API_2016, &refs::DX_PEER, &refs::HUAWEI_PEER],
        example: example!("BGP012"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    if !link::live(cx, id) {
        return;
    }
    let mut addresses = [&peer.customer_address, &peer.provider_address]
        .into_iter()
        .filter_map(|field| field.located())
        .map(|(address, span)| (*address, span));
    let Some((family, family_at)) = peer.family.located().map(|(f, span)| (*f, span)) else {
        // Without a word for the family, the two ends can still disagree with each other.
        if let (Some((one, at)), Some((other, other_at))) = (addresses.next(), addresses.next())
            && one.family() != other.family()
        {
            let draft = Draft::at(
                at,
                format!(
                    "{}: one end is the {} address {one}, the other the {} address {other}",
                    link::name(cx, id),
                    one.family().title(),
                    other.family().title()
                ),
            )
            .also(other_at, "the other end")
            .help("Both ends of a session have the same family")
            .key("family", "");
            out.push(link::about(cx, draft, id));
        }
        return;
    };
    let mut wrong = addresses.filter(|(address, _)| address.family() != family);
    let Some((address, span)) = wrong.next() else {
        return;
    };
    let mut draft = Draft::at(
        family_at,
        format!(
            "{} is said to be {}, but {address} is an {} address",
            link::name(cx, id),
            family.title(),
            address.family().title()
        ),
    )
    .also(span, "this address");
    for (_, span) in wrong {
        draft = draft.also(span, "and this one");
    }
    draft = draft
        .help(format!(
            "Write the family {}, or {} addresses",
            address.family().word(),
            family.title()
        ))
        .key("family", family.word());
    out.push(link::about(cx, draft, id));
}
