//! From the scene to one arrangement of boxes in boxes.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::diagram::scene::Scene;

use super::flip::Flip;
use super::panel::Panel;
use super::slot;
use super::unit::{Join, Thing, Unit, attached, grid, ranked, shelves, stack};

/// Sizes and contents from which the arrangement is made.
pub(super) struct Nest<'a> {
    scene: &'a Scene,
    nodes: &'a [Panel],
    heads: &'a [Panel],
    labels: &'a [Option<Panel>],
    /// Half of the room between two boxes, where lines run, for each level.
    lanes: &'a [f64],
    /// What is turned round, for each level.
    flips: &'a [Flip],
    children: Vec<Vec<Thing>>,
    /// Edges by the group that holds both ends: edge, child of the start, child of the end.
    inside: Vec<Vec<(usize, Thing, Thing)>>,
    /// What lines lead out of.
    outwards: BTreeSet<Thing>,
}

impl<'a> Nest<'a> {
    pub(super) fn new(
        scene: &'a Scene,
        nodes: &'a [Panel],
        heads: &'a [Panel],
        labels: &'a [Option<Panel>],
        lanes: &'a [f64],
        flips: &'a [Flip],
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
        let mut outwards = BTreeSet::new();
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
            for list in [&from, &to] {
                outwards.extend(list.iter().skip(same + 1).copied());
            }
            let same = same.min(from.len() - 1).min(to.len() - 1);
            if let (Some(a), Some(b), Some(list)) =
                (from.get(same), to.get(same), inside.get_mut(holder))
            {
                list.push((index, *a, *b));
            }
        }
        Self {
            scene,
            nodes,
            heads,
            labels,
            lanes,
            flips,
            children,
            inside,
            outwards,
        }
    }

    fn lane(&self, group: Option<usize>) -> f64 {
        self.lanes.get(slot(group)).copied().unwrap_or(0.0)
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
                let lane = self.lane(Some(group));
                let side = 2.0 * lane;
                // A lane between heading and contents, and lines in it, do not touch the heading.
                let top = hh + 2.0 * lane - 4.0;
                let w = (inner.w + 2.0 * side).max(hw + 12.0);
                let h = top + inner.h + side;
                let mut unit = Unit::one(thing, w, h);
                // Narrow contents stand in the middle below a wide heading.
                let x = ((w - inner.w) / 2.0).round();
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
        let parts = components(things.len(), links);
        let lane = self.lane(group);
        // What has lines only to the outside stands in columns, so that they reach it from the side.
        let outwards = |members: &[usize]| match members {
            [one] => things
                .get(*one)
                .is_some_and(|thing| self.outwards.contains(thing)),
            _ => false,
        };
        let (single, joined): (Vec<_>, Vec<_>) = parts
            .into_iter()
            .partition(|(members, _)| outwards(members));
        let arrange = |(members, links): (Vec<usize>, Vec<Link>)| {
            self.component(things, &members, &links, lane)
        };
        let single: Vec<Unit> = single.into_iter().map(arrange).collect();
        let mut units: Vec<Unit> = Vec::new();
        if !single.is_empty() {
            units.push(grid(single, 2.0 * lane));
        }
        units.extend(joined.into_iter().map(arrange));
        let mut unit = shelves(units, 2.0 * lane);
        if let Some(flip) = self.flips.get(slot(group)) {
            unit.flip(*flip);
        }
        unit
    }

    /// Things connected with each other: from the left to the right, or, where that is much too wide, downwards.
    fn component(&self, things: &[Thing], members: &[usize], links: &[Link], lane: f64) -> Unit {
        let units: BTreeMap<usize, Unit> = members
            .iter()
            .filter_map(|member| Some((*member, self.child(*things.get(*member)?))))
            .collect();
        let part = Part {
            nest: self,
            links,
            lane,
            down: false,
        };
        let turned = |units: &BTreeMap<usize, Unit>| {
            let all = units.iter();
            all.map(|(member, unit)| (*member, unit.turned())).collect()
        };
        if members.len() < 2 {
            return part.arrange(units);
        }
        let across = part.arrange(units.clone());
        if across.w < WIDE {
            return across;
        }
        let down = Part { down: true, ..part };
        let down = down.arrange(turned(&units)).turned();
        let size = |unit: &Unit| f64::max(unit.w / SCREEN, unit.h);
        if size(&down) * MUCH < size(&across) {
            down
        } else {
            across
        }
    }
}

/// What is not wider than this is not too wide.
const WIDE: f64 = 1200.0;
/// The shape of a screen, width by height.
const SCREEN: f64 = 1.6;
/// So much larger on a screen is much too wide.
const MUCH: f64 = 1.25;

/// Connected things of one level while they are arranged, from the left to the right; when they shall lead downwards,
/// all is turned before and after.
struct Part<'a> {
    nest: &'a Nest<'a>,
    links: &'a [Link],
    lane: f64,
    down: bool,
}

impl Part<'_> {
    fn gap(&self) -> f64 {
        2.0 * self.lane
    }

    fn label(&self, edge: usize) -> Option<Unit> {
        self.nest.labels.get(edge)?.as_ref()?;
        let unit = self.nest.child(Thing::Label(edge));
        Some(if self.down { unit.turned() } else { unit })
    }

    fn labels_of(&self, links: &[&Link]) -> Vec<Unit> {
        links
            .iter()
            .filter_map(|link| self.label(link.edge))
            .collect()
    }

    /// Where the ends of an edge are in these units, as seen from the middles of the units.
    fn ends(&self, middles: &FxHashMap<Thing, f64>, edge: usize) -> (f64, f64) {
        let middle = |node| middles.get(&Thing::Node(node)).copied().unwrap_or(0.0);
        let edge = self.nest.scene.edges.get(edge);
        edge.map_or((0.0, 0.0), |e| (middle(e.from.node), middle(e.to.node)))
    }

    /// Things with one neighbour only stand together beside it, each with the text of its lines at its side; the
    /// others stand in ranks, with texts between them.
    fn arrange(&self, mut units: BTreeMap<usize, Unit>) -> Unit {
        let mut middles: FxHashMap<Thing, f64> = FxHashMap::default();
        units.values().for_each(|unit| unit.middles(&mut middles));
        let mut own: BTreeMap<usize, Vec<&Link>> = BTreeMap::new();
        let mut neighbours: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for link in self.links {
            own.entry(link.a).or_default().push(link);
            if link.a != link.b {
                own.entry(link.b).or_default().push(link);
                neighbours.entry(link.a).or_default().insert(link.b);
                neighbours.entry(link.b).or_default().insert(link.a);
            }
        }
        for (member, unit) in &mut units {
            let list = own.get(member).map_or(&[][..], Vec::as_slice);
            let loops: Vec<&Link> = list.iter().copied().filter(|l| l.a == l.b).collect();
            let labels = self.labels_of(&loops);
            if !labels.is_empty() {
                let labels = stack(labels, self.lane, false);
                *unit = attached(std::mem::take(unit), labels, 0.0, true, self.gap());
            }
        }
        let leaves = leaves(&neighbours, &own);
        // Hub and side to the units of its leaves, and the edges to them.
        let mut hanging: BTreeMap<(usize, bool), (Vec<Unit>, Vec<usize>)> = BTreeMap::new();
        for (leaf, hub) in &leaves {
            let list = own.get(leaf).map_or(&[][..], Vec::as_slice);
            let own: Vec<&Link> = list.iter().copied().filter(|l| l.a != l.b).collect();
            let right = own.first().is_none_or(|link| link.b == *leaf);
            let mut unit = units.remove(leaf).unwrap_or_default();
            let labels = self.labels_of(&own);
            if !labels.is_empty() {
                let end = |link: &&Link| {
                    let (from, to) = self.ends(&middles, link.edge);
                    if link.b == *leaf { to } else { from }
                };
                let middle = own.iter().map(end).sum::<f64>() / number(own.len());
                let text = stack(labels, self.lane, right);
                unit = attached(unit, text, middle, !right, self.gap());
            }
            let (list, edges) = hanging.entry((*hub, right)).or_default();
            list.push(unit);
            edges.extend(own.iter().map(|link| link.edge));
        }
        let mut list: Vec<Unit> = Vec::new();
        let mut joins: Vec<Join> = Vec::new();
        let mut vertex: BTreeMap<usize, usize> = BTreeMap::new();
        for (member, unit) in units {
            vertex.insert(member, list.len());
            list.push(unit);
        }
        for ((member, right), (units, edges)) in hanging {
            let Some(hub) = vertex.get(&member).copied() else {
                continue;
            };
            let unit = grid(units, self.gap());
            let mut places = FxHashMap::default();
            unit.middles(&mut places);
            for edge in edges {
                let (from, to) = self.ends(&middles, edge);
                let (inner_from, inner_to) = self.ends(&places, edge);
                let label = places.get(&Thing::Label(edge)).copied();
                let block = list.len();
                joins.push(if right {
                    Join::new(hub, block, from, label.unwrap_or(inner_to))
                } else {
                    Join::new(block, hub, label.unwrap_or(inner_from), to)
                });
            }
            list.push(unit);
        }
        for link in self.links.iter().filter(|link| link.a != link.b) {
            let (Some(a), Some(b)) = (vertex.get(&link.a), vertex.get(&link.b)) else {
                continue;
            };
            let (from, to) = self.ends(&middles, link.edge);
            match self.label(link.edge) {
                Some(text) => {
                    joins.push(Join::new(*a, list.len(), from, 0.0));
                    joins.push(Join::new(list.len(), *b, 0.0, to));
                    list.push(text);
                }
                None => joins.push(Join::new(*a, *b, from, to)),
            }
        }
        if list.len() == 1 {
            return list.pop().unwrap_or_default();
        }
        ranked(list, &joins, self.gap())
    }
}

/// Things with one neighbour, and that neighbour, on which they hang.
fn leaves(
    neighbours: &BTreeMap<usize, BTreeSet<usize>>,
    own: &BTreeMap<usize, Vec<&Link>>,
) -> BTreeMap<usize, usize> {
    let mut leaves: BTreeMap<usize, usize> = BTreeMap::new();
    for (leaf, list) in neighbours {
        let (1, Some(hub)) = (list.len(), list.first()) else {
            continue;
        };
        let pair = neighbours.get(hub).is_some_and(|list| list.len() == 1);
        // Of a lonely pair the end hangs on the start.
        let links = own.get(leaf).map_or(&[][..], Vec::as_slice);
        let is_start = links.iter().any(|l| l.a == *leaf && l.b == *hub);
        if (!pair || !is_start) && !leaves.contains_key(hub) {
            leaves.insert(*leaf, *hub);
        }
    }
    leaves
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

struct Link {
    edge: usize,
    a: usize,
    b: usize,
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

/// What is connected, in order of the first member, each with its links.
fn components(count: usize, links: Vec<Link>) -> Vec<(Vec<usize>, Vec<Link>)> {
    let mut leader: Vec<usize> = (0..count).collect();
    fn find(leader: &mut [usize], mut at: usize) -> usize {
        while let Some(next) = leader.get(at).copied().filter(|next| *next != at) {
            // Shorter for the next time.
            if let (Some(after), Some(slot)) = (leader.get(next).copied(), leader.get_mut(at)) {
                *slot = after;
            }
            at = next;
        }
        at
    }
    for link in &links {
        let (a, b) = (find(&mut leader, link.a), find(&mut leader, link.b));
        if let Some(slot) = leader.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
    let mut parts: BTreeMap<usize, (Vec<usize>, Vec<Link>)> = BTreeMap::new();
    for member in 0..count {
        let first = find(&mut leader, member);
        parts.entry(first).or_default().0.push(member);
    }
    for link in links {
        let first = find(&mut leader, link.a);
        parts.entry(first).or_default().1.push(link);
    }
    parts.into_values().collect()
}
