//! Moves lines apart that would lie on each other.

use super::grid::Port;

/// Distance of lines in one lane.
const SPACING: f64 = 5.0;

/// The room that so many lines in one lane need.
pub(super) fn room(lines: usize) -> f64 {
    f64::from(u32::try_from(lines.saturating_sub(1)).unwrap_or(u32::MAX)) * SPACING
}

/// A way from one box to another.
#[derive(Debug)]
pub(super) struct Leg {
    /// Legs of one net may lie on each other.
    net: usize,
    /// All points of the grid on the way.
    pub(super) lanes: Vec<(f64, f64)>,
    /// The corners, with the ends on the borders of the boxes.
    pub(super) corners: Vec<(f64, f64)>,
    /// How far the first and the last piece may be moved.
    slack: (f64, f64),
}

impl Leg {
    pub(super) fn new(net: usize, start: &Port, end: &Port, lanes: Vec<(f64, f64)>) -> Self {
        let mut corners: Vec<(f64, f64)> = vec![start.border];
        for point in lanes.iter().copied().chain([end.border]) {
            if let [.., before, last] = corners.as_slice() {
                let straight = (near(before.0, last.0) && near(last.0, point.0))
                    || (near(before.1, last.1) && near(last.1, point.1));
                if straight {
                    corners.pop();
                }
            }
            if corners
                .last()
                .is_none_or(|last| !near(last.0, point.0) || !near(last.1, point.1))
            {
                corners.push(point);
            }
        }
        Self {
            net,
            lanes,
            corners,
            slack: (start.slack, end.slack),
        }
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.05
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
    /// To which side its neighbours lead, -2 to 2.
    pull: i32,
}

/// Pieces of one net that lie on each other.
struct Run {
    low: f64,
    high: f64,
    pieces: Vec<Piece>,
    pull: f64,
}

/// Gives every net its own track in each lane; answers how many tracks the busiest lane needs.
pub(super) fn separate(legs: &mut [Leg], most: f64) -> usize {
    let mut pieces = Vec::new();
    for (leg, value) in legs.iter().enumerate() {
        collect(leg, value, most, &mut pieces);
    }
    pieces.sort_by(|a, b| {
        (a.across.cmp(&b.across))
            .then(a.at.total_cmp(&b.at))
            .then(a.net.cmp(&b.net))
            .then(a.low.total_cmp(&b.low))
            .then((a.leg, a.index).cmp(&(b.leg, b.index)))
    });
    let mut busiest = 1;
    let mut moves: Vec<(Piece, f64)> = Vec::new();
    let same_lane = |a: &Piece, b: &Piece| a.across == b.across && (a.at - b.at).abs() < 0.01;
    for lane in pieces.chunk_by(same_lane) {
        busiest = busiest.max(share(lane, &mut moves));
    }
    for (piece, by) in moves {
        let Some(leg) = legs.get_mut(piece.leg) else {
            continue;
        };
        for corner in leg.corners.iter_mut().skip(piece.index).take(2) {
            if piece.across {
                corner.1 += by;
            } else {
                corner.0 += by;
            }
        }
    }
    busiest
}

fn collect(leg: usize, value: &Leg, most: f64, into: &mut Vec<Piece>) {
    let count = value.corners.len().saturating_sub(1);
    for (index, pair) in value.corners.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        let across = near(a.1, b.1);
        let (at, from, to) = if across {
            (a.1, a.0, b.0)
        } else {
            (a.0, a.1, b.1)
        };
        let mut slack = most;
        if index == 0 {
            slack = slack.min(value.slack.0);
        }
        if index + 1 == count {
            slack = slack.min(value.slack.1);
        }
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
        into.push(Piece {
            across,
            at,
            low: from.min(to),
            high: from.max(to),
            net: value.net,
            leg,
            index,
            slack,
            pull: side(before) + side(value.corners.get(index + 2)),
        });
    }
}

/// Shares one lane among its nets.
fn share(lane: &[Piece], moves: &mut Vec<(Piece, f64)>) -> usize {
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
        let sum: i32 = run.pieces.iter().map(|piece| piece.pull).sum();
        run.pull = f64::from(sum) / f64::from(u32::try_from(run.pieces.len()).unwrap_or(1));
    }
    runs.sort_by(|a, b| a.low.total_cmp(&b.low));
    let mut busiest = 1;
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
        busiest = busiest.max(tracks(cluster, moves));
        rest = after;
    }
    busiest
}

/// Tracks for runs that touch each other: what leads to lower coordinates lies lower.
fn tracks(cluster: &[Run], moves: &mut Vec<(Piece, f64)>) -> usize {
    if cluster.len() < 2 {
        return 1;
    }
    let mut order: Vec<&Run> = cluster.iter().collect();
    order.sort_by(|a, b| a.pull.total_cmp(&b.pull));
    let mut placed: Vec<(&Run, usize)> = Vec::new();
    for run in order {
        let beside: Vec<(bool, usize)> = placed
            .iter()
            .filter(|(other, _)| run.low < other.high + SPACING && other.low < run.high + SPACING)
            .map(|(other, track)| (other.pull < run.pull, *track))
            .collect();
        let lower = beside
            .iter()
            .filter(|(less, _)| *less)
            .map(|(_, t)| t + 1)
            .max();
        let mut track = lower.unwrap_or(0);
        while beside.iter().any(|(_, taken)| *taken == track) {
            track += 1;
        }
        placed.push((run, track));
    }
    let count = placed.iter().map(|(_, track)| track + 1).max().unwrap_or(1);
    let slack = cluster
        .iter()
        .flat_map(|run| &run.pieces)
        .map(|piece| piece.slack)
        .fold(0.0, f64::max);
    let spacing = match u32::try_from(count - 1) {
        Ok(steps) if steps > 0 => SPACING.min(2.0 * slack / f64::from(steps)),
        _ => 0.0,
    };
    for (run, track) in placed {
        let half = room(count) / SPACING / 2.0;
        let by = (f64::from(u32::try_from(track).unwrap_or(0)) - half) * spacing;
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
