//! ASN008: a Direct Connect gateway and its transit gateway have the same AS number.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, DirectConnectGatewayAssociation, Id, Phase};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 8),
        name: "asn-dxgw-equals-tgw",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a Direct Connect gateway and a transit gateway behind it have the same AS number",
        rationale: "The provider refuses the association.",
        remedy: "Give one of the two another private number; a Direct Connect gateway must be made anew for that.",
        references: &[&refs::DX_CREATE_TRANSIT_INTERFACE, &refs::DX_TRANSIT],
        example: example!("ASN008"),
    },
    check: Check::DirectConnectGatewayAssociation(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGatewayAssociation>, out: &mut Sink) {
    let association = &cx.design[id];
    let phase = association.head.state.phase;
    let tied = matches!(phase, Phase::Active | Phase::Provisioning | Phase::Unstated);
    let (Some(gateway), Some(AnyId::TransitGateway(hub))) =
        (association.gateway.get(), association.to.get())
    else {
        return;
    };
    let differ = cx.profile(id).bgp.gateways_differ.get() == Some(true);
    let (one, other) = (&cx.design[gateway], &cx.design[hub]);
    let (Some(asn), Some(hub_asn)) = (one.asn.get(), other.asn.get()) else {
        return;
    };
    if !tied || !differ || asn.number != hub_asn.number {
        return;
    }
    if !cx.is_live(gateway) || !cx.is_live(hub) {
        return;
    }
    out.push(
        Draft::at(
            context::place(&one.asn, &one.head),
            format!(
                "{} and {}, which is associated with it, both have the AS number {asn}",
                cx.name(gateway),
                cx.name(hub)
            ),
        )
        .also(context::place(&other.asn, &other.head), "the same number")
        .also(association.head.origin(), "associated here")
        .help("Give one of the two another private number")
        .about(cx.subject(gateway))
        .about(cx.subject(hub))
        .about(cx.subject(id))
        .key("asn", asn.number.to_string()),
    );
}
