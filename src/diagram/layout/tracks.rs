//! Moves lines apart that would lie on each other.

use super::legs::{Leg, near};

/// Least distance of lines in one lane.
const SPACING: f64 = 5.0;
/// Their distance where there is room.
const WIDE: f64 = 7.0;
/// Of more runs that touch each other only the sides to which they lead are compared.
const MANY: usize = 200;

/// The room that so many lines in one lane need.
pub(super) fn room(lines: usize) -> f64 {
    number(lines.saturating_sub(1)) * SPACING
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A straight piece of a leg.
#[derive(Clone, Copy)]
struct Piece {
    /// Runs from the left to the right.
    across: bool,
    /// The coordinate that all its points share.
    at: f64,
    low: f64,
    high: f64,
    net: usize,
    leg: usize,
    index: usize,
    slack: f64,
    /// To which side its neighbours at its low and its high end lead, -1 to 1.
    turns: [i32; 2],
}

/// Pieces of one net that lie on each other.
struct Run {
    low: f64,
    high: f64,
    pieces: Vec<Piece>,
    pull: f64,
}

/// Gives every net its own track in each lane; answers how many tracks the busiest lane of each level needs.
pub(super) fn separate(legs: &mut [Leg], levels: usize) -> Vec<usize> {
    let mut pieces = Vec::new();
    for (leg, value) in legs.iter().enumerate() {
        collect(leg, value, &mut pieces);
    }
    pieces.sort_by(|a, b| {
        (a.across.cmp(&b.across))
            .then(a.at.total_cmp(&b.at))
            .then(a.net.cmp(&b.net))
            .then(a.low.total_cmp(&b.low))
            .then((a.leg, a.index).cmp(&(b.leg, b.index)))
    });
    let mut crowds = vec![1; levels];
    let mut moves: Vec<(Piece, f64)> = Vec::new();
    let same_lane = |a: &Piece, b: &Piece| a.across == b.across && (a.at - b.at).abs() < 0.01;
    for lane in pieces.chunk_by(same_lane) {
        share(lane, legs, &mut moves, &mut crowds);
    }
    for (piece, by) in moves {
        if let Some(leg) = legs.get_mut(piece.leg) {
            leg.shift(piece.index, piece.across, by);
        }
    }
    crowds
}

fn collect(leg: usize, value: &Leg, into: &mut Vec<Piece>) {
    for ((index, pair), known) in value.corners.windows(2).enumerate().zip(&value.pieces) {
        let [a, b] = pair else { continue };
        // What was moved until nothing is left of it has no direction any more.
        let is_point = near(a.0, b.0) && near(a.1, b.1);
        if known.short || is_point {
            continue;
        }
        let across = near(a.1, b.1);
        let (at, from, to) = if across {
            (a.1, a.0, b.0)
        } else {
            (a.0, a.1, b.1)
        };
        let side = |corner: Option<&(f64, f64)>| match corner {
            None => 0,
            Some(corner) => {
                let there = if across { corner.1 } else { corner.0 };
                if there < at {
                    -1
                } else {
                    i32::from(there > at)
                }
            }
        };
        let before = index.checked_sub(1).and_then(|i| value.corners.get(i));
        let mut turns = [side(before), side(value.corners.get(index + 2))];
        if from > to {
            turns.reverse();
        }
        into.push(Piece {
            across,
            at,
            low: from.min(to),
            high: from.max(to),
            net: value.net,
            leg,
            index,
            slack: known.slack,
            turns,
        });
    }
}

/// Shares one lane among its nets.
fn share(lane: &[Piece], legs: &[Leg], moves: &mut Vec<(Piece, f64)>, crowds: &mut [usize]) {
    let mut runs: Vec<Run> = Vec::new();
    for net in lane.chunk_by(|a, b| a.net == b.net) {
        let first = runs.len();
        for piece in net {
            match runs.get_mut(first..).and_then(<[Run]>::last_mut) {
                Some(run) if piece.low <= run.high + 0.01 => {
                    run.high = run.high.max(piece.high);
                    run.pieces.push(*piece);
                }
                _ => runs.push(Run {
                    low: piece.low,
                    high: piece.high,
                    pieces: vec![*piece],
                    pull: 0.0,
                }),
            }
        }
    }
    for run in &mut runs {
        let sum: i32 = run.pieces.iter().flat_map(|piece| piece.turns).sum();
        run.pull = f64::from(sum) / number(run.pieces.len());
    }
    runs.sort_by(|a, b| a.low.total_cmp(&b.low));
    let mut rest = runs.as_slice();
    while let Some(first) = rest.first() {
        // What touches, directly or through others.
        let mut end = first.high;
        let length = rest
            .iter()
            .take_while(|run| {
                let touches = run.low < end + SPACING;
                end = if touches { end.max(run.high) } else { end };
                touches
            })
            .count();
        let (cluster, after) = rest.split_at(length.max(1));
        let count = tracks(cluster, moves);
        for piece in cluster.iter().flat_map(|run| &run.pieces) {
            let known = legs
                .get(piece.leg)
                .and_then(|leg| leg.pieces.get(piece.index));
            for level in known.into_iter().flat_map(|known| &known.levels) {
                if let Some(crowd) = crowds.get_mut(*level) {
                    *crowd = count.max(*crowd);
                }
            }
        }
        rest = after;
    }
}

/// On which side of another a run should lie so that they do not cross: negative is lower.
fn votes(run: &Run, other: &Run) -> i32 {
    let of = |run: &Run, other: &Run| -> i32 {
        run.pieces
            .iter()
            .flat_map(|piece| [piece.low, piece.high].into_iter().zip(piece.turns))
            .filter(|(at, _)| other.low + 0.01 < *at && *at < other.high - 0.01)
            .map(|(_, turn)| turn)
            .sum()
    };
    of(run, other) - of(other, run)
}

/// The runs from the lowest coordinate to the highest.
fn order(cluster: &[Run]) -> Vec<&Run> {
    let mut order: Vec<(i32, &Run)> = cluster
        .iter()
        .map(|run| {
            let others = cluster.iter().take(MANY);
            let touching = others.filter(|other| run.low < other.high && other.low < run.high);
            (touching.map(|other| votes(run, other).signum()).sum(), run)
        })
        .collect();
    if cluster.len() > MANY {
        order.iter_mut().for_each(|(votes, _)| *votes = 0);
    }
    order.sort_by(|(a, one), (b, two)| a.cmp(b).then(one.pull.total_cmp(&two.pull)));
    order.into_iter().map(|(_, run)| run).collect()
}

/// The lowest free track for each run; `strict` keeps each beside those that it would cross otherwise.
fn assigned<'a>(order: &[&'a Run], strict: bool) -> Vec<(&'a Run, usize)> {
    let mut placed: Vec<(&Run, usize)> = Vec::new();
    for run in order {
        let beside: Vec<(&Run, usize)> = placed
            .iter()
            .filter(|(other, _)| run.low < other.high + SPACING && other.low < run.high + SPACING)
            .copied()
            .collect();
        let bound = beside
            .iter()
            .filter(|(other, _)| strict && votes(run, other) != 0)
            .map(|(_, track)| track + 1);
        let mut track = bound.max().unwrap_or(0);
        while beside.iter().any(|(_, taken)| *taken == track) {
            track += 1;
        }
        placed.push((run, track));
    }
    placed
}

/// Tracks for runs that touch each other: what leads to lower coordinates lies lower.
fn tracks(cluster: &[Run], moves: &mut Vec<(Piece, f64)>) -> usize {
    if cluster.len() < 2 {
        return 1;
    }
    let order = order(cluster);
    let mut placed = assigned(&order, true);
    // Order that costs much more room than the lines need is given up.
    let dense = assigned(&order, false);
    let most = |list: &[(&Run, usize)]| list.iter().map(|(_, track)| track + 1).max().unwrap_or(1);
    if most(&placed) > 2 * most(&dense) {
        placed = dense;
    }
    let count = most(&placed);
    let slack = cluster
        .iter()
        .flat_map(|run| &run.pieces)
        .map(|piece| piece.slack)
        .fold(0.0, f64::max);
    let steps = number(count - 1);
    let spacing = if count > 1 {
        WIDE.min(2.0 * slack / steps)
    } else {
        0.0
    };
    for (run, track) in placed {
        let by = (number(track) - steps / 2.0) * spacing;
        let limit = run
            .pieces
            .iter()
            .map(|piece| piece.slack)
            .fold(f64::INFINITY, f64::min);
        let by = by.clamp(-limit, limit);
        moves.extend(run.pieces.iter().map(|piece| (*piece, by)));
    }
    count
}
