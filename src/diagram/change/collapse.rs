//! Groups drawn as one node each.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::scene::{End, Item, Level, Light, Mark, Node, NodeKind, Scene};
use crate::diagram::text::{count, wrap};
use crate::diagram::{DrawError, Options, style};
use crate::model::ElementKind;

use super::select::retain;

/// Draws every group of a level as one node.
pub(in crate::diagram) fn collapse(scene: &mut Scene, level: Level) {
    let first_new = scene.nodes.len();
    let mut stands_for: Vec<usize> = (0..first_new).collect();
    let mut keep = vec![true; first_new];
    let mut contents: Vec<Contents> = Vec::new();
    let mut new_nodes: BTreeMap<usize, usize> = BTreeMap::new();
    // The group of that level in which each group lies; parents stand before their groups.
    let mut holders: Vec<Option<usize>> = Vec::new();
    for (index, group) in scene.groups.iter().enumerate() {
        holders.push(if group.level == level {
            Some(index)
        } else {
            group
                .parent
                .and_then(|parent| holders.get(parent).copied().flatten())
        });
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, node) in scene.nodes.iter().enumerate() {
        let holder = node
            .group
            .and_then(|group| holders.get(group).copied().flatten());
        if let Some(holder) = holder {
            members.entry(holder).or_default().push(index);
        }
    }
    for (index, inside) in members {
        let Some((node, content)) = summary(scene, index, &inside) else {
            continue;
        };
        scene.nodes.push(node);
        keep.push(true);
        stands_for.push(scene.nodes.len() - 1);
        contents.push(content);
        new_nodes.insert(index, scene.nodes.len() - 1);
        for member in inside {
            if let Some(slot) = stands_for.get_mut(member) {
                *slot = scene.nodes.len() - 1;
            }
            if let Some(slot) = keep.get_mut(member) {
                *slot = false;
            }
        }
    }
    let mut edges = Vec::new();
    for mut edge in std::mem::take(&mut scene.edges) {
        let to = |end: End| match stands_for.get(end.node) {
            Some(node) if *node != end.node => End {
                node: *node,
                row: None,
            },
            _ => end,
        };
        edge.from = to(edge.from);
        edge.to = to(edge.to);
        let inside = edge.from.node == edge.to.node;
        let content = edge.from.node.checked_sub(first_new).filter(|_| inside);
        let content = content.and_then(|index| contents.get_mut(index));
        match (content, scene.nodes.get_mut(edge.from.node)) {
            // Inside what became one node.
            (Some(content), Some(node)) => {
                Mark::merge(&mut node.mark, edge.mark);
                for item in edge.items {
                    if content.add(&item) {
                        node.items.push(item);
                    }
                }
            }
            _ => edges.push(edge),
        }
    }
    scene.edges = edges;
    for (index, holder) in holders.into_iter().enumerate() {
        // Marks of groups inside, which are no longer drawn.
        let Some(holder) = holder.filter(|holder| *holder != index) else {
            continue;
        };
        let mark = scene
            .groups
            .get_mut(index)
            .and_then(|group| group.mark.take());
        if let Some(node) = new_nodes
            .get(&holder)
            .and_then(|node| scene.nodes.get_mut(*node))
        {
            Mark::merge(&mut node.mark, mark);
        }
    }
    for (node, content) in scene.nodes.iter_mut().skip(first_new).zip(contents) {
        node.lines.extend(content.lines());
    }
    retain(scene, &keep);
}

/// How many elements of each kind a summary stands for.
#[derive(Default)]
struct Contents {
    counts: BTreeMap<ElementKind, usize>,
    seen: BTreeSet<String>,
    outside: usize,
}

impl Contents {
    /// Counts an element, once; whether it was new.
    fn add(&mut self, item: &Item) -> bool {
        let new = self.seen.insert(item.key.clone());
        if new {
            *self.counts.entry(item.kind).or_default() += 1;
        }
        new
    }

    fn lines(self) -> Vec<String> {
        let counts: Vec<String> = self
            .counts
            .into_iter()
            .map(|(kind, n)| count(n, style::caption(kind)))
            .collect();
        let mut lines = Vec::new();
        if !counts.is_empty() {
            lines.extend(wrap(&counts.join(", ")));
        }
        if self.outside > 0 {
            lines.push(format!("{} not in the input", self.outside));
        }
        lines
    }
}

/// The node that stands for a group; takes over what its members carry.
fn summary(scene: &mut Scene, index: usize, inside: &[usize]) -> Option<(Node, Contents)> {
    let group = scene.groups.get(index)?;
    let card = inside
        .iter()
        .filter_map(|node| scene.nodes.get(*node))
        .find(|node| node.title.is_empty() && group.item.as_ref() == node.items.first());
    let mut node = Node {
        key: group.key.clone(),
        group: group.parent,
        kind: NodeKind::Summary(group.level),
        title: group.title.clone(),
        lines: group.lines.clone(),
        rows: Vec::new(),
        items: group.item.iter().cloned().collect(),
        phase: group.phase,
        outside: false,
        mark: group.mark.clone(),
        light: Light::Plain,
        focus: false,
        hidden: 0,
        url: group.url.clone(),
    };
    if let Some(card) = card {
        node.kind = card.kind;
        node.key = card.key.clone();
        node.lines.extend(card.lines.iter().cloned());
    }
    let mut contents = Contents::default();
    // The summary says its own name already.
    contents
        .seen
        .extend(node.items.iter().map(|item| item.key.clone()));
    for member in inside {
        let Some(member) = scene.nodes.get_mut(*member) else {
            continue;
        };
        node.focus |= member.focus;
        node.hidden += member.hidden;
        Mark::merge(&mut node.mark, member.mark.take());
        contents.outside += usize::from(member.outside);
        for item in member.items.drain(..) {
            if member.outside || contents.add(&item) {
                node.items.push(item);
            }
        }
        for row in member.rows.drain(..) {
            Mark::merge(&mut node.mark, row.mark);
            if contents.add(&row.item) {
                node.items.push(row.item);
            }
        }
    }
    Some((node, contents))
}

/// Collapses groups until the picture has few enough nodes.
pub(in crate::diagram) fn cap(scene: &mut Scene, options: &Options) -> Result<(), DrawError> {
    if scene.nodes.len() <= options.max_nodes {
        return Ok(());
    }
    let before = scene.nodes.len();
    for level in Level::COLLAPSIBLE {
        if level != Level::Network && !options.group_by.contains(&level) {
            continue;
        }
        collapse(scene, level);
        if scene.nodes.len() <= options.max_nodes {
            scene.notes.push(format!(
                "{before} boxes were more than the limit of {}: each {} is drawn as one box",
                options.max_nodes,
                level.word()
            ));
            return Ok(());
        }
    }
    Err(DrawError::TooMany {
        nodes: scene.nodes.len(),
        limit: options.max_nodes,
    })
}
