//! STATE008: A gateway, group or route server is gone or going while something live belongs to it.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::Phase;
use crate::rules::state::references;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::State, 8),
        name: "state-parent-deleted-first",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a gateway, group or route server is gone or going while something live belongs to it",
        rationale: "The provider takes them down in the opposite order, so the files are of different times or the design is out of date.",
        remedy: "Remove what belongs to it first, or export all of it again.",
        references: &[&refs::DX_CREATE_GATEWAY, &refs::EC2_ROUTE_SERVER_PEERS],
        example: example!("STATE008"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for reference in references::all(cx) {
        let to = cx.design.head(reference.to);
        let gone = to.state.phase.is_terminal() || to.state.phase == Phase::Deleting;
        if !gone || !references::is_parent(reference.to.kind()) {
            continue;
        }
        out.push(
            Draft::at(
                reference.at,
                format!(
                    "{} is live, but {}, to which it belongs, is {}",
                    cx.name_of(reference.from),
                    cx.name_of(reference.to),
                    to.state.word()
                ),
            )
            .also(context::place(&to.state.native, to), "its state")
            .help("Remove what belongs to it first")
            .about(cx.subject_of(reference.from))
            .about(cx.subject_of(reference.to))
            .key("state", to.state.word()),
        );
    }
}
