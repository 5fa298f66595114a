//! Traces as JUnit: a case for every step, and one for every expectation.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::text::{answer, title, witness};
use super::{Trace, Unknown};
use crate::routing::expect::Holds;
use crate::simulate::trace::{Judged, Traced};

/// Writes a trace as JUnit.
///
/// # Errors
/// If it cannot be written.
pub fn write(trace: &Trace, out: &mut dyn Write) -> io::Result<()> {
    let mut report = Report::new("netvet simulate");
    let mut suite = TestSuite::new(trace.path.as_str());
    for (at, (traced, line)) in trace.steps.iter().zip(&trace.lines).enumerate() {
        let step = format!("step {} (line {line}) {}", at + 1, title(traced));
        suite.add_test_case(of_step(traced, &step, trace));
        for (nth, judged) in traced.expectations.iter().enumerate() {
            let name = format!("{step}: {} {}", nth + 1, judged.assertion);
            suite.add_test_case(of_expectation(judged, &name, trace));
        }
    }
    report.add_test_suite(suite);
    report
        .serialize(out)
        .map_err(|error| io::Error::other(error.to_string()))
}

fn case(name: &str, status: TestCaseStatus, trace: &Trace) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(if trace.scenario.is_empty() {
        trace.path.as_str()
    } else {
        trace.scenario.as_str()
    });
    case
}

fn of_step(traced: &Traced, name: &str, trace: &Trace) -> TestCase {
    let mut status = TestCaseStatus::success();
    if traced.unexpected {
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        let text = traced.answer.as_ref().map(answer).unwrap_or_default();
        status.set_message(format!("refused unexpectedly: {text}"));
        status.set_type("refused");
    }
    case(name, status, trace)
}

fn of_expectation(judged: &Judged, name: &str, trace: &Trace) -> TestCase {
    let failed = |kind: &str| {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(judged.detail.as_str());
        status.set_type(kind);
        if let Some(shown) = judged
            .witness
            .as_ref()
            .map(witness)
            .filter(|s| !s.is_empty())
        {
            status.set_description(shown);
        }
        status
    };
    let status = match (judged.outcome, trace.unknown) {
        (Holds::Fail, _) => failed("fail"),
        (Holds::Unknown, Unknown::Fail) => failed("unknown"),
        (Holds::Unknown, Unknown::Warn) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(judged.detail.as_str());
            status
        }
        (Holds::Unknown, Unknown::Pass) | (Holds::Pass, _) => TestCaseStatus::success(),
    };
    case(name, status, trace)
}
