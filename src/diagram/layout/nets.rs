//! Which edges run together.

use std::collections::BTreeMap;

use crate::diagram::scene::{End, Scene};
use crate::diagram::style::{self, LineStyle};

/// Edges in bundles: those of one bundle look alike, leave the same end and may run on one line until they part.
///
/// For each bundle the common end, and its edges with whether that end is their `to`.
pub(super) fn nets(scene: &Scene) -> Vec<(End, Vec<(usize, bool)>)> {
    let valid = |end: End| end.node < scene.nodes.len();
    let mut open: Vec<usize> = scene
        .edges
        .iter()
        .enumerate()
        .filter(|(_, edge)| valid(edge.from) && valid(edge.to))
        .map(|(index, _)| index)
        .collect();
    let mut nets = Vec::new();
    while !open.is_empty() {
        let mut degrees: BTreeMap<(End, LineStyle), usize> = BTreeMap::new();
        for edge in open.iter().filter_map(|edge| scene.edges.get(*edge)) {
            let look = style::look(edge.phase, edge.light);
            *degrees.entry((edge.from, look)).or_default() += 1;
            *degrees.entry((edge.to, look)).or_default() += 1;
        }
        // All ends in order of degree; each takes what is left for it.
        let mut order: Vec<((End, LineStyle), usize)> = degrees.into_iter().collect();
        order.sort_by_key(|(hub, degree)| (std::cmp::Reverse(*degree), *hub));
        let mut rest = Vec::new();
        let mut taken = vec![false; scene.edges.len()];
        let mut touching: BTreeMap<End, Vec<usize>> = BTreeMap::new();
        for index in &open {
            if let Some(edge) = scene.edges.get(*index) {
                touching.entry(edge.from).or_default().push(*index);
                touching.entry(edge.to).or_default().push(*index);
            }
        }
        for ((hub, look), _) in order {
            let mut list = Vec::new();
            let mut others: Vec<End> = Vec::new();
            for index in touching.get(&hub).into_iter().flatten() {
                let (Some(edge), Some(taken)) = (scene.edges.get(*index), taken.get_mut(*index))
                else {
                    continue;
                };
                if *taken || style::look(edge.phase, edge.light) != look {
                    continue;
                }
                *taken = true;
                let turned = edge.from != hub;
                let other = if turned { edge.from } else { edge.to };
                // Parallel lines must not lie on each other: one goes into a later bundle.
                if others.contains(&other) {
                    rest.push(*index);
                } else {
                    others.push(other);
                    list.push((*index, turned));
                }
            }
            if !list.is_empty() {
                nets.push((hub, list));
            }
        }
        rest.sort_unstable();
        open = rest;
    }
    nets
}
