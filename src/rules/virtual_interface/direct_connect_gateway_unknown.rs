//! VIF040: A virtual interface names a Direct Connect gateway that is not in the input.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, VirtualInterface};
use crate::rules::unknown::{self, Written};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 40),
        name: "vif-direct-connect-gateway-unknown",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface names a Direct Connect gateway that is not in the input",
        rationale: "What it leads to is not checked. It is an info where the other account or region was not given, and a warning where it should be there.",
        remedy: "Correct the id, or add the export that lists it.",
        references: &[&refs::DX_INTERFACE],
        example: example!("VIF040"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let reference = Written::link(&interface.direct_connect_gateway);
    let owner = (interface.head.account.get(), None);
    unknown::report(
        cx,
        id,
        reference,
        owner,
        "what it leads to is not checked",
        out,
    );
}
