//! SIM003: an assertion is written wrongly or names what is not there.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::rules::routed::Routed;
use crate::rules::simulation::shown;
use crate::rules::{Check, Context, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Simulation, 3),
        name: "expectation-invalid",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an assertion of the design is written wrongly or names what is not there",
        rationale: "It was not judged, so it protects nothing.",
        remedy: "Correct the name, key or value that the finding points at.",
        references: shown::DOCUMENTS,
        example: example!("SIM003"),
    },
    check: Check::Routed {
        wanted: shown::asserts,
        check,
    },
};

fn check(cx: &Context<'_>, routed: &Routed<'_>, out: &mut Sink) {
    for judged in &routed.judged {
        if let Err(mistake) = &judged.result {
            let place = Span::new(judged.expectation.file, mistake.start, mistake.end);
            let message = format!(
                "the assertion `{}` cannot be judged: {}",
                judged.expectation.name, mistake.message
            );
            out.push(
                shown::draft(cx, judged, place, message)
                    .help("Correct the assertion; the others were judged"),
            );
        }
    }
}
