//! Leads edges through the lanes between boxes.

use std::collections::BTreeMap;

use crate::diagram::scene::{End, Scene};
use crate::diagram::style::{self, LineStyle};

use super::grid::{Grid, Level, Port, Way};
use super::tracks::{self, Leg};
use super::{Layout, Rect};

/// The corners of every edge, and how many lines want to share a lane at the busiest place.
pub(super) fn route(scene: &Scene, places: &Layout, lane: f64) -> (Vec<Vec<(f64, f64)>>, usize) {
    let mut grid = lanes(scene, places, lane);
    let mut legs: Vec<Leg> = Vec::new();
    // For each edge its legs, each with whether it must be turned round, in order from start to end.
    let mut parts: Vec<Vec<(usize, bool)>> = vec![Vec::new(); scene.edges.len()];
    for (net, (hub, edges)) in nets(scene).into_iter().enumerate() {
        let starts = ports(places, scene, hub, lane);
        let mut targets = Vec::new();
        for (edge, turned) in &edges {
            targets.push(match label_ports(scene, places, *edge, lane) {
                Some((start, end)) => vec![if *turned { end } else { start }],
                None => far_end(scene, *edge, *turned)
                    .map_or_else(Vec::new, |end| ports(places, scene, end, lane)),
            });
        }
        let ways = grid.ways(&starts, &targets);
        let first = legs.len();
        for (((edge, turned), targets), way) in edges.iter().zip(&targets).zip(ways) {
            let Some(leg) = leg(net, &starts, targets, way) else {
                continue;
            };
            let at = legs.len();
            legs.push(leg);
            let mut list = vec![(at, *turned)];
            if let Some((start, end)) = label_ports(scene, places, *edge, lane) {
                let begin = [if *turned { start } else { end }];
                let goal = [far_end(scene, *edge, *turned)
                    .map_or_else(Vec::new, |end| ports(places, scene, end, lane))];
                let way = grid.ways(&begin, &goal).into_iter().next().flatten();
                let [goal] = &goal;
                if let Some(rest) = self::leg(net, &begin, goal, way) {
                    list.push((legs.len(), *turned));
                    legs.push(rest);
                }
            }
            if *turned {
                list.reverse();
            }
            if let Some(slot) = parts.get_mut(*edge) {
                *slot = list;
            }
        }
        for leg in legs.iter().skip(first) {
            grid.occupy(&leg.lanes);
        }
    }
    let crowd = tracks::separate(&mut legs, lane - 4.0);
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
            points.dedup_by(|a, b| (a.0 - b.0).abs() < 0.01 && (a.1 - b.1).abs() < 0.01);
            points
        })
        .collect();
    (edges, crowd)
}

fn leg(net: usize, starts: &[Port], targets: &[Port], way: Option<super::Found>) -> Option<Leg> {
    let (start, end, lanes) = way?;
    Some(Leg::new(net, starts.get(start)?, targets.get(end)?, lanes))
}

fn far_end(scene: &Scene, edge: usize, turned: bool) -> Option<End> {
    let edge = scene.edges.get(edge)?;
    Some(if turned { edge.from } else { edge.to })
}

/// Lanes beside every box, and through every place where a line may end.
fn lanes(scene: &Scene, places: &Layout, lane: f64) -> Grid {
    let slot = |group: Option<usize>| group.map_or(0, |group| group + 1);
    let mut levels = vec![Level {
        area: Rect {
            x: -2.0 * lane,
            y: -2.0 * lane,
            w: places.width + 4.0 * lane,
            h: places.height + 4.0 * lane,
        },
        ..Level::default()
    }];
    for ((group, rect), head) in scene.groups.iter().zip(&places.groups).zip(&places.heads) {
        let head = Rect {
            x: rect.x,
            y: rect.y,
            w: head.w,
            h: head.h,
        };
        levels.push(Level {
            parent: Some(slot(group.parent)),
            area: wider(rect, lane),
            walls: vec![wider(&head, 3.0)],
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
    // Levels around each end of an edge, from the inside.
    let around = |end: End| {
        let mut list = vec![slot(scene.nodes.get(end.node).and_then(|node| node.group))];
        while let Some(parent) = list.last().and_then(|last| levels.get(*last)?.parent) {
            list.push(parent);
        }
        list
    };
    let mut through: Vec<(usize, f64)> = Vec::new();
    for (edge, label) in scene.edges.iter().zip(&places.labels) {
        let (from, to) = (around(edge.from), around(edge.to));
        let common = from
            .iter()
            .find(|level| to.contains(level))
            .copied()
            .unwrap_or(0);
        if let Some(rect) = label {
            boxes.push((common, *rect));
            through.push((common, rect.centre().1));
        }
        for (end, list) in [(edge.from, from), (edge.to, to)] {
            // The line of an end goes straight on to where both ends are at home.
            let outwards = list.iter().position(|level| *level == common).unwrap_or(0);
            for port in ports(places, scene, end, lane) {
                for level in list.iter().take(outwards + 1) {
                    through.push((*level, port.lane.1));
                }
            }
        }
    }
    for (level, rect) in boxes {
        let Some(level) = levels.get_mut(level) else {
            continue;
        };
        level
            .xs
            .extend([rect.x - lane, rect.centre().0, rect.right() + lane]);
        level.ys.extend([rect.y - lane, rect.bottom() + lane]);
        level.walls.push(wider(&rect, lane - 0.5));
    }
    for (level, y) in through {
        if let Some(level) = levels.get_mut(level) {
            level.ys.push(y);
        }
    }
    Grid::new(levels)
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
fn ports(places: &Layout, scene: &Scene, end: End, lane: f64) -> Vec<Port> {
    let (Some(rect), Some(panel)) = (places.nodes.get(end.node), places.panels.get(end.node))
    else {
        return Vec::new();
    };
    let row = end
        .row
        .filter(|row| {
            scene
                .nodes
                .get(end.node)
                .is_some_and(|n| *row < n.rows.len())
        })
        .and_then(|row| panel.parts.iter().find(|part| part.row == Some(row)));
    let (x, middle) = rect.centre();
    let (y, slack) = match row {
        Some(part) => (
            (rect.y + part.y + part.h / 2.0).round(),
            (part.h / 2.0 - 2.0).max(0.0),
        ),
        None => (middle, (rect.h / 2.0 - 5.0).max(0.0)),
    };
    let mut list = sides(rect, y, slack, lane);
    if row.is_none() {
        let slack = (rect.w / 2.0 - 5.0).max(0.0);
        for (border, lane) in [
            (rect.y, rect.y - lane),
            (rect.bottom(), rect.bottom() + lane),
        ] {
            list.push(Port {
                border: (x, border),
                lane: (x, lane),
                way: Way::Down,
                slack,
                extra: 15.0,
            });
        }
    }
    list
}

/// Ports at the left and at the right side.
fn sides(rect: &Rect, y: f64, slack: f64, lane: f64) -> Vec<Port> {
    [(rect.x, rect.x - lane), (rect.right(), rect.right() + lane)]
        .into_iter()
        .map(|(border, lane)| Port {
            border: (border, y),
            lane: (lane, y),
            way: Way::Across,
            slack,
            extra: 0.0,
        })
        .collect()
}

/// Where a line enters its text when it comes from its start, and where when it comes from its end.
fn label_ports(scene: &Scene, places: &Layout, edge: usize, lane: f64) -> Option<(Port, Port)> {
    let rect = places.labels.get(edge)?.as_ref()?;
    let edge = scene.edges.get(edge)?;
    let from = places.nodes.get(edge.from.node)?.centre().0;
    let to = places.nodes.get(edge.to.node)?.centre().0;
    let slack = (rect.h / 2.0 - 3.0).max(0.0);
    let list = sides(rect, rect.centre().1, slack, lane);
    let (left, right) = (list.first().copied()?, list.get(1).copied()?);
    Some(if from <= to {
        (left, right)
    } else {
        (right, left)
    })
}

/// Edges in bundles: those of one bundle look alike, leave the same end and may run on one line until they part.
///
/// For each bundle the common end, and its edges with whether that end is their `to`.
fn nets(scene: &Scene) -> Vec<(End, Vec<(usize, bool)>)> {
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
