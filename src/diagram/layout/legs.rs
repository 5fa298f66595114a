//! Ways of lines from box to box, before and after they are moved apart.

use super::grid::Port;

/// A way from one box to another.
#[derive(Debug)]
pub(super) struct Leg {
    /// Legs of one net may lie on each other.
    pub(super) net: usize,
    /// All points of the grid on the way.
    pub(super) lanes: Vec<(f64, f64)>,
    /// The corners, with the ends on the borders of the boxes.
    pub(super) corners: Vec<(f64, f64)>,
    /// What is known of the straight pieces between the corners.
    pub(super) pieces: Vec<Piece>,
    /// How far its start and its end may be moved along the sides of their boxes.
    ends: (f64, f64),
}

/// A straight piece of a leg.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// The levels in which it runs.
    pub(super) levels: Vec<usize>,
    /// How far it may be moved to either side.
    pub(super) slack: f64,
    /// It only joins the border of a box with the lane beside it, where nothing else can be.
    pub(super) short: bool,
    /// How far it may be moved along the side of its box, where it ends at one and can be moved at all.
    pub(super) reach: Option<f64>,
}

/// What lines keep free at the sides of their lanes.
const FREE: f64 = 4.0;

/// Half the width of the lanes in which so much room is needed.
pub(super) fn half(room: f64) -> f64 {
    room / 2.0 + FREE
}

pub(super) fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.05
}

/// A piece at an end: which it is, where it begins and ends, and how far its end may be moved.
pub(super) type Outer = (usize, [(f64, f64); 2], f64);

impl Leg {
    pub(super) fn new(
        net: usize,
        start: &Port,
        end: &Port,
        lanes: Vec<(f64, f64)>,
        level: &dyn Fn((f64, f64)) -> usize,
        widths: &[f64],
    ) -> Self {
        let mut corners: Vec<(f64, f64)> = vec![start.border];
        let mut pieces: Vec<Piece> = Vec::new();
        let inner = lanes.iter().map(|point| (*point, Some(level(*point))));
        let mut before: Option<usize> = None;
        for (point, level) in inner.chain([(end.border, None)]) {
            if let [.., one, last] = corners.as_slice() {
                let straight = (near(one.0, last.0) && near(last.0, point.0))
                    || (near(one.1, last.1) && near(last.1, point.1));
                if straight {
                    corners.pop();
                }
            }
            let moved = corners
                .last()
                .is_none_or(|last| !near(last.0, point.0) || !near(last.1, point.1));
            if moved {
                corners.push(point);
                if pieces.len() + 1 < corners.len() {
                    pieces.push(Piece::default());
                }
            }
            if let Some(piece) = pieces.last_mut() {
                for level in before.into_iter().chain(level) {
                    if !piece.levels.contains(&level) {
                        piece.levels.push(level);
                    }
                }
            }
            before = level;
        }
        pieces.truncate(corners.len().saturating_sub(1));
        let count = pieces.len();
        for (at, piece) in pieces.iter_mut().enumerate() {
            let widths = piece.levels.iter().filter_map(|level| widths.get(*level));
            let least = widths
                .map(|width| width - FREE)
                .fold(f64::INFINITY, f64::min);
            let least = if least.is_finite() { least } else { 0.0 };
            let ends = [(at == 0, start), (at + 1 == count, end)];
            let ends = || ends.iter().filter(|(is, _)| *is).map(|(_, port)| port);
            piece.slack = ends().map(|port| port.slack).fold(least, f64::min);
            if let (true, Some(port), Some([a, b])) =
                (count > 1, ends().next(), corners.get(at..at + 2))
            {
                let long = |from: (f64, f64), to: (f64, f64)| {
                    (from.0 - to.0).abs() + (from.1 - to.1).abs()
                };
                piece.short = long(*a, *b) <= long(port.border, port.lane) + 0.1;
                if piece.short {
                    piece.reach = Some(port.slack);
                }
            }
        }
        Self {
            net,
            lanes,
            corners,
            pieces,
            ends: (start.slack, end.slack),
        }
    }

    /// The first and the last piece, where others follow.
    pub(super) fn outer(&self) -> Vec<Outer> {
        let last = self.pieces.len().saturating_sub(1);
        let list = [(0, self.ends.0), (last, self.ends.1)].into_iter();
        list.filter(|_| last > 0)
            .filter_map(|(at, slack)| {
                let [a, b] = self.corners.get(at..at + 2)? else {
                    return None;
                };
                Some((at, [*a, *b], slack))
            })
            .collect()
    }

    /// Moves a piece to the side.
    pub(super) fn shift(&mut self, piece: usize, across: bool, by: f64) {
        for corner in self.corners.iter_mut().skip(piece).take(2) {
            if across {
                corner.1 += by;
            } else {
                corner.0 += by;
            }
        }
    }
}
