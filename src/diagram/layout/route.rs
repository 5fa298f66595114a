//! Leads edges through the lanes between boxes.

use crate::diagram::scene::{End, Scene};

use super::grid::{Grid, Level, Port, Way};
use super::legs::Leg;
use super::nets::nets;
use super::search::{Search, least};
use super::{Layout, Rect, ends, slot, tracks};

/// The lines of a picture.
pub(super) struct Routed {
    /// The corners of every edge.
    pub(super) edges: Vec<Vec<(f64, f64)>>,
    /// For each level how many lines want to share a lane at its busiest place.
    pub(super) crowds: Vec<usize>,
}

/// Sides that lines use unwillingly cost this much.
const UNWILLING: f64 = 15.0;

/// What routing knows.
struct Router<'a> {
    scene: &'a Scene,
    places: &'a Layout,
    /// Half of the room between boxes, for each level.
    lanes: &'a [f64],
    search: Search,
    legs: Vec<Leg>,
}

/// Leads all edges from box to box.
pub(super) fn route(scene: &Scene, places: &Layout, lanes: &[f64]) -> Routed {
    let levels = levels(scene, places, lanes);
    let mut router = Router {
        scene,
        places,
        lanes,
        search: Search::new(Grid::new(&levels), levels.len()),
        legs: Vec::new(),
    };
    // For each edge its legs, each with whether it must be turned round, in order from start to end.
    let mut parts: Vec<Vec<(usize, bool)>> = vec![Vec::new(); scene.edges.len()];
    for (net, (hub, edges)) in nets(scene).into_iter().enumerate() {
        let first = router.legs.len();
        for (edge, turned, list) in router.net(net, hub, &edges) {
            let mut list: Vec<(usize, bool)> = list.into_iter().map(|leg| (leg, turned)).collect();
            if turned {
                list.reverse();
            }
            if let Some(slot) = parts.get_mut(edge) {
                *slot = list;
            }
        }
        for leg in router.legs.iter().skip(first) {
            router.search.grid.occupy(&leg.lanes);
        }
    }
    let mut legs = router.legs;
    for leg in &mut legs {
        loosen(leg, &levels);
    }
    ends::spread(&mut legs);
    let crowds = tracks::separate(&mut legs, levels.len());
    let edges = parts
        .into_iter()
        .map(|list| {
            let mut points: Vec<(f64, f64)> = Vec::new();
            for (index, turned) in list {
                let Some(leg) = legs.get(index) else { continue };
                let mut corners = leg.corners.clone();
                if turned {
                    corners.reverse();
                }
                points.extend(corners);
            }
            straightened(&points)
        })
        .collect();
    Routed { edges, crowds }
}

/// The corners alone.
fn straightened(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let same = |a: f64, b: f64| (a - b).abs() < 0.01;
    let mut out: Vec<(f64, f64)> = Vec::with_capacity(points.len());
    for point in points {
        if out
            .last()
            .is_some_and(|last| same(last.0, point.0) && same(last.1, point.1))
        {
            continue;
        }
        if let [.., one, last] = out.as_slice()
            && ((same(one.0, last.0) && same(last.0, point.0))
                || (same(one.1, last.1) && same(last.1, point.1)))
        {
            out.pop();
        }
        out.push(*point);
    }
    out
}

/// In levels with more walls the room beside single pieces is not looked for: it is small.
const MANY: usize = 200;

/// Finds the first and last pieces that can be moved along the whole side of their boxes.
fn loosen(leg: &mut Leg, levels: &[Level]) {
    for (at, [a, b], slack) in leg.outer() {
        let Some(piece) = leg.pieces.get_mut(at) else {
            continue;
        };
        let own = piece.levels.iter().filter_map(|level| levels.get(*level));
        let own: Vec<&Level> = own.collect();
        if piece.reach.is_some() || own.iter().any(|level| level.walls.len() > MANY) {
            continue;
        }
        let across = (a.1 - b.1).abs() < 0.05;
        let swap = |(x, y): (f64, f64)| if across { (x, y) } else { (y, x) };
        let (a, b) = (swap(a), swap(b));
        let mut free = slack;
        for wall in own.iter().flat_map(|level| &level.walls) {
            let (low, high) = (swap((wall.x, wall.y)), swap((wall.right(), wall.bottom())));
            // The group that it leaves, and its own box, are around it.
            let around = low.1 < a.1 && a.1 < high.1;
            if low.0 < a.0.max(b.0) && a.0.min(b.0) < high.0 && !around {
                free = free.min(f64::max(low.1 - a.1, a.1 - high.1) - 1.0);
            }
        }
        if free > piece.slack {
            piece.reach = Some(free);
        }
    }
}

impl Router<'_> {
    /// Legs of the edges of a net, which leave the same end: edge, whether that end is its `to`, and its legs.
    fn net(
        &mut self,
        net: usize,
        hub: End,
        edges: &[(usize, bool)],
    ) -> Vec<(usize, bool, Vec<usize>)> {
        let starts = self.ports(hub);
        // Edges whose first legs end in the same level are led together.
        let mut targets: Vec<(usize, usize, bool, Vec<Port>)> = Vec::new();
        for (edge, turned) in edges {
            let Some(end) = far_end(self.scene, *edge, *turned) else {
                continue;
            };
            let (level, ports) = match self.text(*edge) {
                Some((level, sides)) => (level, self.entries(&sides, end)),
                None => (self.home(end), self.ports(end)),
            };
            targets.push((level, *edge, *turned, ports));
        }
        targets.sort_by_key(|(level, edge, ..)| (*level, *edge));
        let mut found = Vec::new();
        for list in targets.chunk_by(|a, b| a.0 == b.0) {
            let Some((level, ..)) = list.first() else {
                continue;
            };
            let ports: Vec<&[Port]> = list.iter().map(|(.., ports)| ports.as_slice()).collect();
            let ways = self.ways(self.home(hub), *level, &starts, &ports);
            for ((_, edge, turned, ports), way) in list.iter().zip(ways) {
                let Some((start, end, points)) = way else {
                    continue;
                };
                let mut own = Vec::new();
                own.extend(self.leg(net, starts.get(start), ports.get(end), points));
                if let Some((level, sides)) = self.text(*edge) {
                    own.extend(self.onwards(net, level, &sides, end, (*edge, *turned)));
                }
                found.push((*edge, *turned, own));
            }
        }
        found
    }

    /// The leg from a text to the far end of its edge, which leaves the text opposite of where the first one entered.
    fn onwards(
        &mut self,
        net: usize,
        level: usize,
        sides: &[Port; 4],
        entered: usize,
        (edge, turned): (usize, bool),
    ) -> Option<usize> {
        let begin = [*sides.get(entered ^ 1)?];
        let end = far_end(self.scene, edge, turned)?;
        let goal = self.ports(end);
        let ways = self.ways(level, self.home(end), &begin, &[&goal]);
        let (start, end, points) = ways.into_iter().next()??;
        self.leg(net, begin.get(start), goal.get(end), points)
    }

    fn ways(
        &mut self,
        from: usize,
        to: usize,
        starts: &[Port],
        targets: &[&[Port]],
    ) -> Vec<Option<super::Found>> {
        let (from, to) = (self.around(from), self.around(to));
        // Both lists end with the picture; what they share before the last level around both needs no line.
        let same = (from.iter().rev().zip(to.iter().rev()))
            .take_while(|(a, b)| a == b)
            .count();
        let own = |list: &[usize]| list.len() + 1 - same.max(1);
        let open: Vec<usize> = (from.iter().take(own(&from)))
            .chain(to.iter().take(own(&to)))
            .copied()
            .collect();
        let mut ways = self.search.ways(starts, targets, open.into_iter());
        if ways.iter().any(Option::is_none) {
            let missing: Vec<usize> = (0..ways.len())
                .filter(|at| ways.get(*at).is_some_and(Option::is_none))
                .collect();
            let again: Vec<&[Port]> = missing
                .iter()
                .filter_map(|at| targets.get(*at).copied())
                .collect();
            let all = 0..self.lanes.len();
            for (at, way) in missing.iter().zip(self.search.ways(starts, &again, all)) {
                if let Some(slot) = ways.get_mut(*at) {
                    *slot = way;
                }
            }
        }
        ways
    }

    fn leg(
        &mut self,
        net: usize,
        start: Option<&Port>,
        end: Option<&Port>,
        points: Vec<(f64, f64)>,
    ) -> Option<usize> {
        let grid = &self.search.grid;
        let level = |at: (f64, f64)| {
            let point = grid.point(at).and_then(|point| grid.points.get(point));
            point.map_or(0, |point| super::grid::index(point.level))
        };
        let leg = Leg::new(net, start?, end?, points, &level, self.lanes);
        self.legs.push(leg);
        Some(self.legs.len() - 1)
    }

    /// The level in which a node lies.
    fn home(&self, end: End) -> usize {
        slot(self.scene.nodes.get(end.node).and_then(|node| node.group))
    }

    /// A level and the levels around it, from the inside.
    fn around(&self, level: usize) -> Vec<usize> {
        around(self.scene, level)
    }

    fn ports(&self, end: End) -> Vec<Port> {
        ports(self.scene, self.places, self.lanes, end)
    }

    fn text(&self, edge: usize) -> Option<(usize, [Port; 4])> {
        text(self.scene, self.places, self.lanes, edge)
    }

    /// Where a line may enter a text on its way to an end: what it costs to go on from the other side counts.
    fn entries(&self, sides: &[Port; 4], end: End) -> Vec<Port> {
        let goals = self.ports(end);
        let rest: Vec<f64> = (0..sides.len())
            .map(|side| {
                let Some(exit) = sides.get(side ^ 1) else {
                    return 0.0;
                };
                let all = goals.iter().map(|goal| least(exit.lane, exit.way, goal));
                all.fold(f64::INFINITY, f64::min)
            })
            .collect();
        let least = rest.iter().copied().fold(f64::INFINITY, f64::min);
        let mut list = sides.to_vec();
        for (side, (port, rest)) in list.iter_mut().zip(rest).enumerate() {
            // Between texts of parallel lines there is no lane.
            let open = |side: usize| {
                let port = sides.get(side);
                port.is_some_and(|port| self.search.grid.point(port.lane).is_some())
            };
            if !open(side) || !open(side ^ 1) {
                port.extra = f64::INFINITY;
            } else if least.is_finite() {
                port.extra += rest - least;
            }
        }
        list
    }
}

fn far_end(scene: &Scene, edge: usize, turned: bool) -> Option<End> {
    let edge = scene.edges.get(edge)?;
    Some(if turned { edge.from } else { edge.to })
}

/// A level and the levels around it, from the inside.
fn around(scene: &Scene, level: usize) -> Vec<usize> {
    let mut list = vec![level];
    let mut at = level;
    while let Some(group) = at.checked_sub(1).and_then(|group| scene.groups.get(group)) {
        // A parent stands before its group, so this ends.
        at = slot(group.parent.filter(|parent| *parent + 1 < at));
        list.push(at);
    }
    list
}

/// Lanes beside every box, and through every place where a line may end.
fn levels(scene: &Scene, places: &Layout, lanes: &[f64]) -> Vec<Level> {
    let lane = |level: usize| lanes.get(level).copied().unwrap_or(0.0);
    let outside = Rect {
        x: 0.0,
        y: 0.0,
        w: places.width,
        h: places.height,
    };
    let mut levels = vec![Level {
        area: wider(&outside, 2.0 * lane(0)),
        ..Level::default()
    }];
    let groups = scene.groups.iter().zip(&places.groups);
    for (index, ((group, rect), head)) in groups.zip(&places.heads).enumerate() {
        // Lines in the lanes beside a heading may be moved towards it.
        let own = lane(index + 1);
        let head = Rect {
            x: rect.x,
            y: rect.y,
            w: head.w + own - 0.5,
            h: head.h + own - 4.5,
        };
        let parent = slot(group.parent);
        levels.push(Level {
            parent: Some(parent),
            area: wider(rect, lane(parent)),
            walls: vec![head],
            ..Level::default()
        });
    }
    let mut boxes: Vec<(usize, Rect)> = Vec::new();
    for (group, rect) in scene.groups.iter().zip(&places.groups) {
        boxes.push((slot(group.parent), *rect));
    }
    for (node, rect) in scene.nodes.iter().zip(&places.nodes) {
        boxes.push((slot(node.group), *rect));
    }
    for edge in 0..scene.edges.len() {
        let Some((level, sides)) = text(scene, places, lanes, edge) else {
            continue;
        };
        if let Some(Some(rect)) = places.labels.get(edge) {
            boxes.push((level, *rect));
        }
        if let Some(level) = levels.get_mut(level) {
            sides
                .iter()
                .for_each(|port| level.through(port.way, port.lane));
        }
    }
    for (level, rect) in boxes {
        let lane = lane(level);
        let Some(level) = levels.get_mut(level) else {
            continue;
        };
        let (x, y) = rect.centre();
        level
            .across
            .extend([(x, rect.y - lane), (x, rect.bottom() + lane)]);
        level
            .down
            .extend([(rect.x - lane, y), (rect.right() + lane, y)]);
        level.walls.push(wider(&rect, lane - 0.5));
    }
    let mut ends: Vec<(End, usize)> = Vec::new();
    for edge in &scene.edges {
        let home = |end: End| slot(scene.nodes.get(end.node).and_then(|node| node.group));
        let (from, to) = (around(scene, home(edge.from)), around(scene, home(edge.to)));
        let common = from.iter().find(|level| to.contains(level));
        let common = common.copied().unwrap_or(0);
        ends.extend([(edge.from, common), (edge.to, common)]);
    }
    ends.sort_unstable();
    ends.dedup();
    for (end, common) in ends {
        let home = slot(scene.nodes.get(end.node).and_then(|node| node.group));
        for port in ports(scene, places, lanes, end) {
            // The line of an end goes straight on to where both ends are at home.
            let (mut at, mut inner) = (port.lane, home);
            for level in around(scene, home) {
                if level != home
                    && let Some(rect) = inner.checked_sub(1).and_then(|g| places.groups.get(g))
                {
                    let lane = lane(level);
                    at = match port.way {
                        Way::Across if port.lane.0 < port.border.0 => (rect.x - lane, at.1),
                        Way::Across => (rect.right() + lane, at.1),
                        Way::Down if port.lane.1 < port.border.1 => (at.0, rect.y - lane),
                        Way::Down => (at.0, rect.bottom() + lane),
                    };
                }
                if let Some(level) = levels.get_mut(level) {
                    level.through(port.way, at);
                }
                if level == common {
                    break;
                }
                inner = level;
            }
        }
    }
    levels
}

impl Level {
    fn through(&mut self, way: Way, at: (f64, f64)) {
        match way {
            Way::Across => self.across.push(at),
            Way::Down => self.down.push(at),
        }
    }
}

fn wider(rect: &Rect, by: f64) -> Rect {
    Rect {
        x: rect.x - by,
        y: rect.y - by,
        w: rect.w + 2.0 * by,
        h: rect.h + 2.0 * by,
    }
}

/// Where a line may touch the box of an end.
fn ports(scene: &Scene, places: &Layout, lanes: &[f64], end: End) -> Vec<Port> {
    let (Some(node), Some(rect), Some(panel)) = (
        scene.nodes.get(end.node),
        places.nodes.get(end.node),
        places.panels.get(end.node),
    ) else {
        return Vec::new();
    };
    let lane = lanes.get(slot(node.group)).copied().unwrap_or(0.0);
    let row = (end.row.filter(|row| *row < node.rows.len()))
        .and_then(|row| panel.parts.iter().find(|part| part.row == Some(row)));
    let Some(part) = row else {
        return sides(rect, lane, 5.0).to_vec();
    };
    let y = (rect.y + part.y + part.h / 2.0).round();
    let [left, right, ..] = sides(rect, lane, 5.0).map(|mut port| {
        (port.border.1, port.lane.1) = (y, y);
        port.slack = (part.h / 2.0 - 2.0).max(0.0);
        port
    });
    vec![left, right]
}

/// Ports in the middle of the left, right, upper and lower side; near its ends none may be moved.
fn sides(rect: &Rect, lane: f64, near: f64) -> [Port; 4] {
    let (x, y) = rect.centre();
    let across = |border: f64, lane: f64| Port {
        border: (border, y),
        lane: (lane, y),
        way: Way::Across,
        slack: (rect.h / 2.0 - near).max(0.0),
        extra: 0.0,
    };
    let down = |border: f64, lane: f64| Port {
        border: (x, border),
        lane: (x, lane),
        way: Way::Down,
        slack: (rect.w / 2.0 - near).max(0.0),
        extra: UNWILLING,
    };
    [
        across(rect.x, rect.x - lane),
        across(rect.right(), rect.right() + lane),
        down(rect.y, rect.y - lane),
        down(rect.bottom(), rect.bottom() + lane),
    ]
}

/// Where a line may enter and leave its text: left, right, above, below; and the level in which the text stands.
fn text(scene: &Scene, places: &Layout, lanes: &[f64], edge: usize) -> Option<(usize, [Port; 4])> {
    let rect = places.labels.get(edge)?.as_ref()?;
    let edge = scene.edges.get(edge)?;
    let home = |end: End| slot(scene.nodes.get(end.node).and_then(|node| node.group));
    let to = around(scene, home(edge.to));
    let level = around(scene, home(edge.from))
        .into_iter()
        .find(|level| to.contains(level))?;
    let lane = lanes.get(level).copied()?;
    Some((level, sides(rect, lane, 3.0)))
}
