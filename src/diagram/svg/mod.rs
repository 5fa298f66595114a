//! The scene as SVG: drawn here, stand-alone, and with classes and data by which a page can make it interactive.
//!
//! Colours stand in attributes for every program, and in a style sheet with a light and a dark variant for browsers.

mod lines;
mod paint;

use std::fmt::Write as _;

use super::layout::panel::{Panel, Part, Run, SAMPLE};
use super::layout::{Layout, Rect, layout};
use super::options::View;
use super::scene::{Arrow, Edge, EdgeKind, Group, Node, NodeKind, Scene, tooltip};
use super::style::{self, LegendRow, Stroke};
use paint::Paint;

/// The style sheet of pictures.
pub const CSS: &str = include_str!("picture.css");

/// The family in whose widths texts are measured, then what is nearest to it.
pub(super) const FONT: &str = "DejaVu Sans,Verdana,Arial,sans-serif";

/// Size of text and width of lines where nothing else is said.
const FONT_SIZE: f64 = 10.5;
const STROKE: f64 = 1.5;

/// Where a picture is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Use {
    /// A file of its own.
    File,
    /// A part of a page that brings the style sheet.
    Page,
    /// For a renderer without style sheets.
    Plain,
}

/// Writes a scene as an SVG file; the same scene gives the same bytes.
#[must_use]
pub fn write(scene: &Scene) -> String {
    draw(scene, &layout(scene), Use::File)
}

/// Draws a scene whose places are known.
pub(super) fn draw(scene: &Scene, places: &Layout, used: Use) -> String {
    let mut out = Out {
        text: String::new(),
        used,
    };
    let (w, h) = (number(places.width), number(places.height));
    let _ = writeln!(
        out.text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"netvet\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" aria-label=\"network topology\" font-family=\"{FONT}\" font-size=\"{FONT_SIZE}\" fill=\"{}\" stroke-width=\"{STROKE}\" xml:space=\"preserve\">",
        paint::TEXT.light
    );
    if used == Use::File {
        let _ = writeln!(out.text, "<style>\n{CSS}</style>");
    }
    let _ = writeln!(
        out.text,
        "<rect width=\"{w}\" height=\"{h}\"{}/>",
        out.fill(paint::PAPER)
    );
    out.text.push_str("<g class=\"groups\">\n");
    for (index, group) in scene.groups.iter().enumerate() {
        if let (Some(rect), Some(head)) = (places.groups.get(index), places.heads.get(index)) {
            out.group(index, group, rect, head);
        }
    }
    out.text
        .push_str("</g>\n<g class=\"edges\" fill=\"none\">\n");
    for (index, edge) in scene.edges.iter().enumerate() {
        if let Some(points) = places.edges.get(index) {
            out.edge(index, edge, points, scene);
        }
    }
    out.text.push_str("</g>\n<g class=\"nodes\">\n");
    for (index, node) in scene.nodes.iter().enumerate() {
        if let (Some(rect), Some(panel)) = (places.nodes.get(index), places.panels.get(index)) {
            out.node(index, node, rect, panel);
        }
    }
    out.text.push_str("</g>\n<g class=\"labels\">\n");
    for (index, edge) in scene.edges.iter().enumerate() {
        let rect = places.labels.get(index).and_then(Option::as_ref);
        let panel = places.texts.get(index).and_then(Option::as_ref);
        if let (Some(rect), Some(panel)) = (rect, panel) {
            out.label(index, edge, rect, panel, scene);
        }
    }
    out.text.push_str("</g>\n");
    out.legend(places);
    out.text.push_str("</svg>\n");
    out.text
}

/// A number without needless digits.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// Text between tags and in attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// The views that show a node.
fn node_views(kind: NodeKind) -> String {
    let shows = |view: &View| match kind {
        NodeKind::Element(kind) => view.kinds().contains(&kind),
        NodeKind::CustomerAs => matches!(view, View::Hybrid | View::Bgp),
        NodeKind::Summary(_) | NodeKind::State => true,
    };
    let list = View::ALL
        .iter()
        .filter(|view| **view != View::All && shows(view));
    list.map(|view| view.word()).collect::<Vec<_>>().join(" ")
}

/// The views that show an edge.
fn edge_views(edge: &Edge) -> &'static str {
    match edge.kind {
        EdgeKind::Peering => "peering",
        EdgeKind::Move => "",
        EdgeKind::TransitPeering => "peering hybrid",
        EdgeKind::TransitAttachment => "peering hybrid",
        EdgeKind::Session => "hybrid bgp",
        EdgeKind::SiteLink | EdgeKind::StandsAt | EdgeKind::Vpn => "hybrid bgp",
        EdgeKind::Association | EdgeKind::Leads | EdgeKind::Attachment => "hybrid bgp",
        EdgeKind::Member | EdgeKind::Carries | EdgeKind::Proposal => "hybrid",
    }
}

struct Out {
    text: String,
    used: Use,
}

impl Out {
    /// Opens a `g`, with what a page needs to find it.
    fn open(&mut self, id: &str, class: &str, data: &[(&str, &str)]) {
        let _ = write!(self.text, "<g");
        if self.used == Use::File && !id.is_empty() {
            let _ = write!(self.text, " id=\"{}\"", escape(id));
        }
        if self.used != Use::Plain {
            let _ = write!(self.text, " class=\"{class}\"");
            for (name, value) in data {
                if !value.is_empty() {
                    let _ = write!(self.text, " data-{name}=\"{}\"", escape(value));
                }
            }
        }
        self.text.push('>');
    }

    /// Classes, and the colours that they stand for where there may be no style sheet; none inside is another paint.
    fn colours(&self, class: &str, inside: Option<Paint>, line: Option<Paint>) -> String {
        let mut out = String::new();
        if self.used != Use::Plain {
            let parts = [
                Some(class.to_owned()).filter(|class| !class.is_empty()),
                inside.map(|paint| format!("f-{}", paint.name)),
                line.map(|paint| format!("s-{}", paint.name)),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let _ = write!(out, " class=\"{}\"", parts.join(" "));
        }
        if self.used != Use::Page {
            for (name, paint) in [("fill", inside), ("stroke", line)] {
                if let Some(paint) = paint {
                    let _ = write!(out, " {name}=\"{}\"", paint.light);
                }
            }
        }
        out
    }

    fn fill(&self, paint: Paint) -> String {
        self.colours("", Some(paint), None)
    }

    /// The colour of text, where it is not the ordinary one.
    fn ink(&self, paint: Paint) -> String {
        if paint == paint::TEXT {
            String::new()
        } else {
            self.fill(paint)
        }
    }

    /// How a line is drawn.
    fn line(
        &self,
        class: &str,
        inside: Option<Paint>,
        (paint, stroke): (Paint, Stroke),
        wider: f64,
    ) -> String {
        let (width, dashes) = paint::stroke(stroke);
        let mut out = self.colours(class, inside, Some(paint));
        let width = number(width + wider);
        if width != number(STROKE) {
            let _ = write!(out, " stroke-width=\"{width}\"");
        }
        if let Some(dashes) = dashes {
            let _ = write!(out, " stroke-dasharray=\"{dashes}\"");
        }
        out
    }

    /// The box of something.
    fn frame(&mut self, rect: &Rect, round: u8, ground: Paint, line: (Paint, Stroke), wider: f64) {
        let looks = self.line("box", Some(ground), line, wider);
        let _ = write!(
            self.text,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{round}\"{looks}/>",
            number(rect.x),
            number(rect.y),
            number(rect.w),
            number(rect.h),
        );
    }

    /// What hovering shows; pages show it in another way.
    fn title(&mut self, lines: &[String]) {
        if self.used == Use::File && !lines.is_empty() {
            let _ = write!(self.text, "<title>{}</title>", escape(&lines.join("\n")));
        }
    }

    /// A link around what follows, where there is something to follow.
    fn link(&mut self, url: &str) -> bool {
        let linked = self.used != Use::Plain && !url.is_empty() && !url.starts_with('#');
        if linked {
            let _ = write!(self.text, "<a href=\"{}\" target=\"_top\">", escape(url));
        }
        linked
    }

    fn close(&mut self, linked: bool) {
        self.text
            .push_str(if linked { "</a></g>\n" } else { "</g>\n" });
    }

    fn runs(&mut self, runs: &[Run], x: f64, y: f64) {
        for run in runs {
            let weight = if run.face.bold() {
                " font-weight=\"bold\""
            } else {
                ""
            };
            let size = match number(run.face.size()) {
                size if size == number(FONT_SIZE) => String::new(),
                size => format!(" font-size=\"{size}\""),
            };
            let _ = write!(
                self.text,
                "<text x=\"{}\" y=\"{}\"{size}{weight}{}>{}</text>",
                number(run.x + x),
                number(run.y + y),
                self.ink(paint::ink(run.ink)),
                escape(&run.text)
            );
        }
    }

    fn part(&mut self, part: &Part, x: f64, y: f64) {
        for (severity, [left, top, w, h]) in &part.bands {
            let _ = write!(
                self.text,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}/>",
                number(left + x),
                number(top + y),
                number(*w),
                number(*h),
                self.fill(paint::mark(*severity).0)
            );
        }
        self.runs(&part.runs, x, y);
    }

    fn group(&mut self, index: usize, group: &Group, rect: &Rect, head: &Panel) {
        let kind = group.item.as_ref().map_or("", |item| item.kind.word());
        let key = group
            .item
            .as_ref()
            .map_or(group.key.as_str(), |item| &item.key);
        let parent = group
            .parent
            .map_or(String::new(), |parent| parent.to_string());
        self.open(
            &format!("group/{}", group.key),
            &format!("group {}", group.level.word()),
            &[
                ("index", &index.to_string()),
                ("parent", &parent),
                ("key", key),
                ("kind", kind),
                ("name", &group.title),
            ],
        );
        let items: Vec<_> = group.item.iter().cloned().collect();
        self.title(&tooltip(&items, group.mark.as_ref()));
        let linked = self.link(&group.url);
        let ground = paint::group(group.level);
        self.frame(rect, 5, ground, paint::frame(group), -0.3);
        for part in &head.parts {
            self.part(part, rect.x, rect.y);
        }
        self.close(linked);
    }

    fn node(&mut self, index: usize, node: &Node, rect: &Rect, panel: &Panel) {
        let family = style::family(node.kind);
        let kind = match node.kind {
            NodeKind::Element(kind) => kind.word(),
            NodeKind::CustomerAs => "customer-as",
            NodeKind::Summary(level) => level.word(),
            NodeKind::State => "state",
        };
        let group = node.group.map_or(String::new(), |group| group.to_string());
        let name = match node.items.first() {
            Some(item) if node.title.is_empty() => item.name.as_deref().unwrap_or(&item.id),
            _ => &node.title,
        };
        self.open(
            &node.key,
            &format!("node {}", family.word()),
            &[
                ("index", &index.to_string()),
                ("group", &group),
                ("key", &node.key),
                ("kind", kind),
                ("name", name),
                ("views", &node_views(node.kind)),
            ],
        );
        self.title(&tooltip(&node.items, node.mark.as_ref()));
        let linked = self.link(&node.url);
        let ground = paint::ground(node);
        let wider = if node.focus { 1.5 } else { 0.0 };
        self.frame(rect, 3, ground, paint::border(node), wider);
        for part in &panel.parts {
            let Some(row) = part.row.and_then(|row| node.rows.get(row)) else {
                self.part(part, rect.x, rect.y);
                continue;
            };
            self.open(
                &row.item.key,
                "row",
                &[
                    ("key", &row.item.key),
                    ("kind", row.item.kind.word()),
                    ("name", row.item.name.as_deref().unwrap_or(&row.item.id)),
                    ("views", &node_views(NodeKind::Element(row.item.kind))),
                ],
            );
            self.title(&tooltip(std::slice::from_ref(&row.item), row.mark.as_ref()));
            // Also catches clicks between the words.
            let _ = write!(
                self.text,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}/>",
                number(rect.x + part.x + 1.0),
                number(rect.y + part.y),
                number(part.w - 2.0),
                number(part.h),
                self.colours("cell", Some(ground), None)
            );
            let _ = write!(
                self.text,
                "<path d=\"M{} {}h{}\" stroke-opacity=\"0.5\"{}/>",
                number(rect.x + part.x),
                number(rect.y + part.y),
                number(part.w),
                self.line("rule", None, (paint::HAIR, Stroke::Solid), -0.8)
            );
            let linked = !linked && self.link(&row.url);
            self.part(part, rect.x, rect.y);
            self.close(linked);
        }
        self.close(linked);
    }

    fn edge(&mut self, index: usize, edge: &Edge, points: &[(f64, f64)], scene: &Scene) {
        if points.len() < 2 {
            return;
        }
        self.open(
            &format!("edge/{}", edge.key),
            "edge",
            &[
                ("index", &index.to_string()),
                ("from", &edge.from.node.to_string()),
                ("to", &edge.to.node.to_string()),
                ("key", edge.items.first().map_or("", |item| &item.key)),
                ("kind", edge.kind.noun()),
                ("name", &lines::called(edge, scene)),
                ("views", edge_views(edge)),
            ],
        );
        self.title(&lines::hint(edge, scene));
        let linked = self.link(&edge.url);
        let look = paint::look(edge.phase, edge.light);
        let mut points = points.to_vec();
        let mut heads = Vec::new();
        if edge.arrow != Arrow::None {
            heads.extend(lines::head(&mut points));
        }
        if edge.arrow == Arrow::Both {
            points.reverse();
            heads.extend(lines::head(&mut points));
            points.reverse();
        }
        let path = lines::path(&points);
        if self.used != Use::Plain {
            // A wide invisible line is easier to hit.
            let _ = write!(self.text, "<path d=\"{path}\" class=\"hit\"/>");
        }
        let looks = self.line("line", None, look, 0.0);
        let _ = write!(self.text, "<path d=\"{path}\"{looks}/>");
        let hollow = matches!(edge.kind, EdgeKind::Peering | EdgeKind::TransitPeering);
        let inside = if hollow { paint::PAPER } else { look.0 };
        let looks = self.colours("", Some(inside), Some(look.0));
        for head in heads {
            let _ = write!(
                self.text,
                "<path d=\"{head}\"{looks} stroke-width=\"1.2\"/>"
            );
        }
        self.close(linked);
    }

    fn label(&mut self, index: usize, edge: &Edge, rect: &Rect, panel: &Panel, scene: &Scene) {
        self.open(
            "",
            "label",
            &[("edge", &index.to_string()), ("views", edge_views(edge))],
        );
        self.title(&lines::hint(edge, scene));
        let linked = self.link(&edge.url);
        let _ = write!(
            self.text,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\"{}/>",
            number(rect.x),
            number(rect.y),
            number(rect.w),
            number(rect.h),
            self.fill(paint::PAPER)
        );
        for part in &panel.parts {
            self.part(part, rect.x, rect.y);
        }
        self.close(linked);
    }

    fn legend(&mut self, places: &Layout) {
        if places.samples.is_empty() {
            return;
        }
        let rect = &places.legend;
        self.open("legend", "legend", &[]);
        self.frame(rect, 5, paint::PAPER, (paint::HAIR, Stroke::Solid), -0.3);
        let _ = write!(
            self.text,
            "<text x=\"{}\" y=\"{}\" font-size=\"12\" font-weight=\"bold\">Legend</text>",
            number(rect.x + 6.0),
            number(rect.y + 18.0)
        );
        for sample in &places.samples {
            let (x, y) = (rect.x + 6.0, rect.y + sample.y);
            let middle = y + 9.0;
            match &sample.row {
                LegendRow::Line(style, _) => {
                    let _ = write!(
                        self.text,
                        "<path d=\"M{} {}h{}\" fill=\"none\"{}/>",
                        number(x),
                        number(middle),
                        number(SAMPLE),
                        self.line("line", None, (paint::line_name(*style), style.stroke), 0.0)
                    );
                }
                LegendRow::Mark(severity) => {
                    let (ground, text) = paint::mark(*severity);
                    let _ = write!(
                        self.text,
                        "<rect x=\"{0}\" y=\"{1}\" width=\"{2}\" height=\"15\"{3}/><text x=\"{4}\" y=\"{5}\" text-anchor=\"middle\"{6}>{7}</text>",
                        number(x),
                        number(y + 1.0),
                        number(SAMPLE),
                        self.fill(ground),
                        number(x + SAMPLE / 2.0),
                        number(y + 12.5),
                        self.ink(text),
                        style::sign(*severity)
                    );
                }
                LegendRow::Text(sample, _) => self.sample(x, middle, sample),
                LegendRow::Note(_) => self.sample(x, middle, "note"),
            }
            self.runs(&sample.runs, rect.x, rect.y);
        }
        self.text.push_str("</g>\n");
    }

    fn sample(&mut self, x: f64, middle: f64, sample: &str) {
        let _ = write!(
            self.text,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\"{}>{}</text>",
            number(x + SAMPLE / 2.0),
            number(middle + 4.0),
            self.fill(paint::FAINT),
            escape(sample)
        );
    }
}
