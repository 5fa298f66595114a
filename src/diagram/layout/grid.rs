//! The net of lanes between boxes.

use rustc_hash::FxHashMap;

use super::Rect;
use super::pieces::{self, Piece, Wall};

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
    /// Points through which lanes run across, each as far as it is free.
    pub(super) across: Vec<(f64, f64)>,
    /// Points through which lanes run downwards.
    pub(super) down: Vec<(f64, f64)>,
    /// What no lane may enter.
    pub(super) walls: Vec<Rect>,
}

/// A point where lanes meet.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Left, right, upper and lower neighbour.
    pub(super) links: [Option<u32>; 4],
    /// The outermost level of which a lane runs here.
    pub(super) level: u32,
    /// How many lines run from here to the right and downwards.
    pub(super) used: [u16; 2],
}

/// Points where lanes meet, and which are neighbours.
///
/// Lanes of a group end at the lane around it, so a line can be kept out of groups in which it has no end.
#[derive(Default)]
pub(super) struct Grid {
    pub(super) points: Vec<Point>,
    known: FxHashMap<(u64, u64), u32>,
}

impl Grid {
    /// The net of lanes of nested levels, each after its parent.
    pub(super) fn new(levels: &[Level]) -> Self {
        let mut grid = Self::default();
        let mut across: Vec<Vec<Piece>> = levels.iter().map(rows).collect();
        let mut down: Vec<Vec<Piece>> = levels.iter().map(columns).collect();
        for (index, level) in levels.iter().enumerate() {
            let all = |_: f64| true;
            if let (Some(rows), Some(columns)) = (across.get_mut(index), down.get_mut(index)) {
                grid.cross(rows, columns, (&all, &all), index);
            }
            // Where lanes of a group meet the lane around it.
            let Some(parent) = level.parent.filter(|parent| *parent < index) else {
                continue;
            };
            let area = level.area;
            let side = |x: f64| (x - area.x).abs() < 0.01 || (x - area.right()).abs() < 0.01;
            let edge = |y: f64| (y - area.y).abs() < 0.01 || (y - area.bottom()).abs() < 0.01;
            if let (Some(rows), Some(columns)) = (across.get_mut(index), down.get_mut(parent)) {
                grid.cross(rows, columns, (&all, &side), parent);
            }
            if let (Some(rows), Some(columns)) = (across.get_mut(parent), down.get_mut(index)) {
                grid.cross(rows, columns, (&edge, &all), parent);
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
        grid
    }

    /// Points where pieces of lanes meet.
    fn cross(
        &mut self,
        rows: &mut [Piece],
        columns: &mut [Piece],
        (row_counts, column_counts): (&dyn Fn(f64) -> bool, &dyn Fn(f64) -> bool),
        level: usize,
    ) {
        for row in rows.iter_mut().filter(|row| row_counts(row.at)) {
            let first = columns.partition_point(|column| column.at < row.low - 0.01);
            for column in columns.iter_mut().skip(first) {
                if column.at > row.high + 0.01 {
                    break;
                }
                let meets = column.low - 0.01 <= row.at && row.at <= column.high + 0.01;
                if meets && column_counts(column.at) {
                    let point = self.add(column.at, row.at, level);
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

    fn add(&mut self, x: f64, y: f64, level: usize) -> usize {
        let next = self.points.len();
        let point = number(next);
        let point = *self.known.entry(Self::key(x, y)).or_insert(point);
        let level = number(level);
        match self.points.get_mut(index(point)) {
            // Parents come before their groups.
            Some(known) => known.level = level.min(known.level),
            None => self.points.push(Point {
                x,
                y,
                links: [None; 4],
                level,
                used: [0; 2],
            }),
        }
        index(point)
    }

    fn link(&mut self, from: usize, side: usize, to: usize) {
        if from == to {
            return;
        }
        let far = |point: usize| {
            let (a, b) = (self.place(from), self.place(point));
            (a.0 - b.0).abs() + (a.1 - b.1).abs()
        };
        let links = self.points.get(from).map(|point| point.links);
        let known = links.and_then(|links| links.get(side).copied().flatten());
        // Where lanes of two levels lie on each other the nearer point is the neighbour.
        if known.is_none_or(|known| far(to) < far(index(known)))
            && let Some(point) = self.points.get_mut(from)
            && let Some(slot) = point.links.get_mut(side)
        {
            *slot = Some(number(to));
        }
    }

    /// The point at a place.
    pub(super) fn point(&self, (x, y): (f64, f64)) -> Option<usize> {
        self.known.get(&Self::key(x, y)).map(|point| index(*point))
    }

    /// Where a point is.
    pub(super) fn place(&self, point: usize) -> (f64, f64) {
        self.points.get(point).map_or((0.0, 0.0), |p| (p.x, p.y))
    }

    /// Remembers that lines run along these points.
    pub(super) fn occupy(&mut self, points: &[(f64, f64)]) {
        for pair in points.windows(2) {
            let [a, b] = pair else { continue };
            let way = usize::from((a.0 - b.0).abs() < 0.05);
            let first = if a.0 + a.1 <= b.0 + b.1 { a } else { b };
            if let Some(point) = self.point(*first)
                && let Some(point) = self.points.get_mut(point)
                && let Some(slot) = point.used.get_mut(way)
            {
                *slot = slot.saturating_add(1);
            }
        }
    }
}

/// More points than a picture can have are one point.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The index of a number of a point.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn rows(level: &Level) -> Vec<Piece> {
    let seeds: Vec<(f64, f64)> = level.across.iter().map(|(x, y)| (*y, *x)).collect();
    let walls = level.walls.iter().map(|w| Wall {
        first: w.y,
        last: w.bottom(),
        low: w.x,
        high: w.right(),
    });
    let walls: Vec<Wall> = walls.collect();
    pieces::free(&seeds, &walls, (level.area.x, level.area.right()))
}

fn columns(level: &Level) -> Vec<Piece> {
    let walls = level.walls.iter().map(|w| Wall {
        first: w.x,
        last: w.right(),
        low: w.y,
        high: w.bottom(),
    });
    let walls: Vec<Wall> = walls.collect();
    pieces::free(&level.down, &walls, (level.area.y, level.area.bottom()))
}
