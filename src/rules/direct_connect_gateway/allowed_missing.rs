//! DXG005: The association of a transit gateway has no allowed prefix.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{DirectConnectGatewayAssociation, Id, Phase};
use crate::rules::direct_connect_gateway::ends::{self, End};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 5),
        name: "dxgw-allowed-prefix-missing",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the association of a transit gateway has no allowed prefix",
        rationale: "The provider needs at least one: the allowed prefixes are what it announces to the customer. In an export it is a warning.",
        remedy: "Add the prefixes that the customer shall reach.",
        references: &[&refs::DX_ALLOWED, &refs::DX_TRANSIT],
        example: example!("DXG005"),
    },
    check: Check::DirectConnectGatewayAssociation(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGatewayAssociation>, out: &mut Sink) {
    let association = &cx.design[id];
    let empty = association
        .allowed_prefixes
        .as_ref()
        .is_some_and(Vec::is_empty);
    let transit = ends::of(association) == Some(End::TransitGateway);
    let works = association.head.state.phase == Phase::Active;
    let announced = cx.profile(id).routing.allowed_prefixes_announced.get() == Some(true);
    if !empty || !transit || !works || !announced {
        return;
    }
    let draft = Draft::at(
        context::place(&association.to.id, &association.head),
        format!(
            "{} with {} has no allowed prefix, so nothing is announced",
            cx.name(id),
            ends::name(cx, association)
        ),
    )
    .help("Add the prefixes that the customer shall reach")
    .lowered_if(cx.exported(id), Severity::Warning)
    .about(cx.subject(id))
    .key("allowed_prefixes", "");
    out.push(ends::about(cx, draft, association));
}
