//! The scene as a Mermaid flowchart.
//!
//! Identifiers are numbered. Text stands in quotes, where only letters, digits and a few signs remain as they are; the
//! rest is written as entity codes, because Mermaid reads Markdown, HTML, directives and style statements there.

use std::fmt::Write as _;

use super::outline::{Indented, Outline, group_lines, legend_lines, node_lines, walk};
use super::scene::{Arrow, Edge, Group, Node, Scene};
use super::style::{self, Family, LineStyle, Stroke};
use super::text::joined;

/// What Mermaid draws at most, by its own defaults, which a text cannot raise: characters and edges.
const MOST: (usize, usize) = (50_000, 500);

/// Writes a scene; the same scene gives the same bytes.
///
/// # Errors
/// If Mermaid would refuse the text for its length or number of lines.
pub fn write(scene: &Scene) -> Result<String, String> {
    let mut out = Out::default();
    out.0.open("flowchart LR");
    walk(scene, &mut out);
    let mut styles = String::new();
    let mut number = 0;
    for edge in &scene.edges {
        if out.edge(scene, edge) {
            let _ = writeln!(
                styles,
                "  linkStyle {number} {}",
                looks(style::look(edge.phase, edge.light))
            );
            number += 1;
        }
    }
    out.legend(scene);
    out.styles(scene);
    out.0.text.push_str(&styles);
    let characters = out.0.text.encode_utf16().count();
    if characters > MOST.0 || number > MOST.1 {
        return Err(format!(
            "Mermaid draws at most {} characters and {} lines, and this picture has {characters} and {number}; narrow it with a focus or a view, or collapse groups",
            MOST.0, MOST.1
        ));
    }
    Ok(out.0.text)
}

/// Text inside quotes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // A dash could start a list or a rule of Markdown only at the start of a line, so it is safe after other text.
        let plain = c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '/' | '·' | '→');
        if plain || (matches!(c, '-') && !out.is_empty()) {
            out.push(c);
        } else {
            let _ = write!(out, "#{};", u32::from(c));
        }
    }
    // Blanks at the sides would be cut.
    let blanks = out.len() - out.trim_start_matches(' ').len();
    if blanks > 0 {
        out.replace_range(..blanks, &"#160;".repeat(blanks));
    }
    out
}

fn lines<'a>(list: impl IntoIterator<Item = &'a str>) -> String {
    let list: Vec<String> = list.into_iter().map(escape).collect();
    list.join("<br/>")
}

fn looks(line: LineStyle) -> String {
    let (width, dashes) = match line.stroke {
        Stroke::Solid => ("1.5px", ""),
        Stroke::Bold => ("3px", ""),
        Stroke::Dashed => ("1.5px", ",stroke-dasharray:6 4"),
        Stroke::Dotted => ("2px", ",stroke-dasharray:2 4"),
    };
    format!("stroke:{},stroke-width:{width}{dashes}", line.colour)
}

#[derive(Default)]
struct Out(Indented);

impl Outline for Out {
    fn open(&mut self, index: usize, group: &Group) {
        let text = group_lines(group);
        // Titles of groups have one line's height.
        let text = escape(&joined(text.iter().map(String::as_str)));
        self.0.open(&format!("subgraph g{index}[\"{text}\"]"));
    }

    fn node(&mut self, index: usize, node: &Node) {
        let text = node_lines(node);
        let text = lines(text.iter().map(String::as_str));
        self.0.line(&format!("n{index}[\"{text}\"]"));
        if !node.url.is_empty() && !node.url.starts_with('#') {
            let url = node.url.replace('"', "%22").replace(['\n', '\r', '\\'], "");
            self.0.line(&format!("click n{index} href \"{url}\""));
        }
    }

    fn close(&mut self) {
        self.0.close("end");
    }
}

impl Out {
    fn edge(&mut self, scene: &Scene, edge: &Edge) -> bool {
        let (from, to) = (edge.from.node, edge.to.node);
        if from >= scene.nodes.len() || to >= scene.nodes.len() {
            return false;
        }
        let stroke = style::look(edge.phase, edge.light).stroke;
        let shaft = match stroke {
            Stroke::Solid => "--",
            Stroke::Bold => "==",
            Stroke::Dashed | Stroke::Dotted => "-.-",
        };
        let last = match stroke {
            Stroke::Solid => "-",
            Stroke::Bold => "=",
            Stroke::Dashed | Stroke::Dotted => "",
        };
        let arrow = match edge.arrow {
            Arrow::None => format!("{shaft}{last}"),
            Arrow::Forward => format!("{shaft}>"),
            Arrow::Both => format!("<{shaft}>"),
        };
        let mut text = edge.lines.clone();
        text.extend(edge.mark.as_ref().map(|mark| mark.text()));
        let label = if text.is_empty() {
            String::new()
        } else {
            format!("|\"{}\"|", lines(text.iter().map(String::as_str)))
        };
        self.0.line(&format!("n{from} {arrow}{label} n{to}"));
        true
    }

    fn legend(&mut self, scene: &Scene) {
        let text = legend_lines(scene);
        if text.is_empty() {
            return;
        }
        self.0.open("subgraph legend[\"Legend\"]");
        let text = lines(text.iter().map(String::as_str));
        self.0.line(&format!("key[\"{text}\"]"));
        self.close();
    }

    fn styles(&mut self, scene: &Scene) {
        for (index, node) in scene.nodes.iter().enumerate() {
            let fill = style::node_fill(node);
            let line = style::node_line(node);
            self.0.line(&format!(
                "style n{index} fill:{fill},color:#1A1A1A,text-align:left,{}",
                looks(line)
            ));
        }
        for (index, group) in scene.groups.iter().enumerate() {
            let line = style::group_line(group);
            let fill = style::group_fill(group.level);
            self.0.line(&format!(
                "style g{index} fill:{fill},color:#1A1A1A,{}",
                looks(line)
            ));
        }
        if self.0.text.contains("subgraph legend[") {
            let fill = Family::Network.fill();
            self.0.line(&format!(
                "style legend fill:{fill},color:#1A1A1A,stroke:#9AA3AF"
            ));
            self.0.line(&format!(
                "style key fill:{fill},color:#1A1A1A,stroke:{fill},text-align:left"
            ));
        }
    }
}
