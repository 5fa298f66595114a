//! The scene as D2.
//!
//! Identifiers are numbered; text stands in double quotes with D2's own escapes.

use super::outline::{self, Step, group_lines, legend_lines, node_lines};
use super::scene::{Arrow, Edge, EdgeKind, Group, Node, Scene};
use super::style::{self, LineStyle, Stroke};

/// Writes a scene; the same scene gives the same bytes.
#[must_use]
pub fn write(scene: &Scene) -> String {
    let mut out = Out {
        text: "direction: right\n".to_owned(),
        depth: 0,
    };
    for step in outline::walk(scene) {
        match step {
            Step::Open(index, group) => out.open(index, group),
            Step::Node(index, node) => out.node(index, node),
            Step::Close => out.close(),
        }
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

    fn close(&mut self) {
        self.depth -= 1;
        self.line("}");
    }

    fn node(&mut self, index: usize, node: &Node) {
        self.line(&format!("n{index}: {} {{", quoted(&node_lines(node))));
        self.depth += 1;
        self.line(&format!("style.fill: \"{}\"", style::node_fill(node)));
        self.line("style.font-color: \"#1A1A1A\"");
        self.line("style.bold: false");
        self.strokes(style::node_line(node));
        self.link(&node.url);
        self.close();
    }

    fn open(&mut self, index: usize, group: &Group) {
        let mut text = group_lines(group);
        // The level stands before the title.
        if let [level, title, ..] = text.as_mut_slice() {
            *title = format!("{level} {title}");
            text.remove(0);
        }
        self.line(&format!("g{index}: {} {{", quoted(&text)));
        self.depth += 1;
        let fill = style::group_fill(group.level);
        self.line(&format!("style.fill: \"{fill}\""));
        self.line("style.font-color: \"#1A1A1A\"");
        self.strokes(style::group_line(group));
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
        self.close();
    }

    fn legend(&mut self, scene: &Scene) {
        let mut text = legend_lines(scene);
        if text.is_empty() {
            return;
        }
        text.insert(0, "Legend".to_owned());
        self.line(&format!("legend: {} {{", quoted(&text)));
        self.depth += 1;
        self.line("near: bottom-left");
        self.line("style.fill: \"#FFFFFF\"");
        self.line("style.font-color: \"#1A1A1A\"");
        self.line("style.stroke: \"#9AA3AF\"");
        self.line("style.bold: false");
        self.close();
    }
}
