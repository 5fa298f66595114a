//! An order that does not depend on the order of the input.

use std::collections::BTreeMap;

use crate::diagram::scene::{Node, Scene};
use crate::diagram::text::natural;

/// Puts groups, nodes and edges in an order that does not depend on the order of the input.
pub(in crate::diagram) fn sort(scene: &mut Scene) {
    let mut children: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (index, group) in scene.groups.iter().enumerate() {
        children.entry(group.parent).or_default().push(index);
    }
    for list in children.values_mut() {
        list.sort_by(|a, b| {
            let (Some(a), Some(b)) = (scene.groups.get(*a), scene.groups.get(*b)) else {
                return std::cmp::Ordering::Equal;
            };
            a.level
                .cmp(&b.level)
                .then_with(|| natural(&a.title, &b.title))
                .then_with(|| a.key.cmp(&b.key))
        });
    }
    let mut order = Vec::new();
    let mut stack: Vec<usize> = children
        .get(&None)
        .into_iter()
        .flatten()
        .rev()
        .copied()
        .collect();
    while let Some(index) = stack.pop() {
        order.push(index);
        stack.extend(children.get(&Some(index)).into_iter().flatten().rev());
    }
    reorder_groups(scene, &order);

    let mut order: Vec<usize> = (0..scene.nodes.len()).collect();
    order.sort_by(|a, b| {
        let (Some(a), Some(b)) = (scene.nodes.get(*a), scene.nodes.get(*b)) else {
            return std::cmp::Ordering::Equal;
        };
        a.group
            .cmp(&b.group)
            .then_with(|| a.kind.cmp(&b.kind))
            .then_with(|| natural(&a.title, &b.title))
            .then_with(|| a.key.cmp(&b.key))
    });
    let new_index = new_index(&order);
    let mut old: Vec<Option<Node>> = std::mem::take(&mut scene.nodes)
        .into_iter()
        .map(Some)
        .collect();
    scene.nodes = order
        .iter()
        .filter_map(|index| old.get_mut(*index).and_then(Option::take))
        .collect();
    for edge in &mut scene.edges {
        for end in [&mut edge.from, &mut edge.to] {
            end.node = new_index.get(&end.node).copied().unwrap_or(end.node);
        }
    }
    scene.edges.sort_by(|a, b| {
        (a.from, a.to, a.kind)
            .cmp(&(b.from, b.to, b.kind))
            .then_with(|| natural(&a.key, &b.key))
    });
    scene.notes.sort();
}

/// Where each comes to stand in an order of old indices.
fn new_index(order: &[usize]) -> BTreeMap<usize, usize> {
    let places = order.iter().enumerate();
    places.map(|(new, old)| (*old, new)).collect()
}

/// Puts groups in this order; those that it does not name are dropped and must be empty.
pub(super) fn reorder_groups(scene: &mut Scene, order: &[usize]) {
    let new_index = new_index(order);
    let mut old: Vec<Option<_>> = std::mem::take(&mut scene.groups)
        .into_iter()
        .map(Some)
        .collect();
    for index in order {
        if let Some(mut group) = old.get_mut(*index).and_then(Option::take) {
            group.parent = group
                .parent
                .and_then(|parent| new_index.get(&parent).copied());
            scene.groups.push(group);
        }
    }
    for node in &mut scene.nodes {
        node.group = node.group.and_then(|group| new_index.get(&group).copied());
    }
}
