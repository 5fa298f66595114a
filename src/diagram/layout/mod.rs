//! Places for a scene: boxes in boxes that do not overlap, and lines that run between them.
//!
//! Boxes are arranged from the inside to the outside; the text of a line has a box of its own. Then lines are led
//! through the free lanes between boxes, and lines that would lie on each other are moved apart.

mod ends;
mod flip;
mod grid;
mod legs;
pub(super) mod measure;
mod nest;
mod nets;
pub(super) mod panel;
mod pieces;
mod route;
mod search;
mod tracks;
mod unit;
mod widths;

use super::scene::Scene;
use flip::Flip;
use nest::Nest;
use panel::{Panel, Sample};
use unit::Thing;

/// Which start and which end were taken, and the points between.
type Found = (usize, usize, Vec<(f64, f64)>);

/// A rectangle.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Rect {
    /// Left side.
    pub x: f64,
    /// Upper side.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    pub(super) fn right(&self) -> f64 {
        self.x + self.w
    }

    pub(super) fn bottom(&self) -> f64 {
        self.y + self.h
    }

    pub(super) fn centre(&self) -> (f64, f64) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// Whether two share more than a side.
    #[must_use]
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Whether the other lies inside.
    #[must_use]
    pub fn holds(&self, other: &Rect) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && self.right() >= other.right()
            && self.bottom() >= other.bottom()
    }
}

/// Where everything is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Width of the picture.
    pub width: f64,
    /// Height of the picture.
    pub height: f64,
    /// Places of the groups, in the order of the scene.
    pub groups: Vec<Rect>,
    /// Places of the nodes, in the order of the scene.
    pub nodes: Vec<Rect>,
    /// Places of the texts of edges; none where an edge has no text.
    pub labels: Vec<Option<Rect>>,
    /// The corners of each edge from its start to its end.
    pub edges: Vec<Vec<(f64, f64)>>,
    pub(super) heads: Vec<Panel>,
    pub(super) panels: Vec<Panel>,
    pub(super) texts: Vec<Option<Panel>>,
    pub(super) legend: Rect,
    pub(super) samples: Vec<Sample>,
}

/// Room around the picture.
const MARGIN: f64 = 12.0;

/// Half of the room between boxes where few lines run, and where many do.
const LANE: f64 = 12.0;
const WIDEST: f64 = 34.0;
/// How often places are looked for, each time with room for the lines of the time before.
const TRIES: usize = 3;

/// The slot of a group among all levels; the first is the picture itself.
fn slot(group: Option<usize>) -> usize {
    group.map_or(0, |group| group + 1)
}

/// Finds places; the same scene gives the same ones.
#[must_use]
pub fn layout(scene: &Scene) -> Layout {
    let mut row_ends = vec![false; scene.nodes.len()];
    for edge in &scene.edges {
        for end in [edge.from, edge.to] {
            if let (Some(slot), true) = (row_ends.get_mut(end.node), end.row.is_some()) {
                *slot = true;
            }
        }
    }
    let panels: Vec<Panel> = scene
        .nodes
        .iter()
        .zip(row_ends)
        .map(|(node, ends)| panel::node(node, ends))
        .collect();
    let heads: Vec<Panel> = scene.groups.iter().map(panel::group).collect();
    let texts: Vec<Option<Panel>> = scene.edges.iter().map(panel::edge).collect();
    let mut lanes = vec![LANE; scene.groups.len() + 1];
    let none = vec![Flip::default(); lanes.len()];
    let flips = {
        let nest = Nest::new(scene, &panels, &heads, &texts, &lanes, &none);
        let mut places = placed(scene, &nest);
        places.heads.clone_from(&heads);
        flip::flips(scene, &places)
    };
    let mut tries = 0;
    let mut places = loop {
        let nest = Nest::new(scene, &panels, &heads, &texts, &lanes, &flips);
        let mut places = placed(scene, &nest);
        places.panels.clone_from(&panels);
        places.heads.clone_from(&heads);
        let routed = route::route(scene, &places, &lanes);
        places.edges = routed.edges;
        // As many lines as want to lie in one lane need that much room.
        let mut narrow = false;
        for (lane, crowd) in lanes.iter_mut().zip(routed.crowds) {
            let needed = legs::half(tracks::room(crowd)).ceil().min(WIDEST);
            if needed > *lane + 1.0 {
                *lane = needed;
                narrow = true;
            }
        }
        tries += 1;
        if !narrow || tries >= TRIES {
            break places;
        }
    };
    places.texts = texts;
    finish(scene, &mut places);
    places
}

/// Absolute places of all boxes.
fn placed(scene: &Scene, nest: &Nest<'_>) -> Layout {
    let unit = nest.arrange();
    let mut places = Layout {
        width: unit.w,
        height: unit.h,
        groups: vec![Rect::default(); scene.groups.len()],
        nodes: vec![Rect::default(); scene.nodes.len()],
        labels: vec![None; scene.edges.len()],
        ..Layout::default()
    };
    for (thing, rect) in unit.things {
        let slot = match thing {
            Thing::Node(index) => places.nodes.get_mut(index),
            Thing::Group(index) => places.groups.get_mut(index),
            Thing::Label(index) => places
                .labels
                .get_mut(index)
                .map(|slot| slot.insert(Rect::default())),
        };
        if let Some(slot) = slot {
            *slot = rect;
        }
    }
    places
}

/// Moves everything to positive places, adds the legend below.
fn finish(scene: &Scene, places: &mut Layout) {
    let mut low = (0.0, 0.0);
    let mut high = (places.width, places.height);
    for (x, y) in places.edges.iter().flatten() {
        low = (f64::min(low.0, *x - 4.0), f64::min(low.1, *y - 4.0));
        high = (f64::max(high.0, *x + 4.0), f64::max(high.1, *y + 4.0));
    }
    let (dx, dy) = (MARGIN - low.0, MARGIN - low.1);
    let boxes = places.groups.iter_mut().chain(&mut places.nodes);
    for rect in boxes.chain(places.labels.iter_mut().flatten()) {
        rect.x += dx;
        rect.y += dy;
    }
    for (x, y) in places.edges.iter_mut().flatten() {
        *x += dx;
        *y += dy;
    }
    places.width = high.0 + dx + MARGIN;
    places.height = high.1 + dy + MARGIN;
    let (samples, w, h) = panel::legend(scene);
    if !samples.is_empty() {
        places.legend = Rect {
            x: MARGIN,
            y: places.height,
            w,
            h,
        };
        places.height += h + MARGIN;
        places.width = places.width.max(w + 2.0 * MARGIN);
    }
    places.samples = samples;
}

#[cfg(test)]
mod tests;
