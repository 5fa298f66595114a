//! Following packets from look-up to look-up, whole ranges of atoms at once.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Routing;
use super::control::{CandId, LinkId, Node, SlotId};
use super::elements::{Down, Elem};
use super::lpm::{Entry, NO_ROW, RESERVED, RowId};
use super::missing::MissingId;
use super::outcome::{At, Flags, Outcome, OutcomeClass, OutcomeId, Outcomes, Spread};
use super::prefixes::{AtomId, PrefixId};
use super::select::Use;
use super::solve::Choice;
use super::topology::{AttId, GroupId, HubTableId, NetId, SiteId, VgwId};

/// A look-up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Point {
    /// In the table of a group of subnets.
    Group(GroupId),
    /// In the main table of a network.
    Main(NetId),
    /// In a network, out of a hub's attachment.
    FromHub(AttId),
    /// In a virtual gateway, from its network.
    Vgw(VgwId),
    /// In a virtual gateway, from outside.
    FromOutside(VgwId),
    /// In a table of a hub.
    Hub(HubTableId),
    /// At a site.
    Site(SiteId),
}

/// Atoms with one outcome.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// The atoms.
    pub atoms: Range<AtomId>,
    /// What becomes of them.
    pub outcome: OutcomeId,
}

/// A state of the control plane: the normal one, and what is different while something is down.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub(super) base: &'a [Choice],
    pub(super) changed: &'a FxHashMap<SlotId, Choice>,
    pub(super) down: &'a Down,
}

impl<'a> View<'a> {
    /// What a node uses for a prefix.
    #[must_use]
    pub fn choice(&self, slot: SlotId) -> &'a Choice {
        if !self.changed.is_empty()
            && let Some(choice) = self.changed.get(&slot)
        {
            return choice;
        }
        &self.base[slot as usize]
    }

    /// What is down.
    #[must_use]
    pub fn down(&self) -> &'a Down {
        self.down
    }
}

/// More look-ups in a row than any design needs.
const DEEPEST: usize = 200;

/// Follows packets.
pub(super) struct Walker<'a> {
    pub(super) routing: &'a Routing,
    pub(super) view: View<'a>,
    pub(super) outcomes: &'a mut Outcomes,
    pub(super) via: Vec<Elem>,
    stack: Vec<Point>,
    pub(super) flags: Flags,
    /// Which of several stable states holds for a prefix, while each is tried.
    states: Vec<(PrefixId, usize)>,
    /// The session over which packets came to a virtual gateway.
    pub(super) ingress: Option<LinkId>,
    /// The look-ups of the first path, where they are asked for.
    pub(super) visited: Option<Vec<Point>>,
    ended: bool,
}

/// The routes that a node uses, as far as that is decided here.
pub(super) enum Found {
    Nothing,
    Routes(Vec<CandId>, Spread),
    /// So many states are possible for the prefix.
    States(PrefixId, (usize, Spread)),
    Unstable,
}

impl<'a> Walker<'a> {
    pub(super) fn new(routing: &'a Routing, view: View<'a>, outcomes: &'a mut Outcomes) -> Self {
        Self {
            routing,
            view,
            outcomes,
            via: Vec::new(),
            stack: Vec::new(),
            flags: Flags::default(),
            states: Vec::new(),
            ingress: None,
            visited: None,
            ended: false,
        }
    }

    /// What becomes of packets looked up at `point`, in the order of atoms.
    pub(super) fn runs(&mut self, point: Point, atoms: Range<AtomId>) -> Vec<Run> {
        let mut out = Vec::new();
        self.walk(point, atoms, &mut out);
        tidy(out)
    }

    pub(super) fn walk(&mut self, point: Point, atoms: Range<AtomId>, out: &mut Vec<Run>) {
        if atoms.is_empty() {
            return;
        }
        if self.stack.contains(&point) {
            let at = self.routing.at_of(point);
            self.end(OutcomeClass::Loop, at, atoms, out);
            return;
        }
        if self.stack.len() >= DEEPEST {
            let at = self.routing.at_of(point);
            self.unknown(self.routing.too_deep, at, atoms, out);
            return;
        }
        if !self.ended
            && let Some(visited) = &mut self.visited
        {
            visited.push(point);
        }
        self.stack.push(point);
        match point {
            Point::Group(group) => self.group(group, atoms, out),
            Point::Main(net) => self.main(net, atoms, out),
            Point::FromHub(attachment) => self.out_of_hub(attachment, atoms, out),
            Point::Vgw(vgw) => self.gateway(vgw, atoms, out),
            Point::FromOutside(vgw) => self.enter_from_outside(vgw, atoms, out),
            Point::Hub(table) => self.hub(table, atoms, out),
            Point::Site(site) => self.site(site, atoms, out),
        }
        self.stack.pop();
    }

    /// Whether packets came here from elsewhere.
    pub(super) fn arrived(&self) -> bool {
        self.stack.len() > 1
    }

    pub(super) fn end(
        &mut self,
        class: OutcomeClass,
        at: At,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        self.end_with(class, at, self.flags, None, atoms, out);
    }

    pub(super) fn end_with(
        &mut self,
        class: OutcomeClass,
        at: At,
        flags: Flags,
        missing: Option<MissingId>,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        if atoms.is_empty() {
            return;
        }
        self.ended = true;
        let via = self.via.as_slice().into();
        let outcome = self.outcomes.id(Outcome {
            class,
            at,
            via,
            flags,
            members: None,
            missing,
        });
        out.push(Run { atoms, outcome });
    }

    pub(super) fn unknown(
        &mut self,
        missing: MissingId,
        at: At,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        self.end_with(
            OutcomeClass::Unknown,
            at,
            self.flags,
            Some(missing),
            atoms,
            out,
        );
    }

    /// Ends with one more element on the way.
    pub(super) fn end_by(
        &mut self,
        class: OutcomeClass,
        at: At,
        by: Option<Elem>,
        flags: Flags,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        let depth = self.via.len();
        self.via.extend(by);
        self.end_with(class, at, self.flags.with(flags), None, atoms, out);
        self.via.truncate(depth);
    }

    /// The routes that a node uses for a prefix.
    pub(super) fn found(&self, slot: SlotId) -> Found {
        let prefix = self.routing.control.slots[slot as usize].prefix;
        let mut choice = self.view.choice(slot);
        if let Choice::Multi(all, spread) = choice {
            match self.states.iter().find(|(p, _)| *p == prefix) {
                Some((_, state)) => choice = all.get(*state).unwrap_or(&Choice::None),
                None => return Found::States(prefix, (all.len(), *spread)),
            }
        }
        match choice {
            Choice::None => Found::Nothing,
            Choice::One(cand) => Found::Routes(vec![*cand], Spread::Equal),
            Choice::Many(cands, how) => Found::Routes(
                cands.to_vec(),
                match how {
                    Use::Equal => Spread::Equal,
                    Use::Tie => Spread::Tie,
                    Use::Egress => Spread::Egress,
                },
            ),
            Choice::Multi(..) | Choice::Unstable => Found::Unstable,
        }
    }

    /// Several ways, each walked by itself.
    pub(super) fn spread(
        &mut self,
        ways: usize,
        spread: Spread,
        out: &mut Vec<Run>,
        mut walk: impl FnMut(&mut Self, usize, &mut Vec<Run>),
    ) {
        let mut all: Vec<Vec<Run>> = Vec::with_capacity(ways);
        for way in 0..ways {
            let mut runs = Vec::new();
            walk(self, way, &mut runs);
            all.push(tidy(runs));
        }
        let mut bounds: Vec<AtomId> = all.iter().flatten().map(|run| run.atoms.start).collect();
        let Some(end) = all.iter().flatten().map(|run| run.atoms.end).max() else {
            return;
        };
        bounds.push(end);
        bounds.sort_unstable();
        bounds.dedup();
        for pair in bounds.windows(2) {
            let [start, end] = pair else { continue };
            let members: Vec<OutcomeId> = all
                .iter()
                .filter_map(|runs| {
                    let at = runs.partition_point(|run| run.atoms.end <= *start);
                    runs.get(at)
                        .filter(|run| run.atoms.start <= *start)
                        .map(|run| run.outcome)
                })
                .collect();
            if let Some(outcome) = self.outcomes.combine(members, spread) {
                out.push(Run {
                    atoms: *start..*end,
                    outcome,
                });
            }
        }
    }

    /// Tries each possible state of a prefix.
    pub(super) fn each_state(
        &mut self,
        prefix: PrefixId,
        (states, spread): (usize, Spread),
        out: &mut Vec<Run>,
        mut walk: impl FnMut(&mut Self, &mut Vec<Run>),
    ) {
        self.spread(states, spread, out, |walker, state, runs| {
            walker.states.push((prefix, state));
            walk(walker, runs);
            walker.states.pop();
        });
    }

    /// Walks over the routes of a node.
    pub(super) fn take(
        &mut self,
        cands: &[CandId],
        spread: Spread,
        at: At,
        atoms: Range<AtomId>,
        out: &mut Vec<Run>,
    ) {
        match cands {
            [] => {}
            [one] => self.pass(*one, at, atoms, out),
            many => self.spread(many.len(), spread, out, |walker, way, runs| {
                walker.pass(many[way], at, atoms.clone(), runs);
            }),
        }
    }

    /// The best row of a node's table from `row` on that has a route, with its routes.
    pub(super) fn best(&self, mut row: RowId) -> (RowId, Found) {
        while row < RESERVED {
            for entry in self.routing.lpm.entries(row) {
                match entry {
                    Entry::Own => return (row, Found::Nothing),
                    Entry::Best(slot) => match self.found(*slot) {
                        Found::Nothing => {}
                        found => return (row, found),
                    },
                    _ => {}
                }
            }
            row = self.routing.lpm.row(row).parent;
        }
        (NO_ROW, Found::Nothing)
    }

    /// Whether a row of a network's table, or one that it falls back to, has an entry.
    pub(super) fn has_entry(&self, mut row: RowId) -> bool {
        while row < RESERVED {
            let any = self
                .routing
                .lpm
                .entries(row)
                .iter()
                .any(|entry| match entry {
                    Entry::Vgw(slot, _) | Entry::Server(slot, _) => {
                        !self.view.choice(*slot).is_none()
                    }
                    _ => true,
                });
            if any {
                return true;
            }
            row = self.routing.lpm.row(row).parent;
        }
        false
    }

    /// What is not known about a node now.
    pub(super) fn doubt(&self, node: Node) -> Option<MissingId> {
        let control = &self.routing.control;
        let id = control.space.id(node);
        if control.doubts[id as usize].is_empty() {
            return None;
        }
        control.doubt(&self.routing.sessions, id, self.view.down)
    }
}

/// Sorts runs and joins neighbours with the same outcome.
pub(super) fn tidy(mut runs: Vec<Run>) -> Vec<Run> {
    if !runs.is_sorted_by_key(|run| run.atoms.start) {
        runs.sort_by_key(|run| run.atoms.start);
    }
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match out.last_mut() {
            Some(last) if last.outcome == run.outcome && last.atoms.end == run.atoms.start => {
                last.atoms.end = run.atoms.end
            }
            _ => out.push(run),
        }
    }
    out
}
