//! The scene as D2.
//!
//! Identifiers are numbered; text stands in double quotes with D2's own escapes.

use super::outline::{Indented, Outline, group_lines, legend_lines, node_lines, walk};
use super::scene::{Arrow, Edge, EdgeKind, Group, Node, Scene};
use super::style::{self, LineStyle, Stroke};

/// Writes a scene; the same scene gives the same bytes.
#[must_use]
pub fn write(scene: &Scene) -> String {
    let mut out = Out::default();
    out.0.line("direction: right");
    walk(scene, &mut out);
    for edge in &scene.edges {
        out.edge(scene, edge);
    }
    out.legend(scene);
    out.0.text
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

#[derive(Default)]
struct Out(Indented);

impl Outline for Out {
    fn open(&mut self, index: usize, group: &Group) {
        let mut text = group_lines(group);
        // The level stands before the title.
        if let [level, title, ..] = text.as_mut_slice() {
            *title = format!("{level} {title}");
            text.remove(0);
        }
        self.0.open(&format!("g{index}: {} {{", quoted(&text)));
        let fill = style::group_fill(group.level);
        self.0.line(&format!("style.fill: \"{fill}\""));
        self.0.line("style.font-color: \"#1A1A1A\"");
        self.strokes(style::group_line(group));
    }

    fn node(&mut self, index: usize, node: &Node) {
        let text = quoted(&node_lines(node));
        self.0.open(&format!("n{index}: {text} {{"));
        let fill = style::node_fill(node);
        self.0.line(&format!("style.fill: \"{fill}\""));
        self.0.line("style.font-color: \"#1A1A1A\"");
        self.0.line("style.bold: false");
        self.strokes(style::node_line(node));
        self.link(&node.url);
        self.close();
    }

    fn close(&mut self) {
        self.0.close("}");
    }
}

impl Out {
    fn strokes(&mut self, line: LineStyle) {
        self.0.line(&format!("style.stroke: \"{}\"", line.colour));
        let (width, dash) = match line.stroke {
            Stroke::Solid => (1, 0),
            Stroke::Bold => (3, 0),
            Stroke::Dashed => (1, 5),
            Stroke::Dotted => (2, 2),
        };
        self.0.line(&format!("style.stroke-width: {width}"));
        if dash > 0 {
            self.0.line(&format!("style.stroke-dash: {dash}"));
        }
    }

    /// Where a click leads. D2 reads tooltips as Markdown, so there are none.
    fn link(&mut self, url: &str) {
        if !url.is_empty() && !url.starts_with('#') {
            self.0.line(&format!("link: {}", quoted(&[url.to_owned()])));
        }
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
        self.0
            .open(&format!("{from} {arrow} {to}: {} {{", quoted(&text)));
        self.strokes(style::look(edge.phase, edge.light));
        if edge.arrow != Arrow::None
            && matches!(edge.kind, EdgeKind::Peering | EdgeKind::TransitPeering)
        {
            self.0.line("target-arrowhead.style.filled: false");
        }
        self.close();
    }

    fn legend(&mut self, scene: &Scene) {
        let mut text = legend_lines(scene);
        if text.is_empty() {
            return;
        }
        text.insert(0, "Legend".to_owned());
        self.0.open(&format!("legend: {} {{", quoted(&text)));
        self.0.line("near: bottom-left");
        self.0.line("style.fill: \"#FFFFFF\"");
        self.0.line("style.font-color: \"#1A1A1A\"");
        self.0.line("style.stroke: \"#9AA3AF\"");
        self.0.line("style.bold: false");
        self.close();
    }
}
