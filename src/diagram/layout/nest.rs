//! From the scene to one arrangement of boxes in boxes.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::scene::Scene;

use super::panel::Panel;
use super::unit::{Thing, Unit, beside, grid, ranked, shelves, stack};

/// Sizes and contents from which the arrangement is made.
pub(super) struct Nest<'a> {
    pub(super) nodes: &'a [Panel],
    pub(super) heads: &'a [Panel],
    pub(super) labels: &'a [Option<Panel>],
    /// Half of the room between two boxes: where lines run.
    pub(super) lane: f64,
    children: Vec<Vec<Thing>>,
    /// Edges by the group that holds both ends: edge, child of the start, child of the end.
    inside: Vec<Vec<(usize, Thing, Thing)>>,
}

impl<'a> Nest<'a> {
    pub(super) fn new(
        scene: &'a Scene,
        nodes: &'a [Panel],
        heads: &'a [Panel],
        labels: &'a [Option<Panel>],
        lane: f64,
    ) -> Self {
        // Slot 0 is the picture itself, slot n + 1 the group n.
        let mut children = vec![Vec::new(); scene.groups.len() + 1];
        for (index, node) in scene.nodes.iter().enumerate() {
            if let Some(list) = children.get_mut(slot(node.group)) {
                list.push(Thing::Node(index));
            }
        }
        for (index, group) in scene.groups.iter().enumerate() {
            if let Some(list) = children.get_mut(slot(group.parent)) {
                list.push(Thing::Group(index));
            }
        }
        let mut inside = vec![Vec::new(); scene.groups.len() + 1];
        for (index, edge) in scene.edges.iter().enumerate() {
            let (from, to) = (chain(scene, edge.from.node), chain(scene, edge.to.node));
            let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
            let at = match same.checked_sub(1).and_then(|last| from.get(last)) {
                // A line from a node to itself is at home around that node.
                Some(Thing::Node(_)) => same.checked_sub(2).and_then(|last| from.get(last)),
                other => other,
            };
            let holder = match at {
                Some(Thing::Group(group)) => slot(Some(*group)),
                _ => 0,
            };
            let same = same.min(from.len() - 1).min(to.len() - 1);
            if let (Some(a), Some(b), Some(list)) =
                (from.get(same), to.get(same), inside.get_mut(holder))
            {
                list.push((index, *a, *b));
            }
        }
        Self {
            nodes,
            heads,
            labels,
            lane,
            children,
            inside,
        }
    }

    fn gap(&self) -> f64 {
        2.0 * self.lane
    }

    /// The whole picture.
    pub(super) fn arrange(&self) -> Unit {
        self.content(None)
    }

    fn child(&self, thing: Thing) -> Unit {
        match thing {
            Thing::Node(node) => {
                let (w, h) = self.nodes.get(node).map_or((0.0, 0.0), |p| (p.w, p.h));
                Unit::one(thing, w, h)
            }
            Thing::Label(edge) => {
                let panel = self.labels.get(edge).and_then(Option::as_ref);
                let (w, h) = panel.map_or((0.0, 0.0), |panel| (panel.w, panel.h));
                Unit::one(thing, w, h)
            }
            Thing::Group(group) => {
                let inner = self.content(Some(group));
                let head = self.heads.get(group);
                let (hw, hh) = head.map_or((0.0, 0.0), |head| (head.w, head.h));
                let side = self.gap();
                let top = hh + self.lane + 8.0;
                let w = (inner.w + 2.0 * side).max(hw + 12.0);
                let h = top + inner.h + side;
                let mut unit = Unit::one(thing, w, h);
                // Narrow contents stand in the middle below a wide heading.
                let x = (w - inner.w) / 2.0;
                unit.hold(inner, x, top);
                unit
            }
        }
    }

    /// What is inside a group, or in the picture.
    fn content(&self, group: Option<usize>) -> Unit {
        let none = Vec::new();
        let things = self.children.get(slot(group)).unwrap_or(&none);
        let no_edges = Vec::new();
        let edges = self.inside.get(slot(group)).unwrap_or(&no_edges);
        let place: BTreeMap<Thing, usize> =
            things.iter().enumerate().map(|(i, t)| (*t, i)).collect();
        let mut links: Vec<Link> = Vec::new();
        for (edge, a, b) in edges {
            if let (Some(a), Some(b)) = (place.get(a), place.get(b)) {
                links.push(Link {
                    edge: *edge,
                    a: *a,
                    b: *b,
                });
            }
        }
        let parts = components(things.len(), &links);
        let units = parts
            .into_iter()
            .map(|members| self.component(things, &members, &links))
            .collect();
        shelves(units, self.gap())
    }

    fn label(&self, edge: usize) -> Option<Unit> {
        self.labels.get(edge)?.as_ref()?;
        Some(self.child(Thing::Label(edge)))
    }

    fn labels_of(&self, links: &[&Link]) -> Vec<Unit> {
        links
            .iter()
            .filter_map(|link| self.label(link.edge))
            .collect()
    }

    /// Things connected with each other.
    ///
    /// Things with one neighbour only stand together beside it, each with the text of its lines at its side; the
    /// others stand in ranks, with texts between them.
    fn component(&self, things: &[Thing], members: &[usize], links: &[Link]) -> Unit {
        let inside: BTreeSet<usize> = members.iter().copied().collect();
        let links: Vec<&Link> = links.iter().filter(|l| inside.contains(&l.a)).collect();
        let mut neighbours: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for link in links.iter().filter(|link| link.a != link.b) {
            neighbours.entry(link.a).or_default().insert(link.b);
            neighbours.entry(link.b).or_default().insert(link.a);
        }
        let degree = |of: usize| neighbours.get(&of).map_or(0, BTreeSet::len);
        // Leaf to its hub.
        let mut leaves: BTreeMap<usize, usize> = BTreeMap::new();
        for (leaf, list) in &neighbours {
            if let (1, Some(hub)) = (list.len(), list.first()) {
                let pair = degree(*hub) == 1;
                // Of a lonely pair the end hangs on the start.
                let is_start = links.iter().any(|l| l.a == *leaf && l.b == *hub);
                if (!pair || !is_start) && !leaves.contains_key(hub) {
                    leaves.insert(*leaf, *hub);
                }
            }
        }
        // Hub and side to the units of its leaves.
        let mut hanging: BTreeMap<(usize, bool), Vec<Unit>> = BTreeMap::new();
        for (leaf, hub) in &leaves {
            let own: Vec<&Link> = links
                .iter()
                .copied()
                .filter(|l| (l.a == *leaf) != (l.b == *leaf))
                .collect();
            let right = own.first().is_none_or(|link| link.b == *leaf);
            let unit = self.with_loops(things, *leaf, &links);
            let labels = self.labels_of(&own);
            let unit = if labels.is_empty() {
                unit
            } else {
                let text = stack(labels, self.lane, right);
                if right {
                    beside(text, unit, self.gap())
                } else {
                    beside(unit, text, self.gap())
                }
            };
            hanging.entry((*hub, right)).or_default().push(unit);
        }
        let mut units: Vec<Unit> = Vec::new();
        let mut edges: Vec<(usize, usize)> = Vec::new();
        let mut vertex: BTreeMap<usize, usize> = BTreeMap::new();
        for member in members.iter().filter(|m| !leaves.contains_key(m)) {
            vertex.insert(*member, units.len());
            units.push(self.with_loops(things, *member, &links));
        }
        for ((hub, right), list) in hanging {
            let Some(hub) = vertex.get(&hub).copied() else {
                continue;
            };
            let block = units.len();
            units.push(grid(list, self.gap()));
            edges.push(if right { (hub, block) } else { (block, hub) });
        }
        for link in links.iter().filter(|link| link.a != link.b) {
            let (Some(a), Some(b)) = (vertex.get(&link.a), vertex.get(&link.b)) else {
                continue;
            };
            match self.label(link.edge) {
                Some(text) => {
                    edges.push((*a, units.len()));
                    edges.push((units.len(), *b));
                    units.push(text);
                }
                None => edges.push((*a, *b)),
            }
        }
        if units.len() == 1 {
            return units.pop().unwrap_or_default();
        }
        ranked(units, &edges, self.gap())
    }

    /// A thing with the texts of lines that lead from it to itself.
    fn with_loops(&self, things: &[Thing], member: usize, links: &[&Link]) -> Unit {
        let unit = things
            .get(member)
            .map_or_else(Unit::default, |thing| self.child(*thing));
        let own: Vec<&Link> = links
            .iter()
            .copied()
            .filter(|link| link.a == member && link.b == member)
            .collect();
        let labels = self.labels_of(&own);
        if labels.is_empty() {
            return unit;
        }
        beside(unit, stack(labels, self.lane, false), self.gap())
    }
}

struct Link {
    edge: usize,
    a: usize,
    b: usize,
}

fn slot(group: Option<usize>) -> usize {
    group.map_or(0, |group| group + 1)
}

/// The groups around a node, from the outside, and the node.
fn chain(scene: &Scene, node: usize) -> Vec<Thing> {
    let mut list = vec![Thing::Node(node)];
    let mut at = scene.nodes.get(node).and_then(|node| node.group);
    while let Some(group) = at {
        list.push(Thing::Group(group));
        // A parent stands before its group, so this ends.
        at = scene
            .groups
            .get(group)
            .and_then(|g| g.parent)
            .filter(|parent| *parent < group);
    }
    list.reverse();
    list
}

/// What is connected, in order of the first member.
fn components(count: usize, links: &[Link]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..count).collect();
    fn find(leader: &mut [usize], mut at: usize) -> usize {
        while let Some(next) = leader.get(at).copied().filter(|next| *next != at) {
            at = next;
        }
        at
    }
    for link in links {
        let (a, b) = (find(&mut leader, link.a), find(&mut leader, link.b));
        if let Some(slot) = leader.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for member in 0..count {
        let first = find(&mut leader, member);
        parts.entry(first).or_default().push(member);
    }
    parts.into_values().collect()
}
