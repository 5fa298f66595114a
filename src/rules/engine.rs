//! Runs the selected rules side by side and puts their findings in order.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Context;
use super::routed::Routed;
use super::rule::{Check, Rule};
use crate::finding::{Draft, Finding, Fingerprint, RuleInfo, Scope, Severity, Sink};
use crate::model::AnyId;
use crate::source::{FileId, Span};

/// Elements handled by one task: enough that tasks cost nothing, few enough that all threads have work.
const CHUNK: usize = 2048;

/// What the rules said.
#[derive(Debug, Default)]
pub struct Outcome {
    /// All findings, rule by rule, each rule in the order of its elements.
    pub findings: Vec<Finding>,
    /// A rule broke off; its finding says which and where. The program is at fault, not the design.
    pub broken: bool,
}

/// Runs those of `table` that the settings select. The result does not depend on the number of threads.
#[must_use]
pub fn run(cx: &Context<'_>, table: &[&'static Rule]) -> Outcome {
    let tasks: Vec<(&'static Rule, Severity, std::ops::Range<usize>)> = table
        .iter()
        .filter_map(|rule| Some((*rule, cx.settings.rules.severity(&rule.info)?)))
        .filter(|(rule, _)| match rule.check {
            Check::Routed { wanted, .. } => wanted(cx),
            _ => true,
        })
        .flat_map(|(rule, severity)| {
            let calls = rule.check.calls(cx.design);
            (0..calls)
                .step_by(CHUNK)
                .map(move |start| (rule, severity, start..calls.min(start + CHUNK)))
        })
        .collect();
    // Before the rules and not within one: a rule that waits for another thread's routes could hold up those routes.
    let routed = tasks
        .iter()
        .any(|(rule, ..)| matches!(rule.check, Check::Routed { .. }))
        .then(|| Routed::new(cx));
    let routed = routed.as_ref();
    let parts: Vec<(Vec<Finding>, bool)> = tasks
        .into_par_iter()
        .map(|(rule, severity, calls)| {
            let mut sink = Sink::new(&rule.info);
            let broken = run_calls(cx, routed, rule, calls, &mut sink);
            let mut findings = sink.into_findings();
            for finding in &mut findings {
                finding.severity = chosen(finding.severity, &rule.info, severity);
            }
            (findings, broken)
        })
        .collect();
    let mut outcome = Outcome::default();
    for (findings, broken) in parts {
        outcome.findings.extend(findings);
        outcome.broken |= broken;
    }
    outcome
}

/// The user's severity replaces the rule's own; what a finding lowered stays lower.
fn chosen(found: Severity, info: &RuleInfo, wanted: Severity) -> Severity {
    if found == info.severity {
        wanted
    } else {
        found.min(wanted)
    }
}

/// What one rule says about the whole design; nothing where the settings leave it out.
pub(super) fn findings_of(
    cx: &Context<'_>,
    routed: Option<&Routed<'_>>,
    rule: &'static Rule,
) -> Vec<Finding> {
    if cx.settings.rules.severity(&rule.info).is_none() {
        return Vec::new();
    }
    let mut sink = Sink::new(&rule.info);
    run_calls(cx, routed, rule, 0..rule.check.calls(cx.design), &mut sink);
    sink.into_findings()
}

fn run_calls(
    cx: &Context<'_>,
    routed: Option<&Routed<'_>>,
    rule: &'static Rule,
    calls: std::ops::Range<usize>,
    sink: &mut Sink,
) -> bool {
    let mut broken = false;
    rule.check
        .run(cx, routed, calls, sink, |element, sink, call| {
            if !applies(cx, &rule.info, element) {
                return;
            }
            // A half-filled sink is no danger: a draft is pushed whole or not at all.
            if let Err(cause) = catch_unwind(AssertUnwindSafe(|| call(sink))) {
                broken = true;
                sink.push(internal(cx, element, cause.as_ref()));
            }
        });
    broken
}

fn applies(cx: &Context<'_>, info: &RuleInfo, element: Option<AnyId>) -> bool {
    match (info.scope, element) {
        (Scope::Only(providers), Some(id)) => providers.contains(&cx.design.head(id).provider.0),
        _ => true,
    }
}

fn internal(cx: &Context<'_>, element: Option<AnyId>, cause: &(dyn std::any::Any + Send)) -> Draft {
    let cause = cause
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| cause.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no reason given");
    let (span, place) = match element {
        Some(id) => (cx.design.head(id).origin(), cx.name_of(id)),
        None => (Span::file(FileId(0)), "the design".to_owned()),
    };
    let draft = Draft::at(
        span,
        format!("internal error: this rule broke off at {place} ({cause})"),
    )
    .help("This is a mistake of the program; the other rules have run. Please report it, or leave the rule out with --ignore")
    .key("internal-error", "");
    match element {
        Some(id) => draft.about(cx.subject_of(id)),
        None => draft,
    }
}

/// Sorts findings by path, place, code and elements, and makes equal fingerprints distinct by numbering them.
///
/// Takes the findings of all sources together (rules, reading, settings), once.
pub fn finish<'p>(findings: &mut [Finding], path: impl Fn(FileId) -> &'p str) {
    findings.sort_by(|a, b| {
        let place = |finding: &Finding| {
            let span = finding.primary;
            (path(span.file), span.file, span.start)
        };
        place(a)
            .cmp(&place(b))
            .then_with(|| a.rule.code.cmp(&b.rule.code))
            .then_with(|| a.subjects.cmp(&b.subjects))
            .then_with(|| a.primary.end.cmp(&b.primary.end))
            .then_with(|| a.message.cmp(&b.message))
    });
    let mut seen: FxHashMap<Fingerprint, usize> = FxHashMap::default();
    for finding in findings {
        let times = seen.entry(finding.fingerprint).or_insert(0);
        finding.fingerprint = finding.fingerprint.numbered(*times);
        *times += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Confidence, Group, Status};
    use crate::model::{Design, Id, Network};
    use crate::rules::Check;
    use crate::rules::testing::{network, run_with};

    const fn info(number: u16, name: &'static str) -> RuleInfo {
        RuleInfo {
            code: Code::new(Group::Cidr, number),
            name,
            severity: Severity::Warning,
            confidence: Confidence::Certain,
            status: Status::Stable,
            since: "0.1.0",
            scope: Scope::All,
            summary: "",
            rationale: "",
            remedy: "",
            references: &[],
            example: None,
        }
    }

    static EVERY: Rule = Rule {
        info: info(900, "test-every"),
        check: Check::Network(every),
    };
    fn every(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
        let draft = Draft::at(cx.head(id).origin(), cx.name(id)).about(cx.subject(id));
        // Half of them twice, so that fingerprints meet.
        if id.index().is_multiple_of(2) {
            out.push(draft.clone().lowered(Severity::Info));
        }
        out.push(draft);
    }

    static BREAKS: Rule = Rule {
        info: info(901, "test-breaks"),
        check: Check::Network(breaks),
    };
    fn breaks(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
        assert_ne!(id.index(), 3, "the fourth");
        out.push(Draft::at(cx.head(id).origin(), "fine"));
    }

    static ELSEWHERE: Rule = Rule {
        info: RuleInfo {
            scope: Scope::Only(&["somewhere"]),
            ..info(902, "test-scope")
        },
        check: Check::Network(every),
    };

    fn design(count: usize) -> Design {
        let networks = (0..count).map(|nth| {
            // Two files, the second one first in order of path.
            let file = u32::try_from(nth % 2).unwrap();
            network(file, count - nth, &format!("n{nth}"), "10.0.0.0/16")
        });
        Design {
            networks: networks.collect::<Vec<_>>().into(),
            ..Design::default()
        }
    }

    fn path(file: FileId) -> &'static str {
        if file.0 == 0 { "b.yaml" } else { "a.yaml" }
    }

    #[test]
    fn order_and_fingerprints_do_not_depend_on_threads() {
        let design = design(5000);
        let mut results = [1, 4].map(|threads| run_with(&design, &[&EVERY], threads).findings);
        for findings in &mut results {
            finish(findings, path);
        }
        let [one, four] = &results;
        assert_eq!(one.len(), 7500);
        let print = |findings: &[Finding]| -> Vec<String> {
            findings.iter().map(|f| format!("{f:?}")).collect()
        };
        assert_eq!(print(one), print(four));
        let places: Vec<_> = one
            .iter()
            .map(|f| (path(f.primary.file), f.primary.start))
            .collect();
        assert!(places.is_sorted());
        let distinct: std::collections::BTreeSet<_> = one.iter().map(|f| f.fingerprint).collect();
        assert_eq!(distinct.len(), one.len());
        assert_eq!(
            one.iter().filter(|f| f.severity == Severity::Info).count(),
            2500
        );
    }

    #[test]
    fn a_rule_that_breaks_off_costs_itself_one_element() {
        let outcome = run_with(&design(6), &[&EVERY, &BREAKS], 2);
        assert!(outcome.broken);
        let of = |rule: &Rule| -> Vec<&str> {
            let mine = outcome
                .findings
                .iter()
                .filter(|f| f.rule.code == rule.info.code);
            mine.map(|f| f.message.as_str()).collect()
        };
        assert_eq!(of(&EVERY).len(), 9);
        let broken = of(&BREAKS);
        assert_eq!(broken.iter().filter(|m| **m == "fine").count(), 5);
        assert!(
            broken
                .iter()
                .any(|m| m.contains("network n3") && m.contains("the fourth"))
        );
    }

    #[test]
    fn rules_of_other_providers_are_silent() {
        assert!(run_with(&design(3), &[&ELSEWHERE], 1).findings.is_empty());
    }

    #[test]
    fn the_user_s_severity_replaces_the_rule_s_own() {
        let info = info(1, "x");
        assert_eq!(
            chosen(Severity::Warning, &info, Severity::Error),
            Severity::Error
        );
        assert_eq!(
            chosen(Severity::Info, &info, Severity::Error),
            Severity::Info
        );
        assert_eq!(
            chosen(Severity::Info, &info, Severity::Info),
            Severity::Info
        );
    }
}
