//! The steps that a design plans, run as a scenario: what would be refused is found before anybody tries it.

use super::{Answer, Mistake, Quotas, Setup, Simulation, mistakes};
use crate::finding::{
    Code, Confidence, Draft, Finding, Group, RuleInfo, Scope, Severity, Sink, Status, Subject,
};
use crate::model::Step;
use crate::routing::expect::Holds;
use crate::simulate::trace::{Deed, Traced};
use crate::source::Text;

/// The rules about planned steps, in the order of their codes.
pub static RULES: &[&RuleInfo] = &[&REFUSED, &INVALID, &EXPECTATION];

const fn rule(number: u16, name: &'static str, texts: [&'static str; 3]) -> RuleInfo {
    let [summary, rationale, remedy] = texts;
    RuleInfo {
        code: Code::new(Group::Simulation, number),
        name,
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary,
        rationale,
        remedy,
        references: &[],
        example: None,
    }
}

/// A planned step would be refused.
pub static REFUSED: RuleInfo = rule(
    4,
    "plan-step-refused",
    [
        "a planned step would be refused",
        "With `--simulate-plan` the steps of a design's `plan` are run in order on the design. The provider would refuse this one, so \
         the plan cannot be carried out as it stands.",
        "Change the step or those before it, or say with `expect: {error: {}}` that the refusal is wanted.",
    ],
);

/// A planned step cannot be run.
pub static INVALID: RuleInfo = rule(
    5,
    "plan-step-invalid",
    [
        "a planned step cannot be run",
        "With `--simulate-plan` every step must be one that the simulator knows, with the provider's own names, and every name must \
         hold something. The steps from here on were not judged.",
        "Write the step as the scenario format has it.",
    ],
);

/// An assertion of a planned step does not hold.
pub static EXPECTATION: RuleInfo = rule(
    6,
    "plan-expectation-failed",
    [
        "an assertion of a planned step does not hold",
        "With `--simulate-plan` the assertions of each step are judged after it. A warning where the input does not say whether it \
         holds.",
        "Change the plan or the design, or the assertion.",
    ],
);

/// What a step is about in reports.
fn subject(traced: &Traced, index: usize) -> Subject {
    let id = match &traced.deed {
        Deed::Operation(name) | Deed::Event(name) => *name,
        _ => Text::new(&format!("step {index}")),
    };
    Subject {
        kind: "step",
        id,
        name: None,
        provider: "generic",
        account: None,
        region: None,
    }
}

fn invalid(mistake: Mistake, out: &mut Sink) {
    let draft = Draft::at(mistake.span, mistake.message.clone()).key("step", mistake.message);
    out.push(match mistake.help {
        Some(help) => draft.help(help),
        None => draft,
    });
}

/// Runs planned steps and finds what would be refused, cannot be run, or does not hold.
#[must_use]
pub fn findings(setup: Setup<'_>, quotas: Quotas, steps: &[Step]) -> Vec<Finding> {
    let (mut refused, mut wrong) = (Sink::new(&REFUSED), Sink::new(&INVALID));
    let mut unmet = Sink::new(&EXPECTATION);
    let mut run = Simulation::new(setup).raising(quotas);
    let seen = mistakes(steps);
    if seen.is_empty() {
        for (at, step) in steps.iter().enumerate() {
            match run.step(step) {
                Ok(traced) => {
                    judge(&traced, at + 1, &mut refused, &mut unmet);
                }
                Err(mistake) => {
                    invalid(mistake, &mut wrong);
                    break;
                }
            }
        }
    }
    for mistake in seen {
        invalid(mistake, &mut wrong);
    }
    let sinks = [refused, wrong, unmet];
    sinks.into_iter().flat_map(Sink::into_findings).collect()
}

fn judge(traced: &Traced, index: usize, refused: &mut Sink, unmet: &mut Sink) {
    let about = subject(traced, index);
    if let (true, Some(Answer::Error(error))) = (traced.unexpected, &traced.answer) {
        let code = error.code.unwrap_or(error.kind.word());
        refused.push(
            Draft::at(
                traced.span,
                format!(
                    "step {index} of the plan would be refused with {code}: {}",
                    error.message
                ),
            )
            .about(about)
            .key("step", index.to_string()),
        );
    }
    for judged in &traced.expectations {
        let verb = match judged.outcome {
            Holds::Pass => continue,
            Holds::Fail => "does not hold",
            Holds::Unknown => "cannot be judged",
        };
        unmet.push(
            Draft::at(
                judged.span,
                format!(
                    "`{}` after step {index} of the plan {verb}: {}",
                    judged.assertion, judged.detail
                ),
            )
            .lowered_if(judged.outcome == Holds::Unknown, Severity::Warning)
            .about(about)
            .key("assertion", format!("{index} {}", judged.assertion)),
        );
    }
}
