//! The scene as D2.
//!
//! Identifiers are numbered; text stands in double quotes with D2's own escapes.

use super::scene::{Arrow, Edge, EdgeKind, Group, Node, Row, Scene};
use super::style::{self, LegendRow, LineStyle, Stroke};
use super::text::joined;

/// Writes a scene; the same scene gives the same bytes.
#[must_use]
pub fn write(scene: &Scene) -> String {
    let mut out = Out {
        text: "direction: right\n".to_owned(),
        depth: 0,
    };
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); scene.groups.len()];
    let mut roots = Vec::new();
    for (index, group) in scene.groups.iter().enumerate() {
        match group.parent.and_then(|parent| children.get_mut(parent)) {
            Some(list) => list.push(index),
            None => roots.push(index),
        }
    }
    out.nodes(scene, None);
    for root in roots {
        out.group(scene, root, &children);
    }
    for edge in &scene.edges {
        out.edge(scene, edge);
    }
    out.legend(scene);
    out.text
}

/// Text in double quotes: no quote, no escape, no substitution is left in it.
#[must_use]
pub fn quoted(lines: &[String]) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| {
            line.replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('$', "\\$")
        })
        .collect();
    format!("\"{}\"", lines.join("\\n"))
}

/// The absolute identifier of a node.
fn path(scene: &Scene, node: usize) -> Option<String> {
    let mut parts = vec![format!("n{node}")];
    let mut at = scene.nodes.get(node)?.group;
    while let Some(group) = at {
        parts.push(format!("g{group}"));
        at = scene
            .groups
            .get(group)?
            .parent
            .filter(|parent| *parent < group);
    }
    parts.reverse();
    Some(parts.join("."))
}

fn row(row: &Row) -> Vec<String> {
    let cells: Vec<String> = row.cells.iter().map(|lines| lines.join(" ")).collect();
    let mut out = vec![joined(cells.iter().map(String::as_str))];
    out.extend(row.mark.as_ref().map(|mark| mark.text()));
    out
}

fn node_lines(node: &Node) -> Vec<String> {
    let mut out = Vec::new();
    if !node.title.is_empty() {
        out.extend([node.kind.caption().to_owned(), node.title.clone()]);
    }
    out.extend(node.all_lines());
    out.extend(node.mark.as_ref().map(|mark| mark.text()));
    out.extend(node.rows.iter().flat_map(row));
    out
}

fn group_lines(group: &Group) -> Vec<String> {
    let mut out = vec![format!("{} {}", group.level.word(), group.title)];
    out.extend(group.lines.iter().cloned());
    out.extend(group.mark.as_ref().map(|mark| mark.text()));
    out
}

struct Out {
    text: String,
    depth: usize,
}

impl Out {
    fn line(&mut self, line: &str) {
        self.text.push_str(&"  ".repeat(self.depth));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn strokes(&mut self, line: LineStyle) {
        self.line(&format!("style.stroke: \"{}\"", line.colour));
        let (width, dash) = match line.stroke {
            Stroke::Solid => (1, 0),
            Stroke::Bold => (3, 0),
            Stroke::Dashed => (1, 5),
            Stroke::Dotted => (2, 2),
        };
        self.line(&format!("style.stroke-width: {width}"));
        if dash > 0 {
            self.line(&format!("style.stroke-dash: {dash}"));
        }
    }

    /// Where a click leads. D2 reads tooltips as Markdown, so there are none.
    fn link(&mut self, url: &str) {
        if !url.is_empty() && !url.starts_with('#') {
            self.line(&format!("link: {}", quoted(&[url.to_owned()])));
        }
    }

    fn nodes(&mut self, scene: &Scene, group: Option<usize>) {
        for (index, node) in scene.nodes.iter().enumerate() {
            if node.group != group {
                continue;
            }
            self.line(&format!("n{index}: {} {{", quoted(&node_lines(node))));
            self.depth += 1;
            let line = style::node_line(node);
            self.line(&format!("style.fill: \"{}\"", style::node_fill(node)));
            self.line("style.font-color: \"#1A1A1A\"");
            self.line("style.bold: false");
            self.strokes(line);
            self.link(&node.url);
            self.depth -= 1;
            self.line("}");
        }
    }

    fn group(&mut self, scene: &Scene, index: usize, children: &[Vec<usize>]) {
        let Some(group) = scene.groups.get(index) else {
            return;
        };
        self.line(&format!("g{index}: {} {{", quoted(&group_lines(group))));
        self.depth += 1;
        let line = style::group_line(group);
        self.line(&format!(
            "style.fill: \"{}\"",
            style::group_fill(group.level)
        ));
        self.line("style.font-color: \"#1A1A1A\"");
        self.strokes(line);
        self.nodes(scene, Some(index));
        for child in children.get(index).into_iter().flatten() {
            self.group(scene, *child, children);
        }
        self.depth -= 1;
        self.line("}");
    }

    fn edge(&mut self, scene: &Scene, edge: &Edge) {
        let (Some(from), Some(to)) = (path(scene, edge.from.node), path(scene, edge.to.node))
        else {
            return;
        };
        let arrow = match edge.arrow {
            Arrow::None => "--",
            Arrow::Forward => "->",
            Arrow::Both => "<->",
        };
        let mut text = edge.lines.clone();
        text.extend(edge.mark.as_ref().map(|mark| mark.text()));
        self.line(&format!("{from} {arrow} {to}: {} {{", quoted(&text)));
        self.depth += 1;
        self.strokes(style::look(edge.phase, edge.light));
        if edge.arrow != Arrow::None
            && matches!(edge.kind, EdgeKind::Peering | EdgeKind::TransitPeering)
        {
            self.line("target-arrowhead.style.filled: false");
        }
        self.depth -= 1;
        self.line("}");
    }

    fn legend(&mut self, scene: &Scene) {
        let rows = style::legend(scene);
        if rows.is_empty() {
            return;
        }
        let mut text = vec!["Legend".to_owned()];
        text.extend(rows.into_iter().map(|row| match row {
            LegendRow::Line(line, meaning) => format!("{} {meaning}", line.stroke.sample()),
            LegendRow::Mark(severity) => {
                format!("{} finding: {}", style::sign(severity), severity.word())
            }
            LegendRow::Text(sample, meaning) => format!("{sample} {meaning}"),
            LegendRow::Note(note) => format!("note: {note}"),
        }));
        self.line(&format!("legend: {} {{", quoted(&text)));
        self.depth += 1;
        self.line("near: bottom-left");
        self.line("style.fill: \"#FFFFFF\"");
        self.line("style.font-color: \"#1A1A1A\"");
        self.line("style.stroke: \"#9AA3AF\"");
        self.line("style.bold: false");
        self.depth -= 1;
        self.line("}");
    }
}
