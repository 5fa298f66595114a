//! The scene as a Mermaid flowchart.
//!
//! Identifiers are numbered. Text stands in quotes, where only letters, digits and a few signs remain as they are; the
//! rest is written as entity codes, because Mermaid reads Markdown, HTML, directives and style statements there.

use std::fmt::Write as _;

use super::scene::{Arrow, Edge, Group, Node, Row, Scene};
use super::style::{self, Family, LegendRow, LineStyle, Stroke};
use super::text::joined;

/// What Mermaid draws at most, by its own defaults, which a text cannot raise: characters and edges.
const MOST: (usize, usize) = (50_000, 500);

/// Writes a scene; the same scene gives the same bytes.
///
/// # Errors
/// If Mermaid would refuse the text for its length or number of lines.
pub fn write(scene: &Scene) -> Result<String, String> {
    let mut out = Out {
        text: "flowchart LR\n".to_owned(),
        depth: 1,
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
    out.text.push_str(&styles);
    let characters = out.text.encode_utf16().count();
    if characters > MOST.0 || number > MOST.1 {
        return Err(format!(
            "Mermaid draws at most {} characters and {} lines, and this picture has {characters} and {number}; narrow it with a focus or a view, or collapse groups",
            MOST.0, MOST.1
        ));
    }
    Ok(out.text)
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
    let mut out = vec![group.level.word().to_owned(), group.title.clone()];
    out.extend(group.lines.iter().cloned());
    out.extend(group.mark.as_ref().map(|mark| mark.text()));
    out
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

    fn nodes(&mut self, scene: &Scene, group: Option<usize>) {
        for (index, node) in scene.nodes.iter().enumerate() {
            if node.group == group {
                let text = node_lines(node);
                let text = lines(text.iter().map(String::as_str));
                self.line(&format!("n{index}[\"{text}\"]"));
                if !node.url.is_empty() && !node.url.starts_with('#') {
                    let url = node.url.replace('"', "%22").replace(['\n', '\r', '\\'], "");
                    self.line(&format!("click n{index} href \"{url}\""));
                }
            }
        }
    }

    fn group(&mut self, scene: &Scene, index: usize, children: &[Vec<usize>]) {
        let Some(group) = scene.groups.get(index) else {
            return;
        };
        let text = group_lines(group);
        // Titles of groups have one line's height.
        let text = escape(&joined(text.iter().map(String::as_str)));
        self.line(&format!("subgraph g{index}[\"{text}\"]"));
        self.depth += 1;
        self.nodes(scene, Some(index));
        for child in children.get(index).into_iter().flatten() {
            self.group(scene, *child, children);
        }
        self.depth -= 1;
        self.line("end");
    }

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
        self.line(&format!("n{from} {arrow}{label} n{to}"));
        true
    }

    fn legend(&mut self, scene: &Scene) {
        let rows = style::legend(scene);
        if rows.is_empty() {
            return;
        }
        let text: Vec<String> = rows
            .into_iter()
            .map(|row| match row {
                LegendRow::Line(line, meaning) => format!("{} {meaning}", line.stroke.sample()),
                LegendRow::Mark(severity) => {
                    format!("{} finding: {}", style::sign(severity), severity.word())
                }
                LegendRow::Text(sample, meaning) => format!("{sample} {meaning}"),
                LegendRow::Note(note) => format!("note: {note}"),
            })
            .collect();
        self.line("subgraph legend[\"Legend\"]");
        let text = lines(text.iter().map(String::as_str));
        self.line(&format!("  key[\"{text}\"]"));
        self.line("end");
    }

    fn styles(&mut self, scene: &Scene) {
        for (index, node) in scene.nodes.iter().enumerate() {
            let fill = style::node_fill(node);
            let line = style::node_line(node);
            self.line(&format!(
                "style n{index} fill:{fill},color:#1A1A1A,text-align:left,{}",
                looks(line)
            ));
        }
        for (index, group) in scene.groups.iter().enumerate() {
            let line = style::group_line(group);
            let fill = style::group_fill(group.level);
            self.line(&format!(
                "style g{index} fill:{fill},color:#1A1A1A,{}",
                looks(line)
            ));
        }
        if self.text.contains("subgraph legend[") {
            let fill = Family::Network.fill();
            self.line(&format!(
                "style legend fill:{fill},color:#1A1A1A,stroke:#9AA3AF"
            ));
            self.line(&format!(
                "style key fill:{fill},color:#1A1A1A,stroke:{fill},text-align:left"
            ));
        }
    }
}
