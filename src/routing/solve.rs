//! Best routes of one prefix at all nodes: a bounded fixpoint that ends in one stable state, several, or none.

use rustc_hash::FxHashMap;

use super::control::{CandId, Class, Control, Link, Next, Node, NodeId, PathId, Paths, SlotId};
use super::elements::Down;
use super::outcome::Spread;
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
    /// Depends on which of several states holds, all of which are possible: one for each, in the same order at all nodes.
    Multi(Box<[Choice]>, Spread),
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
            Choice::Multi(all, _) => {
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

/// A node's selection while iterating: the routes, how they are used, and their AS_PATHs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Chosen {
    pub(super) cands: Vec<CandId>,
    pub(super) how: Use,
    pub(super) paths: Vec<PathId>,
}

pub(super) type State = Vec<Option<Chosen>>;

/// Paths of the design and those that arise while solving.
pub(super) struct Scratch<'a> {
    base: &'a Paths,
    more: Vec<Box<[u64]>>,
    ids: FxHashMap<Box<[u64]>, PathId>,
}

impl Scratch<'_> {
    pub(super) fn get(&self, id: PathId) -> &[u64] {
        match (id as usize).checked_sub(self.base.len()) {
            None => self.base.get(id),
            Some(at) => self.more.get(at).map_or(&[], |path| path),
        }
    }

    pub(super) fn prepend(&mut self, asn: Option<u64>, path: PathId) -> PathId {
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

/// Which of its equal routes a node calls its best, and passes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Best {
    /// Each the one at this place in the order of names, else the last.
    At(usize),
    /// This one the one at this place, all others the first.
    Of(SlotId, usize),
}

/// All that solving needs.
#[derive(Clone, Copy)]
pub(super) struct Solver<'a> {
    pub(super) control: &'a Control,
    pub(super) sessions: &'a Sessions,
    pub(super) hub_order: &'a [&'static [HubSource]],
    pub(super) best: Best,
}

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

    /// The AS_PATH that a node passes on over a link: that of the route that it calls its best.
    fn sent(&self, from: SlotId, chosen: &Chosen, link: &Link) -> Option<PathId> {
        let at = match self.best {
            Best::At(at) => at,
            Best::Of(slot, at) if slot == from => at,
            Best::Of(..) => 0,
        };
        let at = at.min(chosen.cands.len().checked_sub(1)?);
        let cand = *chosen.cands.get(at)?;
        self.exports(link, cand)
            .then(|| chosen.paths.get(at).copied())?
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
                    let best = state[(from - base) as usize].as_ref();
                    let Some(path) = best.and_then(|best| self.sent(from, best, link)) else {
                        continue;
                    };
                    scratch.prepend(link.prepend, path)
                }
            };
            let as_path = scratch.get(path);
            let looks = cand.from.is_some() || at_site;
            if !accepts(link, asn.filter(|_| looks), as_path) {
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

    pub(super) fn choose(
        &self,
        slot: SlotId,
        base: SlotId,
        state: &State,
        scratch: &mut Scratch<'_>,
        down: &Down,
    ) -> Option<Chosen> {
        let picked = self.pick(slot, base, state, scratch, down)?;
        Some(Chosen {
            cands: picked.offers.iter().map(|o| o.cand).collect(),
            paths: picked.offers.iter().map(|o| o.path).collect(),
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
        let mut scratch = self.scratch();
        let passed_on = range.clone().any(|slot| self.depends(slot));
        if !passed_on {
            let none: State = vec![None; range.len()];
            let choices = range
                .map(|slot| choice(self.choose(slot, base, &none, &mut scratch, down)))
                .collect();
            return Solution {
                choices,
                oscillation: None,
            };
        }
        match self.settled(prefix, &mut scratch, down) {
            Ok(state) => Solution {
                choices: self.with_ties(prefix, state, &mut scratch, down),
                oscillation: None,
            },
            Err(cycle) => self.oscillating(prefix, &cycle, &mut scratch, down),
        }
    }

    /// The state in which all nodes agree, if they come to one by deciding at once; else the states that they repeat.
    pub(super) fn settled(
        &self,
        prefix: PrefixId,
        scratch: &mut Scratch<'_>,
        down: &Down,
    ) -> Result<State, Vec<State>> {
        let range = self.control.slots_of(prefix);
        let (base, count) = (range.start, range.len());
        let mut best: State = vec![None; count];
        let mut seen: Vec<State> = vec![best.clone()];
        for _ in 0..(2 * count + 8).max(64) {
            let next: State = range
                .clone()
                .map(|slot| self.choose(slot, base, &best, scratch, down))
                .collect();
            if next == best {
                return Ok(best);
            }
            if let Some(at) = seen.iter().position(|state| *state == next) {
                return Err(seen.split_off(at));
            }
            seen.push(next.clone());
            best = next;
        }
        // It went on longer than any sequence of different states that such a small problem needs: judge what was seen last.
        Err(seen.split_off(seen.len().saturating_sub(count + 1)))
    }

    /// Chooses at one slot of a prefix that no node passes on.
    pub(super) fn solve_alone(&self, slot: SlotId, down: &Down) -> Choice {
        choice(self.choose(slot, slot, &Vec::new(), &mut self.scratch(), down))
    }

    pub(super) fn depends(&self, slot: SlotId) -> bool {
        self.control.slots[slot as usize]
            .cands
            .clone()
            .any(|c| self.control.cands[c as usize].from.is_some())
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
        let used: Vec<Vec<CandId>> = range
            .clone()
            .map(|s| match choices(s) {
                Choice::Multi(all, _) => all.first().map(Choice::cands).unwrap_or_default(),
                other => other.cands(),
            })
            .collect();
        let mut scratch = self.scratch();
        let mut state: State = vec![None; range.len()];
        for _ in 0..range.len() {
            for (at, used) in used.iter().enumerate() {
                let paths = used.iter().filter_map(|id| {
                    let cand = &self.control.cands[*id as usize];
                    let Some(from) = cand.from else {
                        return Some((*id, cand.path));
                    };
                    let link = &self.control.links[cand.link as usize];
                    let sent = self.sent(from, state[(from - base) as usize].as_ref()?, link)?;
                    Some((*id, scratch.prepend(link.prepend, sent)))
                });
                let (cands, paths): (Vec<CandId>, Vec<PathId>) = paths.unzip();
                if !cands.is_empty() {
                    state[at] = Some(Chosen {
                        cands,
                        how: Use::Equal,
                        paths,
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

/// Whether a node takes a route with this AS_PATH over a link: not when its own AS, where it looks for that, stands in it.
pub(super) fn accepts(link: &Link, own: Option<u64>, as_path: &[u64]) -> bool {
    !own.is_some_and(|asn| as_path.contains(&asn))
        && link.max_path.is_none_or(|most| as_path.len() <= most)
}

/// A selection with its reason.
pub(super) struct Explained {
    pub(super) offered: Vec<CandId>,
    pub(super) chosen: Vec<CandId>,
    pub(super) how: Use,
    pub(super) step: super::select::Step,
}

pub(super) fn choice(chosen: Option<Chosen>) -> Choice {
    match chosen {
        None => Choice::None,
        Some(Chosen { cands, how, .. }) => match cands.as_slice() {
            [] => Choice::None,
            [one] => Choice::One(*one),
            _ => Choice::Many(cands.into(), how),
        },
    }
}
