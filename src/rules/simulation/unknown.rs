//! SIM002: whether an assertion holds cannot be told from the input.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::routing::expect::Holds;
use crate::rules::routed::Routed;
use crate::rules::simulation::shown;
use crate::rules::{Check, Context, Rule};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Simulation, 2),
        name: "expectation-unknown",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "whether an assertion of the design holds cannot be told from the input",
        rationale: "A fact that decides is absent: a network without route table, a session of which nobody says what is announced. Nothing is guessed.",
        remedy: "Add the missing facts that the notes name; \"there is none\" is written `routes: []` and `prefixes: []`.",
        references: shown::DOCUMENTS,
        example: example!("SIM002"),
    },
    check: Check::Routed {
        wanted: shown::asserts,
        check,
    },
};

fn check(cx: &Context<'_>, routed: &Routed<'_>, out: &mut Sink) {
    for judged in &routed.judged {
        let Ok(judgement) = &judged.result else {
            continue;
        };
        if judgement.holds != Holds::Unknown {
            continue;
        }
        let why = match judged.missing.as_slice() {
            [] => judgement.detail.clone(),
            [first, ..] => format!("{}: {first}", judgement.detail),
        };
        let message = format!("`{}` cannot be judged: {why}", shown::short(judged));
        let mut draft = shown::draft(cx, judged, judged.expectation.span, message)
            .help("Add the missing facts, to this design or the exports that it completes");
        for further in judged.missing.iter().skip(1) {
            draft = draft.note(format!("missing, too: {further}"));
        }
        out.push(draft);
    }
}
