//! The scene as text for Graphviz.
//!
//! Identifiers are the ASCII keys of the scene, always quoted. Text stands in HTML-like labels and in quoted
//! attributes, each with the escapes that Graphviz itself reads there.

mod label;

use super::outline::{Indented, Outline, walk};
use super::scene::{Arrow, Edge, EdgeKind, End, Group, Node, Scene, tooltip};
use super::style::{self, Stroke};
pub(super) use label::text_attribute;
use label::{edge_label, group_attributes, hints, legend_table, node_label, quoted};

const FONT: &str = "DejaVu Sans,Verdana,Arial,sans-serif";

/// Writes a scene as a directed graph; the same scene gives the same bytes.
#[must_use]
pub fn write(scene: &Scene) -> String {
    let mut out = Out::default();
    out.0.open("digraph \"netvet\" {");
    out.attributes(
        "graph",
        &[
            ("rankdir", "LR"),
            ("newrank", "true"),
            ("nodesep", "0.3"),
            ("ranksep", "0.8"),
            ("fontname", FONT),
            ("fontsize", "11"),
            ("labeljust", "l"),
            ("labelloc", "t"),
            ("bgcolor", "#FFFFFF"),
            ("outputorder", "edgesfirst"),
        ],
    );
    out.attributes(
        "node",
        &[
            ("shape", "box"),
            ("fontname", FONT),
            ("fontsize", "10"),
            ("margin", "0.06,0.04"),
        ],
    );
    out.attributes(
        "edge",
        &[("fontname", FONT), ("fontsize", "9"), ("arrowsize", "0.7")],
    );
    walk(scene, &mut out);
    for edge in &scene.edges {
        out.edge(scene, edge);
    }
    out.legend(scene);
    out.close();
    out.0.text
}

#[derive(Default)]
struct Out(Indented);

impl Outline for Out {
    fn open(&mut self, _: usize, group: &Group) {
        let name = quoted(&format!("cluster/{}", group.key));
        self.0.open(&format!("subgraph {name} {{"));
        for (key, value) in group_attributes(group) {
            self.0.line(&format!("{key}={value};"));
        }
    }

    fn node(&mut self, _: usize, node: &Node) {
        let line = style::node_line(node);
        let strokes = match line.stroke {
            Stroke::Dashed => "filled,dashed",
            Stroke::Dotted => "filled,dotted",
            Stroke::Solid | Stroke::Bold => "filled",
        };
        let width = match (node.focus, line.stroke) {
            (true, _) => "3.5",
            (false, Stroke::Bold) => "2.8",
            (false, _) => "1.4",
        };
        let family = style::family(node.kind);
        let mut list = vec![
            ("label", node_label(node)),
            ("style", quoted(strokes)),
            ("penwidth", quoted(width)),
            ("color", quoted(line.colour)),
            ("fillcolor", quoted(style::node_fill(node))),
            ("id", quoted(&node.key)),
            ("class", quoted(&format!("node {}", family.word()))),
        ];
        list.extend(hints(&node.url, &tooltip(&node.items, node.mark.as_ref())));
        self.statement(&quoted(&node.key), &list);
    }

    fn close(&mut self) {
        self.0.close("}");
    }
}

impl Out {
    fn attributes(&mut self, of: &str, list: &[(&str, &str)]) {
        let list: Vec<String> = list
            .iter()
            .map(|(key, value)| format!("{key}={}", quoted(value)))
            .collect();
        self.0.line(&format!("{of} [{}];", list.join(", ")));
    }

    fn edge(&mut self, scene: &Scene, edge: &Edge) {
        let (Some(from), Some(to)) = (
            port(scene, edge.from, Side::Right),
            port(scene, edge.to, Side::Left),
        ) else {
            return;
        };
        let line = style::look(edge.phase, edge.light);
        let mut list = Vec::new();
        if !edge.lines.is_empty() || edge.mark.is_some() {
            list.push(("label", edge_label(edge)));
        }
        let strokes = match line.stroke {
            Stroke::Dashed => "dashed",
            Stroke::Dotted => "dotted",
            Stroke::Solid | Stroke::Bold => "solid",
        };
        list.push(("style", quoted(strokes)));
        list.push((
            "penwidth",
            quoted(match line.stroke {
                Stroke::Bold => "3",
                Stroke::Dotted => "2",
                Stroke::Solid | Stroke::Dashed => "1.5",
            }),
        ));
        list.push(("color", quoted(line.colour)));
        let head = match edge.kind {
            EdgeKind::Peering | EdgeKind::TransitPeering => "empty",
            _ => "normal",
        };
        match edge.arrow {
            Arrow::None => list.push(("dir", quoted("none"))),
            Arrow::Forward => list.push(("arrowhead", quoted(head))),
            Arrow::Both => list.extend([
                ("dir", quoted("both")),
                ("arrowhead", quoted(head)),
                ("arrowtail", quoted(head)),
            ]),
        }
        // Gateways stay beside their network.
        if edge.kind == EdgeKind::Attachment {
            list.push(("weight", quoted("10")));
        }
        list.push(("id", quoted(&format!("edge/{}", edge.key))));
        list.push(("class", quoted("edge")));
        let hint = tooltip(&edge.items, edge.mark.as_ref());
        list.extend(hints(&edge.url, &hint));
        if !hint.is_empty() {
            list.push(("labeltooltip", text_attribute(&hint)));
        }
        self.statement(&format!("{from} -> {to}"), &list);
    }

    fn statement(&mut self, what: &str, list: &[(&str, String)]) {
        let list: Vec<String> = list
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        self.0.line(&format!("{what} [{}];", list.join(", ")));
    }

    fn legend(&mut self, scene: &Scene) {
        let Some(table) = legend_table(scene) else {
            return;
        };
        self.0.open("subgraph \"cluster/legend\" {");
        for (key, value) in [
            ("label", "Legend"),
            ("style", "rounded"),
            ("color", "#6B7280"),
            ("fontcolor", "#1A1A1A"),
        ] {
            self.0.line(&format!("{key}={};", quoted(value)));
        }
        self.statement(
            "\"legend\"",
            &[("shape", quoted("plain")), ("label", table)],
        );
        self.close();
    }
}

/// The side of a row at which an edge ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// The node of an end, with the port of its row.
fn port(scene: &Scene, end: End, side: Side) -> Option<String> {
    let node = scene.nodes.get(end.node)?;
    let key = quoted(&node.key);
    let Some(row) = end.row else {
        return Some(key);
    };
    let wide = node
        .rows
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(1)
        > 1;
    Some(match side {
        Side::Right if wide => format!("{key}:\"r{row}e\":e"),
        Side::Right => format!("{key}:\"r{row}\":e"),
        Side::Left => format!("{key}:\"r{row}\":w"),
    })
}
