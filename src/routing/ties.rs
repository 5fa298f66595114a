//! What becomes of a prefix of which some node has several equal routes: which of them it passes on is not known, so each is tried.

use super::control::SlotId;
use super::elements::Down;
use super::outcome::Spread;
use super::prefixes::PrefixId;
use super::solve::{Best, Choice, Chosen, Scratch, Solver, State, accepts, choice};

/// Most states that are tried.
const MOST: usize = 16;

impl Solver<'_> {
    /// What the nodes choose, given a state in which each passes the first of its equal routes on.
    pub(super) fn with_ties(
        &self,
        prefix: PrefixId,
        first: State,
        scratch: &mut Scratch<'_>,
        down: &Down,
    ) -> Vec<Choice> {
        let tied = self.tied(prefix, &first, scratch);
        let most = tied.iter().map(|(_, count)| *count).max().unwrap_or(1);
        let together = (1..most).map(Best::At);
        // One node alone; where it is the only one that is the same.
        let alone = tied
            .iter()
            .filter(|_| tied.len() > 1)
            .flat_map(|(slot, count)| (1..*count).map(|at| Best::Of(*slot, at)));
        let chosen = |state: State| -> Vec<Choice> { state.into_iter().map(choice).collect() };
        let mut states = vec![chosen(first)];
        for best in together.chain(alone).take(MOST - 1) {
            let other = Solver { best, ..*self };
            let cycle = match other.settled(prefix, scratch, down) {
                Ok(state) => {
                    states.push(chosen(state));
                    continue;
                }
                Err(cycle) => cycle,
            };
            // Decided one after the other they may agree all the same.
            let stable = other.sampled(prefix, scratch, down);
            if stable.is_empty() {
                states.push(unsettled(&cycle));
            }
            states.extend(stable.into_iter().map(chosen));
        }
        let mut kept: Vec<Vec<Choice>> = Vec::with_capacity(states.len());
        for state in states {
            if !kept.contains(&state) {
                kept.push(state);
            }
        }
        (0..self.control.slots_of(prefix).len())
            .map(|at| {
                let mut all: Vec<Choice> = kept.iter().map(|state| state[at].clone()).collect();
                match all.as_slice() {
                    [one, rest @ ..] if rest.iter().all(|other| other == one) => all.swap_remove(0),
                    _ => Choice::Multi(all.into(), Spread::Tie),
                }
            })
            .collect()
    }

    /// The nodes with equal routes between which it matters for a neighbour which one they pass on, and how many each has.
    fn tied(
        &self,
        prefix: PrefixId,
        state: &State,
        scratch: &mut Scratch<'_>,
    ) -> Vec<(SlotId, usize)> {
        let range = self.control.slots_of(prefix);
        let base = range.start;
        let mut tied = Vec::new();
        for slot in range {
            let own = &self.control.slots[slot as usize];
            let asn = self.control.asn[own.node as usize];
            for cand in own.cands.clone() {
                let cand = &self.control.cands[cand as usize];
                let Some(from) = cand.from else { continue };
                let Some(chosen) = state[(from - base) as usize].as_ref() else {
                    continue;
                };
                if chosen.cands.len() < 2 || tied.contains(&(from, chosen.cands.len())) {
                    continue;
                }
                let link = &self.control.links[cand.link as usize];
                let Chosen { cands, paths, .. } = chosen;
                let mut heard = cands.iter().zip(paths).map(|(best, path)| {
                    let path = self
                        .exports(link, *best)
                        .then(|| scratch.prepend(link.prepend, *path))?;
                    accepts(link, asn, scratch.get(path)).then_some(path)
                });
                let one = heard.next();
                if heard.any(|other| Some(other) != one) {
                    tied.push((from, cands.len()));
                }
            }
        }
        tied.sort_unstable();
        tied
    }
}

/// What nodes choose that never agree: those that change their minds have no choice.
pub(super) fn unsettled(cycle: &[State]) -> Vec<Choice> {
    let Some((first, rest)) = cycle.split_first() else {
        return Vec::new();
    };
    let stays = |at: usize| rest.iter().all(|state| state[at] == first[at]);
    first
        .iter()
        .enumerate()
        .map(|(at, chosen)| {
            if stays(at) {
                choice(chosen.clone())
            } else {
                Choice::Unstable
            }
        })
        .collect()
}
