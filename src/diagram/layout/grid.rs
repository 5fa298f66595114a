//! The net of lanes between boxes, and the cheapest ways through it.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use rustc_hash::FxHashMap;

use super::Rect;

/// Costs a turn as much as this much way.
const TURN: f64 = 30.0;
/// Crossing another line.
const CROSSING: f64 = 8.0;
/// Entering a group: only lines that end inside should.
const GATE: f64 = 500.0;

/// A direction of travel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    Across,
    Down,
}

/// A place where a line may start or end: the border of a box, and the point on a lane before it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Port {
    pub(super) border: (f64, f64),
    pub(super) lane: (f64, f64),
    pub(super) way: Way,
    /// How far the line may be moved along the border.
    pub(super) slack: f64,
    /// Sides that are used unwillingly cost more.
    pub(super) extra: f64,
}

/// Lanes of one group, or of the whole picture: they run between the boxes directly inside it.
#[derive(Debug, Default)]
pub(super) struct Level {
    /// The group around it, an index into the levels.
    pub(super) parent: Option<usize>,
    /// How far its lanes reach: to the first lane outside of the group.
    pub(super) area: Rect,
    /// Where lanes run downwards.
    pub(super) xs: Vec<f64>,
    /// Where lanes run across.
    pub(super) ys: Vec<f64>,
    /// What no lane may enter.
    pub(super) walls: Vec<Rect>,
}

/// A free piece of a lane.
struct Piece {
    at: f64,
    low: f64,
    high: f64,
    points: Vec<(f64, usize)>,
}

/// Points where lanes meet.
///
/// Lanes of a group end at the lane around it, so a line only enters groups in which it has an end.
#[derive(Default)]
pub(super) struct Grid {
    places: Vec<(f64, f64)>,
    known: FxHashMap<(u64, u64), usize>,
    /// Left, right, upper and lower neighbour of each point.
    links: Vec<[Option<usize>; 4]>,
    /// How many groups are around each point.
    depths: Vec<usize>,
    /// How many lines run from each point to the right and downwards.
    used: Vec<[u16; 2]>,
    cost: Vec<f64>,
    from: Vec<usize>,
    stamp: Vec<u32>,
    round: u32,
}

/// Costs as bits, which sort like the numbers, and states.
type Heap = BinaryHeap<Reverse<(u64, usize)>>;

fn sorted(mut list: Vec<f64>) -> Vec<f64> {
    list.sort_by(f64::total_cmp);
    list.dedup_by(|a, b| (*a - *b).abs() < 0.01);
    list
}

/// The parts of a lane that no wall covers; walls are given as low and high sides.
fn free(at: f64, low: f64, high: f64, walls: impl Iterator<Item = (f64, f64)>) -> Vec<Piece> {
    let mut walls: Vec<(f64, f64)> = walls.collect();
    walls.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let piece = |low, high| Piece {
        at,
        low,
        high,
        points: Vec::new(),
    };
    let mut pieces = Vec::new();
    let mut from = low;
    for (start, end) in walls {
        if start >= high {
            break;
        }
        if start > from {
            pieces.push(piece(from, start));
        }
        from = f64::max(from, end);
    }
    if from < high {
        pieces.push(piece(from, high));
    }
    pieces
}

impl Grid {
    /// The net of lanes of nested levels.
    pub(super) fn new(levels: Vec<Level>) -> Self {
        let mut grid = Self::default();
        let mut across: Vec<Vec<Piece>> = Vec::new();
        let mut down: Vec<Vec<Piece>> = Vec::new();
        for level in &levels {
            let Rect { x, y, .. } = level.area;
            let (right, bottom) = (level.area.right(), level.area.bottom());
            let rows = sorted(level.ys.clone()).into_iter().flat_map(|at| {
                let walls = level
                    .walls
                    .iter()
                    .filter(move |w| w.y < at && at < w.bottom());
                free(at, x, right, walls.map(|w| (w.x, w.right())))
            });
            across.push(rows.collect());
            let columns = sorted(level.xs.clone()).into_iter().flat_map(|at| {
                let walls = level
                    .walls
                    .iter()
                    .filter(move |w| w.x < at && at < w.right());
                free(at, y, bottom, walls.map(|w| (w.y, w.bottom())))
            });
            down.push(columns.collect());
        }
        let mut depths: Vec<usize> = Vec::new();
        for level in &levels {
            let around = level.parent.and_then(|parent| depths.get(parent));
            depths.push(around.map_or(0, |depth| depth + 1));
        }
        let depth = |level: usize| depths.get(level).copied().unwrap_or(0);
        for (index, level) in levels.iter().enumerate() {
            let all = |_: f64| true;
            if let (Some(rows), Some(columns)) = (across.get_mut(index), down.get_mut(index)) {
                grid.cross(rows, columns, (&all, &all), depth(index));
            }
            // Where lanes of a group meet the lane around it.
            let Some(parent) = level.parent.filter(|parent| *parent < index) else {
                continue;
            };
            let area = level.area;
            let side = |x: f64| (x - area.x).abs() < 0.01 || (x - area.right()).abs() < 0.01;
            let edge = |y: f64| (y - area.y).abs() < 0.01 || (y - area.bottom()).abs() < 0.01;
            if let (Some(rows), Some(columns)) = (across.get_mut(index), down.get_mut(parent)) {
                grid.cross(rows, columns, (&all, &side), depth(parent));
            }
            if let (Some(rows), Some(columns)) = (across.get_mut(parent), down.get_mut(index)) {
                grid.cross(rows, columns, (&edge, &all), depth(parent));
            }
        }
        for (pieces, [back, on]) in [(across, [0, 1]), (down, [2, 3])] {
            for mut piece in pieces.into_iter().flatten() {
                piece
                    .points
                    .sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                piece.points.dedup_by_key(|point| point.1);
                for pair in piece.points.windows(2) {
                    let [(_, a), (_, b)] = pair else { continue };
                    grid.link(*a, on, *b);
                    grid.link(*b, back, *a);
                }
            }
        }
        let states = grid.places.len() * 2;
        grid.used = vec![[0; 2]; grid.places.len()];
        grid.cost = vec![0.0; states];
        grid.from = vec![usize::MAX; states];
        grid.stamp = vec![0; states];
        grid
    }

    /// Points where pieces of lanes meet.
    fn cross(
        &mut self,
        rows: &mut [Piece],
        columns: &mut [Piece],
        (row_counts, column_counts): (&dyn Fn(f64) -> bool, &dyn Fn(f64) -> bool),
        depth: usize,
    ) {
        for row in rows.iter_mut().filter(|row| row_counts(row.at)) {
            let first = columns.partition_point(|column| column.at < row.low - 0.01);
            for column in columns.iter_mut().skip(first) {
                if column.at > row.high + 0.01 {
                    break;
                }
                let meets = column.low - 0.01 <= row.at && row.at <= column.high + 0.01;
                if meets && column_counts(column.at) {
                    let point = self.add(column.at, row.at, depth);
                    row.points.push((column.at, point));
                    column.points.push((row.at, point));
                }
            }
        }
    }

    fn key(x: f64, y: f64) -> (u64, u64) {
        // Adding zero makes one zero of two.
        let round = |at: f64| ((at * 20.0).round() + 0.0).to_bits();
        (round(x), round(y))
    }

    fn add(&mut self, x: f64, y: f64, depth: usize) -> usize {
        let next = self.places.len();
        let point = *self.known.entry(Self::key(x, y)).or_insert(next);
        if point == next {
            self.places.push((x, y));
            self.links.push([None; 4]);
            self.depths.push(depth);
        }
        if let Some(slot) = self.depths.get_mut(point) {
            *slot = depth.min(*slot);
        }
        point
    }

    fn link(&mut self, from: usize, side: usize, to: usize) {
        if from == to {
            return;
        }
        let far = |point: usize| {
            let (a, b) = (self.place(from), self.place(point));
            (a.0 - b.0).abs() + (a.1 - b.1).abs()
        };
        let known = self
            .links
            .get(from)
            .and_then(|l| l.get(side))
            .copied()
            .flatten();
        // Where lanes of two levels lie on each other the nearer point is the neighbour.
        if known.is_none_or(|known| far(to) < far(known))
            && let Some(slot) = self.links.get_mut(from).and_then(|l| l.get_mut(side))
        {
            *slot = Some(to);
        }
    }

    fn point(&self, (x, y): (f64, f64)) -> Option<usize> {
        self.known.get(&Self::key(x, y)).copied()
    }

    fn place(&self, point: usize) -> (f64, f64) {
        self.places.get(point).copied().unwrap_or_default()
    }

    /// Cheapest ways from one of the starts to one of the ends of each target, as points from start to end.
    ///
    /// The answers hold the index of the start and of the end that were taken.
    pub(super) fn ways(
        &mut self,
        starts: &[Port],
        targets: &[Vec<Port>],
    ) -> Vec<Option<super::Found>> {
        self.round += 1;
        let goals: Vec<(f64, f64)> = targets.iter().flatten().map(|port| port.lane).collect();
        // With few goals the search leans towards them.
        let rest = |grid: &Self, state: usize| -> f64 {
            if goals.len() > 8 {
                return 0.0;
            }
            let (x, y) = grid.place(state / 2);
            let far = goals
                .iter()
                .map(|goal| (goal.0 - x).abs() + (goal.1 - y).abs());
            far.fold(f64::INFINITY, f64::min)
        };
        let mut heap: Heap = BinaryHeap::new();
        let mut begun: Vec<(usize, usize)> = Vec::new();
        for (index, port) in starts.iter().enumerate() {
            let Some(point) = self.point(port.lane) else {
                continue;
            };
            let state = point * 2 + usize::from(port.way == Way::Down);
            if self.improve(state, port.extra, usize::MAX) {
                begun.push((state, index));
                heap.push(Reverse(((port.extra + rest(self, state)).to_bits(), state)));
            }
        }
        // The end points with their targets, sorted for search.
        let mut ends: Vec<(usize, usize, usize, Port)> = Vec::new();
        for (target, ports) in targets.iter().enumerate() {
            for (index, port) in ports.iter().enumerate() {
                if let Some(point) = self.point(port.lane) {
                    ends.push((point, target, index, *port));
                }
            }
        }
        ends.sort_by_key(|(point, target, index, _)| (*point, *target, *index));
        let mut best: Vec<Option<(f64, usize, usize)>> = vec![None; targets.len()];
        let mut open: BTreeSet<usize> = ends.iter().map(|(_, target, ..)| *target).collect();
        // What the dearest way costs, once there is one for each target.
        let mut dearest = f64::INFINITY;
        while let Some(Reverse((bits, state))) = heap.pop() {
            let bound = f64::from_bits(bits);
            let Some(cost) = self.cost.get(state).copied() else {
                continue;
            };
            if cost + rest(self, state) < bound - 0.001 {
                continue;
            }
            let point = state / 2;
            let first = ends.partition_point(|end| end.0 < point);
            for (_, target, index, port) in ends.iter().skip(first).take_while(|e| e.0 == point) {
                let turn = usize::from(port.way == Way::Down) != state % 2;
                let total = cost + port.extra + if turn { TURN } else { 0.0 };
                if let Some(slot) = best.get_mut(*target)
                    && slot.is_none_or(|(known, ..)| total < known)
                {
                    *slot = Some((total, state, *index));
                    open.remove(target);
                    if open.is_empty() {
                        let costs = best.iter().flatten().map(|(total, ..)| *total);
                        dearest = costs.fold(0.0, f64::max);
                    }
                }
            }
            // Nothing cheaper can come.
            if dearest <= bound {
                break;
            }
            self.spread(state, cost, &rest, &mut heap);
        }
        best.into_iter()
            .map(|found| {
                let (_, state, end) = found?;
                let (start, points) = self.back(state, &begun)?;
                Some((start, end, points))
            })
            .collect()
    }

    fn improve(&mut self, state: usize, cost: f64, from: usize) -> bool {
        let fresh = self
            .stamp
            .get(state)
            .is_some_and(|stamp| *stamp != self.round);
        let better = fresh || self.cost.get(state).is_some_and(|known| cost < *known);
        if better
            && let (Some(stamp), Some(known), Some(before)) = (
                self.stamp.get_mut(state),
                self.cost.get_mut(state),
                self.from.get_mut(state),
            )
        {
            *stamp = self.round;
            *known = cost;
            *before = from;
        }
        better
    }

    fn spread(
        &mut self,
        state: usize,
        cost: f64,
        rest: &dyn Fn(&Self, usize) -> f64,
        heap: &mut Heap,
    ) {
        let (point, down) = (state / 2, state % 2);
        let (x, y) = self.place(point);
        let Some([left, right, up, low]) = self.links.get(point).copied() else {
            return;
        };
        let steps = [
            left.map(|next| (next, 0, next)),
            right.map(|next| (next, 0, point)),
            up.map(|next| (next, 1, next)),
            low.map(|next| (next, 1, point)),
        ];
        for (next, way, link) in steps.into_iter().flatten() {
            let (nx, ny) = self.place(next);
            let length = (nx - x).abs() + (ny - y).abs();
            let busy = |way: usize, at: usize| {
                let lines = self.used.get(at).and_then(|used| used.get(way));
                f64::from(lines.map_or(0, |n| *n).min(6))
            };
            let mut total = cost + length * (1.0 + 0.25 * busy(way, link));
            if way != down {
                total += TURN;
            }
            if self.depths.get(next) > self.depths.get(point) {
                total += GATE;
            }
            total += CROSSING * busy(1 - way, next);
            let state = next * 2 + way;
            if self.improve(state, total, point * 2 + down) {
                heap.push(Reverse(((total + rest(self, state)).to_bits(), state)));
            }
        }
    }

    /// The way back to a start, turned round: its index and the points.
    fn back(&self, end: usize, begun: &[(usize, usize)]) -> Option<(usize, Vec<(f64, f64)>)> {
        let mut points = vec![self.place(end / 2)];
        let mut state = end;
        while let Some(before) = self
            .from
            .get(state)
            .copied()
            .filter(|from| *from != usize::MAX)
        {
            points.push(self.place(before / 2));
            state = before;
        }
        points.reverse();
        let (_, start) = begun.iter().find(|(begin, _)| *begin == state)?;
        Some((*start, points))
    }

    /// Remembers that lines run along these points.
    pub(super) fn occupy(&mut self, points: &[(f64, f64)]) {
        for pair in points.windows(2) {
            let [a, b] = pair else { continue };
            let (Some(p), Some(q)) = (self.point(*a), self.point(*b)) else {
                continue;
            };
            let way = usize::from((a.0 - b.0).abs() < 0.05);
            let first = if a.0 + a.1 <= b.0 + b.1 { p } else { q };
            if let Some(slot) = self.used.get_mut(first).and_then(|used| used.get_mut(way)) {
                *slot = slot.saturating_add(1);
            }
        }
    }
}
