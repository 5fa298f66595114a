//! ASN006: A design gives two different customer AS numbers for one session.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Id};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 6),
        name: "asn-both-fields",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a design gives two different customer AS numbers for one session",
        rationale: "The provider takes the number in either field; given both, the four-byte field wins and the other is a trap.",
        remedy: "Write the number once.",
        references: &[&refs::DX_NEW_PEER, &refs::DX_PEER],
        example: example!("ASN006"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let (Some((short, at)), Some((long, span))) = (peer.asn.located(), peer.asn_long.located())
    else {
        return;
    };
    if cx.exported(id) || !cx.is_live(id) || short.number == long.number || short.number == 0 {
        return;
    }
    let mut draft = Draft::at(
        at,
        format!(
            "{} has the AS number {short} in one field and {long} in the other",
            cx.name(id)
        ),
    )
    .also(span, "this one wins")
    .help(format!("Write {long} alone, or {short} alone"))
    .about(cx.subject(id))
    .key("asn", format!("{short} {long}"));
    if let Some(interface) = peer.virtual_interface.get() {
        draft = draft.about(cx.subject(interface));
    }
    out.push(draft);
}
