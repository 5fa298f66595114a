//! The kinds that are wanted, and what lies around a focus.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagram::build::Builder;
use crate::diagram::marks::{Keys, Spot, spots};
use crate::diagram::scene::{Edge, End, Group, Item, Level, Node, NodeKind, Scene};
use crate::diagram::text::{clean, count};
use crate::diagram::{DrawError, Focus, Options};
use crate::model::ElementKind;

use super::order::reorder_groups;

/// The scene of the kinds that are wanted.
///
/// An edge of an element brings its ends along, even where their kinds are not wanted, unless they are excluded.
pub(in crate::diagram) fn wanted(built: Builder<'_>, options: &Options) -> Scene {
    let kinds = built.kinds;
    let mut scene = Scene {
        groups: built.groups,
        nodes: built.nodes,
        edges: built.edges,
        notes: Vec::new(),
    };
    let wanted = |node: &Node| match node.kind {
        NodeKind::Element(kind) => kinds.contains(&kind),
        NodeKind::CustomerAs => kinds.contains(&ElementKind::BgpPeer),
        NodeKind::Summary(_) | NodeKind::State => true,
    };
    let excluded = |node: &Node| match node.kind {
        NodeKind::Element(kind) => options.exclude.contains(&kind),
        NodeKind::CustomerAs => options.exclude.contains(&ElementKind::Site),
        NodeKind::Summary(_) | NodeKind::State => false,
    };
    let nodes = &scene.nodes;
    let at = |end: End| nodes.get(end.node);
    scene.edges.retain(|edge| {
        let (Some(from), Some(to)) = (at(edge.from), at(edge.to)) else {
            return false;
        };
        !excluded(from) && !excluded(to) && (!edge.items.is_empty() || (wanted(from) && wanted(to)))
    });
    let mut ends = BTreeSet::new();
    for edge in &scene.edges {
        ends.insert(edge.from.node);
        ends.insert(edge.to.node);
    }
    let keep: Vec<bool> = scene
        .nodes
        .iter()
        .enumerate()
        .map(|(index, node)| {
            let named = wanted(node) && !node.outside && node.kind != NodeKind::CustomerAs;
            !excluded(node) && (named || !node.rows.is_empty() || ends.contains(&index))
        })
        .collect();
    retain(&mut scene, &keep);
    scene
}

/// Keeps these nodes, the edges between them and the groups around them.
pub(super) fn retain(scene: &mut Scene, keep: &[bool]) {
    let mut new_index = vec![None; scene.nodes.len()];
    let mut nodes = Vec::new();
    for (index, node) in std::mem::take(&mut scene.nodes).into_iter().enumerate() {
        if keep.get(index).copied().unwrap_or(false) {
            if let Some(slot) = new_index.get_mut(index) {
                *slot = Some(nodes.len());
            }
            nodes.push(node);
        }
    }
    scene.nodes = nodes;
    let moved = |end: End| {
        let node = new_index.get(end.node).copied().flatten()?;
        Some(End { node, row: end.row })
    };
    scene.edges = std::mem::take(&mut scene.edges)
        .into_iter()
        .filter_map(|edge| {
            let (from, to) = (moved(edge.from)?, moved(edge.to)?);
            Some(Edge { from, to, ..edge })
        })
        .collect();
    drop_empty_groups(scene);
}

/// Drops groups without nodes.
fn drop_empty_groups(scene: &mut Scene) {
    let mut used = vec![false; scene.groups.len()];
    for node in &scene.nodes {
        let mut at = node.group;
        while let Some(index) = at {
            let Some(slot) = used.get_mut(index).filter(|slot| !**slot) else {
                break;
            };
            *slot = true;
            at = scene.groups.get(index).and_then(|group| group.parent);
        }
    }
    let order: Vec<usize> = (0..scene.groups.len())
        .filter(|index| used.get(*index).copied().unwrap_or(false))
        .collect();
    reorder_groups(scene, &order);
}

/// Keeps what lies within the asked number of edges around the focus.
pub(in crate::diagram) fn focus(
    scene: &mut Scene,
    keys: &Keys<'_>,
    options: &Options,
) -> Result<(), DrawError> {
    if options.focus.is_empty() {
        return Ok(());
    }
    let spots = spots(scene);
    let mut starts = BTreeSet::new();
    for focus in &options.focus {
        let spot = match focus {
            Focus::Element(id) => keys
                .spot(&spots, *id)
                .ok_or_else(|| DrawError::FocusNotShown(keys.words(*id)))?,
            Focus::Named(kind, name) => named(scene, *kind, name).ok_or_else(|| {
                let kind = kind.map_or(String::new(), |kind| format!("{}/", kind.word()));
                DrawError::FocusUnknown(format!("{kind}{name}"))
            })?,
        };
        match spot {
            Spot::Node(node) | Spot::Row(node, _) => {
                starts.insert(node);
            }
            Spot::Edge(edge) => {
                if let Some(edge) = scene.edges.get(edge) {
                    starts.extend([edge.from.node, edge.to.node]);
                }
            }
            Spot::Group(group) => starts.extend(members(scene, group)),
        }
    }
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); scene.nodes.len()];
    for edge in &scene.edges {
        for (from, to) in [(edge.from, edge.to), (edge.to, edge.from)] {
            if let Some(list) = neighbours.get_mut(from.node) {
                list.push(to.node);
            }
        }
    }
    let mut distance: BTreeMap<usize, usize> = starts.iter().map(|node| (*node, 0)).collect();
    let mut queue: VecDeque<usize> = starts.iter().copied().collect();
    while let Some(node) = queue.pop_front() {
        let next = distance.get(&node).map_or(usize::MAX, |d| d + 1);
        if next > options.depth {
            continue;
        }
        for neighbour in neighbours.get(node).into_iter().flatten() {
            if let std::collections::btree_map::Entry::Vacant(slot) = distance.entry(*neighbour) {
                slot.insert(next);
                queue.push_back(*neighbour);
            }
        }
    }
    let keep: Vec<bool> = (0..scene.nodes.len())
        .map(|node| distance.contains_key(&node))
        .collect();
    let dropped = keep.iter().filter(|keep| !**keep).count();
    for (index, node) in scene.nodes.iter_mut().enumerate() {
        node.focus = starts.contains(&index);
        node.hidden = neighbours
            .get(index)
            .into_iter()
            .flatten()
            .filter(|other| !distance.contains_key(other))
            .count();
    }
    if dropped > 0 {
        scene.notes.push(format!(
            "{} further than {} from the focus not shown",
            count(dropped, "box"),
            count(options.depth, "line"),
        ));
    }
    retain(scene, &keep);
    Ok(())
}

/// A location, a device, or what only references name.
fn named(scene: &Scene, kind: Option<ElementKind>, name: &str) -> Option<Spot> {
    let name = clean(name);
    let fits = |item: &Item| item.id == name && kind.is_none_or(|kind| kind == item.kind);
    let group = scene.groups.iter().position(|group| {
        matches!(group.level, Level::Location | Level::Device)
            && group.item.as_ref().is_some_and(fits)
    });
    let node = scene
        .nodes
        .iter()
        .position(|node| node.outside && node.items.iter().any(fits));
    group.map(Spot::Group).or(node.map(Spot::Node))
}

/// The nodes in a group, however deep.
fn members(scene: &Scene, group: usize) -> Vec<usize> {
    (0..scene.nodes.len())
        .filter(|node| {
            let around = scene.nodes.get(*node).and_then(|node| node.group);
            is_inside(&scene.groups, around, group)
        })
        .collect()
}

/// Whether a group is another one or lies in it, however deep. Parents stand before their groups, so this ends.
fn is_inside(groups: &[Group], mut at: Option<usize>, group: usize) -> bool {
    while let Some(index) = at {
        if index == group {
            return true;
        }
        at = groups.get(index).and_then(|group| group.parent);
    }
    false
}
