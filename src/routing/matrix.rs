//! All pairs of networks and sites at once.

use std::ops::Range;

use rayon::prelude::*;

use super::facts::{EndId, Facts};
use super::outcome::{Arrival, OutcomeClass, Owner};
use super::prefixes::AtomId;
use super::query::{Carried, Verdict};
use super::{PARALLEL, Routing};
use crate::model::Family;

/// A pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pair {
    /// From.
    pub from: EndId,
    /// To.
    pub to: EndId,
    /// The family.
    pub family: Family,
    /// From here to there.
    pub forward: Carried,
    /// Back.
    pub back: Carried,
}

impl Pair {
    /// Both directions.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.forward, Some(self.back))
    }
}

/// A set of numbers below a bound, for many small tests.
struct Bits(Vec<u64>);

impl Bits {
    fn new(len: u32) -> Self {
        Self(vec![0; (len as usize).div_ceil(64)])
    }

    fn insert(&mut self, at: u32) {
        self.0[at as usize / 64] |= 1 << (at % 64);
    }

    fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let words = self.0.iter().enumerate().filter(|(_, bits)| **bits != 0);
        words.flat_map(|(word, bits)| {
            // Each time without the lowest bit.
            std::iter::successors(Some(*bits), |bits| Some(bits & bits.wrapping_sub(1)))
                .take_while(|bits| *bits != 0)
                .map(move |bits| super::num::id32(word) * 64 + bits.trailing_zeros())
        })
    }
}

impl Routing {
    /// Who can be concerned by a packet of each source: ends that get something, and all ends where something is not known.
    fn concerned(&self, facts: &Facts, from: EndId, ranges: &[Vec<Range<AtomId>>]) -> Bits {
        let mut bits = Bits::new(self.ends());
        for source in self.sources_of(from) {
            for run in facts.of(source) {
                let outcome = facts.outcomes.get(run.outcome);
                let unsure = outcome.members.is_some()
                    || matches!(
                        outcome.class,
                        OutcomeClass::Unknown | OutcomeClass::Unstable | OutcomeClass::Ambiguous
                    );
                if unsure {
                    for (end, own) in ranges.iter().enumerate() {
                        let first = own.partition_point(|r| r.end <= run.atoms.start);
                        if own.get(first).is_some_and(|r| r.start < run.atoms.end) {
                            bits.insert(super::num::id32(end));
                        }
                    }
                } else {
                    for (end, _) in self.arrivals(&facts.outcomes, run.outcome, run.atoms.clone()) {
                        bits.insert(end);
                    }
                }
            }
        }
        bits
    }

    /// What of the addresses of `to` arrives there from `from`.
    #[must_use]
    pub fn carried(
        &self,
        facts: &Facts,
        from: EndId,
        to: EndId,
        atoms: &[Range<AtomId>],
    ) -> Carried {
        let owner = match self.as_owner(to) {
            Some(owner) => owner,
            None => return Carried::NotDelivered,
        };
        let mut arrivals: Vec<Arrival> = Vec::new();
        for source in self.sources_of(from) {
            for range in atoms {
                for (_, outcome) in facts.within(source, range.clone()) {
                    let arrival = facts.outcomes.arrival(outcome, &owner);
                    if !arrivals.contains(&arrival) {
                        arrivals.push(arrival);
                    }
                }
            }
        }
        Carried::of(arrivals)
    }

    /// A network or site as an owner.
    #[must_use]
    pub fn as_owner(&self, end: EndId) -> Option<Owner> {
        match end.checked_sub(self.known_nets()) {
            None => Some(Owner::Nets(vec![end])),
            Some(site) if site < self.known_sites() => Some(Owner::Sites(vec![site])),
            Some(_) => None,
        }
    }

    /// All pairs of different networks and sites; unless `all` only those in which something arrives or is not known.
    #[must_use]
    pub fn matrix(&self, facts: &Facts, all: bool, family: Option<Family>) -> Vec<Pair> {
        let families: Vec<Family> = [Family::Ipv4, Family::Ipv6]
            .into_iter()
            .filter(|f| family.is_none_or(|x| x == *f))
            .collect();
        let ends = self.ends();
        let ranges: Vec<Vec<Range<AtomId>>> = (0..ends).map(|end| self.atoms_of(end)).collect();
        let parallel = ends as usize >= PARALLEL;
        let concerned = |end: EndId| self.concerned(facts, end, &ranges);
        let rows: Vec<Bits> = if parallel {
            (0..ends)
                .into_par_iter()
                .with_min_len(256)
                .map(concerned)
                .collect()
        } else {
            (0..ends).map(concerned).collect()
        };
        // Who may be concerned by packets of others, turned round.
        let mut senders: Vec<Vec<EndId>> = vec![Vec::new(); ends as usize];
        for from in 0..ends {
            for to in rows[from as usize].iter() {
                senders[to as usize].push(from);
            }
        }
        // Ranges are in order, IPv4 first.
        let of_family = |end: EndId, family: Family| -> &[Range<AtomId>] {
            let space = self.prefixes.family(family);
            let own = &ranges[end as usize];
            let low = own.partition_point(|r| r.start < space.start);
            let high = own.partition_point(|r| r.start < space.end);
            &own[low..high]
        };
        // Whom it concerns in one direction it concerns in the other.
        let one_way = |from: EndId| -> Vec<(EndId, Family, Carried)> {
            let mut others: Vec<EndId> = if all {
                (0..ends).collect()
            } else {
                rows[from as usize]
                    .iter()
                    .chain(senders[from as usize].iter().copied())
                    .collect()
            };
            others.sort_unstable();
            others.dedup();
            let mut carried = Vec::with_capacity(others.len());
            for to in others.into_iter().filter(|to| *to != from) {
                for family in &families {
                    let (there, here) = (of_family(to, *family), of_family(from, *family));
                    if !there.is_empty() && !here.is_empty() {
                        carried.push((to, *family, self.carried(facts, from, to, there)));
                    }
                }
            }
            carried
        };
        let ways: Vec<Vec<(EndId, Family, Carried)>> = if parallel {
            (0..ends)
                .into_par_iter()
                .with_min_len(64)
                .map(one_way)
                .collect()
        } else {
            (0..ends).map(one_way).collect()
        };
        let row = |from: EndId| -> Vec<Pair> {
            let mut pairs = Vec::new();
            for (to, family, forward) in &ways[from as usize] {
                let others = &ways[*to as usize];
                let at = others.binary_search_by_key(&(from, *family), |way| (way.0, way.1));
                let Some((.., back)) = at.ok().and_then(|at| others.get(at)) else {
                    continue;
                };
                let silent = *forward == Carried::NotDelivered && *back == Carried::NotDelivered;
                if all || !silent {
                    pairs.push(Pair {
                        from,
                        to: *to,
                        family: *family,
                        forward: *forward,
                        back: *back,
                    });
                }
            }
            pairs
        };
        if parallel {
            (0..ends)
                .into_par_iter()
                .with_min_len(64)
                .flat_map_iter(row)
                .collect()
        } else {
            (0..ends).flat_map(row).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_told_in_order() {
        let mut bits = Bits::new(200);
        for at in [199, 0, 63, 64, 130] {
            bits.insert(at);
        }
        assert_eq!(bits.iter().collect::<Vec<u32>>(), [0, 63, 64, 130, 199]);
        assert_eq!(Bits::new(0).iter().count(), 0);
    }
}
