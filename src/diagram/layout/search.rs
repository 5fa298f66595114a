//! The cheapest ways through the net of lanes.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::Found;
use super::grid::{Grid, Port, Way, index};

/// Costs a turn as much as this much way.
pub(super) const TURN: f64 = 30.0;
/// Crossing another line.
const CROSSING: f64 = 8.0;
/// So much more way a line may go to keep away from each other line in its lane.
const BESIDE: f64 = 0.25;

/// What is known of arriving at a point in a direction; of another round than the present one, nothing.
#[derive(Clone, Copy, Default)]
struct State {
    cost: f64,
    from: u32,
    round: u32,
    /// The round in which nothing cheaper can come any more.
    closed: u32,
}

/// Costs as bits, which sort like the numbers, and states.
type Heap = BinaryHeap<Reverse<(u64, usize)>>;

/// A search for one line after another; its memory is used again.
pub(super) struct Search {
    pub(super) grid: Grid,
    /// For each point the state of arriving across, then that of arriving downwards.
    states: Vec<State>,
    /// The round in which each point was the place of an end.
    goals: Vec<u32>,
    /// The round in which each level was open.
    open: Vec<u32>,
    round: u32,
    heap: Heap,
}

const NOWHERE: u32 = u32::MAX;

/// What a way from a place, arrived at in a direction, to a port costs at least.
pub(super) fn least((x, y): (f64, f64), way: Way, port: &Port) -> f64 {
    let (dx, dy) = ((port.lane.0 - x).abs(), (port.lane.1 - y).abs());
    let beside = match way {
        Way::Across => dy,
        Way::Down => dx,
    };
    let turns = match (beside < 0.01, port.way == way) {
        (true, true) => 0.0,
        (true, false) | (false, false) => 1.0,
        (false, true) => 2.0,
    };
    dx + dy + turns * TURN + port.extra
}

impl Search {
    pub(super) fn new(grid: Grid, levels: usize) -> Self {
        let points = grid.points.len();
        Self {
            grid,
            states: vec![State::default(); points * 2],
            goals: vec![0; points],
            open: vec![0; levels],
            round: 0,
            heap: BinaryHeap::new(),
        }
    }

    /// Cheapest ways from one of the starts to one of the ends of each target, as points from start to end; they stay
    /// in the given levels.
    ///
    /// The answers hold the index of the start and of the end that were taken.
    pub(super) fn ways(
        &mut self,
        starts: &[Port],
        targets: &[&[Port]],
        levels: impl Iterator<Item = usize>,
    ) -> Vec<Option<Found>> {
        self.round += 1;
        for level in levels {
            if let Some(slot) = self.open.get_mut(level) {
                *slot = self.round;
            }
        }
        // The end points with their targets, sorted for search.
        let mut ends: Vec<(usize, usize, usize, Port)> = Vec::new();
        for (target, ports) in targets.iter().enumerate() {
            for (at, port) in ports.iter().enumerate() {
                if port.extra.is_finite()
                    && let Some(point) = self.grid.point(port.lane)
                    && let Some(slot) = self.goals.get_mut(point)
                {
                    *slot = self.round;
                    ends.push((point, target, at, *port));
                }
            }
        }
        ends.sort_by_key(|(point, target, at, _)| (*point, *target, *at));
        // With few goals the search leans towards them.
        let leaning: Vec<Port> = if ends.len() > 8 {
            Vec::new()
        } else {
            ends.iter().map(|end| end.3).collect()
        };
        self.heap.clear();
        let mut begun: Vec<(usize, usize)> = Vec::new();
        for (at, port) in starts.iter().enumerate() {
            let Some(point) = self.grid.point(port.lane) else {
                continue;
            };
            let state = point * 2 + usize::from(port.way == Way::Down);
            if self.improve(state, port.extra, NOWHERE) {
                begun.push((state, at));
                let bound = port.extra + self.rest(state, &leaning);
                self.heap.push(Reverse((bound.to_bits(), state)));
            }
        }
        let mut best: Vec<Option<(f64, usize, usize)>> = vec![None; targets.len()];
        let mut open: BTreeSet<usize> = ends.iter().map(|(_, target, ..)| *target).collect();
        // What the dearest way costs, once there is one for each target.
        let mut dearest = if open.is_empty() { 0.0 } else { f64::INFINITY };
        while let Some(Reverse((bits, state))) = self.heap.pop() {
            // Nothing cheaper can come.
            if dearest <= f64::from_bits(bits) {
                break;
            }
            let Some(known) = self.states.get_mut(state) else {
                continue;
            };
            if known.closed == self.round {
                continue;
            }
            known.closed = self.round;
            let cost = known.cost;
            let point = state / 2;
            if self.goals.get(point) == Some(&self.round) {
                let first = ends.partition_point(|end| end.0 < point);
                for (_, target, at, port) in ends.iter().skip(first).take_while(|e| e.0 == point) {
                    let turn = usize::from(port.way == Way::Down) != state % 2;
                    let total = cost + port.extra + if turn { TURN } else { 0.0 };
                    if let Some(slot) = best.get_mut(*target)
                        && slot.is_none_or(|(known, ..)| total < known)
                    {
                        *slot = Some((total, state, *at));
                        open.remove(target);
                        if open.is_empty() {
                            let costs = best.iter().flatten().map(|(total, ..)| *total);
                            dearest = costs.fold(0.0, f64::max);
                        }
                    }
                }
            }
            self.spread(state, cost, &leaning);
        }
        best.into_iter()
            .map(|found| {
                let (_, state, end) = found?;
                let (start, points) = self.back(state, &begun)?;
                Some((start, end, points))
            })
            .collect()
    }

    /// What the rest of a way costs at least.
    fn rest(&self, state: usize, leaning: &[Port]) -> f64 {
        if leaning.is_empty() {
            return 0.0;
        }
        let place = self.grid.place(state / 2);
        let way = if state % 2 == 1 {
            Way::Down
        } else {
            Way::Across
        };
        let all = leaning.iter().map(|port| least(place, way, port));
        all.fold(f64::INFINITY, f64::min)
    }

    fn improve(&mut self, state: usize, cost: f64, from: u32) -> bool {
        let Some(known) = self.states.get_mut(state) else {
            return false;
        };
        let better = known.round != self.round || cost < known.cost;
        if better {
            (known.round, known.cost, known.from) = (self.round, cost, from);
        }
        better
    }

    fn spread(&mut self, state: usize, cost: f64, leaning: &[Port]) {
        let (at, down) = (state / 2, state % 2);
        let Some(point) = self.grid.points.get(at) else {
            return;
        };
        let (x, y, here) = (point.x, point.y, point.used);
        let links = point.links;
        let from = u32::try_from(state).unwrap_or(NOWHERE);
        for (side, link) in links.into_iter().enumerate() {
            let Some(next) = link.map(index) else {
                continue;
            };
            let Some(there) = self.grid.points.get(next) else {
                continue;
            };
            if self.open.get(index(there.level)) != Some(&self.round) {
                continue;
            }
            let way = side / 2;
            let length = (there.x - x).abs() + (there.y - y).abs();
            // Lines are counted at the left and upper ends of their pieces.
            let counted = if side % 2 == 0 { there.used } else { here };
            let [across, below] = there.used.map(|n| f64::from(n.min(6)));
            let beside = f64::from(if way == 0 { counted[0] } else { counted[1] }.min(6));
            let crossed = if way == 0 { below } else { across };
            let mut total = cost + length * (1.0 + BESIDE * beside) + CROSSING * crossed;
            if way != down {
                total += TURN;
            }
            let state = next * 2 + way;
            if self.improve(state, total, from) {
                let bound = total + self.rest(state, leaning);
                self.heap.push(Reverse((bound.to_bits(), state)));
            }
        }
    }

    /// The way back to a start, turned round: its index and the points.
    fn back(&self, end: usize, begun: &[(usize, usize)]) -> Option<(usize, Vec<(f64, f64)>)> {
        let mut points = vec![self.grid.place(end / 2)];
        let mut state = end;
        while let Some(before) = self.states.get(state).filter(|known| known.from != NOWHERE) {
            state = index(before.from);
            points.push(self.grid.place(state / 2));
        }
        points.reverse();
        let (_, start) = begun.iter().find(|(begin, _)| *begin == state)?;
        Some((*start, points))
    }
}
