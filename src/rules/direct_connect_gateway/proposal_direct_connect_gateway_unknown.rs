//! DXG021: A proposed association names a Direct Connect gateway that is not in the input.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{DirectConnectGatewayProposal, Id};
use crate::rules::unknown::{self, Written};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 21),
        name: "dxgw-proposal-direct-connect-gateway-unknown",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a proposed association names a Direct Connect gateway that is not in the input",
        rationale: "The proposal is not checked against that gateway. It is an info where the other account or region was not given, and a warning where it should be there.",
        remedy: "Correct the id, or add the export that lists it.",
        references: &[&refs::DX_GATEWAY_VGW],
        example: example!("DXG021"),
    },
    check: Check::DirectConnectGatewayProposal(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGatewayProposal>, out: &mut Sink) {
    let proposal = &cx.design[id];
    let reference = Written::link(&proposal.gateway);
    let owner = (proposal.gateway_owner.get(), None);
    unknown::report(
        cx,
        id,
        reference,
        owner,
        "the proposal is not checked against that gateway",
        out,
    );
}
