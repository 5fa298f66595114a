//! What becomes of all packets of all sources: the whole address space at once.

use std::ops::Range;

use rayon::prelude::*;

use super::num::id32;
use super::outcome::{At, Outcome, OutcomeClass, OutcomeId, Outcomes};
use super::prefixes::{AtomId, Span};
use super::topology::{GroupId, NetId, SiteId};
use super::walk::{Point, Run, View};
use super::{PARALLEL, Routing};
use crate::model::Family;

/// A source of packets: the groups of all networks in order, then the sites of the design.
pub type SourceId = u32;
/// A network or site of the design: networks first.
pub type EndId = u32;

/// What becomes of packets of every source.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The outcomes that occur.
    pub outcomes: Outcomes,
    starts: Vec<u32>,
    runs: Vec<Run>,
}

impl Facts {
    /// The runs of a source, in the order of atoms; each is of one family.
    #[must_use]
    pub fn of(&self, source: SourceId) -> &[Run] {
        &self.runs[self.starts[source as usize] as usize..self.starts[source as usize + 1] as usize]
    }

    /// The runs of a source that meet a range of atoms, cut to it.
    pub fn within(
        &self,
        source: SourceId,
        atoms: Range<AtomId>,
    ) -> impl Iterator<Item = (Range<AtomId>, OutcomeId)> + '_ {
        let own = self.of(source);
        let first = own.partition_point(|run| run.atoms.end <= atoms.start);
        own[first..]
            .iter()
            .take_while({
                let end = atoms.end;
                move |run| run.atoms.start < end
            })
            .map(move |run| {
                (
                    run.atoms.start.max(atoms.start)..run.atoms.end.min(atoms.end),
                    run.outcome,
                )
            })
    }

    /// How many runs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.runs.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
}

impl Routing {
    /// How many sources there are.
    #[must_use]
    pub fn sources(&self) -> u32 {
        id32(self.topology.groups.len()) + self.known_sites()
    }

    /// Sites of the design; those behind sessions without a site come after them and send nothing.
    #[must_use]
    pub fn known_sites(&self) -> u32 {
        self.known.1
    }

    /// Networks of the design.
    #[must_use]
    pub fn known_nets(&self) -> u32 {
        self.known.0
    }

    /// Where packets of a source are looked up first.
    #[must_use]
    pub fn entry(&self, source: SourceId) -> Point {
        match source.checked_sub(id32(self.topology.groups.len())) {
            None => Point::Group(source),
            Some(site) => Point::Site(site),
        }
    }

    /// The source of a group.
    #[must_use]
    pub fn source_of_group(&self, group: GroupId) -> SourceId {
        group
    }

    /// The source of a site.
    #[must_use]
    pub fn source_of_site(&self, site: SiteId) -> SourceId {
        id32(self.topology.groups.len()) + site
    }

    /// The network or site that a source belongs to; `None` for networks that the input does not hold.
    #[must_use]
    pub fn end_of(&self, source: SourceId) -> EndId {
        match self.entry(source) {
            Point::Group(group) => self.topology.groups[group as usize].net,
            Point::Site(site) => self.known_nets() + site,
            _ => EndId::MAX,
        }
    }

    /// The number of a network as an end.
    #[must_use]
    pub fn end_of_net(&self, net: NetId) -> Option<EndId> {
        (net < self.known_nets()).then_some(net)
    }

    /// The number of a site as an end.
    #[must_use]
    pub fn end_of_site(&self, site: SiteId) -> Option<EndId> {
        (site < self.known_sites()).then_some(self.known_nets() + site)
    }

    /// How many networks and sites there are.
    #[must_use]
    pub fn ends(&self) -> u32 {
        self.known_nets() + self.known_sites()
    }

    /// The name of a network or site.
    #[must_use]
    pub fn end_name(&self, end: EndId) -> &'static str {
        match end.checked_sub(self.known_nets()) {
            None => self.topology.nets[end as usize].name.as_str(),
            Some(site) => self.topology.sites[site as usize].name.as_str(),
        }
    }

    /// The sources of a network or site.
    #[must_use]
    pub fn sources_of(&self, end: EndId) -> Vec<SourceId> {
        match end.checked_sub(self.known_nets()) {
            None => self.topology.nets[end as usize].groups.clone(),
            Some(site) => vec![self.source_of_site(site)],
        }
    }

    /// The addresses that a network or site owns, in order and without overlap.
    #[must_use]
    pub fn addresses_of(&self, end: EndId, family: Family) -> Vec<Span> {
        let owned = match end.checked_sub(self.known_nets()) {
            None => &self.topology.nets[end as usize].owned,
            Some(site) => &self.topology.sites[site as usize].owned,
        };
        super::prefixes::merge(
            owned
                .iter()
                .filter(|c| c.family() == family)
                .map(|c| Span::of(*c))
                .collect(),
        )
    }

    /// The atoms that a network or site owns, in order and without overlap.
    #[must_use]
    pub fn atoms_of(&self, end: EndId) -> Vec<Range<AtomId>> {
        let families = [Family::Ipv4, Family::Ipv6];
        let spans = families
            .into_iter()
            .flat_map(|family| self.addresses_of(end, family));
        spans.map(|span| self.prefixes.covering(span)).collect()
    }

    /// The runs of a source over both families.
    pub(super) fn source_runs(
        &self,
        view: View<'_>,
        outcomes: &mut Outcomes,
        source: SourceId,
    ) -> Vec<Run> {
        let entry = self.entry(source);
        let mut runs = self.follow(view, outcomes, entry, self.prefixes.family(Family::Ipv4));
        runs.extend(self.follow(view, outcomes, entry, self.prefixes.family(Family::Ipv6)));
        debug_assert!(
            self.covers_all(&runs),
            "the runs of a source divide the address space"
        );
        runs
    }

    fn covers_all(&self, runs: &[Run]) -> bool {
        let mut next = 0;
        for run in runs {
            if run.atoms.start != next {
                return false;
            }
            next = run.atoms.end;
        }
        next == self.prefixes.atoms()
    }

    /// What becomes of all packets in a state.
    #[must_use]
    pub fn facts(&self, view: View<'_>) -> Facts {
        const CHUNK: u32 = 256;
        let sources = self.sources();
        let chunk = |first: u32| {
            let mut outcomes = Outcomes::default();
            let mut runs = Vec::new();
            let mut counts = Vec::new();
            for source in first..(first + CHUNK).min(sources) {
                let own = self.source_runs(view, &mut outcomes, source);
                counts.push(own.len());
                runs.extend(own);
            }
            (outcomes, runs, counts)
        };
        let firsts: Vec<u32> = (0..sources).step_by(CHUNK as usize).collect();
        let parts: Vec<(Outcomes, Vec<Run>, Vec<usize>)> = if (sources as usize) < PARALLEL {
            firsts.into_iter().map(chunk).collect()
        } else {
            firsts.into_par_iter().map(chunk).collect()
        };
        let mut facts = Facts {
            starts: vec![0],
            ..Facts::default()
        };
        for (outcomes, runs, counts) in parts {
            let map = facts.outcomes.absorb(outcomes);
            facts.runs.extend(runs.into_iter().map(|run| Run {
                atoms: run.atoms,
                outcome: map[run.outcome as usize],
            }));
            for count in counts {
                let last = facts.starts.last().copied().unwrap_or(0);
                facts.starts.push(last + id32(count));
            }
        }
        facts
    }

    /// The network or site at which an outcome ends as arrival, and the part of the atoms that it owns.
    pub(super) fn arrivals(
        &self,
        outcomes: &Outcomes,
        id: OutcomeId,
        atoms: Range<AtomId>,
    ) -> Vec<(EndId, Range<AtomId>)> {
        let outcome = outcomes.get(id);
        match &outcome.members {
            None => self.arrival_of(outcome, atoms),
            Some((_, members)) => {
                // All members must arrive at the same end.
                let mut all = members
                    .iter()
                    .map(|m| self.arrivals(outcomes, *m, atoms.clone()));
                let first = all.next().unwrap_or_default();
                if all.all(|other| other == first) {
                    first
                } else {
                    Vec::new()
                }
            }
        }
    }

    fn arrival_of(&self, outcome: &Outcome, atoms: Range<AtomId>) -> Vec<(EndId, Range<AtomId>)> {
        match (outcome.class, outcome.at) {
            (OutcomeClass::Delivered, At::Net(net)) => self
                .end_of_net(net)
                .map(|end| (end, atoms))
                .into_iter()
                .collect(),
            (OutcomeClass::External, At::Site(site)) => {
                let Some(end) = self.end_of_site(site) else {
                    return Vec::new();
                };
                let owned = &self.site_atoms[site as usize];
                let first = owned.partition_point(|range| range.end <= atoms.start);
                owned[first..]
                    .iter()
                    .take_while(|range| range.start < atoms.end)
                    .map(|range| (end, range.start.max(atoms.start)..range.end.min(atoms.end)))
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}
