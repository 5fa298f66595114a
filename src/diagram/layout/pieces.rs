//! Free straight pieces of lanes between walls.

use std::collections::BTreeMap;

/// A free piece of a lane.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// The coordinate that all its points share.
    pub(super) at: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    /// Where it meets others: the other coordinate and the point.
    pub(super) points: Vec<(f64, usize)>,
}

/// A wall as lanes of one direction see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wall {
    /// It covers lanes between these two, which themselves stay free.
    pub(super) first: f64,
    pub(super) last: f64,
    /// What it covers of them.
    pub(super) low: f64,
    pub(super) high: f64,
}

/// What happens on the way over all lanes, in the order in which it counts at one place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Leave(usize),
    Lane(usize),
    Meet(usize),
}

/// Coordinates closer than this are the same.
const SAME: f64 = 0.01;

/// For each seed, a lane and a place on it, the longest piece around the place that no wall covers.
///
/// A seed inside a wall gives none; several seeds on one piece give one. Walls do not overlap.
pub(super) fn free(seeds: &[(f64, f64)], walls: &[Wall], (low, high): (f64, f64)) -> Vec<Piece> {
    let mut events: Vec<(f64, Event)> = Vec::with_capacity(seeds.len() + 2 * walls.len());
    events.extend((seeds.iter().enumerate()).map(|(index, seed)| (seed.0, Event::Lane(index))));
    for (index, wall) in walls.iter().enumerate() {
        events.push((wall.first, Event::Meet(index)));
        events.push((wall.last, Event::Leave(index)));
    }
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    // What covers the present lane, by where that begins.
    let mut covered: BTreeMap<(u64, usize), f64> = BTreeMap::new();
    let mut pieces = Vec::new();
    for (at, event) in events {
        match event {
            Event::Meet(index) | Event::Leave(index) => {
                let Some(wall) = walls.get(index) else {
                    continue;
                };
                let key = (sortable(wall.low), index);
                if matches!(event, Event::Meet(_)) && wall.first < wall.last {
                    covered.insert(key, wall.high);
                } else {
                    covered.remove(&key);
                }
            }
            Event::Lane(index) => {
                let Some((_, place)) = seeds.get(index).filter(|s| low <= s.1 && s.1 <= high)
                else {
                    continue;
                };
                let here = (sortable(*place), usize::MAX);
                let before = covered.range(..here).next_back();
                let start = before.map_or(low, |(_, end)| f64::max(low, *end));
                let after = covered.range(here..).next();
                let end = after.map_or(high, |((begin, _), _)| f64::min(high, unsorted(*begin)));
                if start <= *place && *place <= end {
                    pieces.push(Piece {
                        at,
                        low: start,
                        high: end,
                        points: Vec::new(),
                    });
                }
            }
        }
    }
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.low.total_cmp(&b.low)));
    pieces.dedup_by(|a, b| (a.at - b.at).abs() < SAME && (a.low - b.low).abs() < SAME);
    pieces
}

/// Bits that sort like the number.
fn sortable(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 0 {
        bits | (1 << 63)
    } else {
        !bits
    }
}

fn unsorted(bits: u64) -> f64 {
    f64::from_bits(if bits >> 63 == 1 {
        bits & !(1 << 63)
    } else {
        !bits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(first: f64, last: f64, low: f64, high: f64) -> Wall {
        Wall {
            first,
            last,
            low,
            high,
        }
    }

    fn ranges(seeds: &[(f64, f64)], walls: &[Wall]) -> Vec<(f64, f64, f64)> {
        let list = free(seeds, walls, (-10.0, 100.0));
        list.iter().map(|p| (p.at, p.low, p.high)).collect()
    }

    #[test]
    fn a_piece_reaches_from_wall_to_wall() {
        let walls = [wall(0.0, 10.0, -5.0, 20.0), wall(0.0, 10.0, 40.0, 50.0)];
        assert_eq!(ranges(&[(5.0, 30.0)], &walls), [(5.0, 20.0, 40.0)]);
        assert_eq!(ranges(&[(5.0, 20.0)], &walls), [(5.0, 20.0, 40.0)]);
        assert_eq!(ranges(&[(5.0, -7.0)], &walls), [(5.0, -10.0, -5.0)]);
        // Along the side of a wall the lane is free.
        assert_eq!(ranges(&[(10.0, 0.0)], &walls), [(10.0, -10.0, 100.0)]);
        assert_eq!(ranges(&[(0.0, 0.0)], &walls), [(0.0, -10.0, 100.0)]);
    }

    #[test]
    fn a_seed_in_a_wall_or_outside_gives_no_piece() {
        let walls = [wall(0.0, 10.0, 0.0, 20.0)];
        assert_eq!(ranges(&[(5.0, 10.0), (5.0, 200.0)], &walls), []);
        let twice = ranges(&[(5.0, 30.0), (5.0, 60.0)], &walls);
        assert_eq!(twice, [(5.0, 20.0, 100.0)]);
    }

    #[test]
    fn bits_sort_like_numbers() {
        let list = [-3.5, -1.0, -0.0, 0.5, 7.0];
        assert!(list.is_sorted_by_key(|value| sortable(*value)));
        assert!(
            list.iter()
                .all(|value| unsorted(sortable(*value)) == *value)
        );
    }
}
