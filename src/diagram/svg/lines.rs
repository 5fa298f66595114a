//! Paths, arrow heads and words of edges.

use super::number;
use crate::diagram::scene::{Edge, Scene, tooltip};
use crate::diagram::text::joined;

/// Radius of corners.
const ROUND: f64 = 5.0;
/// Length and half width of an arrow head.
const HEAD: (f64, f64) = (9.0, 4.0);

fn towards(from: (f64, f64), to: (f64, f64), by: f64) -> (f64, f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if length < 0.001 {
        return from;
    }
    (from.0 + dx / length * by, from.1 + dy / length * by)
}

/// A path through points, with round corners: relative, because that is much shorter.
pub(super) fn path(points: &[(f64, f64)]) -> String {
    let mut pen = Pen::default();
    for (index, point) in points.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|i| points.get(i));
        match (before, points.get(index + 1)) {
            (None, _) => pen.start(*point),
            (_, None) => pen.line(*point),
            (Some(before), Some(after)) => {
                let length = |other: &(f64, f64)| (other.0 - point.0).hypot(other.1 - point.1);
                let round = ROUND.min(length(before) / 2.0).min(length(after) / 2.0);
                pen.line(towards(*point, *before, round));
                pen.curve(*point, towards(*point, *after, round));
            }
        }
    }
    pen.text
}

/// Writes a path in tenths, so that roundings do not add up.
#[derive(Default)]
struct Pen {
    text: String,
    at: (f64, f64),
}

fn tenths((x, y): (f64, f64)) -> (f64, f64) {
    ((x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0)
}

impl Pen {
    /// Numbers, with a blank only where none could be told from the next without it.
    fn put(&mut self, letter: char, values: &[f64]) {
        self.text.push(letter);
        for (index, value) in values.iter().enumerate() {
            let text = number(*value);
            if index > 0 && !text.starts_with('-') {
                self.text.push(' ');
            }
            self.text.push_str(&text);
        }
    }

    fn start(&mut self, to: (f64, f64)) {
        self.at = tenths(to);
        self.put('M', &[self.at.0, self.at.1]);
    }

    fn by(&self, to: (f64, f64)) -> (f64, f64) {
        tenths((to.0 - self.at.0, to.1 - self.at.1))
    }

    fn line(&mut self, to: (f64, f64)) {
        let to = tenths(to);
        match self.by(to) {
            (0.0, 0.0) => {}
            (x, 0.0) => self.put('h', &[x]),
            (0.0, y) => self.put('v', &[y]),
            (x, y) => self.put('l', &[x, y]),
        }
        self.at = to;
    }

    fn curve(&mut self, around: (f64, f64), to: (f64, f64)) {
        let (around, to) = (tenths(around), tenths(to));
        let ((ax, ay), (x, y)) = (self.by(around), self.by(to));
        if (x, y) != (0.0, 0.0) {
            self.put('q', &[ax, ay, x, y]);
        }
        self.at = to;
    }
}

/// An arrow head at the end of a line, which is made shorter by it: its path.
pub(super) fn head(points: &mut [(f64, f64)]) -> Option<String> {
    let [.., before, tip] = points else {
        return None;
    };
    let end = *tip;
    let back = towards(end, *before, HEAD.0);
    let (dx, dy) = ((end.0 - back.0) / HEAD.0, (end.1 - back.1) / HEAD.0);
    let (left, right) = (
        (back.0 - dy * HEAD.1, back.1 + dx * HEAD.1),
        (back.0 + dy * HEAD.1, back.1 - dx * HEAD.1),
    );
    *tip = back;
    let mut pen = Pen::default();
    pen.start(left);
    pen.line(end);
    pen.line(right);
    pen.text.push('z');
    Some(pen.text)
}

/// What an edge is called: its first element, else what it joins.
pub(super) fn called(edge: &Edge, scene: &Scene) -> String {
    match edge.items.first() {
        Some(item) => item.name.clone().unwrap_or_else(|| item.id.clone()),
        None => between(edge, scene),
    }
}

fn between(edge: &Edge, scene: &Scene) -> String {
    let name = |end: usize| -> &str {
        let Some(node) = scene.nodes.get(end) else {
            return "";
        };
        match node.items.first() {
            Some(item) if node.title.is_empty() => item.name.as_deref().unwrap_or(&item.id),
            _ => &node.title,
        }
    };
    format!("{} – {}", name(edge.from.node), name(edge.to.node))
}

/// What hovering over an edge shows.
pub(super) fn hint(edge: &Edge, scene: &Scene) -> Vec<String> {
    let mut lines = vec![joined([edge.kind.noun(), &between(edge, scene)])];
    lines.extend(tooltip(&edge.items, edge.mark.as_ref()));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_and_short() {
        let points = [(10.0, 20.0), (50.0, 20.0), (50.0, -60.0), (10.5, -60.0)];
        assert_eq!(path(&points), "M10 20h35q5 0 5-5v-70q0-5-5-5h-34.5");
        assert_eq!(path(&points[..2]), "M10 20h40");
    }

    #[test]
    fn roundings_do_not_add_up() {
        let points: Vec<(f64, f64)> = (0..400u32).map(|n| (f64::from(n) * 0.04, 0.0)).collect();
        let ends: f64 = path(&points)
            .split(['h', 'q'])
            .skip(1)
            .map(|piece| {
                let last = piece.split(' ').nth(2).unwrap_or(piece);
                last.parse::<f64>().unwrap()
            })
            .sum();
        assert!((ends - 399.0 * 0.04).abs() < 0.06, "{ends}");
    }
}
