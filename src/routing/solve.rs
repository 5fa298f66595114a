//! Best routes of one prefix at all nodes: a bounded fixpoint that ends in one stable state, several, or none.

use rustc_hash::FxHashMap;

use super::control::{CandId, Class, Control, Link, Next, Node, NodeId, PathId, Paths, SlotId};
use super::elements::Down;
use super::prefixes::PrefixId;
use super::select::{Offer, Picked, Use, select};
use super::sessions::Sessions;
use crate::profile::HubSource;

/// What a node uses for a prefix.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Choice {
    /// No route.
    #[default]
    None,
    /// One route.
    One(CandId),
    /// Several routes, in the order of names.
    Many(Box<[CandId]>, Use),
    /// Depends on which of several stable states holds.
    Multi(Box<[Choice]>),
    /// There is no stable state.
    Unstable,
}

impl Choice {
    /// Whether there is certainly no route.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Choice::None
    }

    /// The routes used, whichever state holds.
    pub fn cands(&self) -> Vec<CandId> {
        match self {
            Choice::None | Choice::Unstable => Vec::new(),
            Choice::One(cand) => vec![*cand],
            Choice::Many(cands, _) => cands.to_vec(),
            Choice::Multi(all) => {
                let mut cands: Vec<CandId> = all.iter().flat_map(Choice::cands).collect();
                cands.sort_unstable();
                cands.dedup();
                cands
            }
        }
    }
}

/// How an oscillation ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Ending {
    /// It only happens when all decide at the same instant; there is one stable state.
    Settled,
    /// Several states are stable.
    MultiStable,
    /// No state is stable.
    Unstable,
}

/// An oscillation of one prefix.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Oscillation {
    /// How it ends.
    pub ending: Ending,
    /// Rounds after which it repeats.
    pub period: usize,
    /// The nodes that change their minds.
    pub participants: Vec<NodeId>,
    /// How many stable states there are.
    pub stable_states: usize,
}

/// The choices of one prefix, in the order of its slots.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Solution {
    /// One for each slot.
    pub choices: Vec<Choice>,
    /// Set where the nodes do not agree at once.
    pub oscillation: Option<Oscillation>,
}

/// A node's selection while iterating: the routes, how they are used, and the AS_PATH of the first.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Chosen {
    cands: Vec<CandId>,
    how: Use,
    path: PathId,
}

type State = Vec<Option<Chosen>>;

/// Paths of the design and those that arise while solving.
struct Scratch<'a> {
    base: &'a Paths,
    more: Vec<Box<[u64]>>,
    ids: FxHashMap<Box<[u64]>, PathId>,
}

impl Scratch<'_> {
    fn get(&self, id: PathId) -> &[u64] {
        match (id as usize).checked_sub(self.base.len()) {
            None => self.base.get(id),
            Some(at) => self.more.get(at).map_or(&[], |path| path),
        }
    }

    fn prepend(&mut self, asn: Option<u64>, path: PathId) -> PathId {
        let Some(asn) = asn else { return path };
        let mut whole = vec![asn];
        whole.extend_from_slice(self.get(path));
        if let Some(id) = self.ids.get(whole.as_slice()) {
            return *id;
        }
        let id = super::num::id32(self.base.len() + self.more.len());
        self.more.push(whole.clone().into());
        self.ids.insert(whole.into(), id);
        id
    }
}

/// All that solving needs.
#[derive(Clone, Copy)]
pub(super) struct Solver<'a> {
    pub(super) control: &'a Control,
    pub(super) sessions: &'a Sessions,
    pub(super) hub_order: &'a [&'static [HubSource]],
}

/// Most assignments of choices that are tried one by one when looking for stable states.
const EXACT: usize = 1 << 16;

impl<'a> Solver<'a> {
    fn order(&self, node: Node) -> &'static [HubSource] {
        match node {
            Node::Hub(at) => self.hub_order.get(at as usize).copied().unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Whether a node passes its best route on over a link.
    pub(super) fn exports(&self, link: &Link, best: CandId) -> bool {
        let from = &self.control.links[self.control.cands[best as usize].link as usize];
        let back =
            link.session.is_some() && (link.session == from.session || link.session == from.second);
        let kind = link.from.map(|node| self.control.space.node(node));
        match kind {
            _ if back => false,
            // What was learned through a Direct Connect gateway stays there.
            Some(Node::Vgw(_)) => {
                from.dx.is_none()
                    && matches!(
                        from.class,
                        Class::DirectConnect | Class::Vpn | Class::VpnStatic
                    )
            }
            Some(Node::Hub(_)) => from.next != Next::Drop,
            _ => true,
        }
    }

    fn offers(
        &self,
        slot: SlotId,
        base: SlotId,
        state: &State,
        scratch: &mut Scratch<'_>,
        down: &Down,
    ) -> Vec<Offer<'a>> {
        let own = &self.control.slots[slot as usize];
        let asn = self.control.asn[own.node as usize];
        let at_site = matches!(self.control.space.node(own.node), Node::Site(_));
        let mut offers = Vec::with_capacity(own.cands.len());
        for cand_id in own.cands.clone() {
            let cand = &self.control.cands[cand_id as usize];
            let link = &self.control.links[cand.link as usize];
            if !self.control.heard(self.sessions, cand.link, down) {
                continue;
            }
            let path = match cand.from {
                None => cand.path,
                Some(from) => {
                    let Some(best) = &state[(from - base) as usize] else {
                        continue;
                    };
                    let Some(first) = best.cands.first() else {
                        continue;
                    };
                    if !self.exports(link, *first) {
                        continue;
                    }
                    scratch.prepend(link.prepend, best.path)
                }
            };
            let as_path = scratch.get(path);
            let loops = asn.is_some_and(|asn| as_path.contains(&asn));
            if loops && (cand.from.is_some() || at_site) {
                continue;
            }
            if link.max_path.is_some_and(|most| as_path.len() > most) {
                continue;
            }
            offers.push(Offer {
                cand: cand_id,
                link,
                path,
                length: as_path.len(),
                first: as_path.first().copied(),
                med: cand.med,
                preference: cand.preference,
            });
        }
        offers
    }

    fn pick(
        &self,
        slot: SlotId,
        base: SlotId,
        state: &State,
        scratch: &mut Scratch<'_>,
        down: &Down,
    ) -> Option<Picked<'a>> {
        let node = self
            .control
            .space
            .node(self.control.slots[slot as usize].node);
        let offers = self.offers(slot, base, state, scratch, down);
        select(node, offers, self.order(node))
    }

    fn choose(
        &self,
        slot: SlotId,
        base: SlotId,
        state: &State,
        scratch: &mut Scratch<'_>,
        down: &Down,
    ) -> Option<Chosen> {
        let picked = self.pick(slot, base, state, scratch, down)?;
        Some(Chosen {
            path: picked.offers.first()?.path,
            cands: picked.offers.iter().map(|o| o.cand).collect(),
            how: picked.how,
        })
    }

    fn scratch(&self) -> Scratch<'a> {
        Scratch {
            base: &self.control.paths,
            more: Vec::new(),
            ids: FxHashMap::default(),
        }
    }

    /// Solves one prefix.
    pub(super) fn solve(&self, prefix: PrefixId, down: &Down) -> Solution {
        let range = self.control.slots_of(prefix);
        let base = range.start;
        let count = range.len();
        let mut scratch = self.scratch();
        let mut best: State = vec![None; count];
        let passed_on = range.clone().any(|slot| self.depends(slot));
        if !passed_on {
            let choices = range
                .map(|slot| choice(self.choose(slot, base, &best, &mut scratch, down)))
                .collect();
            return Solution {
                choices,
                oscillation: None,
            };
        }
        let mut seen: Vec<State> = vec![best.clone()];
        let most = (2 * count + 8).max(64);
        for _ in 0..most {
            let next: State = range
                .clone()
                .map(|slot| self.choose(slot, base, &best, &mut scratch, down))
                .collect();
            if next == best {
                return Solution {
                    choices: best.into_iter().map(choice).collect(),
                    oscillation: None,
                };
            }
            if let Some(at) = seen.iter().position(|state| *state == next) {
                return self.oscillating(prefix, &seen[at..], &mut scratch, down);
            }
            seen.push(next.clone());
            best = next;
        }
        // It went on longer than any sequence of different states that such a small problem needs: judge what was seen last.
        let from = seen.len().saturating_sub(count + 1);
        self.oscillating(prefix, &seen[from..], &mut scratch, down)
    }

    /// Chooses at one slot of a prefix that no node passes on.
    pub(super) fn solve_alone(&self, slot: SlotId, down: &Down) -> Choice {
        choice(self.choose(slot, slot, &Vec::new(), &mut self.scratch(), down))
    }

    fn depends(&self, slot: SlotId) -> bool {
        self.control.slots[slot as usize]
            .cands
            .clone()
            .any(|c| self.control.cands[c as usize].from.is_some())
    }

    fn oscillating(
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
            Some(_) => self.all_stable(prefix, &options, scratch, down),
            None => self.sampled(prefix, scratch, down),
        };
        let ending = match stable.len() {
            0 => Ending::Unstable,
            1 => Ending::Settled,
            _ => Ending::MultiStable,
        };
        let choices = range
            .clone()
            .map(|slot| {
                let at = (slot - base) as usize;
                match stable.as_slice() {
                    [] if changing.contains(&slot) => Choice::Unstable,
                    [] => choice(cycle[0][at].clone()),
                    [one] => choice(one[at].clone()),
                    [first, rest @ ..] if rest.iter().all(|s| s[at] == first[at]) => {
                        choice(first[at].clone())
                    }
                    all => Choice::Multi(all.iter().map(|s| choice(s[at].clone())).collect()),
                }
            })
            .collect();
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
                path,
            });
        }
        let mut full: State = Vec::with_capacity(first.len());
        for slot in range {
            let at = (slot - base) as usize;
            let chosen = self.choose(slot, base, &state, scratch, down);
            let same = match (&chosen, &state[at]) {
                (None, None) => true,
                (Some(a), Some(b)) => a.cands.first() == b.cands.first() && a.path == b.path,
                _ => false,
            };
            if !same {
                return None;
            }
            full.push(chosen);
        }
        Some(full)
    }

    /// Stable states that sequential sweeps reach.
    fn sampled(&self, prefix: PrefixId, scratch: &mut Scratch<'_>, down: &Down) -> Vec<State> {
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

    /// The selection at one slot again, with the step that decided, given the choices of all.
    pub(super) fn explain(
        &self,
        slot: SlotId,
        choices: &dyn Fn(SlotId) -> Choice,
        down: &Down,
    ) -> Explained {
        let own = &self.control.slots[slot as usize];
        let range = self.control.slots_of(own.prefix);
        let base = range.start;
        let first: Vec<Option<CandId>> = range
            .clone()
            .map(|s| match choices(s) {
                Choice::Multi(all) => all.first().and_then(|c| c.cands().first().copied()),
                other => other.cands().first().copied(),
            })
            .collect();
        let mut scratch = self.scratch();
        let mut state: State = vec![None; range.len()];
        for _ in 0..range.len() {
            for at in 0..first.len() {
                let Some(id) = first[at] else { continue };
                let cand = &self.control.cands[id as usize];
                let path = match cand.from {
                    None => Some(cand.path),
                    Some(from) => state[(from - base) as usize]
                        .as_ref()
                        .map(|c| c.path)
                        .map(|p| {
                            scratch.prepend(self.control.links[cand.link as usize].prepend, p)
                        }),
                };
                if let Some(path) = path {
                    state[at] = Some(Chosen {
                        cands: vec![id],
                        how: Use::Equal,
                        path,
                    });
                }
            }
        }
        let offered = self
            .offers(slot, base, &state, &mut scratch, down)
            .iter()
            .map(|o| o.cand)
            .collect();
        match self.pick(slot, base, &state, &mut scratch, down) {
            Some(picked) => Explained {
                offered,
                chosen: picked.offers.iter().map(|o| o.cand).collect(),
                how: picked.how,
                step: picked.step,
            },
            None => Explained {
                offered,
                chosen: Vec::new(),
                how: Use::Equal,
                step: ("no route", "R-4"),
            },
        }
    }
}

/// A selection with its reason.
pub(super) struct Explained {
    pub(super) offered: Vec<CandId>,
    pub(super) chosen: Vec<CandId>,
    pub(super) how: Use,
    pub(super) step: super::select::Step,
}

fn choice(chosen: Option<Chosen>) -> Choice {
    match chosen {
        None => Choice::None,
        Some(Chosen { cands, how, .. }) => match cands.as_slice() {
            [] => Choice::None,
            [one] => Choice::One(*one),
            _ => Choice::Many(cands.into(), how),
        },
    }
}
