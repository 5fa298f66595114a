//! ASN005: a design writes a large AS number into the field for small ones.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Id};
use crate::profile::{AsnField, Takes};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 5),
        name: "asn-legacy-field-overflow",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a design writes a large AS number into the field for small ones",
        rationale: "The provider has a field of its own for four-byte numbers and refuses large ones in the old field.",
        remedy: "Write the number as `asn_long`.",
        references: &[&refs::DX_NEW_PEER, &refs::DX_PEER],
        example: example!("ASN005"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let Some(row) = cx.profile(id).bgp.asn(AsnField::CustomerLegacy) else {
        return;
    };
    let most = row
        .ranges
        .get()
        .and_then(|ranges| ranges.iter().map(|r| r.last).max());
    let (Some(asn), Some(most)) = (peer.asn.get(), most) else {
        return;
    };
    // Numbers that no field takes are another rule's business.
    let whole = cx.profile(id).bgp.asn(AsnField::Customer);
    let possible = whole.is_none_or(|row| row.takes(asn.number) != Takes::No);
    if !peer.head.is_design() || !cx.is_live(id) || asn.number <= most || !possible {
        return;
    }
    let mut draft = Draft::at(
        context::place(&peer.asn, &peer.head),
        format!(
            "{} has {asn} as `asn`, which takes numbers up to {most}",
            cx.name(id)
        ),
    )
    .help(format!("Write `asn_long: {asn}` instead"))
    .about(cx.subject(id))
    .key("asn", asn.number.to_string());
    if let Some(interface) = peer.virtual_interface.get() {
        draft = draft.about(cx.subject(interface));
    }
    out.push(draft);
}
