//! What breaks when something fails: only what can change is computed again, and compared with the normal state.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Routing;
use super::elements::{Down, Elem};
use super::facts::{EndId, Facts, SourceId};
use super::outcome::{Arrival, OutcomeId, Outcomes};
use super::prefixes::{AtomId, Count, Span, join, merge};
use super::solve::Choice;
use super::walk::View;
use crate::model::{ElementKind, Family};

/// What one pair of networks and sites loses and gains.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PairChange {
    /// From.
    pub from: EndId,
    /// To.
    pub to: EndId,
    /// The family.
    pub family: Family,
    /// Addresses that arrived before and do not now.
    pub lost: Vec<Span>,
    /// Addresses that arrive now and did not before.
    pub gained: Vec<Span>,
}

/// What still arrives, but on another way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PathChange {
    /// From.
    pub from: EndId,
    /// To.
    pub to: EndId,
    /// The family.
    pub family: Family,
    /// The addresses.
    pub spans: Vec<Span>,
    /// What was passed before, over all equal paths.
    pub before: Vec<Elem>,
    /// What is passed now.
    pub after: Vec<Elem>,
}

/// What a set of failed elements breaks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Failure {
    /// The elements, in the order of their names.
    pub failed: Vec<Elem>,
    /// Pairs that lose or gain.
    pub pairs: Vec<PairChange>,
    /// What arrives on another way.
    pub paths: Vec<PathChange>,
    /// It was not simulated, because no route and no path depends on the elements.
    pub cold: bool,
}

impl Failure {
    /// Ordered pairs that lose something.
    #[must_use]
    pub fn lost_pairs(&self) -> usize {
        self.counted(|pair| !pair.lost.is_empty())
    }

    /// Ordered pairs that gain something.
    #[must_use]
    pub fn gained_pairs(&self) -> usize {
        self.counted(|pair| !pair.gained.is_empty())
    }

    fn counted(&self, wanted: impl Fn(&PairChange) -> bool) -> usize {
        let mut pairs: Vec<(EndId, EndId)> = self
            .pairs
            .iter()
            .filter(|p| wanted(p))
            .map(|p| (p.from, p.to))
            .collect();
        pairs.dedup();
        pairs.len()
    }

    /// Addresses lost, over all pairs.
    #[must_use]
    pub fn lost_addresses(&self, family: Family) -> Count {
        let mut count = Count::ZERO;
        for span in self
            .pairs
            .iter()
            .filter(|p| p.family == family)
            .flat_map(|p| &p.lost)
        {
            count.add(Count::of(*span));
        }
        count
    }
}

/// The kinds that fail unless others are asked for.
pub const DEFAULT_KINDS: [ElementKind; 15] = [
    ElementKind::Connection,
    ElementKind::Lag,
    ElementKind::Device,
    ElementKind::Location,
    ElementKind::VirtualInterface,
    ElementKind::BgpPeer,
    ElementKind::VpnConnection,
    ElementKind::VpnTunnel,
    ElementKind::Peering,
    ElementKind::TransitGatewayAttachment,
    ElementKind::RouteServerPeer,
    ElementKind::Interface,
    ElementKind::SiteRouter,
    ElementKind::SiteLink,
    ElementKind::SharedRisk,
];

/// The kinds of a word of `--of`; `None` where it is none.
#[must_use]
pub fn kinds_of(word: &str) -> Option<Vec<ElementKind>> {
    let kinds = match word {
        "attachment" => vec![ElementKind::TransitGatewayAttachment],
        "association" => vec![ElementKind::DirectConnectGatewayAssociation],
        "gateway" => vec![
            ElementKind::TransitGateway,
            ElementKind::VirtualGateway,
            ElementKind::DirectConnectGateway,
        ],
        word => vec![ElementKind::from_word(word).filter(|kind| can_fail(*kind))?],
    };
    Some(kinds)
}

/// Whether elements of a kind can fail at all.
#[must_use]
pub fn can_fail(kind: ElementKind) -> bool {
    DEFAULT_KINDS.contains(&kind)
        || matches!(
            kind,
            ElementKind::TransitGateway
                | ElementKind::VirtualGateway
                | ElementKind::DirectConnectGateway
                | ElementKind::DirectConnectGatewayAssociation
        )
}

/// Changes of one pair while they are collected.
#[derive(Default)]
struct Change {
    lost: Vec<Span>,
    gained: Vec<Span>,
    moved: BTreeMap<(Vec<Elem>, Vec<Elem>), Vec<Span>>,
}

type Changes = BTreeMap<(EndId, EndId, Family), Change>;

impl Routing {
    /// The elements of some kinds, in the order of kind and name.
    #[must_use]
    pub fn elements_of(&self, kinds: &[ElementKind]) -> Vec<Elem> {
        let mut all: Vec<Elem> = (0..super::num::id32(self.elements.len()))
            .filter(|e| kinds.contains(&self.elements.kind(*e)))
            .collect();
        self.order(&mut all);
        all
    }

    /// Brings elements into the order of kind and name, each once.
    pub fn order(&self, elements: &mut Vec<Elem>) {
        elements.sort_by_key(|e| (self.elements.kind(*e).word(), self.elements.name(*e), *e));
        elements.dedup();
    }

    /// The atoms of sources of which something may become otherwise when these are down.
    fn affected(
        &self,
        down: &Down,
        changed: &FxHashMap<super::control::SlotId, Choice>,
    ) -> BTreeMap<SourceId, Vec<Range<AtomId>>> {
        let mut points: BTreeMap<u32, Vec<Range<AtomId>>> = BTreeMap::new();
        let mut add =
            |point: u32, range: Range<AtomId>| points.entry(point).or_default().push(range);
        let graph = &self.graph;
        let all = 0..self.prefixes.atoms();
        for elem in down.all() {
            for route in self.routes_by_elem.get(elem).into_iter().flatten() {
                let route = &self.routes.list[*route as usize];
                if let Some(prefix) = self.prefixes.id(route.prefix) {
                    add(graph.table(route.table), self.prefixes.range(prefix));
                }
            }
            // Routes that stay although what they need is gone drop packets now.
            for link in self.links_of(*elem) {
                if self.control.heard(&self.sessions, *link, down) {
                    let node = graph.node(self.control.links[*link as usize].to);
                    for prefix in &self.control.carried[*link as usize] {
                        add(node, self.prefixes.range(*prefix));
                    }
                }
            }
            for association in self
                .topology
                .dx
                .iter()
                .filter(|a| a.elem == *elem || self.elements.elem(a.to) == *elem)
            {
                for node in graph.behind(association.gateway) {
                    for prefix in association
                        .announced
                        .iter()
                        .flatten()
                        .filter_map(|p| self.prefixes.id(*p))
                    {
                        add(*node, self.prefixes.range(prefix));
                    }
                }
            }
        }
        let mut slots: Vec<u32> = changed.keys().copied().collect();
        slots.sort_unstable();
        for slot in slots {
            let slot = &self.control.slots[slot as usize];
            add(graph.node(slot.node), self.prefixes.range(slot.prefix));
        }
        let none = self.elements.normally_down();
        let doubtful = down
            .all()
            .iter()
            .filter_map(|elem| self.doubtful_by_elem.get(elem))
            .flatten();
        for node in doubtful.copied().collect::<BTreeSet<u32>>() {
            let before = self.control.doubt(&self.sessions, node, &none);
            let after = self.control.doubt(&self.sessions, node, down);
            if before != after {
                add(graph.node(node), all.clone());
            }
        }
        let mut sources: BTreeMap<SourceId, Vec<Range<AtomId>>> = BTreeMap::new();
        for (point, ranges) in points {
            let ranges = join(ranges);
            for source in graph.upstream(point) {
                sources
                    .entry(source)
                    .or_default()
                    .extend(ranges.iter().cloned());
            }
        }
        for ranges in sources.values_mut() {
            *ranges = join(std::mem::take(ranges));
        }
        sources
    }

    /// What breaks when these fail together.
    #[must_use]
    pub fn fail(&self, base: &Facts, failed: &[Elem]) -> Failure {
        let down = self.elements.closure(failed);
        let changed = self.changes(&down);
        let affected = self.affected(&down, &changed);
        let view = self.view(&changed, &down);
        let mut outcomes = Outcomes::default();
        let mut changes = Changes::new();
        let cold = affected.is_empty();
        for (source, ranges) in affected {
            for range in ranges {
                self.compare(base, view, &mut outcomes, source, range, &mut changes);
            }
        }
        self.failure(failed, changes, cold)
    }

    /// The same by computing everything again; slow, and what [`Routing::fail`] is measured against.
    #[must_use]
    pub fn fail_fully(&self, base: &Facts, failed: &[Elem]) -> Failure {
        let down = self.elements.closure(failed);
        let solver = self.solver();
        let mut changed = FxHashMap::default();
        for prefix in 0..super::num::id32(self.prefixes.len()) {
            let start = self.control.slots_of(prefix).start;
            for (at, choice) in solver.solve(prefix, &down).choices.into_iter().enumerate() {
                changed.insert(start + super::num::id32(at), choice);
            }
        }
        let view = self.view(&changed, &down);
        let mut outcomes = Outcomes::default();
        let mut changes = Changes::new();
        for source in 0..self.sources() {
            self.compare(
                base,
                view,
                &mut outcomes,
                source,
                0..self.prefixes.atoms(),
                &mut changes,
            );
        }
        self.failure(failed, changes, false)
    }

    fn compare(
        &self,
        base: &Facts,
        view: View<'_>,
        outcomes: &mut Outcomes,
        source: SourceId,
        range: Range<AtomId>,
        changes: &mut Changes,
    ) {
        for family in [Family::Ipv4, Family::Ipv6] {
            let space = self.prefixes.family(family);
            let part = range.start.max(space.start)..range.end.min(space.end);
            if part.is_empty() {
                continue;
            }
            for run in self.follow(view, outcomes, self.entry(source), part) {
                for (atoms, before) in base.within(source, run.atoms) {
                    if !same(&base.outcomes, before, outcomes, run.outcome) {
                        self.note(
                            source,
                            family,
                            (&base.outcomes, before),
                            (outcomes, run.outcome),
                            atoms,
                            changes,
                        );
                    }
                }
            }
        }
    }

    fn note(
        &self,
        source: SourceId,
        family: Family,
        (base, before): (&Outcomes, OutcomeId),
        (now, after): (&Outcomes, OutcomeId),
        atoms: Range<AtomId>,
        changes: &mut Changes,
    ) {
        let from = self.end_of(source);
        let mut concerned = self.arrivals(base, before, atoms.clone());
        for one in self.arrivals(now, after, atoms) {
            if !concerned.contains(&one) {
                concerned.push(one);
            }
        }
        for (to, atoms) in concerned {
            let Some(owner) = self.as_owner(to).filter(|_| to != from) else {
                continue;
            };
            let span = self.prefixes.span(atoms);
            let change = |changes: &mut Changes, f: &mut dyn FnMut(&mut Change)| {
                f(changes.entry((from, to, family)).or_default())
            };
            match (base.arrival(before, &owner), now.arrival(after, &owner)) {
                (Arrival::Yes, Arrival::Yes) => {
                    let (old, new) = (passed(base, before), passed(now, after));
                    if old != new {
                        change(changes, &mut |c| {
                            c.moved
                                .entry((old.clone(), new.clone()))
                                .or_default()
                                .push(span)
                        });
                    }
                }
                (Arrival::Yes, Arrival::No | Arrival::Partly) => {
                    change(changes, &mut |c| c.lost.push(span))
                }
                (Arrival::No | Arrival::Partly, Arrival::Yes) => {
                    change(changes, &mut |c| c.gained.push(span))
                }
                _ => {}
            }
        }
    }

    fn failure(&self, failed: &[Elem], changes: Changes, cold: bool) -> Failure {
        let mut failure = Failure {
            failed: failed.to_vec(),
            cold,
            ..Failure::default()
        };
        failure
            .failed
            .sort_by_key(|e| (self.elements.kind(*e).word(), self.elements.name(*e)));
        for ((from, to, family), change) in changes {
            if !change.lost.is_empty() || !change.gained.is_empty() {
                failure.pairs.push(PairChange {
                    from,
                    to,
                    family,
                    lost: merge(change.lost),
                    gained: merge(change.gained),
                });
            }
            for ((before, after), spans) in change.moved {
                failure.paths.push(PathChange {
                    from,
                    to,
                    family,
                    spans: merge(spans),
                    before,
                    after,
                });
            }
        }
        failure
    }

    /// Every one of these by itself, and with `k` above 1 every set of up to so many; sorted by what is lost, then by name.
    #[must_use]
    pub fn sweep(&self, base: &Facts, elements: &[Elem], k: usize) -> Vec<Failure> {
        let sets = subsets(elements, k);
        let one = |set: &Vec<Elem>| self.fail(base, set);
        let mut rows: Vec<Failure> = if sets.len() < 64 {
            sets.iter().map(one).collect()
        } else {
            sets.par_iter().with_min_len(64).map(one).collect()
        };
        rows.sort_by_cached_key(|row| {
            let names: Vec<(&str, crate::source::Text)> = row
                .failed
                .iter()
                .map(|e| (self.elements.kind(*e).word(), self.elements.name(*e)))
                .collect();
            (std::cmp::Reverse(row.lost_pairs()), names)
        });
        rows
    }
}

/// All sets of one to `k` elements, in order.
#[must_use]
pub fn subsets(elements: &[Elem], k: usize) -> Vec<Vec<Elem>> {
    let mut all: Vec<Vec<Elem>> = elements.iter().map(|e| vec![*e]).collect();
    let mut last: Vec<(usize, Vec<Elem>)> = elements
        .iter()
        .enumerate()
        .map(|(at, e)| (at, vec![*e]))
        .collect();
    for _ in 1..k {
        let mut next = Vec::new();
        for (at, set) in &last {
            for (further, element) in elements.iter().enumerate().skip(at + 1) {
                let mut bigger = set.clone();
                bigger.push(*element);
                all.push(bigger.clone());
                next.push((further, bigger));
            }
        }
        last = next;
    }
    all
}

/// What is passed over all paths, each once, in the order of paths.
fn passed(outcomes: &Outcomes, id: OutcomeId) -> Vec<Elem> {
    let mut all: Vec<Elem> = Vec::new();
    for leaf in outcomes.leaves(id) {
        for elem in &outcomes.get(leaf).via {
            if !all.contains(elem) {
                all.push(*elem);
            }
        }
    }
    all
}

/// Whether two outcomes of different sets are the same.
fn same(a: &Outcomes, left: OutcomeId, b: &Outcomes, right: OutcomeId) -> bool {
    let (l, r) = (a.get(left), b.get(right));
    let heads = l.class == r.class
        && l.at == r.at
        && l.via == r.via
        && l.flags == r.flags
        && l.missing == r.missing;
    heads
        && match (&l.members, &r.members) {
            (None, None) => true,
            (Some((x, left)), Some((y, right))) => {
                x == y
                    && left.len() == right.len()
                    && left.iter().zip(right).all(|(l, r)| same(a, *l, b, *r))
            }
            _ => false,
        }
}
