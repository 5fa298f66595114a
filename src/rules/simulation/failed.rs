//! SIM001: an assertion of a design does not hold.

use crate::finding::{Code, Confidence, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::routing::expect::Holds;
use crate::rules::routed::Routed;
use crate::rules::simulation::shown;
use crate::rules::{Check, Context, Rule};

/// Blocks that a note lists; the rest is counted.
const BLOCKS: usize = 16;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Simulation, 1),
        name: "expectation-failed",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an assertion of the design does not hold",
        rationale: "What the design demands of its own routing is not so: the note names the failed elements, the addresses that fall short or the way that packets take.",
        remedy: "Correct the design, or the assertion; `netvet reach --path` shows each hop.",
        references: shown::DOCUMENTS,
        example: example!("SIM001"),
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
        if judgement.holds != Holds::Fail {
            continue;
        }
        let message = format!(
            "`{}` does not hold: {}",
            shown::short(judged),
            judgement.detail
        );
        let mut draft = shown::draft(cx, judged, judged.expectation.span, message)
            .help("Correct the design or the assertion");
        if let Some(witness) = &judgement.witness {
            let mut cidrs = witness.cidrs.clone();
            if cidrs.len() > BLOCKS {
                let more = cidrs.len() - BLOCKS;
                cidrs.truncate(BLOCKS);
                cidrs.push(format!("and {more} more"));
            }
            for (word, list) in [
                ("with these failed", &witness.failed),
                ("addresses", &cidrs),
                ("over", &witness.via),
            ] {
                if !list.is_empty() {
                    draft = draft.note(format!("{word}: {}", list.join(", ")));
                }
            }
        }
        out.push(draft);
    }
}
