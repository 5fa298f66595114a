//! Paths, arrow heads and words of edges.

use std::fmt::Write as _;

use super::number;
use super::paint::{PAPER, Paint};
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

/// A path through points, with round corners.
pub(super) fn path(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    let put = |out: &mut String, letter: &str, (x, y): (f64, f64)| {
        let _ = write!(out, "{letter}{} {}", number(x), number(y));
    };
    for (index, point) in points.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|i| points.get(i));
        match (before, points.get(index + 1)) {
            (None, _) => put(&mut out, "M", *point),
            (_, None) => put(&mut out, "L", *point),
            (Some(before), Some(after)) => {
                let length = |other: &(f64, f64)| (other.0 - point.0).hypot(other.1 - point.1);
                let round = ROUND.min(length(before) / 2.0).min(length(after) / 2.0);
                put(&mut out, "L", towards(*point, *before, round));
                put(&mut out, "Q", *point);
                put(&mut out, " ", towards(*point, *after, round));
            }
        }
    }
    out
}

/// An arrow head at the end of a line, which is made shorter by it.
pub(super) fn head(points: &mut [(f64, f64)], colour: Paint, hollow: bool) -> String {
    let [.., before, tip] = points else {
        return String::new();
    };
    let end = *tip;
    let back = towards(end, *before, HEAD.0);
    let (dx, dy) = ((end.0 - back.0) / HEAD.0, (end.1 - back.1) / HEAD.0);
    let (left, right) = (
        (back.0 - dy * HEAD.1, back.1 + dx * HEAD.1),
        (back.0 + dy * HEAD.1, back.1 - dx * HEAD.1),
    );
    *tip = back;
    let inside = if hollow { PAPER } else { colour };
    format!(
        "<path d=\"M{} {}L{} {}L{} {}Z\" class=\"f-{} s-{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.2\"/>",
        number(left.0),
        number(left.1),
        number(end.0),
        number(end.1),
        number(right.0),
        number(right.1),
        inside.name,
        colour.name,
        inside.light,
        colour.light
    )
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
