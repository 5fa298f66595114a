//! DXG018: An association names a Direct Connect gateway that is not in the input.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{DirectConnectGatewayAssociation, Id};
use crate::rules::unknown::{self, Written};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 18),
        name: "dxgw-association-direct-connect-gateway-unknown",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an association names a Direct Connect gateway that is not in the input",
        rationale: "What else that gateway ties together is not checked. It is an info where the other account or region was not given, and a warning where it should be there.",
        remedy: "Correct the id, or add the export that lists it.",
        references: &[&refs::DX_ASSOCIATION],
        example: example!("DXG018"),
    },
    check: Check::DirectConnectGatewayAssociation(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGatewayAssociation>, out: &mut Sink) {
    let association = &cx.design[id];
    let reference = Written::link(&association.gateway);
    let owner = (association.gateway_owner.get(), None);
    unknown::report(
        cx,
        id,
        reference,
        owner,
        "what else that gateway ties together is not checked",
        out,
    );
}
