//! ASN009: transit gateways that are joined have the same AS number.

use std::collections::BTreeMap;

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Id, TransitGateway};
use crate::profile::AsnField;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 9),
        name: "asn-tgw-not-unique",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "transit gateways that are peered or share a Direct Connect gateway have the same AS number",
        rationale: "Routes between them look like loops as soon as BGP carries them, and paths cannot be told apart.",
        remedy: "Give every transit gateway a number of its own.",
        references: &[&refs::TGW_PEERING, &refs::DX_TRANSIT],
        example: example!("ASN009"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    // Each pair once, with the first thing that joins it.
    let mut pairs: BTreeMap<(Id<TransitGateway>, Id<TransitGateway>), AnyId> = BTreeMap::new();
    let mut join = |a: Id<TransitGateway>, b: Id<TransitGateway>, by: AnyId| {
        let same = cx.design[a].asn.get().map(|asn| asn.number)
            == cx.design[b].asn.get().map(|asn| asn.number);
        if a != b && same && cx.is_live(a) && cx.is_live(b) {
            pairs.entry((a.min(b), a.max(b))).or_insert(by);
        }
    };
    for (id, attachment) in cx.design.transit_gateway_attachments.iter() {
        let ends = (
            attachment
                .requester
                .gateway
                .get()
                .or(attachment.gateway.get()),
            attachment
                .accepter
                .gateway
                .get()
                .or(match attachment.resource.get() {
                    Some(AnyId::TransitGateway(hub)) => Some(hub),
                    _ => None,
                }),
        );
        if let ((Some(a), Some(b)), true) = (ends, attachment.head.state.is_live()) {
            join(a, b, AnyId::TransitGatewayAttachment(id));
        }
    }
    for gateway in cx.design.direct_connect_gateways.ids() {
        let mut hubs: Vec<(u64, Id<TransitGateway>)> = cx
            .index
            .relations
            .associations
            .of(gateway)
            .iter()
            .filter(|association| cx.is_live(**association))
            .filter_map(|association| match cx.design[*association].to.get() {
                Some(AnyId::TransitGateway(hub)) => Some((cx.design[hub].asn.get()?.number, hub)),
                _ => None,
            })
            .collect();
        hubs.sort_unstable();
        // Neighbours of one number stand side by side; the first of them names all others.
        for group in hubs.chunk_by(|a, b| a.0 == b.0) {
            for (_, hub) in group.iter().skip(1) {
                join(group[0].1, *hub, AnyId::DirectConnectGateway(gateway));
            }
        }
    }
    for ((first, second), by) in pairs {
        report(cx, first, second, by, out);
    }
}

fn report(
    cx: &Context<'_>,
    first: Id<TransitGateway>,
    second: Id<TransitGateway>,
    by: AnyId,
    out: &mut Sink,
) {
    let (one, other) = (&cx.design[first], &cx.design[second]);
    let known = cx
        .profile(first)
        .bgp
        .asn(AsnField::TransitGateway)
        .is_some();
    let Some(asn) = one.asn.get().filter(|asn| known && asn.number != 0) else {
        return;
    };
    out.push(
        Draft::at(
            context::place(&other.asn, &other.head),
            format!(
                "{} and {}, joined by {}, both have the AS number {asn}",
                cx.name(second),
                cx.name(first),
                cx.name_of(by)
            ),
        )
        .also(context::place(&one.asn, &one.head), "the same number")
        .also(cx.design.head(by).origin(), "joined here")
        .help("Give every transit gateway a number of its own")
        .about(cx.subject(second))
        .about(cx.subject(first))
        .about(cx.subject_of(by))
        .key("asn", asn.number.to_string()),
    );
}
