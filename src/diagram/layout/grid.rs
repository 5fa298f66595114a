//! The net of lanes between boxes, and the cheapest ways through it.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::Rect;

/// Costs a turn as much as this much way.
const TURN: f64 = 30.0;
/// Crossing another line.
const CROSSING: f64 = 8.0;

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

/// Points where horizontal and vertical lanes meet.
pub(super) struct Grid {
    xs: Vec<f64>,
    ys: Vec<f64>,
    blocked: Vec<bool>,
    /// How many groups lie around each point: the way through a group that is not one's own is longer.
    depth: Vec<u8>,
    /// How many lines run from each point to the right and downwards.
    used: [Vec<u16>; 2],
    cost: Vec<f64>,
    from: Vec<usize>,
    stamp: Vec<u32>,
    round: u32,
}

fn sorted(mut list: Vec<f64>) -> Vec<f64> {
    list.sort_by(f64::total_cmp);
    list.dedup_by(|a, b| (*a - *b).abs() < 0.01);
    list
}

impl Grid {
    /// A grid over lanes at these coordinates; `walls` are closed, `groups` are nested.
    pub(super) fn new(xs: Vec<f64>, ys: Vec<f64>, walls: &[Rect], groups: &[Rect]) -> Self {
        let (xs, ys) = (sorted(xs), sorted(ys));
        let points = xs.len() * ys.len();
        let mut grid = Self {
            blocked: vec![false; points],
            depth: vec![0; points],
            used: [vec![0; points], vec![0; points]],
            cost: vec![0.0; points * 2],
            from: vec![usize::MAX; points * 2],
            stamp: vec![0; points * 2],
            round: 0,
            xs,
            ys,
        };
        for wall in walls {
            grid.each_inside(wall, |grid, point| {
                if let Some(slot) = grid.blocked.get_mut(point) {
                    *slot = true;
                }
            });
        }
        for group in groups {
            grid.each_inside(group, |grid, point| {
                if let Some(slot) = grid.depth.get_mut(point) {
                    *slot = slot.saturating_add(1);
                }
            });
        }
        grid
    }

    fn each_inside(&mut self, rect: &Rect, mut work: impl FnMut(&mut Self, usize)) {
        let inside = |list: &[f64], low: f64, high: f64| {
            list.partition_point(|at| *at <= low)..list.partition_point(|at| *at < high)
        };
        let columns = inside(&self.xs, rect.x, rect.right());
        for row in inside(&self.ys, rect.y, rect.bottom()) {
            for column in columns.clone() {
                let point = row * self.xs.len() + column;
                work(self, point);
            }
        }
    }

    fn point(&self, (x, y): (f64, f64)) -> Option<usize> {
        let find = |list: &[f64], at: f64| {
            let index = list.partition_point(|one| *one < at - 0.01);
            list.get(index)
                .filter(|one| (**one - at).abs() < 0.02)
                .map(|_| index)
        };
        let (column, row) = (find(&self.xs, x)?, find(&self.ys, y)?);
        Some(row * self.xs.len() + column)
    }

    fn place(&self, point: usize) -> (f64, f64) {
        let width = self.xs.len().max(1);
        let x = self.xs.get(point % width).copied().unwrap_or(0.0);
        let y = self.ys.get(point / width).copied().unwrap_or(0.0);
        (x, y)
    }

    /// Cheapest ways from one of the starts to one of the ends of each target, as points from start to end.
    ///
    /// The answers hold the index of the start and of the end that were taken.
    pub(super) fn ways(
        &mut self,
        starts: &[Port],
        targets: &[Vec<Port>],
    ) -> Vec<Option<(usize, usize, Vec<(f64, f64)>)>> {
        self.round += 1;
        let mut heap = BinaryHeap::new();
        let mut begun: Vec<(usize, usize)> = Vec::new();
        for (index, port) in starts.iter().enumerate() {
            let Some(point) = self.point(port.lane) else {
                continue;
            };
            let state = point * 2 + usize::from(port.way == Way::Down);
            if self.improve(state, port.extra, usize::MAX) {
                begun.push((state, index));
                heap.push(Reverse((port.extra.to_bits(), state)));
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
            let cost = f64::from_bits(bits);
            if self.cost.get(state).is_none_or(|known| *known < cost) {
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
            if dearest <= cost {
                break;
            }
            self.spread(state, cost, &mut heap);
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

    fn spread(&mut self, state: usize, cost: f64, heap: &mut BinaryHeap<Reverse<(u64, usize)>>) {
        let (width, height) = (self.xs.len(), self.ys.len());
        let (point, down) = (state / 2, state % 2);
        let (column, row) = (point % width, point / width);
        let (x, y) = self.place(point);
        let steps = [
            (column > 0).then(|| (point - 1, 0, point - 1)),
            (column + 1 < width).then(|| (point + 1, 0, point)),
            (row > 0).then(|| (point - width, 1, point - width)),
            (row + 1 < height).then(|| (point + width, 1, point)),
        ];
        for (next, way, link) in steps.into_iter().flatten() {
            if self.blocked.get(next).copied().unwrap_or(true) {
                continue;
            }
            let (nx, ny) = self.place(next);
            let length = (nx - x).abs() + (ny - y).abs();
            let deep = f64::from(self.depth.get(next).copied().unwrap_or(0));
            let busy = |way: usize, at: usize| {
                f64::from(
                    self.used
                        .get(way)
                        .and_then(|list| list.get(at))
                        .map_or(0, |n| *n)
                        .min(6),
                )
            };
            let mut total = cost + length * (1.0 + 0.25 * deep + 0.25 * busy(way, link));
            if way != down {
                total += TURN;
            }
            total += CROSSING * busy(1 - way, next);
            let state = next * 2 + way;
            if self.improve(state, total, point * 2 + down) {
                heap.push(Reverse((total.to_bits(), state)));
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
            let (low, high) = (p.min(q), p.max(q));
            let way = usize::from(high - low >= self.xs.len());
            if let Some(slot) = self.used.get_mut(way).and_then(|list| list.get_mut(low)) {
                *slot = slot.saturating_add(1);
            }
        }
    }
}
