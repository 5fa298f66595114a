//! JUnit's XML: a suite for each input file, a case for each finding.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use super::{Item, Problem, Report, Style, escape, help, ignored_because};

/// Name of the whole, and of the suite for what belongs to no file.
const NAME: &str = "netvet";

#[derive(Default)]
struct Suite<'a> {
    items: Vec<&'a Item>,
    problems: Vec<&'a Problem>,
}

/// Writes the report. What could not be read is a case with an error; with nothing found there is one case, which passes.
pub(super) fn junit(report: &Report, _: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, Suite<'_>> = BTreeMap::new();
    for input in &report.inputs {
        suites.entry(&input.path).or_default();
    }
    for item in report.shown() {
        let suite = suites.entry(&item.place.path).or_default();
        suite.items.push(item);
    }
    for problem in &report.problems {
        let path = problem.place.as_ref().map_or(NAME, |place| &place.path);
        suites.entry(path).or_default().problems.push(problem);
    }
    let mut is_empty = suites
        .values()
        .all(|suite| suite.items.is_empty() && suite.problems.is_empty());
    if suites.is_empty() {
        suites.entry(NAME).or_default();
    }
    let mut document = Document::new(NAME);
    for (path, Suite { items, problems }) in suites {
        let mut suite = TestSuite::new(escape::line(path));
        if std::mem::take(&mut is_empty) {
            let mut case = TestCase::new("no findings", TestCaseStatus::success());
            case.set_classname(NAME);
            suite.add_test_case(case);
        }
        // Readers take cases of one name for one.
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for item in items {
            let mut name = name(item);
            let n = names.entry(name.clone()).or_default();
            *n += 1;
            if *n > 1 {
                let _ = write!(name, " #{n}");
            }
            suite.add_test_case(case(report, item, &name));
        }
        for (n, problem) in problems.into_iter().enumerate() {
            suite.add_test_case(unusable(n, problem));
        }
        document.add_test_suite(suite);
    }
    let text = document.to_string().map_err(io::Error::other)?;
    // The root of Jenkins' schema has no such attribute; suites have.
    let total = format!(" skipped=\"{}\"", document.skipped);
    out.write_all(text.replacen(&total, "", 1).as_bytes())
}

/// Rule and element.
fn name(item: &Item) -> String {
    let finding = &item.finding;
    let element = finding.subjects.first().map_or(String::new(), |subject| {
        format!(" {}/{}", subject.kind, escape::line(&subject.id))
    });
    format!("{}{element}", finding.rule.name)
}

fn case(report: &Report, item: &Item, name: &str) -> TestCase {
    let finding = &item.finding;
    let text = text(item);
    let mut status = if finding.ignored.is_some() {
        TestCaseStatus::skipped()
    } else if report.is_failure(finding) {
        TestCaseStatus::non_success(NonSuccessKind::Failure)
    } else {
        TestCaseStatus::success()
    };
    let passes = matches!(status, TestCaseStatus::Success { .. });
    let message = ignored_because(finding).unwrap_or(&finding.message);
    status
        .set_message(escape::line(message))
        .set_type(finding.severity.word())
        .set_description(&text);
    let mut case = TestCase::new(name, status);
    case.set_classname(format!("{NAME}.{}", finding.rule.code));
    if passes {
        case.set_system_out(&text);
    }
    case
}

fn text(item: &Item) -> String {
    let Item {
        finding,
        place,
        related,
    } = item;
    let mut text = format!(
        "{}:{}:{}: {}[{}] {}",
        escape::line(&place.path),
        place.line,
        place.column,
        finding.severity.word(),
        finding.rule.code,
        escape::line(&finding.message),
    );
    // Writing to a String cannot fail.
    for (label, place) in finding.labels.iter().zip(related) {
        let path = escape::line(&place.path);
        let message = escape::line(&label.message);
        let _ = write!(text, "\n{path}:{}:{}: {message}", place.line, place.column);
    }
    for note in &finding.notes {
        let _ = write!(text, "\nnote: {}", escape::line(note));
    }
    let _ = write!(text, "\nhelp: {}", escape::line(help(finding)));
    text
}

fn unusable(n: usize, problem: &Problem) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status
        .set_message(escape::line(&problem.message))
        .set_type("input");
    if let Some(help) = &problem.help {
        status.set_description(escape::line(help));
    }
    let name = if n == 0 {
        "input can be used".to_owned()
    } else {
        format!("input can be used #{}", n + 1)
    };
    let mut case = TestCase::new(name, status);
    case.set_classname(NAME);
    case
}
