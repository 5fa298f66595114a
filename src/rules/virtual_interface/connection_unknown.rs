//! VIF039: A virtual interface names a connection or group that is not in the input.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, VirtualInterface};
use crate::rules::unknown::{self, Written};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 39),
        name: "vif-connection-unknown",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface names a connection or group that is not in the input",
        rationale: "What it shares a connection with is not checked. It is an info where the other account or region was not given, and a warning where it should be there.",
        remedy: "Correct the id, or add the export that lists it.",
        references: &[&refs::DX_INTERFACE],
        example: example!("VIF039"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let reference = Written::any(&interface.connection);
    let owner = (None, interface.head.region.get());
    unknown::report(
        cx,
        id,
        reference,
        owner,
        "what it shares a connection with is not checked",
        out,
    );
}
