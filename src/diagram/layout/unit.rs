//! Boxes put together: in a grid, in shelves, in ranks. Nothing here overlaps by construction.

use rust_sugiyama::configure::{Config, RankingType};

use rustc_hash::FxHashMap;

use super::Rect;
use super::flip::Flip;

/// What has a place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Thing {
    Group(usize),
    Node(usize),
    /// The text of an edge.
    Label(usize),
}

/// Things with places from the top left corner of a common box.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    pub(super) w: f64,
    pub(super) h: f64,
    pub(super) things: Vec<(Thing, Rect)>,
}

impl Unit {
    pub(super) fn one(thing: Thing, w: f64, h: f64) -> Self {
        Self {
            w,
            h,
            things: vec![(
                thing,
                Rect {
                    x: 0.0,
                    y: 0.0,
                    w,
                    h,
                },
            )],
        }
    }

    /// Puts another inside, without growing.
    pub(super) fn hold(&mut self, other: Unit, x: f64, y: f64) {
        self.things
            .extend(other.things.into_iter().map(|(thing, mut rect)| {
                rect.x += x;
                rect.y += y;
                (thing, rect)
            }));
    }

    fn take(&mut self, other: Unit, x: f64, y: f64) {
        self.w = self.w.max(x + other.w);
        self.h = self.h.max(y + other.h);
        self.hold(other, x, y);
    }

    /// The same with both directions swapped.
    pub(super) fn turned(&self) -> Unit {
        let things = self.things.iter().map(|(thing, rect)| {
            let turned = Rect {
                x: rect.y,
                y: rect.x,
                w: rect.h,
                h: rect.w,
            };
            (*thing, turned)
        });
        Unit {
            w: self.h,
            h: self.w,
            things: things.collect(),
        }
    }

    /// How far below the middle of all each thing has its own.
    pub(super) fn middles(&self, into: &mut FxHashMap<Thing, f64>) {
        let all = self.things.iter();
        into.extend(all.map(|(thing, rect)| (*thing, rect.centre().1 - self.h / 2.0)));
    }

    /// Puts what is at one side to the other; what things hold moves along and stays as it is.
    pub(super) fn flip(&mut self, flip: Flip) {
        let mut outer: Option<(Rect, f64, f64)> = None;
        for (_, rect) in &mut self.things {
            // What a thing holds stands behind it.
            let (dx, dy) = match outer {
                Some((around, dx, dy)) if around.holds(rect) => (dx, dy),
                _ => {
                    let dx = if flip.across {
                        self.w - rect.w - 2.0 * rect.x
                    } else {
                        0.0
                    };
                    let dy = if flip.down {
                        self.h - rect.h - 2.0 * rect.y
                    } else {
                        0.0
                    };
                    outer = Some((*rect, dx, dy));
                    (dx, dy)
                }
            };
            rect.x += dx;
            rect.y += dy;
        }
    }
}

/// Under each other; `right` puts them at the right side.
pub(super) fn stack(units: Vec<Unit>, gap: f64, right: bool) -> Unit {
    let width = units.iter().map(|unit| unit.w).fold(0.0, f64::max);
    let mut all = Unit::default();
    let mut y = 0.0;
    for unit in units {
        let x = if right { width - unit.w } else { 0.0 };
        let h = unit.h;
        all.take(unit, x, y);
        y += h + gap;
    }
    all
}

/// A unit with another at its side, so far below its middle as the unit has room.
pub(super) fn attached(unit: Unit, other: Unit, below: f64, right: bool, gap: f64) -> Unit {
    let h = unit.h.max(other.h);
    let spare = (h - other.h) / 2.0;
    let y = (spare + below.clamp(-spare, spare)).round();
    let own = ((h - unit.h) / 2.0).round();
    let mut all = Unit::default();
    if right {
        let x = unit.w + gap;
        all.take(unit, 0.0, own);
        all.take(other, x, y);
    } else {
        let x = other.w + gap;
        all.take(other, 0.0, y);
        all.take(unit, x, own);
    }
    all
}

/// In columns and rows that are as wide and high as their largest member; few are one column.
pub(super) fn grid(units: Vec<Unit>, gap: f64) -> Unit {
    const FEW: usize = 6;
    let columns = if units.len() <= FEW {
        1
    } else {
        (1..=units.len())
            .find(|columns| {
                let (w, h) = grid_size(&units, *columns, gap);
                w * 1.1 >= h
            })
            .unwrap_or(1)
    };
    let (widths, heights) = grid_lines(&units, columns);
    let mut all = Unit::default();
    for (index, unit) in units.into_iter().enumerate() {
        let (row, column) = (index / columns, index % columns);
        let x: f64 = widths.iter().take(column).map(|w| w + gap).sum();
        let y: f64 = heights.iter().take(row).map(|h| h + gap).sum();
        // To the right, so that the text of lines from the left stands in one line with others.
        all.take(unit, x, y);
    }
    all
}

fn grid_lines(units: &[Unit], columns: usize) -> (Vec<f64>, Vec<f64>) {
    let mut widths = vec![0.0; columns];
    let mut heights = vec![0.0; units.len().div_ceil(columns.max(1))];
    for (index, unit) in units.iter().enumerate() {
        let (row, column) = (index / columns, index % columns);
        if let Some(w) = widths.get_mut(column) {
            *w = f64::max(*w, unit.w);
        }
        if let Some(h) = heights.get_mut(row) {
            *h = f64::max(*h, unit.h);
        }
    }
    (widths, heights)
}

fn grid_size(units: &[Unit], columns: usize, gap: f64) -> (f64, f64) {
    let (widths, heights) = grid_lines(units, columns);
    let sum = |list: &[f64]| list.iter().map(|one| one + gap).sum::<f64>();
    (sum(&widths), sum(&heights))
}

/// In lines from the left to the right, like words, in about the shape of a screen.
pub(super) fn shelves(units: Vec<Unit>, gap: f64) -> Unit {
    if units.len() == 1 {
        return units.into_iter().next().unwrap_or_default();
    }
    let area: f64 = units
        .iter()
        .map(|unit| (unit.w + gap) * (unit.h + gap))
        .sum();
    let widest = units.iter().map(|unit| unit.w).fold(0.0, f64::max);
    let wanted = widest.max((area * 1.7).sqrt());
    let mut all = Unit::default();
    let (mut x, mut y, mut high) = (0.0, 0.0, 0.0);
    for unit in units {
        if x > 0.0 && x + unit.w > wanted {
            y += high + gap;
            (x, high) = (0.0, 0.0);
        }
        let (w, h) = (unit.w, unit.h);
        all.take(unit, x, y);
        x += w + gap;
        high = f64::max(high, h);
    }
    all
}

/// More than these are not ranked: it would take long, and the picture would not be readable.
const MANY: usize = 700;

/// An edge between units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Join {
    a: usize,
    b: usize,
    /// How far below the middles of its units it ends.
    below: (f64, f64),
}

impl Join {
    pub(super) fn new(a: usize, b: usize, below_a: f64, below_b: f64) -> Self {
        Self {
            a,
            b,
            below: (below_a, below_b),
        }
    }
}

/// In columns from the left to the right, so that edges lead to the right and cross little.
///
/// All units are connected by the edges.
pub(super) fn ranked(units: Vec<Unit>, joins: &[Join], gap: f64) -> Unit {
    if units.len() > MANY {
        return shelves(units, gap);
    }
    let edges: Vec<(usize, usize)> = joins.iter().map(|join| (join.a, join.b)).collect();
    let columns = folded(ranks(units.len(), &edges), &units, gap);
    // The other end of each edge, and how much lower this unit should lie than that one.
    let mut neighbours: Vec<Vec<(usize, f64)>> = vec![Vec::new(); units.len()];
    for join in joins {
        let lower = join.below.0 - join.below.1;
        if let Some(list) = neighbours.get_mut(join.a) {
            list.push((join.b, -lower));
        }
        if let Some(list) = neighbours.get_mut(join.b) {
            list.push((join.a, lower));
        }
    }
    let heights: Vec<f64> = units.iter().map(|unit| unit.h).collect();
    let centres = centres(&columns, &neighbours, &heights, gap);
    let tops = centres
        .iter()
        .zip(&heights)
        .map(|(centre, h)| centre - h / 2.0);
    let top = tops.fold(f64::INFINITY, f64::min);
    let mut lefts = vec![0.0; units.len()];
    let mut x = 0.0;
    for column in &columns {
        let width = |unit: &usize| units.get(*unit).map_or(0.0, |unit| unit.w);
        let wide = column.iter().map(width).fold(0.0, f64::max);
        for unit in column {
            if let Some(slot) = lefts.get_mut(*unit) {
                *slot = x + ((wide - width(unit)) / 2.0).round();
            }
        }
        x += wide + gap;
    }
    let mut all = Unit::default();
    for ((unit, x), centre) in units.into_iter().zip(lefts).zip(centres) {
        let y = (centre - unit.h / 2.0 - top).round();
        all.take(unit, x, y);
    }
    all
}

/// Columns of more units than this may be folded.
const LONG: usize = 12;
/// How much higher than a square of all units a column may be.
const HIGH: f64 = 1.3;

/// Long columns as several beside each other, where all would be much higher than wide otherwise.
fn folded(columns: Vec<Vec<usize>>, units: &[Unit], gap: f64) -> Vec<Vec<usize>> {
    let areas = units.iter().map(|unit| (unit.w + gap) * (unit.h + gap));
    let most = HIGH * areas.sum::<f64>().sqrt();
    let mut out = Vec::new();
    for column in columns {
        let mut part: Vec<usize> = Vec::new();
        let mut high = 0.0;
        let long = column.len() > LONG;
        for unit in column {
            let own = units.get(unit).map_or(0.0, |unit| unit.h + gap);
            if long && !part.is_empty() && high + own > most {
                out.push(std::mem::take(&mut part));
                high = 0.0;
            }
            high += own;
            part.push(unit);
        }
        out.push(part);
    }
    out
}

/// Columns of units, each in its order.
fn ranks(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut list: Vec<(u32, u32)> = edges
        .iter()
        .filter(|(a, b)| a != b)
        .filter_map(|(a, b)| Some((u32::try_from(*a).ok()?, u32::try_from(*b).ok()?)))
        .collect();
    list.sort_unstable();
    list.dedup();
    // Of two edges in opposite directions one is enough.
    let known = list.clone();
    list.retain(|(a, b)| a < b || known.binary_search(&(*b, *a)).is_err());
    let vertices: Vec<(u32, (f64, f64))> = (0..count)
        .filter_map(|v| Some((u32::try_from(v).ok()?, (1.0, 1.0))))
        .collect();
    let config = Config {
        vertex_spacing: 10.0,
        ranking_type: RankingType::MinimizeEdgeLength,
        transpose: count + list.len() < 400,
        ..Config::default()
    };
    let mut columns: Vec<Vec<usize>> = Vec::new();
    for (mut places, ..) in rust_sugiyama::from_vertices_and_edges(&vertices, &list, &config) {
        places.sort_by(|(v, (ax, ay)), (w, (bx, by))| {
            ay.total_cmp(by).then(ax.total_cmp(bx)).then(v.cmp(w))
        });
        let mut last = f64::NEG_INFINITY;
        for (vertex, (_, y)) in places {
            if y > last + 0.5 {
                columns.push(Vec::new());
                last = y;
            }
            if let Some(column) = columns.last_mut() {
                column.push(vertex);
            }
        }
    }
    columns
}

/// Heights at which the units of each column lie near their neighbours.
fn centres(
    columns: &[Vec<usize>],
    neighbours: &[Vec<(usize, f64)>],
    heights: &[f64],
    gap: f64,
) -> Vec<f64> {
    const SWEEPS: usize = 12;
    let height = |unit: usize| heights.get(unit).copied().unwrap_or(0.0);
    let mut centres = vec![0.0; heights.len()];
    for column in columns {
        let total: f64 = column.iter().map(|unit| height(*unit) + gap).sum();
        let mut y = (-total / 2.0).round();
        for unit in column {
            if let Some(centre) = centres.get_mut(*unit) {
                *centre = y + height(*unit) / 2.0;
            }
            y += height(*unit) + gap;
        }
    }
    for sweep in 0..SWEEPS {
        let order: Vec<&Vec<usize>> = if sweep % 2 == 0 {
            columns.iter().collect()
        } else {
            columns.iter().rev().collect()
        };
        for column in order {
            let wanted: Vec<f64> = column
                .iter()
                .map(|unit| {
                    let list = neighbours.get(*unit).map_or(&[][..], Vec::as_slice);
                    let there = |(other, lower): &(usize, f64)| Some(centres.get(*other)? + lower);
                    let sum: f64 = list.iter().filter_map(there).sum();
                    match u32::try_from(list.len()) {
                        Ok(n) if n > 0 => sum / f64::from(n),
                        _ => centres.get(*unit).copied().unwrap_or(0.0),
                    }
                })
                .collect();
            let sizes: Vec<f64> = column.iter().map(|unit| height(*unit)).collect();
            for (unit, y) in column.iter().zip(spread(&wanted, &sizes, gap)) {
                if let Some(centre) = centres.get_mut(*unit) {
                    *centre = y;
                }
            }
        }
    }
    centres
}

/// Centres in the given order, whole numbers, as near to the wanted ones as sizes and gaps allow (least squares, by pooling neighbours).
fn spread(wanted: &[f64], sizes: &[f64], gap: f64) -> Vec<f64> {
    // Where each would be if all touched each other, from the first.
    let mut shift = Vec::with_capacity(sizes.len());
    let mut at = 0.0;
    for (index, size) in sizes.iter().enumerate() {
        if index > 0 {
            at += size / 2.0;
        }
        shift.push(at);
        at += size / 2.0 + gap;
    }
    // Pools: sum, count.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    let mean = |pool: &(f64, usize)| pool.0 / f64::from(u32::try_from(pool.1).unwrap_or(1));
    for (want, shift) in wanted.iter().zip(&shift) {
        pools.push((want - shift, 1));
        while let [.., before, last] = pools.as_slice() {
            if mean(before) <= mean(last) {
                break;
            }
            let joined = (before.0 + last.0, before.1 + last.1);
            pools.truncate(pools.len() - 2);
            pools.push(joined);
        }
    }
    let places = pools
        .iter()
        .flat_map(|pool| std::iter::repeat_n(mean(pool).round(), pool.1));
    places
        .zip(&shift)
        .map(|(place, shift)| place + shift)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_keep_their_order_and_distance() {
        // Two want the same place: they share the distance.
        let places = spread(&[10.0, 10.0], &[4.0, 4.0], 2.0);
        assert_eq!(places, [7.0, 13.0]);
        // What has room stays where it wants to be.
        assert_eq!(spread(&[0.0, 100.0], &[4.0, 4.0], 2.0), [0.0, 100.0]);
    }

    #[test]
    fn edges_lead_to_the_right() {
        let columns = ranks(4, &[(0, 1), (1, 2), (0, 2), (2, 3)]);
        assert_eq!(columns, [[0], [1], [2], [3]]);
    }
}
