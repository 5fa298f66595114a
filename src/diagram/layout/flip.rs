//! Turns round what lies in groups, so that lines to the outside become short.

use crate::diagram::scene::Scene;

use super::{Layout, Rect, slot};

/// What is turned round inside a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Flip {
    /// The left is at the right.
    pub(super) across: bool,
    /// The top is at the bottom.
    pub(super) down: bool,
}

/// How often all groups are tried: what is turned in one changes what is best for others.
const ROUNDS: usize = 3;
/// Such a part of the length of its lines must be saved by turning a group, and so much.
const WORTH: (f64, f64) = (0.05, 40.0);

/// How far the nodes in a group move when it is turned.
type Moves = Vec<(usize, f64)>;

/// Which groups to turn, by slot, for places with none turned.
pub(super) fn flips(scene: &Scene, places: &Layout) -> Vec<Flip> {
    let mut flips = vec![Flip::default(); scene.groups.len() + 1];
    let (across, down) = moves(scene, places);
    let xs: Vec<f64> = places.nodes.iter().map(|rect| rect.centre().0).collect();
    let ys: Vec<f64> = places.nodes.iter().map(|rect| rect.centre().1).collect();
    for (flip, turned) in flips.iter_mut().zip(best(scene, &across, xs)) {
        flip.across = turned;
    }
    for (flip, turned) in flips.iter_mut().zip(best(scene, &down, ys)) {
        flip.down = turned;
    }
    flips
}

/// The moves of each slot, to the right and downwards.
fn moves(scene: &Scene, places: &Layout) -> (Vec<Moves>, Vec<Moves>) {
    let mut across: Vec<Moves> = vec![Moves::new(); scene.groups.len() + 1];
    let mut down = across.clone();
    for (index, node) in scene.nodes.iter().enumerate() {
        let mut inner = places.nodes.get(index).copied();
        let mut at = node.group;
        while let (Some(group), Some(within)) = (at, inner) {
            let (Some(rect), Some(head)) = (places.groups.get(group), places.heads.get(group))
            else {
                break;
            };
            let contents = Rect {
                y: rect.y + head.h - 4.0,
                h: rect.h - head.h + 4.0,
                ..*rect
            };
            let (from, about) = (within.centre(), contents.centre());
            if let Some(list) = across.get_mut(slot(at)) {
                list.push((index, 2.0 * (about.0 - from.0)));
            }
            if let Some(list) = down.get_mut(slot(at)) {
                list.push((index, 2.0 * (about.1 - from.1)));
            }
            inner = Some(*rect);
            let parent = scene.groups.get(group).and_then(|group| group.parent);
            at = parent.filter(|parent| *parent < group);
        }
    }
    (across, down)
}

/// Which slots to turn so that the nodes, which lie at these places, are near to those they have lines to.
fn best(scene: &Scene, moves: &[Moves], mut places: Vec<f64>) -> Vec<bool> {
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); places.len()];
    for (index, edge) in scene.edges.iter().enumerate() {
        for end in [edge.from.node, edge.to.node] {
            if let Some(list) = edges.get_mut(end) {
                list.push(index);
            }
        }
    }
    let mut turned = vec![false; moves.len()];
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (turned, moves) in turned.iter_mut().zip(moves) {
            let lists = moves.iter().filter_map(|(node, _)| edges.get(*node));
            let mut touching: Vec<usize> = lists.flatten().copied().collect();
            touching.sort_unstable();
            touching.dedup();
            let sign = if *turned { -1.0 } else { 1.0 };
            let before = length(scene, &touching, &places);
            shift(&mut places, moves, sign);
            let saved = before - length(scene, &touching, &places);
            if saved > WORTH.1 && saved > before * WORTH.0 {
                *turned = !*turned;
                changed = true;
            } else {
                shift(&mut places, moves, -sign);
            }
        }
        if !changed {
            break;
        }
    }
    turned
}

fn shift(places: &mut [f64], moves: &Moves, sign: f64) {
    for (node, by) in moves {
        if let Some(place) = places.get_mut(*node) {
            *place += sign * by;
        }
    }
}

/// How far the ends of edges are from each other, in sum.
fn length(scene: &Scene, edges: &[usize], places: &[f64]) -> f64 {
    let edges = edges.iter().filter_map(|edge| scene.edges.get(*edge));
    edges
        .filter_map(|e| Some((places.get(e.from.node)? - places.get(e.to.node)?).abs()))
        .sum()
}
