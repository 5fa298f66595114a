//! STATE005: A live element refers to one that is deleted, rejected, failed or expired.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::rules::state::references;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::State, 5),
        name: "state-terminal-referenced",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a live element refers to one that is deleted, rejected, failed or expired",
        rationale: "What is gone or was refused carries nothing and never comes back. In an export it is a warning, because its files may be of different times.",
        remedy: "Refer to an element that exists, or remove the reference.",
        references: &[
            &refs::PEERING_BASICS,
            &refs::DX_INTERFACE,
            &refs::EC2_ROUTE_SERVER_PEERS,
        ],
        example: example!("STATE005"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for reference in references::all(cx) {
        let to = cx.design.head(reference.to);
        if !to.state.phase.is_terminal() || references::is_parent(reference.to.kind()) {
            continue;
        }
        let from = cx.design.head(reference.from);
        out.push(
            Draft::at(
                reference.at,
                format!(
                    "{} refers to {}, which is {}",
                    cx.name_of(reference.from),
                    cx.name_of(reference.to),
                    to.state.word()
                ),
            )
            .also(context::place(&to.state.native, to), "its state")
            .help("Refer to an element that exists, or remove the reference")
            .lowered_if(!from.is_design(), Severity::Warning)
            .about(cx.subject_of(reference.from))
            .about(cx.subject_of(reference.to))
            .key("state", to.state.word()),
        );
    }
}
