//! What becomes of a prefix whose nodes do not agree at once: all stable states are looked for.

use super::control::{CandId, NodeId, SlotId};
use super::elements::Down;
use super::outcome::Spread;
use super::prefixes::PrefixId;
use super::select::Use;
use super::solve::{Choice, Chosen, Ending, Oscillation, Scratch, Solution, Solver, State, choice};
use super::ties::unsettled;

/// Most assignments of choices that are tried one by one when looking for stable states.
const EXACT: usize = 1 << 16;

impl Solver<'_> {
    pub(super) fn oscillating(
        &self,
        prefix: PrefixId,
        cycle: &[State],
        scratch: &mut Scratch<'_>,
        down: &Down,
    ) -> Solution {
        let range = self.control.slots_of(prefix);
        let base = range.start;
        let changing: Vec<SlotId> = range
            .clone()
            .filter(|slot| {
                cycle.iter().any(|state| {
                    state[(*slot - base) as usize] != cycle[0][(*slot - base) as usize]
                })
            })
            .collect();
        let options: Vec<SlotId> = range
            .clone()
            .filter(|slot| self.depends(*slot) || changing.contains(slot))
            .collect();
        let assignments = options.iter().try_fold(1_usize, |product, slot| {
            product
                .checked_mul(self.control.slots[*slot as usize].cands.len() + 1)
                .filter(|p| *p <= EXACT)
        });
        let stable = match assignments {
            Some(_) => {
                let mut stable = self.all_stable(prefix, &options, scratch, down);
                for state in self.sampled(prefix, scratch, down) {
                    if !stable.contains(&state) {
                        stable.push(state);
                    }
                }
                stable
            }
            None => self.sampled(prefix, scratch, down),
        };
        let ending = match stable.len() {
            0 => Ending::Unstable,
            1 => Ending::Settled,
            _ => Ending::MultiStable,
        };
        let choices = match stable.as_slice() {
            [] => unsettled(cycle),
            [one] => self.with_ties(prefix, one.clone(), scratch, down),
            [first, rest @ ..] => (0..range.len())
                .map(|at| {
                    if rest.iter().all(|state| state[at] == first[at]) {
                        return choice(first[at].clone());
                    }
                    let all = stable.iter().map(|state| choice(state[at].clone()));
                    Choice::Multi(all.collect(), Spread::MultiStable)
                })
                .collect(),
        };
        let mut participants: Vec<NodeId> = changing
            .iter()
            .map(|slot| self.control.slots[*slot as usize].node)
            .collect();
        participants.sort_unstable();
        Solution {
            choices,
            oscillation: Some(Oscillation {
                ending,
                period: cycle.len(),
                participants,
                stable_states: stable.len(),
            }),
        }
    }

    /// Every stable state, by trying all assignments of a first choice to the nodes that can change.
    fn all_stable(
        &self,
        prefix: PrefixId,
        options: &[SlotId],
        scratch: &mut Scratch<'_>,
        down: &Down,
    ) -> Vec<State> {
        let range = self.control.slots_of(prefix);
        let base = range.start;
        let mut fixed: Vec<Option<CandId>> = vec![None; range.len()];
        let empty: State = vec![None; range.len()];
        for slot in range.clone().filter(|slot| !options.contains(slot)) {
            fixed[(slot - base) as usize] = self
                .choose(slot, base, &empty, scratch, down)
                .and_then(|c| c.cands.first().copied());
        }
        let mut stable: Vec<State> = Vec::new();
        let mut digits = vec![0_usize; options.len()];
        loop {
            let mut first = fixed.clone();
            for (slot, digit) in options.iter().zip(&digits) {
                let cands = self.control.slots[*slot as usize].cands.clone();
                first[(*slot - base) as usize] = cands.clone().nth(*digit);
            }
            if let Some(state) = self.stable_with(prefix, &first, scratch, down)
                && !stable.contains(&state)
            {
                stable.push(state);
            }
            // The next assignment, like a number whose digits have different bases.
            let mut at = 0;
            loop {
                let Some(slot) = options.get(at) else {
                    return stable;
                };
                digits[at] += 1;
                if digits[at] <= self.control.slots[*slot as usize].cands.len() {
                    break;
                }
                digits[at] = 0;
                at += 1;
            }
        }
    }

    /// The state in which each node's first choice is the given one, if that is stable.
    fn stable_with(
        &self,
        prefix: PrefixId,
        first: &[Option<CandId>],
        scratch: &mut Scratch<'_>,
        down: &Down,
    ) -> Option<State> {
        let range = self.control.slots_of(prefix);
        let base = range.start;
        let mut state: State = vec![None; range.len()];
        // Paths follow the chain of senders; a chain that comes back to itself has no beginning.
        for at in 0..first.len() {
            let mut chain = Vec::new();
            let mut now = at;
            let path = loop {
                if chain.len() > first.len() {
                    return None;
                }
                let Some(cand) = first[now] else { break None };
                chain.push(cand);
                let cand = &self.control.cands[cand as usize];
                match cand.from {
                    None => break Some(cand.path),
                    Some(from) => now = (from - base) as usize,
                }
            };
            let Some(cand) = first[at] else { continue };
            let mut path = path?;
            for cand in chain.iter().rev() {
                let cand = &self.control.cands[*cand as usize];
                if cand.from.is_some() {
                    path = scratch.prepend(self.control.links[cand.link as usize].prepend, path);
                }
            }
            state[at] = Some(Chosen {
                cands: vec![cand],
                how: Use::Equal,
                paths: vec![path],
            });
        }
        let mut full: State = Vec::with_capacity(first.len());
        for slot in range {
            let at = (slot - base) as usize;
            let chosen = self.choose(slot, base, &state, scratch, down);
            let same = match (&chosen, &state[at]) {
                (None, None) => true,
                (Some(a), Some(b)) => {
                    a.cands.first() == b.cands.first() && a.paths.first() == b.paths.first()
                }
                _ => false,
            };
            if !same {
                return None;
            }
            full.push(chosen);
        }
        // What stands beside the first routes may be passed on, too.
        let range = self.control.slots_of(prefix);
        let again = range.map(|slot| self.choose(slot, base, &full, scratch, down));
        again.eq(full.iter().cloned()).then_some(full)
    }

    /// Stable states that sequential sweeps reach.
    pub(super) fn sampled(
        &self,
        prefix: PrefixId,
        scratch: &mut Scratch<'_>,
        down: &Down,
    ) -> Vec<State> {
        let range = self.control.slots_of(prefix);
        let base = range.start;
        let forth: Vec<SlotId> = range.clone().collect();
        let back: Vec<SlotId> = range.clone().rev().collect();
        let mut stable = Vec::new();
        for order in [forth, back] {
            let mut state: State = vec![None; range.len()];
            for _ in 0..(2 * range.len() + 64) {
                let before = state.clone();
                for slot in &order {
                    state[(*slot - base) as usize] =
                        self.choose(*slot, base, &state, scratch, down);
                }
                if state == before {
                    if !stable.contains(&state) {
                        stable.push(state);
                    }
                    break;
                }
            }
        }
        stable
    }
}
