//! Spreads the ends of lines along the sides of boxes.

use std::collections::BTreeMap;

use super::legs::{Leg, near};

/// Distance of line ends at one side of a box, where there is room.
const WIDE: f64 = 14.0;
/// Room for each line that goes straight on.
const STRAIGHT: f64 = 7.0;

/// One end of a leg.
struct Member {
    leg: usize,
    piece: usize,
    net: usize,
    /// Whether it can be moved here.
    free: bool,
    slack: f64,
    /// To which side the line turns: -1, 0 where it goes straight on, 1.
    turn: i32,
    /// Members that turn to one side do not cross in the order of this.
    rank: f64,
}

/// The ends of one net at one place.
struct Bundle {
    /// Leg and piece of each.
    pieces: Vec<(usize, usize)>,
    turn: f64,
    rank: f64,
    slack: f64,
    free: bool,
}

/// Gives the nets that end at one place of a box their own places beside it.
pub(super) fn spread(legs: &mut [Leg]) {
    let mut places: BTreeMap<(i32, i32, bool), Vec<Member>> = BTreeMap::new();
    for (index, leg) in legs.iter().enumerate() {
        let mut add = |reversed: bool| {
            let mut corners = leg.corners.clone();
            let mut piece = 0;
            if reversed {
                corners.reverse();
                piece = leg.pieces.len().saturating_sub(1);
            }
            if let (Some((place, member)), Some(known)) = (member(&corners), leg.pieces.get(piece))
            {
                places.entry(place).or_default().push(Member {
                    leg: index,
                    piece,
                    net: leg.net,
                    free: known.reach.is_some(),
                    slack: known.reach.unwrap_or(known.slack),
                    ..member
                });
            }
        };
        add(false);
        add(true);
    }
    let known: Vec<(i32, i32, bool)> = places.keys().copied().collect();
    for ((x, y, across), mut members) in places {
        // Lines do not come to lie on those that end at other places of the side.
        let at = known.partition_point(|place| *place < (x, y, across));
        let beside = [at.checked_sub(1), Some(at + 1)];
        let beside = beside.into_iter().flatten().filter_map(|i| known.get(i));
        for (_, other, _) in beside.filter(|place| across && place.0 == x && place.2) {
            let far = f64::from((other - y).abs()) / 20.0 / 2.0 - 2.0;
            members
                .iter_mut()
                .for_each(|m| m.slack = m.slack.min(far.max(0.0)));
        }
        let bundles = bundles(members);
        for bundle in bundles.iter().filter(|bundle| !bundle.free) {
            for (leg, piece) in &bundle.pieces {
                let known = legs
                    .get_mut(*leg)
                    .and_then(|leg| leg.pieces.get_mut(*piece));
                if let Some(known) = known {
                    known.short = false;
                }
            }
        }
        for (bundle, by) in offsets(&bundles) {
            for (leg, piece) in &bundle.pieces {
                let Some(leg) = legs.get_mut(*leg) else {
                    continue;
                };
                leg.shift(*piece, across, by);
                // What it has moved here it cannot move once more in its lane.
                if let Some(known) = leg.pieces.get_mut(*piece)
                    && let Some(reach) = known.reach
                {
                    known.slack = known.slack.min(reach - by.abs()).max(0.0);
                }
            }
        }
    }
}

/// The place of the first corner, and what its line does behind it.
fn member(corners: &[(f64, f64)]) -> Option<((i32, i32, bool), Member)> {
    let [border, turn, ..] = corners else {
        return None;
    };
    let across = near(border.1, turn.1);
    let along = |corner: &(f64, f64)| if across { corner.1 } else { corner.0 };
    let outwards = |corner: &(f64, f64)| if across { corner.0 } else { corner.1 };
    let next = corners.get(2).map_or(along(border), along);
    let turned = if near(next, along(border)) {
        0
    } else if next < along(border) {
        -1
    } else {
        1
    };
    // A line that then goes back to the side of the box lies the other way round.
    let back = corners.get(3).is_some_and(|after| {
        (outwards(after) - outwards(turn)) * (outwards(turn) - outwards(border)) < 0.0
    });
    #[expect(clippy::cast_possible_truncation, reason = "pictures are smaller")]
    let whole = |value: f64| (value * 20.0).round() as i32;
    Some((
        (whole(border.0), whole(border.1), across),
        Member {
            leg: 0,
            piece: 0,
            net: 0,
            free: false,
            slack: 0.0,
            turn: turned,
            rank: if back { -next } else { next },
        },
    ))
}

/// The members by net, in the order in which they lie beside each other.
fn bundles(members: Vec<Member>) -> Vec<Bundle> {
    let mut nets: BTreeMap<usize, Vec<Member>> = BTreeMap::new();
    for member in members {
        nets.entry(member.net).or_default().push(member);
    }
    let mut bundles: Vec<Bundle> = nets
        .into_values()
        .map(|list| {
            let count = f64::from(u32::try_from(list.len()).unwrap_or(u32::MAX));
            let turns: i32 = list.iter().map(|member| member.turn).sum();
            Bundle {
                pieces: list.iter().map(|m| (m.leg, m.piece)).collect(),
                turn: f64::from(turns) / count,
                rank: list.iter().map(|member| member.rank).sum::<f64>() / count,
                slack: list.iter().map(|m| m.slack).fold(f64::INFINITY, f64::min),
                free: list.iter().all(|member| member.free),
            }
        })
        .collect();
    bundles.sort_by(|a, b| a.turn.total_cmp(&b.turn).then(a.rank.total_cmp(&b.rank)));
    bundles
}

/// How far each bundle moves; those that go straight on stay in the middle.
fn offsets(bundles: &[Bundle]) -> Vec<(&Bundle, f64)> {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let free: Vec<&Bundle> = bundles.iter().filter(|bundle| bundle.free).collect();
    let slack = free.iter().map(|b| b.slack).fold(f64::INFINITY, f64::min);
    let straight = bundles.len() - free.len();
    let whole = |by: f64| by.round().clamp(-slack, slack);
    if straight == 0 {
        let steps = number(free.len().saturating_sub(1));
        let step = WIDE.min(2.0 * slack / steps.max(1.0));
        let list = free.into_iter().enumerate();
        return list
            .map(|(at, bundle)| (bundle, whole((number(at) - steps / 2.0) * step)))
            .collect();
    }
    let (before, after): (Vec<&Bundle>, Vec<&Bundle>) =
        free.into_iter().partition(|bundle| bundle.turn < 0.0);
    let middle = (number(straight - 1) / 2.0 * STRAIGHT).min(slack);
    let most = number(before.len().max(after.len()));
    let step = WIDE.min((slack - middle) / most.max(1.0));
    let above = before.iter().rev().enumerate();
    let above = above.map(|(at, bundle)| (*bundle, -middle - number(at + 1) * step));
    let below = after.iter().enumerate();
    let below = below.map(|(at, bundle)| (*bundle, middle + number(at + 1) * step));
    above
        .chain(below)
        .map(|(bundle, by)| (bundle, whole(by)))
        .collect()
}
