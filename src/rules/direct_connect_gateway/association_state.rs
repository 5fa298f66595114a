//! DXG011: An association of a Direct Connect gateway is not in place.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{DirectConnectGatewayAssociation, Id, Phase};
use crate::rules::direct_connect_gateway::ends;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 11),
        name: "dxgw-association-state",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an association of a Direct Connect gateway is not in place",
        rationale: "Until it is associated nothing is announced through it; what is being taken down will stop.",
        remedy: "Wait, and export again; where it stays so, read its error.",
        references: &[&refs::DX_ASSOCIATION],
        example: example!("DXG011"),
    },
    check: Check::DirectConnectGatewayAssociation(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGatewayAssociation>, out: &mut Sink) {
    let association = &cx.design[id];
    let state = &association.head.state;
    // One that is gone is history.
    let on_its_way = matches!(
        state.phase,
        Phase::Requested | Phase::Provisioning | Phase::Deleting
    );
    if !cx.exported(id) || !on_its_way {
        return;
    }
    let draft = Draft::at(
        context::place(&state.native, &association.head),
        format!(
            "{} with {} is {}",
            cx.name(id),
            ends::name(cx, association),
            state.word()
        ),
    )
    .help("Wait, and export again")
    .about(cx.subject(id))
    .key("state", state.word());
    out.push(ends::about(cx, draft, association));
}
