//! The states of a machine as a scene, for every format that draws scenes.

use super::{arrows, occasion, words};
use crate::diagram::scene::{Arrow, Edge, EdgeKind, End, Light, Node, NodeKind, Scene};
use crate::diagram::text::encode;
use crate::model::Phase;
use crate::profile::{Certainty, Machine, Move, Profile, StateRow};

/// What is to be drawn of a machine: a box for each state, an arrow for all moves between the same two.
///
/// What no source states says so in words, because the look of a line speaks of the state of what it stands for.
#[must_use]
pub fn scene(profile: &Profile, machine: &Machine) -> Scene {
    let mut nodes: Vec<Node> = Vec::new();
    if machine.moves.iter().any(|step| step.from.is_none()) {
        nodes.push(node("new", "(new)".to_owned(), Vec::new(), Phase::Unstated));
    }
    for row in machine.states.iter().filter(|row| row.same_as.is_none()) {
        let mut lines = words(machine, row);
        let title = lines.remove(0);
        lines.extend(remarks(machine, row));
        nodes.push(node(&key(row.native), title, lines, row.phase));
    }
    if machine.moves.iter().any(|step| step.to.is_none()) {
        nodes.push(node(
            "gone",
            "(gone)".to_owned(),
            Vec::new(),
            Phase::Unstated,
        ));
    }
    let place = |word: Option<&str>, none: &str| {
        let wanted = word.map_or_else(|| none.to_owned(), key);
        nodes.iter().position(|node| node.key == wanted)
    };
    let mut edges: Vec<Edge> = Vec::new();
    for moves in arrows(machine) {
        let Some(first) = moves.first().filter(|step| step.from != step.to) else {
            continue;
        };
        let (Some(from), Some(to)) = (place(first.from, "new"), place(first.to, "gone")) else {
            continue;
        };
        edges.push(Edge {
            key: format!("move/{}", edges.len()),
            from: End {
                node: from,
                row: None,
            },
            to: End {
                node: to,
                row: None,
            },
            kind: EdgeKind::Move,
            lines: moves.iter().map(|step| said(machine, step)).collect(),
            items: Vec::new(),
            arrow: Arrow::Forward,
            count: 1,
            phase: Phase::Unstated,
            mark: None,
            light: Light::Plain,
            url: String::new(),
        });
    }
    Scene {
        groups: Vec::new(),
        nodes,
        edges,
        notes: vec![format!(
            "states of {}, {}",
            profile.words.provider,
            profile.name_of(machine.of)
        )],
    }
}

fn key(word: &str) -> String {
    format!("state/{}", encode(word))
}

fn node(key: &str, title: String, lines: Vec<String>, phase: Phase) -> Node {
    Node {
        key: key.to_owned(),
        group: None,
        kind: NodeKind::State,
        title,
        lines,
        rows: Vec::new(),
        items: Vec::new(),
        phase,
        outside: false,
        mark: None,
        focus: false,
        hidden: 0,
        light: Light::Plain,
        url: String::new(),
    }
}

/// What a state is besides its meaning, and the moves that lead back to itself.
fn remarks(machine: &Machine, row: &StateRow) -> Vec<String> {
    let said_of = [
        (row.carries_traffic, "carries traffic"),
        (row.terminal, "an end"),
        (row.wildcard, "changes are not judged"),
    ];
    let mut lines: Vec<String> = said_of
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, words)| words.to_owned())
        .collect();
    let stays = machine
        .moves_from(Some(row.native))
        .filter(|step| step.to == Some(row.native));
    lines.extend(stays.map(|step| format!("stays on {}", said(machine, step))));
    lines
}

/// The occasion of a move, and how well it is supported where that is less than stated.
fn said(machine: &Machine, step: &Move) -> String {
    let occasion = occasion(machine, step);
    match step.certainty {
        Certainty::Stated => occasion,
        Certainty::Inferred => format!("{occasion} (inferred)"),
        Certainty::Unsure => format!("{occasion} (sources clash)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::FORMATS;
    use crate::finding::Reference;
    use crate::profile::notation::{moves, states};
    use crate::profile::{GENERIC, MachineOf};

    static BOOK: Reference = Reference {
        title: "A book",
        url: "",
        read: "",
    };

    const MACHINE: Machine = Machine {
        of: MachineOf::Route,
        states: states! { BOOK;
            "asked" AwaitingAcceptance;
            "works" Active + carries;
            "OK" Active + carries as "works";
            "over" Deleted + terminal;
        },
        moves: moves! { BOOK;
            new -> "asked", Ask by Requester;
            "asked" -> "works", Accept by Accepter;
            "asked" -> "works", Take by Accepter + inferred;
            "works" -> "works", Change by Owner;
            "works" -> "over", down + unsure;
            "over" -> gone, progress;
        },
    };

    #[test]
    fn states_become_boxes_and_moves_arrows() {
        let scene = scene(&GENERIC, &MACHINE);
        let titles: Vec<&str> = scene.nodes.iter().map(|node| node.title.as_str()).collect();
        assert_eq!(titles, ["(new)", "asked", "works", "over", "(gone)"]);
        assert_eq!(
            scene.nodes[2].lines,
            ["also OK", "(active)", "carries traffic", "stays on Change"]
        );
        let arrows: Vec<(usize, usize, String)> = scene
            .edges
            .iter()
            .map(|edge| (edge.from.node, edge.to.node, edge.lines.join("; ")))
            .collect();
        assert_eq!(
            arrows,
            [
                (0, 1, "Ask".to_owned()),
                (1, 2, "Accept; Take (inferred)".to_owned()),
                (2, 3, "goes down (sources clash)".to_owned()),
                (3, 4, "goes on by itself".to_owned()),
            ]
        );
    }

    #[test]
    fn every_format_draws_it() {
        let scene = scene(&GENERIC, &MACHINE);
        for format in FORMATS {
            let bytes = (format.write)(&scene).unwrap();
            if format.name == "png" {
                assert!(bytes.starts_with(b"\x89PNG"));
                continue;
            }
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains("works"), "{}", format.name);
            // The line of an arrow is no state.
            assert!(!text.contains("no state stated"), "{}", format.name);
        }
    }
}
