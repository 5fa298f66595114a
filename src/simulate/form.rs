//! Mistakes in steps that can be seen before the first one runs.

use super::mistake::Mistake;
use super::operation::{self, Operation};
use super::{argument, event, expect};
use crate::model::{Action, Step};
use crate::simulate::event::SERVER_FAULT;
use crate::source::{Span, Text};

/// That a step names no operation or event, with the one that was meant.
pub(super) fn unknown_operation(span: Span, action: &Action) -> Mistake {
    match action {
        Action::Operation { name, .. } => {
            let names: Vec<String> = operation::names().collect();
            let text = name.get().unwrap_or_else(|| Text::new(""));
            Mistake::unknown(
                name.span().unwrap_or(span),
                "operation",
                &text,
                names.iter().map(String::as_str),
            )
        }
        Action::Event { name, .. } => {
            let text = name.get().unwrap_or_else(|| Text::new(""));
            Mistake::unknown(name.span().unwrap_or(span), "event", &text, event::names())
        }
        _ => Mistake::new(span, "nothing to do"),
    }
}

/// Mistakes in steps that can be seen before the first one runs: unknown operations, events, parameters and assertions, and
/// assertions that contradict each other.
#[must_use]
pub fn mistakes(steps: &[Step]) -> Vec<Mistake> {
    let mut out = Vec::new();
    for step in steps {
        match &step.action {
            Action::Operation { name, with } => {
                let operation: Option<&'static Operation> = name
                    .get()
                    .and_then(|name| name.as_str().split_once('.'))
                    .and_then(|(service, own)| operation::find(service, own));
                match (operation, with) {
                    (None, _) => out.push(unknown_operation(step.span, &step.action)),
                    (Some(operation), Some(with)) => argument::check(
                        operation.parameters,
                        with,
                        step.span.file,
                        operation.name,
                        &mut out,
                    ),
                    (Some(_), None) => {}
                }
            }
            Action::Event { name, with, .. } => {
                let text = name.get().unwrap_or_else(|| Text::new(""));
                match event::find(&text) {
                    Some(event) => {
                        if let (Some(rows), Some(with)) = (event.parameters, with) {
                            argument::check(rows, with, step.span.file, event.name, &mut out);
                        }
                    }
                    None if text == SERVER_FAULT => {}
                    None => out.push(unknown_operation(step.span, &step.action)),
                }
            }
            _ => {}
        }
        expect::mistakes(step, &mut out);
    }
    out.sort();
    out
}
