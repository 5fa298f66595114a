//! What stands inside a box: lines of text at their places, coloured bands, rows.

use crate::diagram::scene::{Edge, Group, Mark, Node, Scene};
use crate::diagram::style::{self, LegendRow};
use crate::diagram::text::wrap;
use crate::finding::Severity;
use crate::model::Phase;

use super::measure::width;

/// How a piece of text looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::diagram) enum Face {
    /// The small line above a title.
    Caption,
    /// The name of a node.
    Title,
    /// The name of a group.
    Heading,
    /// Everything else in boxes.
    Plain,
    /// Text beside lines.
    Label,
}

impl Face {
    /// Font size in units of the picture.
    pub(in crate::diagram) const fn size(self) -> f64 {
        match self {
            Face::Caption => 9.0,
            Face::Title => 12.0,
            Face::Heading => 13.0,
            Face::Plain => 10.5,
            Face::Label => 10.0,
        }
    }

    /// Whether it is bold.
    pub(in crate::diagram) const fn bold(self) -> bool {
        matches!(self, Face::Title | Face::Heading)
    }

    fn line(self) -> f64 {
        self.size() * 1.3
    }

    fn width(self, text: &str) -> f64 {
        width(text, self.size(), self.bold())
    }
}

/// The colour of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::diagram) enum Ink {
    /// The ordinary one.
    Text,
    /// A fainter one.
    Faint,
    /// That of a phase.
    Phase(Phase),
    /// On the background of a mark.
    Mark(Severity),
}

/// A line of text; `y` is its base line.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::diagram) struct Run {
    pub(in crate::diagram) x: f64,
    pub(in crate::diagram) y: f64,
    pub(in crate::diagram) text: String,
    pub(in crate::diagram) face: Face,
    pub(in crate::diagram) ink: Ink,
}

/// A part of a panel: the head, a mark, or a row.
#[derive(Clone, Debug, PartialEq, Default)]
pub(in crate::diagram) struct Part {
    /// Which row of the node it is.
    pub(in crate::diagram) row: Option<usize>,
    pub(in crate::diagram) x: f64,
    pub(in crate::diagram) y: f64,
    pub(in crate::diagram) w: f64,
    pub(in crate::diagram) h: f64,
    /// Filled in the colour of a severity: x, y, width, height.
    pub(in crate::diagram) bands: Vec<(Severity, [f64; 4])>,
    pub(in crate::diagram) runs: Vec<Run>,
}

/// The inside of a box, from its top left corner.
#[derive(Clone, Debug, PartialEq, Default)]
pub(in crate::diagram) struct Panel {
    pub(in crate::diagram) w: f64,
    pub(in crate::diagram) h: f64,
    pub(in crate::diagram) parts: Vec<Part>,
}

/// Space between a border and text.
const PAD: f64 = 6.0;
/// Rows above this number stand in several columns, where no line ends at one of them.
const TALL: usize = 6;

/// Lines of text under each other.
struct Stack {
    runs: Vec<Run>,
    w: f64,
    h: f64,
}

impl Stack {
    fn new() -> Self {
        Self {
            runs: Vec::new(),
            w: 0.0,
            h: 0.0,
        }
    }

    fn line(&mut self, text: &str, face: Face, ink: Ink) {
        self.w = self.w.max(face.width(text));
        self.runs.push(Run {
            x: 0.0,
            y: self.h + face.size(),
            text: text.to_owned(),
            face,
            ink,
        });
        self.h += face.line();
    }

    fn lines(&mut self, lines: &[String], face: Face, ink: Ink) {
        for line in lines {
            self.line(line, face, ink);
        }
    }

    fn into_runs(self, x: f64, y: f64) -> impl Iterator<Item = Run> {
        self.runs.into_iter().map(move |mut run| {
            run.x += x;
            run.y += y;
            run
        })
    }
}

/// Parts under each other.
struct Column {
    parts: Vec<Part>,
    w: f64,
    h: f64,
}

impl Column {
    fn new(top: f64) -> Self {
        Self {
            parts: Vec::new(),
            w: 0.0,
            h: top,
        }
    }

    fn text(&mut self, stack: Stack) {
        if stack.runs.is_empty() {
            return;
        }
        self.w = self.w.max(stack.w + 2.0 * PAD);
        let part = Part {
            y: self.h,
            w: stack.w + 2.0 * PAD,
            h: stack.h,
            ..Part::default()
        };
        self.h += part.h;
        let y = part.y;
        self.parts.push(Part {
            runs: stack.into_runs(PAD, y).collect(),
            ..part
        });
    }

    fn mark(&mut self, mark: Option<&Mark>, face: Face) {
        let Some(mark) = mark else { return };
        let stack = mark_stack(mark, face);
        self.h += 2.0;
        let (w, h) = (stack.w + 2.0 * PAD, stack.h + 3.0);
        self.w = self.w.max(w);
        let y = self.h;
        self.parts.push(Part {
            y,
            w,
            h,
            bands: vec![(mark.severity, [0.0, y, w, h])],
            runs: stack.into_runs(PAD, y + 1.0).collect(),
            ..Part::default()
        });
        self.h += h;
    }

    /// Bands reach from side to side.
    fn finish(mut self, bottom: f64) -> Panel {
        for part in &mut self.parts {
            if part.row.is_none() {
                part.w = self.w;
                for (_, band) in &mut part.bands {
                    band[2] = self.w;
                }
            }
        }
        Panel {
            w: self.w,
            h: self.h + bottom,
            parts: self.parts,
        }
    }
}

fn mark_stack(mark: &Mark, face: Face) -> Stack {
    let mut stack = Stack::new();
    stack.lines(&wrap(&mark.text()), face, Ink::Mark(mark.severity));
    stack
}

/// The inside of a node; `ends` says whether lines end at single rows.
pub(super) fn node(node: &Node, ends: bool) -> Panel {
    let mut column = Column::new(PAD - 1.0);
    let mut head = Stack::new();
    if !node.title.is_empty() {
        head.line(node.kind.caption(), Face::Caption, Ink::Faint);
        head.lines(&wrap(&node.title), Face::Title, Ink::Text);
    }
    head.lines(&node.all_lines(), Face::Plain, Ink::Text);
    column.text(head);
    column.mark(node.mark.as_ref(), Face::Plain);
    if !node.rows.is_empty() {
        rows(node, ends, &mut column);
    }
    column.w = column.w.max(60.0);
    let mut panel = column.finish(PAD - 1.0);
    panel.h = panel.h.max(26.0);
    even(panel)
}

/// Whole numbers whose halves are whole numbers too: then places that should be equal are.
fn even(mut panel: Panel) -> Panel {
    let up = |size: f64| (size / 2.0).ceil() * 2.0;
    (panel.w, panel.h) = (up(panel.w), up(panel.h));
    panel
}

/// Rows as a table, in several columns of rows where that is better and possible.
fn rows(node: &Node, ends: bool, column: &mut Column) {
    let beside = if ends || node.rows.len() <= TALL {
        1
    } else {
        node.rows.len().div_ceil(TALL).clamp(2, 4)
    };
    let each = node.rows.len().div_ceil(beside);
    let mut x = 0.0;
    let top = column.h + 3.0;
    let mut bottom = top;
    let mut total: f64 = 0.0;
    for (block, list) in node.rows.chunks(each).enumerate() {
        let cells = list.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let stacks: Vec<Vec<Stack>> = list
            .iter()
            .map(|row| {
                let ink = match row.phase {
                    Phase::Active | Phase::Unstated => Ink::Text,
                    phase => Ink::Phase(phase),
                };
                row.cells
                    .iter()
                    .map(|lines| {
                        let mut stack = Stack::new();
                        stack.lines(lines, Face::Plain, ink);
                        stack
                    })
                    .collect()
            })
            .collect();
        let widths: Vec<f64> = (0..cells)
            .map(|cell| {
                let list = stacks.iter().filter_map(|row| row.get(cell));
                list.map(|stack| stack.w).fold(0.0, f64::max)
            })
            .collect();
        let marks: Vec<Option<Stack>> = list
            .iter()
            .map(|row| row.mark.as_ref().map(|mark| mark_stack(mark, Face::Plain)))
            .collect();
        let gaps = f64::from(u32::try_from(cells.saturating_sub(1)).unwrap_or(0)) * 10.0;
        let table = widths.iter().sum::<f64>() + gaps;
        let marked = marks
            .iter()
            .flatten()
            .map(|stack| stack.w)
            .fold(0.0, f64::max);
        let w = table.max(marked) + 2.0 * PAD;
        let mut y = top;
        for (index, ((row, stacks), mark)) in list.iter().zip(stacks).zip(marks).enumerate() {
            let height = stacks.iter().map(|stack| stack.h).fold(0.0, f64::max);
            let mut part = Part {
                row: Some(block * each + index),
                x,
                y,
                w,
                h: height + 5.0,
                ..Part::default()
            };
            let mut left = x + PAD;
            for (stack, width) in stacks.into_iter().zip(&widths) {
                part.runs.extend(stack.into_runs(left, y + 2.0));
                left += width + 10.0;
            }
            if let (Some(stack), Some(mark)) = (mark, &row.mark) {
                let band = stack.h + 3.0;
                part.bands.push((mark.severity, [x, y + part.h, w, band]));
                part.runs.extend(stack.into_runs(x + PAD, y + part.h + 1.0));
                part.h += band;
            }
            y += part.h;
            column.parts.push(part);
        }
        bottom = f64::max(bottom, y);
        x += w;
        total = x;
    }
    // Rows of the last column reach to the border.
    let spare = (column.w - total).max(0.0);
    let last_x = column
        .parts
        .iter()
        .filter(|part| part.row.is_some())
        .map(|part| part.x)
        .fold(0.0, f64::max);
    for part in column.parts.iter_mut().filter(|part| part.row.is_some()) {
        if part.x >= last_x {
            part.w += spare;
            for (_, band) in &mut part.bands {
                band[2] += spare;
            }
        }
    }
    column.w = column.w.max(total);
    column.h = bottom;
}

/// Text on a line.
pub(super) fn edge(edge: &Edge) -> Option<Panel> {
    if edge.lines.is_empty() && edge.mark.is_none() {
        return None;
    }
    let mut column = Column::new(1.0);
    let mut stack = Stack::new();
    stack.lines(&edge.lines, Face::Label, Ink::Text);
    column.text(stack);
    column.mark(edge.mark.as_ref(), Face::Label);
    let mut panel = column.finish(1.0);
    // Less at the sides than boxes have, because there is no border.
    let less = PAD - 3.0;
    panel.w -= 2.0 * less;
    for part in &mut panel.parts {
        part.w -= 2.0 * less;
        for run in &mut part.runs {
            run.x -= less;
        }
        for (_, band) in &mut part.bands {
            band[2] -= 2.0 * less;
        }
    }
    Some(even(panel))
}

/// The heading of a group.
pub(super) fn group(group: &Group) -> Panel {
    let mut column = Column::new(4.0);
    let mut stack = Stack::new();
    stack.line(group.level.word(), Face::Caption, Ink::Faint);
    stack.lines(&wrap(&group.title), Face::Heading, Ink::Text);
    stack.lines(&group.lines, Face::Plain, Ink::Text);
    column.text(stack);
    column.mark(group.mark.as_ref(), Face::Plain);
    even(column.finish(2.0))
}

/// A row of the legend: its top and height, the sample, and the text.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::diagram) struct Sample {
    pub(in crate::diagram) row: LegendRow,
    pub(in crate::diagram) y: f64,
    pub(in crate::diagram) h: f64,
    pub(in crate::diagram) runs: Vec<Run>,
}

/// Width of the samples in the legend.
pub(in crate::diagram) const SAMPLE: f64 = 56.0;

/// The legend: rows, width and height.
pub(super) fn legend(scene: &Scene) -> (Vec<Sample>, f64, f64) {
    let mut y = PAD + Face::Title.line() + 2.0;
    let mut widest = Face::Title.width("Legend");
    let mut samples = Vec::new();
    for row in style::legend(scene) {
        let text = match &row {
            LegendRow::Line(_, meaning) | LegendRow::Text(_, meaning) => (*meaning).to_owned(),
            LegendRow::Mark(severity) => format!("finding: {}", severity.word()),
            LegendRow::Note(note) => note.clone(),
        };
        let mut stack = Stack::new();
        stack.lines(&wrap(&text), Face::Plain, Ink::Text);
        let h = stack.h + 4.0;
        widest = widest.max(SAMPLE + 10.0 + stack.w);
        samples.push(Sample {
            y,
            h,
            runs: stack.into_runs(PAD + SAMPLE + 10.0, y + 2.0).collect(),
            row,
        });
        y += h;
    }
    if samples.is_empty() {
        return (samples, 0.0, 0.0);
    }
    (samples, widest + 2.0 * PAD, y + PAD)
}
