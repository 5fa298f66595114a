//! DXG019: An attachment names a Direct Connect gateway that is not in the input.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{DirectConnectGatewayAttachment, Id};
use crate::rules::unknown::{self, Written};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 19),
        name: "dxgw-attachment-direct-connect-gateway-unknown",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an attachment names a Direct Connect gateway that is not in the input",
        rationale: "What else that gateway ties together is not checked. It is an info where the other account or region was not given, and a warning where it should be there.",
        remedy: "Correct the id, or add the export that lists it.",
        references: &[&refs::DX_GATEWAYS],
        example: example!("DXG019"),
    },
    check: Check::DirectConnectGatewayAttachment(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGatewayAttachment>, out: &mut Sink) {
    let attachment = &cx.design[id];
    let reference = Written::link(&attachment.gateway);
    let owner = (None, None);
    unknown::report(
        cx,
        id,
        reference,
        owner,
        "what else that gateway ties together is not checked",
        out,
    );
}
