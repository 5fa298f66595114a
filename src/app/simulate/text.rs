//! Traces for people.

use std::io::{self, Write};

use super::{Trace, Unknown};
use crate::profile::table::duration;
use crate::report::Style;
use crate::report::escape::line;
use crate::routing::expect::{Holds, Witness};
use crate::simulate::trace::{Answer, Cause, Change, Deed, Traced};

const OK: anstyle::Style = anstyle::AnsiColor::Green.on_default();
const BAD: anstyle::Style = anstyle::AnsiColor::BrightRed.on_default().bold();
const DOUBT: anstyle::Style = anstyle::AnsiColor::Yellow.on_default();

struct Page<'a> {
    colour: bool,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn paint(&self, style: anstyle::Style, text: &str) -> String {
        if self.colour {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

/// What a step does, in words.
#[must_use]
pub(super) fn title(traced: &Traced) -> String {
    match &traced.deed {
        Deed::Operation(name) => name.to_string(),
        Deed::Event(name) => format!("event {name}"),
        Deed::Advance(time) => format!("advance {}", duration(*time)),
        Deed::Settle => "settle".to_owned(),
        Deed::Nothing => "expect".to_owned(),
    }
}

/// The answer of a step, in words.
#[must_use]
pub(super) fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Ok(_) => "ok".to_owned(),
        Answer::Error(refused) => {
            let code = refused.code.unwrap_or(refused.kind.word());
            format!("{code} ({}): {}", refused.why.word(), refused.message)
        }
    }
}

/// A change, in words.
#[must_use]
pub(super) fn change(change: &Change) -> String {
    let field = change
        .field
        .map(|field| format!(" {field}"))
        .unwrap_or_default();
    let from = change.from.map_or("(none)", |word| word.as_str());
    let to = change.to.map_or("(gone)", |word| word.as_str());
    let (kind, id) = (change.subject.kind, change.subject.id);
    format!("{kind}/{id}{field}: {from} -> {to}")
}

/// A witness, in words.
#[must_use]
pub(super) fn witness(witness: &Witness) -> String {
    let parts = [
        ("failed", &witness.failed),
        ("addresses", &witness.cidrs),
        ("via", &witness.via),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(what, list)| format!("{what}: {}", list.join(", ")))
        .collect();
    parts.join("; ")
}

/// The closing line.
#[must_use]
pub(super) fn closing(trace: &Trace) -> String {
    let summary = &trace.summary;
    let mut text = format!(
        "{} steps; expectations: {} passed, {} failed, {} unknown",
        trace.steps.len(),
        summary.passed,
        summary.failed,
        summary.unknown
    );
    if summary.unknown > 0 && trace.unknown == Unknown::Fail {
        text.push_str(" (unknown counts as failed)");
    }
    text
}

/// Writes a trace for people.
///
/// # Errors
/// If it cannot be written.
pub fn write(trace: &Trace, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page {
        colour: style.colour,
        out,
    };
    let name = if trace.scenario.is_empty() {
        &trace.path
    } else {
        trace.scenario.as_str()
    };
    writeln!(page.out, "{}, from {}", line(name), trace.start)?;
    for (at, traced) in trace.steps.iter().enumerate() {
        step(&mut page, at + 1, traced)?;
    }
    if style.quiet {
        return Ok(());
    }
    let closing = closing(trace);
    let closing = page.paint(if trace.holds() { OK } else { BAD }, &closing);
    writeln!(page.out, "{closing}")
}

fn step(page: &mut Page<'_>, index: usize, traced: &Traced) -> io::Result<()> {
    write!(page.out, "{index:>3}  {}", line(&title(traced)))?;
    match &traced.answer {
        Some(given @ Answer::Error(_)) => {
            let text = format!("refused: {}", answer(given));
            let style = if traced.unexpected { BAD } else { DOUBT };
            let text = page.paint(style, &line(&text));
            write!(page.out, "  {text}")?;
        }
        Some(given) => write!(page.out, "  {}", answer(given))?,
        None if matches!(traced.deed, Deed::Advance(_)) => {
            write!(page.out, "  to {}", traced.at)?;
        }
        None => {}
    }
    writeln!(page.out)?;
    for known in &traced.changes {
        let when = if known.cause == Cause::Timer {
            format!("  (at {})", known.at)
        } else {
            String::new()
        };
        writeln!(page.out, "       {}{when}", line(&change(known)))?;
    }
    for note in &traced.notes {
        writeln!(page.out, "       note: {}", line(&note.message))?;
    }
    if traced.unexpected {
        let text = page.paint(BAD, "fail");
        writeln!(
            page.out,
            "       {text}  the step was refused, and no expectation says so"
        )?;
    }
    for judged in &traced.expectations {
        let style = match judged.outcome {
            Holds::Pass => OK,
            Holds::Fail => BAD,
            Holds::Unknown => DOUBT,
        };
        let outcome = page.paint(style, judged.outcome.word());
        writeln!(
            page.out,
            "       {outcome}  {}: {}",
            line(&judged.assertion),
            line(&judged.detail)
        )?;
        if let Some(shown) = judged
            .witness
            .as_ref()
            .map(witness)
            .filter(|s| !s.is_empty())
        {
            writeln!(page.out, "             {}", line(&shown))?;
        }
    }
    Ok(())
}
