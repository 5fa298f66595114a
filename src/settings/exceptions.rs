//! Exceptions of all kinds: gathered, applied in one place after all rules have run, and judged themselves.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::comments::{Directive, directives};
use super::element;
use super::format::day;
use super::problems::{EXPIRED, Said, UNKNOWN_RULE, UNUSED, WITHOUT_REASON};
use super::select::{Selector, in_force};
use super::{Selected, Settings};
use crate::finding::{Draft, Finding, Ignored, RuleInfo, Subject};
use crate::model::{Design, Found, Lookup, Time};
use crate::source::{FileId, Limits, Sources, Span, Unit};

/// What exceptions are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Every rule there is.
    pub catalogue: &'a [&'static RuleInfo],
    /// The rules that run.
    pub selected: &'a Selected,
    /// The files, the settings file among them.
    pub sources: &'a Sources,
    /// Bounds on reading.
    pub limits: &'a Limits,
    /// The design.
    pub design: &'a Design,
    /// The clock.
    pub as_of: Time,
    /// Whether all input was read, so that an exception without a finding has none.
    pub complete: bool,
}

/// One rule of one exception.
struct Exception {
    /// As written.
    rule: String,
    /// Where the rule stands.
    span: Span,
    selector: Option<Selector>,
    place: Where,
    reason: String,
    until: Option<Date>,
    used: bool,
}

enum Where {
    Anywhere,
    /// An element as written, and the one that it names in a way that its own words do not show.
    Element(String, Option<Meant>),
    /// A comment's lines.
    Lines(FileId, u32, Option<u32>),
}

/// An element by kind, provider and id.
#[derive(PartialEq, Eq)]
struct Meant(&'static str, &'static str, &'static str);

impl Where {
    /// Whether the finding, which stands on this line if that is known, is meant.
    fn holds(&self, finding: &Finding, line: Option<u32>) -> bool {
        match self {
            Where::Anywhere => true,
            Where::Element(name, meant) => finding.subjects.iter().any(|subject| {
                element::names(name, subject) || meant.as_ref() == Some(&meant_by(subject))
            }),
            Where::Lines(file, own, _) => finding.primary.file == *file && line == Some(*own),
        }
    }

    /// Whether the finding is meant by a comment at the end of the line above.
    fn holds_below(&self, finding: &Finding, line: Option<u32>) -> bool {
        match self {
            Where::Lines(file, _, Some(below)) => {
                finding.primary.file == *file && line == Some(*below)
            }
            _ => false,
        }
    }
}

fn meant_by(subject: &Subject) -> Meant {
    Meant(subject.kind, subject.provider, subject.id.as_str())
}

/// Marks the findings that exceptions cover, and gives the findings about the exceptions.
#[must_use]
pub fn apply(settings: &Settings, around: &Around<'_>, findings: &mut [Finding]) -> Vec<Finding> {
    let mut said = Said::new(around.selected);
    let comments = directives(around.sources, around.limits);
    let mut exceptions = gather(settings, around, &comments, &mut said);
    if exceptions.is_empty() {
        return said.into_findings();
    }
    name_elements(&mut exceptions, around.design);
    let today = today(around.as_of);
    exceptions.retain(|exception| {
        let over = exception
            .until
            .zip(today)
            .filter(|(until, today)| today > until);
        if let Some((until, today)) = over {
            said.push(&EXPIRED, expired(exception, until, today));
        }
        over.is_none()
    });
    let lines = lines(findings, &comments, around.sources);
    for (at, finding) in findings.iter_mut().enumerate() {
        cover(
            &mut exceptions,
            finding,
            lines.get(&at).copied(),
            Where::holds,
        );
    }
    // What has found its meaning on its own line does not reach further.
    let mut idle: Vec<Exception> = Vec::new();
    let mut busy = Vec::new();
    for exception in exceptions {
        if exception.used { &mut busy } else { &mut idle }.push(exception);
    }
    for (at, finding) in findings.iter_mut().enumerate() {
        cover(
            &mut idle,
            finding,
            lines.get(&at).copied(),
            Where::holds_below,
        );
    }
    for exception in idle.iter().filter(|exception| !exception.used) {
        if around.complete && all_run(exception, around) {
            said.push(&UNUSED, unused(exception));
        }
    }
    said.into_findings()
}

fn cover(
    exceptions: &mut [Exception],
    finding: &mut Finding,
    line: Option<u32>,
    holds: fn(&Where, &Finding, Option<u32>) -> bool,
) {
    for exception in exceptions {
        let means = exception
            .selector
            .as_ref()
            .is_some_and(|selector| selector.means(finding.rule));
        if !means || !holds(&exception.place, finding, line) {
            continue;
        }
        exception.used = true;
        if finding.ignored.is_none() {
            finding.ignored = Some(Ignored::Exception {
                reason: exception.reason.clone(),
                span: Some(exception.span),
            });
        }
    }
}

/// The exceptions that name a rule; what is wrong with their form is said.
fn gather(
    settings: &Settings,
    around: &Around<'_>,
    comments: &[Directive],
    said: &mut Said<'_>,
) -> Vec<Exception> {
    let mut all = Vec::new();
    let mut add = |rule: &str, span: Span, place: Where, reason: &str, until: Option<Date>| {
        match Selector::read(rule, around.catalogue) {
            Ok(selector) => all.push(Exception {
                rule: rule.to_owned(),
                span,
                selector: Some(selector),
                place,
                reason: reason.trim().to_owned(),
                until,
                used: false,
            }),
            Err(unknown) => {
                let mut draft =
                    Draft::at(span, format!("there is no rule `{rule}`")).key("rule", rule);
                if let Some(near) = unknown.suggestion {
                    draft = draft.help(format!("did you mean `{near}`?"));
                }
                said.push(&UNKNOWN_RULE, draft);
            }
        }
    };
    let place = |element: Option<&str>| match element {
        Some(element) => Where::Element(element.to_owned(), None),
        None => Where::Anywhere,
    };
    let mut silent: Vec<(Span, String)> = Vec::new();
    for exception in settings.written().into_iter().flat_map(|w| &w.exceptions) {
        let Some(span) = settings.span(exception.rule.mark) else {
            continue;
        };
        let reason = exception.reason.as_deref().unwrap_or_default();
        let rule = exception.rule.value.trim();
        add(
            rule,
            span,
            place(exception.element.as_deref()),
            reason,
            exception.until,
        );
        if reason.trim().is_empty() {
            silent.push((span, rule.to_owned()));
        }
    }
    for exception in &around.design.about.exceptions {
        let Some((rule, span)) = exception.rule.located() else {
            continue;
        };
        let reason = exception.reason.get().map_or("", |reason| reason.as_str());
        let until = exception.until.get().and_then(|until| day(until.as_str()));
        let element = exception.element.get().map(|element| element.as_str());
        add(rule.as_str().trim(), span, place(element), reason, until);
        if reason.trim().is_empty() {
            silent.push((span, rule.to_string()));
        }
    }
    for comment in comments {
        for (rule, span) in &comment.rules {
            let lines = Where::Lines(span.file, comment.line, comment.below);
            add(rule, *span, lines, &comment.reason, None);
        }
    }
    for comment in comments {
        let rules: Vec<&str> = comment
            .rules
            .iter()
            .map(|(rule, _)| rule.as_str())
            .collect();
        if rules.is_empty() {
            let message = "an exception in a comment names its rule in brackets";
            let draft = Draft::at(comment.span, message)
                .help(
                    "Write `# netvet: ignore[rule] reason`, several rules with commas between them",
                )
                .key("rule", "");
            said.push(&UNKNOWN_RULE, draft);
        } else if comment.reason.is_empty() {
            silent.push((comment.span, rules.join(", ")));
        }
    }
    for (span, rule) in silent {
        let draft = Draft::at(span, format!("the exception from {rule} says no reason"))
            .key("reason", rule);
        said.push(&WITHOUT_REASON, draft);
    }
    all
}

/// Finds elements by names that stand in no subject, such as a session by its family.
fn name_elements(exceptions: &mut [Exception], design: &Design) {
    let mut lookup = None;
    for exception in exceptions {
        let Where::Element(name, meant) = &mut exception.place else {
            continue;
        };
        if !name.contains('/') {
            continue;
        }
        let lookup = lookup.get_or_insert_with(|| Lookup::names(design));
        if let Found::One(id) = lookup.find(name, &[]) {
            let head = design.head(id);
            let printed = head.printed_id().as_str();
            *meant = Some(Meant(id.kind().word(), head.provider.0, printed));
        }
    }
}

fn today(as_of: Time) -> Option<Date> {
    let moment = jiff::Timestamp::from_second(as_of.0).ok()?;
    Some(moment.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// The lines of the findings in files that hold exceptions, by the finding's number.
fn lines(findings: &[Finding], comments: &[Directive], sources: &Sources) -> BTreeMap<usize, u32> {
    let mut files: Vec<FileId> = comments.iter().map(|comment| comment.span.file).collect();
    files.dedup();
    let (numbers, spans): (Vec<usize>, Vec<Span>) = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| files.contains(&finding.primary.file))
        .map(|(at, finding)| (at, finding.primary))
        .unzip();
    let positions = sources.positions(&spans, Unit::Characters);
    numbers
        .into_iter()
        .zip(positions.into_iter().map(|position| position.line))
        .collect()
}

/// Whether every rule that is meant has run, so that silence says something.
fn all_run(exception: &Exception, around: &Around<'_>) -> bool {
    let meant = around.catalogue.iter().filter(|info| {
        in_force(info) && exception.selector.as_ref().is_some_and(|s| s.means(info))
    });
    meant
        .into_iter()
        .all(|info| around.selected.severity(info).is_some())
}

fn whose(exception: &Exception) -> String {
    match &exception.place {
        Where::Element(name, _) => format!("{} for {name}", exception.rule),
        _ => exception.rule.clone(),
    }
}

fn unused(exception: &Exception) -> Draft {
    let message = match &exception.place {
        Where::Lines(..) => format!(
            "no finding of {} stands on the line that this comment covers",
            exception.rule
        ),
        _ => format!("the exception from {} covers no finding", whose(exception)),
    };
    Draft::at(exception.span, message).key("unused", whose(exception))
}

fn expired(exception: &Exception, until: Date, today: Date) -> Draft {
    let message = format!(
        "the exception from {} ended on {until}; it is {today}",
        whose(exception)
    );
    Draft::at(exception.span, message).key("until", format!("{} {until}", whose(exception)))
}
