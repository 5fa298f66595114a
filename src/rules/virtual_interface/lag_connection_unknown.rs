//! VIF041: A group names a member that is not in the input.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Lag};
use crate::rules::unknown::{self, Written};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 41),
        name: "lag-connection-unknown",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a group names a member that is not in the input",
        rationale: "The members are not checked against each other. It is an info where the other account or region was not given, and a warning where it should be there.",
        remedy: "Correct the id, or add the export that lists it.",
        references: &[&refs::DX_LAG],
        example: example!("VIF041"),
    },
    check: Check::Lag(check),
};

fn check(cx: &Context<'_>, id: Id<Lag>, out: &mut Sink) {
    let lag = &cx.design[id];
    let owner = (lag.head.account.get(), lag.head.region.get());
    for member in lag.connections.iter().flatten() {
        let reference = Written::link(member);
        unknown::report(
            cx,
            id,
            reference,
            owner,
            "the member is not checked against the others",
            out,
        );
    }
}
