//! Traces for wikis and comments.

use std::io::{self, Write};

use super::Trace;
use super::text::{answer, change, closing, title, witness};
use crate::report::escape::{markdown, markdown_code};

/// Writes a trace as Markdown.
///
/// # Errors
/// If it cannot be written.
pub fn write(trace: &Trace, out: &mut dyn Write) -> io::Result<()> {
    let name = if trace.scenario.is_empty() {
        &trace.path
    } else {
        trace.scenario.as_str()
    };
    writeln!(out, "# {}\n", markdown(name))?;
    writeln!(out, "From {} to {}.\n", trace.start, trace.end)?;
    writeln!(out, "| step | answer | changes | expectations |")?;
    writeln!(out, "| --- | --- | --- | --- |")?;
    for (at, traced) in trace.steps.iter().enumerate() {
        let mut changes: Vec<String> = traced
            .changes
            .iter()
            .map(|known| markdown_code(&change(known)))
            .collect();
        changes.extend(traced.notes.iter().map(|note| markdown(&note.message)));
        let mut judged: Vec<String> = Vec::new();
        if traced.unexpected {
            judged.push("**fail**: refused, and no expectation says so".to_owned());
        }
        for known in &traced.expectations {
            let shown = known.witness.as_ref().map(witness).unwrap_or_default();
            let shown = if shown.is_empty() {
                shown
            } else {
                format!(" ({shown})")
            };
            let text = markdown(&format!("{}: {}{shown}", known.assertion, known.detail));
            judged.push(format!("**{}** {text}", known.outcome.word()));
        }
        writeln!(
            out,
            "| {} {} | {} | {} | {} |",
            at + 1,
            markdown_code(&title(traced)),
            traced
                .answer
                .as_ref()
                .map(|given| markdown(&answer(given)))
                .unwrap_or_default(),
            changes.join("<br>"),
            judged.join("<br>"),
        )?;
    }
    writeln!(out, "\n{}", markdown(&closing(trace)))
}
