//! ASN005: a design writes a large AS number into the field for small ones.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Asn};
use crate::profile::{AsnField, Takes};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Field;

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
        references: &[
            &refs::DX_NEW_PEER,
            &refs::DX_PEER,
            &refs::EC2_CREATE_CUSTOMER_GATEWAY,
        ],
        example: example!("ASN005"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for (id, peer) in cx.design.bgp_peers.iter() {
        let parent = peer.virtual_interface.get().map(AnyId::VirtualInterface);
        let fields = (AsnField::CustomerLegacy, AsnField::Customer);
        judge(cx, AnyId::BgpPeer(id), parent, &peer.asn, fields, out);
    }
    for (id, gateway) in cx.design.customer_gateways.iter() {
        if !gateway.asn_is_extended {
            let fields = (AsnField::CustomerGatewayLegacy, AsnField::CustomerGateway);
            let element = AnyId::CustomerGateway(id);
            judge(cx, element, None, &gateway.asn, fields, out);
        }
    }
}

/// `fields` are the old field and the whole range that both fields take together.
fn judge(
    cx: &Context<'_>,
    id: AnyId,
    parent: Option<AnyId>,
    field: &Field<Asn>,
    fields: (AsnField, AsnField),
    out: &mut Sink,
) {
    let head = cx.design.head(id);
    let bgp = &cx.profiles.get(head.provider).bgp;
    let ranges = bgp.asn(fields.0).and_then(|row| row.ranges.get());
    let most = ranges.and_then(|ranges| ranges.iter().map(|range| range.last).max());
    let (Some(asn), Some(most)) = (field.get(), most) else {
        return;
    };
    // A number that neither field takes is another rule's business.
    let possible = bgp
        .asn(fields.1)
        .is_none_or(|row| row.takes(asn.number) != Takes::No);
    if !head.is_design() || !head.state.is_live() || asn.number <= most || !possible {
        return;
    }
    let mut draft = Draft::at(
        context::place(field, head),
        format!(
            "{} has {asn} as `asn`, which takes numbers up to {most}",
            cx.name_of(id)
        ),
    )
    .help(format!("Write `asn_long: {asn}` instead"))
    .about(cx.subject_of(id))
    .key("asn", asn.number.to_string());
    if let Some(parent) = parent {
        draft = draft.about(cx.subject_of(parent));
    }
    out.push(draft);
}
