//! DXG022: A proposed association names a virtual or transit gateway that is not in the input.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{DirectConnectGatewayProposal, Id};
use crate::rules::unknown::{self, Written};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 22),
        name: "dxgw-proposal-gateway-unknown",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a proposed association names a virtual or transit gateway that is not in the input",
        rationale: "The proposal is not checked against that gateway. It is an info where the other account or region was not given, and a warning where it should be there.",
        remedy: "Correct the id, or add the export that lists it.",
        references: &[&refs::DX_GATEWAY_VGW],
        example: example!("DXG022"),
    },
    check: Check::DirectConnectGatewayProposal(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGatewayProposal>, out: &mut Sink) {
    let proposal = &cx.design[id];
    let reference = Written::any(&proposal.to);
    let owner = (proposal.head.account.get(), None);
    unknown::report(
        cx,
        id,
        reference,
        owner,
        "the proposal is not checked against that gateway",
        out,
    );
}
