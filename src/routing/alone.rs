//! A site and the networks that reach it while a single session carries all private traffic: how well Direct Connect is doubled.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Routing;
use super::change::Asked;
use super::control::{Class, Control, Next, Node, SlotId};
use super::elements::{Down, Elem};
use super::facts::EndId;
use super::outcome::{Arrival, Outcomes};
use super::prefixes::{AtomId, Span};
use super::resiliency::{Rating, Subject};
use super::sessions::{Carrier, SessionId};
use super::solve::Choice;
use super::topology::SiteId;
use crate::model::{Cidr, ElementKind, Family};

/// What carries private traffic, and what is down when all of it is.
struct Private {
    elements: Vec<Elem>,
    down: Down,
    /// What lies in any of it.
    held: FxHashSet<Elem>,
}

impl Private {
    fn new(routing: &Routing) -> Self {
        let elements: Vec<Elem> = routing
            .sessions
            .list
            .iter()
            .filter(|s| !matches!(s.carrier, Carrier::Server(..)))
            .map(|s| s.elem)
            .chain(routing.elements.of_kind(ElementKind::SiteLink))
            .collect();
        let down = routing.elements.closure(&elements);
        let held = down
            .all()
            .iter()
            .flat_map(|elem| routing.elements.contents(*elem))
            .copied()
            .collect();
        Self {
            elements,
            down,
            held,
        }
    }

    /// What is down when all but one session is, which is up in the normal state.
    fn without(&self, routing: &Routing, kept: Elem) -> Down {
        if !self.held.contains(&kept) && routing.elements.contents(kept).is_empty() {
            return self.down.without(kept);
        }
        let others: Vec<Elem> = self
            .elements
            .iter()
            .copied()
            .filter(|elem| *elem != kept)
            .collect();
        routing.elements.closure(&others)
    }
}

/// The world in which one session is left, as far as packets to a site are concerned.
struct Left {
    session: SessionId,
    down: Down,
    changed: FxHashMap<SlotId, Choice>,
}

/// The addresses of a site that are asked about, and a world for each of its sessions over virtual interfaces.
struct Worlds {
    ranges: Vec<Range<AtomId>>,
    left: Vec<Left>,
}

impl Routing {
    /// The classes of all pairs of a network and a site that use Direct Connect.
    pub(super) fn rate_pairs(&self) -> Vec<Rating> {
        let private = Private::new(self);
        let of_site = |site: SiteId| -> Vec<(EndId, EndId, Family, Rating)> {
            let node = self.control.space.id(Node::Site(site));
            let Some(to) = self.end_of_site(site) else {
                return Vec::new();
            };
            // Only networks whose packets can come there at all.
            let mut froms: Vec<EndId> = self
                .graph
                .upstream(self.graph.node(node))
                .into_iter()
                .map(|source| self.end_of(source))
                .filter(|from| *from < self.known_nets())
                .collect();
            froms.sort_unstable();
            froms.dedup();
            if froms.is_empty() {
                return Vec::new();
            }
            let asked = |ranges: &[Range<AtomId>]| self.asked(&froms, ranges);
            let mut ratings = Vec::new();
            for family in [Family::Ipv4, Family::Ipv6] {
                let Some(worlds) = self.worlds(&private, site, family, None, &asked) else {
                    continue;
                };
                ratings.extend(froms.iter().filter_map(|from| {
                    let rating = self.rate_in(&worlds, *from, to, family)?;
                    Some((*from, to, family, rating))
                }));
            }
            ratings
        };
        let mut all: Vec<(EndId, EndId, Family, Rating)> = (0..self.known_sites())
            .into_par_iter()
            .flat_map_iter(of_site)
            .collect();
        all.sort_by_key(|(from, to, family, _)| (*from, *to, *family));
        all.into_iter().map(|(.., rating)| rating).collect()
    }

    /// The class of a network and a site: for each address the virtual interfaces that deliver it once all other private paths
    /// are gone. `None` where Direct Connect never plays a part.
    #[must_use]
    pub fn rate_pair(&self, from: EndId, to: EndId, family: Family) -> Option<Rating> {
        self.rate_within(from, to, family, None)
    }

    /// The same for the addresses of one block only.
    #[must_use]
    pub fn rate_within(
        &self,
        from: EndId,
        to: EndId,
        family: Family,
        block: Option<Cidr>,
    ) -> Option<Rating> {
        let site = to.checked_sub(self.known_nets())?;
        if from >= self.known_nets() {
            return None;
        }
        let asked = |ranges: &[Range<AtomId>]| self.asked(&[from], ranges);
        let worlds = self.worlds(&Private::new(self), site, family, block, &asked)?;
        self.rate_in(&worlds, from, to, family)
    }

    /// The same as [`Routing::rate_pair`] by computing everything again; slow, and what that is measured against.
    #[must_use]
    pub fn rate_pair_fully(&self, from: EndId, to: EndId, family: Family) -> Option<Rating> {
        let site = to.checked_sub(self.known_nets())?;
        if from >= self.known_nets() {
            return None;
        }
        let private = Private::new(self);
        let mut worlds = self.worlds(&private, site, family, None, &|_| Asked::default())?;
        for left in &mut worlds.left {
            let kept = self.sessions.get(left.session).elem;
            let mut others = private.elements.clone();
            others.retain(|elem| *elem != kept);
            left.down = self.elements.closure(&others);
            left.changed = self.changes(&left.down);
        }
        self.rate_in(&worlds, from, to, family)
    }

    /// `None` where no session over a virtual interface leads to the site.
    fn worlds(
        &self,
        private: &Private,
        site: SiteId,
        family: Family,
        block: Option<Cidr>,
        asked: &dyn Fn(&[Range<AtomId>]) -> Asked,
    ) -> Option<Worlds> {
        let space = self.prefixes.family(family);
        let mut ranges: Vec<Range<AtomId>> = self
            .atoms_of(self.end_of_site(site)?)
            .into_iter()
            .filter(|r| space.contains(&r.start))
            .collect();
        if let Some(block) = block {
            ranges = common(&ranges, &[self.prefixes.covering(Span::of(block))]);
        }
        if ranges.is_empty() {
            return None;
        }
        let mut own: Vec<SessionId> = self
            .control
            .links
            .iter()
            .filter(|link| {
                link.class == Class::DirectConnect
                    && matches!(link.next, Next::Site(s) if s == site)
            })
            .filter_map(|link| link.session)
            .filter(|s| self.sessions.get(*s).family.is_none_or(|f| f == family))
            .collect();
        own.sort_unstable();
        own.dedup();
        if own.is_empty() {
            return None;
        }
        let normal = self.elements.normally_down();
        own.retain(|session| Control::session_up(&self.sessions, *session, &normal));
        let asked = asked(&ranges);
        let left = own
            .into_iter()
            .map(|session| {
                let down = private.without(self, self.sessions.get(session).elem);
                let changed = self.changes_of(&asked, &down);
                Left {
                    session,
                    down,
                    changed,
                }
            })
            .collect();
        Some(Worlds { ranges, left })
    }

    /// What decides about packets of these networks to `ranges`: the prefixes that they may match, where they may.
    fn asked(&self, froms: &[EndId], ranges: &[Range<AtomId>]) -> Asked {
        let sources = froms.iter().flat_map(|from| self.sources_of(*from));
        let nodes = self.graph.downstream(sources);
        let mut asked = Asked::default();
        for prefix in 0..super::num::id32(self.prefixes.len()) {
            let own = self.prefixes.range(prefix);
            let at = ranges.partition_point(|r| r.end <= own.start);
            if ranges.get(at).is_none_or(|r| r.start >= own.end) {
                continue;
            }
            let mut slots = self
                .control
                .slots_of(prefix)
                .filter(|slot| nodes.contains(&self.control.slots[*slot as usize].node));
            if !self.passed_on[prefix as usize] {
                asked.alone.extend(slots);
            } else if slots.next().is_some() {
                asked.again.push(prefix);
            }
        }
        asked
    }

    fn rate_in(&self, worlds: &Worlds, from: EndId, to: EndId, family: Family) -> Option<Rating> {
        let owner = self.as_owner(to)?;
        let sources = self.sources_of(from);
        let mut delivered: Vec<(Range<AtomId>, SessionId)> = Vec::new();
        let mut unknown: Vec<String> = Vec::new();
        for left in &worlds.left {
            let view = self.view(&left.changed, &left.down);
            let mut outcomes = Outcomes::default();
            for range in &worlds.ranges {
                // Every subnet must reach it.
                let mut good: Option<Vec<Range<AtomId>>> = None;
                for source in &sources {
                    let mut here = Vec::new();
                    for run in self.follow(view, &mut outcomes, self.entry(*source), range.clone())
                    {
                        match outcomes.arrival(run.outcome, &owner) {
                            Arrival::Yes => here.push(run.atoms),
                            Arrival::Unknown => {
                                let missing = outcomes.get(run.outcome).missing;
                                unknown.extend(
                                    missing.map(|m| self.topology.missing.sentence(m).to_owned()),
                                );
                            }
                            Arrival::No | Arrival::Partly => {}
                        }
                    }
                    good = Some(match good {
                        None => here,
                        Some(before) => common(&before, &here),
                    });
                }
                delivered.extend(
                    good.into_iter()
                        .flatten()
                        .map(|atoms| (atoms, left.session)),
                );
            }
        }
        unknown.sort();
        unknown.dedup();
        if delivered.is_empty() && unknown.is_empty() {
            return None;
        }
        let pieces = self.served(&worlds.ranges, &delivered);
        Some(self.rate(Subject::Pair(from, to, family), &pieces, unknown))
    }
}

fn common(a: &[Range<AtomId>], b: &[Range<AtomId>]) -> Vec<Range<AtomId>> {
    let mut out = Vec::new();
    for x in a {
        for y in b {
            let both = x.start.max(y.start)..x.end.min(y.end);
            if !both.is_empty() {
                out.push(both);
            }
        }
    }
    out
}
