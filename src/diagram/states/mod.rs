//! The states of a machine as a picture: what follows what, on what occasion, and how sure that is.

mod scene;

use std::fmt::Write as _;

pub use scene::scene;

use crate::model::Phase;
use crate::profile::{Certainty, Condition, Delay, Machine, Move, Profile, StateRow, table};

use super::dot::text_attribute;
use super::style::{self, Stroke};
use super::text::encode;

const FONT: &str = "DejaVu Sans,Verdana,Arial,sans-serif";
const NEW: &str = "\"new\"";
const GONE: &str = "\"gone\"";

/// Writes the states and moves of a machine as a directed graph for Graphviz; the same machine gives the same bytes.
///
/// A double border is an end, a thick one carries traffic, a dashed one is a state whose changes are not judged. A line is
/// dashed where no source states the move, dotted where sources clash.
#[must_use]
pub fn write(profile: &Profile, machine: &Machine) -> String {
    let mut out = String::from("digraph \"states\" {\n");
    let title = format!(
        "{}: {}",
        profile.words.provider,
        profile.name_of(machine.of)
    );
    line(
        &mut out,
        "graph",
        &[
            ("rankdir", "\"TB\"".to_owned()),
            ("label", label(&[title, legend(machine)])),
            ("labelloc", "\"t\"".to_owned()),
            ("fontname", label(&[FONT.to_owned()])),
            ("fontsize", "\"12\"".to_owned()),
            ("nodesep", "\"0.4\"".to_owned()),
        ],
    );
    line(
        &mut out,
        "node",
        &[
            ("shape", "\"box\"".to_owned()),
            ("fontname", label(&[FONT.to_owned()])),
            ("fontsize", "\"10\"".to_owned()),
        ],
    );
    line(
        &mut out,
        "edge",
        &[
            ("fontname", label(&[FONT.to_owned()])),
            ("fontsize", "\"9\"".to_owned()),
            ("arrowsize", "\"0.7\"".to_owned()),
        ],
    );
    if machine.moves.iter().any(|step| step.from.is_none()) {
        line(&mut out, NEW, &point("black"));
    }
    for row in machine.states.iter().filter(|row| row.same_as.is_none()) {
        state(&mut out, machine, row);
    }
    if machine.moves.iter().any(|step| step.to.is_none()) {
        line(&mut out, GONE, &point("white"));
    }
    for moves in arrows(machine) {
        arrow(&mut out, machine, &moves);
    }
    out.push_str("}\n");
    out
}

/// The moves, those between the same two states together.
fn arrows(machine: &Machine) -> Vec<Vec<&'static Move>> {
    let mut arrows: Vec<Vec<&'static Move>> = Vec::new();
    for step in machine.moves {
        let same = |moves: &&mut Vec<&'static Move>| {
            moves
                .first()
                .is_some_and(|first| (first.from, first.to) == (step.from, step.to))
        };
        match arrows.iter_mut().find(same) {
            Some(moves) => moves.push(step),
            None => arrows.push(vec![step]),
        }
    }
    arrows
}

/// The word of a state, the other words for it, and what it means where that is another word.
fn words(machine: &Machine, row: &StateRow) -> Vec<String> {
    let also: Vec<&str> = machine
        .states
        .iter()
        .filter(|other| other.same_as == Some(row.native))
        .map(|other| other.native)
        .collect();
    let mut lines = vec![row.native.to_owned()];
    if !also.is_empty() {
        lines.push(format!("also {}", also.join(", ")));
    }
    if row.phase != Phase::Unknown && row.phase.word() != row.native {
        lines.push(format!("({})", row.phase.word()));
    }
    lines
}

fn point(fill: &str) -> Vec<(&'static str, String)> {
    vec![
        ("shape", "\"circle\"".to_owned()),
        ("label", "\"\"".to_owned()),
        ("width", "\"0.16\"".to_owned()),
        ("style", "\"filled\"".to_owned()),
        ("fillcolor", format!("\"{fill}\"")),
    ]
}

fn state(out: &mut String, machine: &Machine, row: &StateRow) {
    let lines = words(machine, row);
    let mut style = String::from("rounded");
    if row.wildcard {
        style.push_str(",dashed");
    }
    let mut attributes = vec![
        ("label", label(&lines)),
        ("style", format!("\"{style}\"")),
        ("color", format!("\"{}\"", style::line(row.phase).colour)),
    ];
    if row.terminal {
        attributes.push(("peripheries", "\"2\"".to_owned()));
    }
    if row.carries_traffic {
        attributes.push(("penwidth", "\"2\"".to_owned()));
    }
    line(out, &key(row.native), &attributes);
}

fn arrow(out: &mut String, machine: &Machine, moves: &[&Move]) {
    let Some(first) = moves.first() else { return };
    let from = first.from.map_or(NEW.to_owned(), key);
    let to = first.to.map_or(GONE.to_owned(), key);
    let lines: Vec<String> = moves.iter().map(|step| occasion(machine, step)).collect();
    let best = moves.iter().map(|step| step.certainty).min();
    let stroke = match best.unwrap_or_default() {
        Certainty::Stated => Stroke::Solid,
        Certainty::Inferred => Stroke::Dashed,
        Certainty::Unsure => Stroke::Dotted,
    };
    let style = match stroke {
        Stroke::Dashed => "dashed",
        Stroke::Dotted => "dotted",
        Stroke::Solid | Stroke::Bold => "solid",
    };
    line(
        out,
        &format!("{from} -> {to}"),
        &[("label", label(&lines)), ("style", format!("\"{style}\""))],
    );
}

/// What makes a move happen, in a few words. Who acts is said where it makes a difference.
fn occasion(machine: &Machine, step: &Move) -> String {
    let mut text = step.on.words().to_owned();
    let other = |one: &Move| one.from == step.from && one.on == step.on && one.by != step.by;
    if machine.moves.iter().any(other) {
        let _ = write!(text, " by {}", step.by.words());
    }
    match step.after {
        Delay::Unstated => {}
        Delay::Exactly(time) => {
            let _ = write!(text, " after {}", table::duration(time));
        }
        Delay::AtMost(time) => {
            let _ = write!(text, " after at most {}", table::duration(time));
        }
    }
    if step.when != Condition::Always {
        let _ = write!(text, ", {}", step.when.words());
    }
    text
}

/// What the signs mean, of those that occur.
fn legend(machine: &Machine) -> String {
    let inferred = |step: &Move| step.certainty == Certainty::Inferred;
    let unsure = |step: &Move| step.certainty == Certainty::Unsure;
    let mut parts = Vec::new();
    if machine.states.iter().any(|row| row.carries_traffic) {
        parts.push("thick: carries traffic");
    }
    if machine.states.iter().any(|row| row.terminal) {
        parts.push("double: an end");
    }
    if machine.states.iter().any(|row| row.wildcard) {
        parts.push("dashed box: changes are not judged");
    }
    if machine.moves.iter().any(inferred) {
        parts.push("dashed line: inferred");
    }
    if machine.moves.iter().any(unsure) {
        parts.push("dotted line: sources clash");
    }
    parts.join(" · ")
}

fn key(word: &str) -> String {
    format!("\"state/{}\"", encode(word))
}

/// Lines of text in an attribute, empty ones left out.
fn label(lines: &[String]) -> String {
    let lines = lines.iter().filter(|line| !line.is_empty());
    text_attribute(lines)
}

fn line(out: &mut String, what: &str, attributes: &[(&str, String)]) {
    let attributes: Vec<String> = attributes
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let _ = writeln!(out, "  {what} [{}];", attributes.join(", "));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Reference;
    use crate::profile::notation::{DAY, moves, states};
    use crate::profile::{GENERIC, MachineOf};

    static BOOK: Reference = Reference {
        title: "A book",
        url: "",
        read: "",
    };

    const MACHINE: Machine = Machine {
        of: MachineOf::Route,
        states: states! { BOOK;
            "on hold" AwaitingAcceptance;
            "works" Active + carries;
            "OK" Active + carries as "works";
            "over" Deleted + terminal;
            "odd" Unknown + wildcard;
        },
        moves: moves! { BOOK;
            new -> "on hold", Ask by Requester;
            "on hold" -> "works", Accept by Accepter when SameRegion;
            "on hold" -> "works", Take by Accepter + inferred;
            "on hold" -> "over", timeout after Exactly(7 * DAY) + inferred;
            "works" -> "over", down + unsure;
            "works" -> gone, Close by Requester;
            "works" -> "on hold", Close by Accepter;
            "over" -> gone, progress;
        },
    };

    #[test]
    fn states_and_moves() {
        let dot = write(&GENERIC, &MACHINE);
        for wanted in [
            r##""state/works" [label="works\nalso OK\n(active)", style="rounded", color="#00567F", penwidth="2"];"##,
            r##""state/over" [label="over\n(deleted)", style="rounded", color="#6B7280", peripheries="2"];"##,
            r##""state/odd" [label="odd", style="rounded,dashed", color="#8F3F71"];"##,
            r##""new" -> "state/on%20hold" [label="Ask", style="solid"];"##,
            r##""state/on%20hold" -> "state/works" [label="Accept, inside one region\nTake", style="solid"];"##,
            r##""state/on%20hold" -> "state/over" [label="time is over after 7 days", style="dashed"];"##,
            r##""state/works" -> "state/over" [label="goes down", style="dotted"];"##,
            r##""state/works" -> "gone" [label="Close by the requester", style="solid"];"##,
            r##""state/over" -> "gone" [label="goes on by itself", style="solid"];"##,
        ] {
            assert!(dot.contains(wanted), "{wanted}\n{dot}");
        }
        assert_eq!(dot.matches(" -> ").count(), 7);
        assert!(!dot.contains("state/OK"));
    }

    #[test]
    fn text_that_would_break_the_file() {
        let lines = ["a \"b\" & c\\d".to_owned(), String::new(), "e".to_owned()];
        assert_eq!(label(&lines), r#""a \"b\" &amp; c\\d\ne""#);
    }
}
