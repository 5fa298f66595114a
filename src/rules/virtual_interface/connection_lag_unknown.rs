//! VIF042: A connection names a group that is not in the input.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Connection, Id};
use crate::rules::unknown::{self, Written};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 42),
        name: "connection-lag-unknown",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a connection names a group that is not in the input",
        rationale: "The members of that group are not checked. It is an info where the other account or region was not given, and a warning where it should be there.",
        remedy: "Correct the id, or add the export that lists it.",
        references: &[&refs::DX_CONNECTION],
        example: example!("VIF042"),
    },
    check: Check::Connection(check),
};

fn check(cx: &Context<'_>, id: Id<Connection>, out: &mut Sink) {
    let connection = &cx.design[id];
    let reference = Written::link(&connection.lag);
    let owner = (None, connection.head.region.get());
    unknown::report(
        cx,
        id,
        reference,
        owner,
        "the members of that group are not checked",
        out,
    );
}
