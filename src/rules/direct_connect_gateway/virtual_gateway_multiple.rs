//! DXG002: A virtual gateway is associated with two Direct Connect gateways.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, DirectConnectGatewayAssociation, Id};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 2),
        name: "dxgw-vgw-multiple",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual gateway is associated with two Direct Connect gateways",
        rationale: "The provider refuses the second association.",
        remedy: "Keep one association.",
        references: &[&refs::DX_GATEWAY_VGW],
        example: example!("DXG002"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for group in cx.index.relations.associations_to.groups() {
        let Some((AnyId::VirtualGateway(gateway), _)) = group.first() else {
            continue;
        };
        let mut live = group.iter().map(|(_, id)| *id).filter(|id| cx.is_live(*id));
        let Some(first) = live.next() else {
            continue;
        };
        let global = |id: Id<DirectConnectGatewayAssociation>| {
            let link = &cx.design[id].gateway;
            link.get()
                .map_or_else(|| link.id.get(), |id| Some(cx.head(id).printed_id()))
        };
        let Some(other) = live.find(|id| global(*id).is_some() && global(*id) != global(first))
        else {
            continue;
        };
        if global(first).is_none() {
            continue;
        }
        let at = |id: Id<DirectConnectGatewayAssociation>| {
            context::place(&cx.design[id].gateway.id, cx.head(id))
        };
        let name = |id: Id<DirectConnectGatewayAssociation>| {
            cx.link_name(&cx.design[id].gateway, cx.head(id).provider)
        };
        out.push(
            Draft::at(
                at(other),
                format!(
                    "{} is associated with {} and with {}",
                    cx.name(*gateway),
                    name(first),
                    name(other)
                ),
            )
            .also(at(first), "the other association")
            .help("Keep one association")
            .about(cx.subject(*gateway))
            .about(cx.subject(first))
            .about(cx.subject(other))
            .key("gateway", ""),
        );
    }
}
