//! Assertions about failures, resiliency and the control plane.

use std::ops::Range;

use super::Routing;
use super::control::{CandId, Control, Node as Speaker, SlotId};
use super::elements::{Down, Elem};
use super::ends::End;
use super::expect::{Holds, Judge, Judgement, Mistake, Witness, mistake};
use super::failures::{Failure, kinds_of, subsets};
use super::lpm::Entry;
use super::prefixes::{AtomId, Count};
use super::resiliency::{Rating, Resiliency};
use super::routes::Hop;
use super::solve::{Choice, Ending};
use crate::model::ElementKind;
use crate::model::{AnyId, Cidr, Family, Id};
use crate::source::Scalar as _;
use crate::source::tree::{Data, Node};

type Judged = Result<Judgement, Mistake>;

/// What should stay reachable.
pub(super) struct Goal {
    pub(super) from: End,
    pub(super) to: End,
    pub(super) family: Option<Family>,
    /// The share that must arrive; `None`: all.
    pub(super) coverage: Option<f64>,
    pub(super) both: bool,
}

impl Goal {
    pub(super) fn read(judge: &Judge<'_>, value: &Node) -> Result<Self, Mistake> {
        let value = value.get("reaches").unwrap_or(value);
        Judge::keys(
            value,
            &["from", "to", "family", "ports", "coverage", "bidirectional"],
        )?;
        let both = judge.flag(value.get("bidirectional"), false)?;
        let coverage = match value.get("coverage") {
            None => None,
            Some(node) => match judge.text(node)?.as_str() {
                "all" => None,
                "any" => Some(0.0),
                other => match other.parse::<f64>() {
                    Ok(share) if (0.0..=1.0).contains(&share) => Some(share),
                    _ => return mistake(node, "expected all, any or a fraction between 0 and 1"),
                },
            },
        };
        Ok(Self {
            from: judge.end(Judge::need(value, "from")?, true)?,
            to: judge.end(Judge::need(value, "to")?, both)?,
            family: judge.family(value.get("family"))?,
            coverage,
            both,
        })
    }

    /// The atoms that decide about it.
    fn atoms(&self, routing: &Routing) -> Vec<Range<AtomId>> {
        let family = self
            .family
            .unwrap_or_else(|| routing.family(&self.from, &self.to));
        let mut parts = routing.parts(&self.to, family);
        if self.both {
            parts.extend(routing.parts(&self.from, family));
        }
        parts
            .into_iter()
            .map(|part| routing.prefixes.covering(part.span))
            .collect()
    }
}

impl Routing {
    /// Whether something about these atoms may depend on an element, by itself or together with others.
    fn concerns(&self, elem: Elem, atoms: &[Range<AtomId>]) -> bool {
        let mut failed = vec![elem];
        failed.extend(self.elements.lag_of(elem));
        let meets = |prefix: u32| {
            let range = self.prefixes.range(prefix);
            atoms
                .iter()
                .any(|a| a.start < range.end && range.start < a.end)
        };
        let mut down = self.elements.closure(&failed).all().to_vec();
        // A member of a group inside what fails takes the group along only together with others.
        let groups: Vec<Elem> = down
            .iter()
            .filter_map(|e| self.elements.lag_of(*e))
            .collect();
        down.extend(self.elements.closure(&groups).all());
        down.iter().any(|elem| {
            self.links_of(*elem).iter().any(|link| {
                self.control.carried[*link as usize]
                    .iter()
                    .any(|p| meets(*p))
            }) || self
                .routes_by_elem
                .get(elem)
                .into_iter()
                .flatten()
                .any(|route| {
                    self.prefixes
                        .id(self.routes.list[*route as usize].prefix)
                        .is_some_and(meets)
                })
                || self.topology.dx.iter().any(|a| {
                    (a.elem == *elem || self.elements.elem(a.to) == *elem)
                        && a.announced
                            .iter()
                            .flatten()
                            .filter_map(|p| self.prefixes.id(*p))
                            .any(meets)
                })
        }) || !self.doubtful.is_empty()
    }

    fn goal_without(&self, goal: &Goal, failed: &[Elem]) -> Judgement {
        let down = self.elements.closure(failed);
        let changed = self.changes(&down);
        goal.judge(self, self.view(&changed, &down))
    }
}

impl Judge<'_> {
    /// The elements that classes and references name.
    fn fallible(&self, node: Option<&Node>) -> Result<Vec<Elem>, Mistake> {
        let Some(node) = node else {
            return Ok(self.routing.elements_of(&super::failures::DEFAULT_KINDS));
        };
        let mut all = Vec::new();
        for item in Self::list(node) {
            let text = self.text(item)?;
            match kinds_of(&text) {
                Some(kinds) => all.extend(self.routing.elements_of(&kinds)),
                None => all.push(self.elem(item)?),
            }
        }
        let mut seen = rustc_hash::FxHashSet::default();
        all.retain(|e| seen.insert(*e));
        Ok(all)
    }

    fn names(&self, elems: &[Elem]) -> Vec<String> {
        let mut names = self.routing.path_names(elems);
        names.sort();
        names
    }

    pub(super) fn survives(&self, value: &Node) -> Judged {
        Self::keys(value, &["goal", "failures"])?;
        let goal = Goal::read(self, Self::need(value, "goal")?)?;
        let failures = Self::need(value, "failures")?;
        Self::keys(failures, &["k", "of"])?;
        let k = match failures.get("k") {
            Some(node) => match self.number(node)? {
                k @ 1..=3 => usize::try_from(k).unwrap_or(1),
                _ => return mistake(node, "expected 1, 2 or 3"),
            },
            None => 1,
        };
        let atoms = goal.atoms(self.routing);
        let mut elems = self.fallible(failures.get("of"))?;
        elems.retain(|e| self.routing.concerns(*e, &atoms));
        let now = goal.judge(self.routing, self.view());
        if now.holds == Holds::Fail {
            return Ok(now);
        }
        let mut unsure = now.holds == Holds::Unknown;
        // Smaller sets come first, so that the first that fails is a smallest one.
        let mut sets = subsets(&elems, k);
        sets.sort_by_cached_key(|set| (set.len(), self.names(set)));
        for set in &sets {
            let judged = self.routing.goal_without(&goal, set);
            match judged.holds {
                Holds::Fail => {
                    let mut witness = judged.witness.unwrap_or_default();
                    witness.failed = self.names(set);
                    let detail = format!("does not survive {}", witness.failed.join(", "));
                    return Ok(Judgement::new(Holds::Fail, detail).with(witness));
                }
                Holds::Unknown => unsure = true,
                Holds::Pass => {}
            }
        }
        let holds = if unsure { Holds::Unknown } else { Holds::Pass };
        Ok(Judgement::new(
            holds,
            format!("{} sets of failures were tried", sets.len()),
        ))
    }

    pub(super) fn spof(&self, value: &Node) -> Judged {
        Self::keys(value, &["goal", "of", "are"])?;
        let goal = Goal::read(self, Self::need(value, "goal")?)?;
        let node = Self::need(value, "are")?;
        let none = matches!(&node.data, Data::Scalar { text, .. } if &**text == "none");
        let mut wanted: Vec<Elem> = if none {
            Vec::new()
        } else {
            Self::list(node)
                .iter()
                .map(|n| self.elem(n))
                .collect::<Result<_, _>>()?
        };
        wanted.sort_unstable();
        wanted.dedup();
        let atoms = goal.atoms(self.routing);
        let now = goal.judge(self.routing, self.view());
        if now.holds != Holds::Pass {
            return Ok(now);
        }
        let elems = self.fallible(value.get("of"))?;
        if let Some(stray) = wanted.iter().find(|e| !elems.contains(e)) {
            return Ok(Judgement::new(
                Holds::Fail,
                format!(
                    "{} is not among those that fail",
                    self.routing.elements.path(*stray)
                ),
            ));
        }
        let (mut found, mut unsure) = (Vec::new(), Vec::new());
        for elem in elems {
            if !self.routing.concerns(elem, &atoms) {
                continue;
            }
            match self.routing.goal_without(&goal, &[elem]).holds {
                Holds::Fail => found.push(elem),
                Holds::Unknown => unsure.push(elem),
                Holds::Pass => {}
            }
        }
        found.sort_unstable();
        let extra: Vec<Elem> = found
            .iter()
            .filter(|e| !wanted.contains(e))
            .copied()
            .collect();
        let lacking: Vec<Elem> = wanted
            .iter()
            .filter(|e| !found.contains(e) && !unsure.contains(e))
            .copied()
            .collect();
        if !extra.is_empty() || !lacking.is_empty() {
            let words = |what: &str, elems: &[Elem]| match elems {
                [] => None,
                elems => Some(format!("{what} {}", self.names(elems).join(", "))),
            };
            let detail: Vec<String> = [words("also", &extra), words("not", &lacking)]
                .into_iter()
                .flatten()
                .collect();
            let witness = Witness {
                failed: self.names(&extra),
                ..Witness::default()
            };
            return Ok(Judgement::new(Holds::Fail, detail.join("; ")).with(witness));
        }
        let detail = if found.is_empty() {
            "none".to_owned()
        } else {
            self.names(&found).join(", ")
        };
        Ok(Judgement::new(
            if unsure.is_empty() {
                Holds::Pass
            } else {
                Holds::Unknown
            },
            detail,
        ))
    }

    pub(super) fn blast_radius(&self, value: &Node) -> Judged {
        Self::keys(value, &["failure", "any_of", "unit", "max"])?;
        let failure = value.get("failure");
        let any = value
            .get("any_of")
            .or_else(|| failure.and_then(|f| f.get("any_of")));
        let elems = match (any, failure) {
            (Some(any), _) => self.fallible(Some(any))?,
            (None, Some(one)) => self.fallible(Some(one))?,
            (None, None) => return mistake(value, "`failure` is missing"),
        };
        let unit = self.text(Self::need(value, "unit")?)?;
        let most = self.number(Self::need(value, "max")?)?;
        let count = |failure: &Failure| -> Option<Count> {
            let lost = || failure.pairs.iter().filter(|p| !p.lost.is_empty());
            let nets = self.routing.known_nets();
            let distinct = |sites: bool| {
                let mut all: Vec<u32> = lost()
                    .flat_map(|p| [p.from, p.to])
                    .filter(|e| (*e >= nets) == sites)
                    .collect();
                all.sort_unstable();
                all.dedup();
                Count::new(all.len() as u128)
            };
            match unit.as_str() {
                "pairs" => Some(Count::new(failure.lost_pairs() as u128)),
                "networks" => Some(distinct(false)),
                "sites" => Some(distinct(true)),
                "addresses" => Some(
                    failure
                        .lost_addresses(Family::Ipv4)
                        .max(failure.lost_addresses(Family::Ipv6)),
                ),
                _ => None,
            }
        };
        let mut worst: Option<(Count, Failure)> = None;
        for elem in elems {
            let failure = self.routing.fail(self.facts(), &[elem]);
            let Some(count) = count(&failure) else {
                return mistake(
                    value.get("unit").unwrap_or(value),
                    "expected pairs, networks, addresses or sites",
                );
            };
            if worst.as_ref().is_none_or(|(most, _)| count > *most) {
                worst = Some((count, failure));
            }
        }
        let Some((count, failure)) = worst else {
            return Ok(Judgement::new(Holds::Pass, "there is nothing of that kind"));
        };
        let witness = Witness {
            failed: self.names(&failure.failed),
            cidrs: Routing::cidrs(failure.pairs.iter().flat_map(|p| p.lost.clone()).collect())
                .iter()
                .map(ToString::to_string)
                .collect(),
            via: Vec::new(),
        };
        let detail = format!("{} loses {count} {unit}", witness.failed.join(", "));
        Ok(Judgement::new(Holds::when(count <= Count::new(most)), detail).with(witness))
    }

    pub(super) fn resiliency(&self, value: &Node) -> Judged {
        Self::keys(value, &["of", "at_least"])?;
        let node = Self::need(value, "at_least")?;
        let word = self.text(node)?;
        let Some(least) = Resiliency::from_word(&word) else {
            return mistake(node, "expected maximum, high or devtest");
        };
        let of = Self::need(value, "of")?;
        let rating: Option<Rating> = if matches!(of.data, Data::Map(_)) {
            Self::keys(of, &["from", "to", "family"])?;
            let from = self.end(Self::need(of, "from")?, true)?;
            let to = self.end(Self::need(of, "to")?, false)?;
            let family = self
                .family(of.get("family"))?
                .unwrap_or_else(|| self.routing.family(&from, &to));
            let End::Net(from) = from else {
                return mistake(of, "`from` is no network");
            };
            let (to, within) = match to {
                End::Site(site) => (self.routing.end_of_site(site), None),
                End::Block(block) => {
                    let site = (0..self.routing.known_sites()).find(|s| {
                        self.routing.topology.sites[*s as usize]
                            .owned
                            .iter()
                            .any(|c| c.contains(block))
                    });
                    (site.and_then(|s| self.routing.end_of_site(s)), Some(block))
                }
                _ => (None, None),
            };
            let Some(to) = to else {
                return mistake(of, "`to` is no site and no block of one");
            };
            match within {
                Some(block) => self.routing.rate_within(from, to, family, Some(block)),
                None => self.routing.rate_pair(from, to, family),
            }
        } else {
            let elem = self.elem(of)?;
            let kind = self.routing.elements.kind(elem);
            if !matches!(
                kind,
                ElementKind::DirectConnectGateway | ElementKind::VirtualGateway
            ) {
                return mistake(
                    of,
                    "expected a Direct Connect or virtual gateway, or from and to",
                );
            }
            Some(self.routing.rate_gateway(elem))
        };
        let Some(rating) = rating else {
            return Ok(Judgement::new(
                Holds::when(least == Resiliency::None),
                "no usable virtual interface",
            ));
        };
        let witness = Witness {
            cidrs: rating.limited_by.iter().map(ToString::to_string).collect(),
            ..Witness::default()
        };
        let because = rating.because.join("; ");
        Ok(match rating.class {
            None => Judgement::new(Holds::Unknown, because),
            Some(class) => Judgement::new(
                Holds::when(class >= least),
                format!("{}: {because}", class.word()),
            )
            .with(witness),
        })
    }

    pub(super) fn stable(&self, value: &Node) -> Judged {
        let wanted = self.flag(Some(value), true)?;
        let restless: Vec<Cidr> = self
            .routing
            .oscillations
            .iter()
            .filter(|(_, o)| o.ending != Ending::Settled)
            .map(|(prefix, _)| self.routing.prefixes.cidr(*prefix))
            .collect();
        let witness = Witness {
            cidrs: restless.iter().map(ToString::to_string).collect(),
            ..Witness::default()
        };
        let detail = if restless.is_empty() {
            "all routes settle"
        } else {
            "some routes do not settle in one state"
        };
        Ok(Judgement::new(Holds::when(restless.is_empty() == wanted), detail).with(witness))
    }

    pub(super) fn advertised(&self, value: &Node) -> Judged {
        Self::keys(value, &["session", "are"])?;
        let elem = self.elem(Self::need(value, "session")?)?;
        let routing = self.routing;
        let found = routing
            .sessions
            .list
            .iter()
            .position(|s| s.elem == elem || s.tunnels.contains(&elem));
        let Some(session) = found.map(super::num::id32) else {
            return mistake(value.get("session").unwrap_or(value), "this is no session");
        };
        let mut wanted: Vec<Cidr> = Vec::new();
        for node in Self::list(Self::need(value, "are")?) {
            match Cidr::parse(&self.text(node)?) {
                Some(cidr) => wanted.push(cidr.network()),
                None => return mistake(node, "expected a CIDR block"),
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        let site = routing
            .control
            .space
            .id(Speaker::Site(routing.topology.site_of[session as usize]));
        let doubt = routing.control.doubts[site as usize]
            .iter()
            .find(|d| d.session == Some(session) && !d.when_down);
        if let Some(doubt) = doubt {
            return Ok(Judgement::new(
                Holds::Unknown,
                routing.topology.missing.sentence(doubt.missing),
            ));
        }
        let mut found: Vec<Cidr> = Vec::new();
        if Control::session_up(&routing.sessions, session, &Down::default()) {
            for slot in &routing.control.of_node[site as usize] {
                let slot = &routing.control.slots[*slot as usize];
                if slot
                    .cands
                    .clone()
                    .any(|cand| routing.announces_on(cand, session))
                {
                    found.push(routing.prefixes.cidr(slot.prefix));
                }
            }
        }
        found.sort_unstable();
        let differing: Vec<String> = found
            .iter()
            .filter(|c| !wanted.contains(c))
            .chain(wanted.iter().filter(|c| !found.contains(c)))
            .map(ToString::to_string)
            .collect();
        let words: Vec<String> = found.iter().map(ToString::to_string).collect();
        let detail = format!(
            "announced: {}",
            if words.is_empty() {
                "nothing".to_owned()
            } else {
                words.join(", ")
            }
        );
        Ok(
            Judgement::new(Holds::when(found == wanted), detail).with(Witness {
                cidrs: differing,
                ..Witness::default()
            }),
        )
    }

    pub(super) fn route(&self, value: &Node) -> Judged {
        Self::keys(value, &["in", "to", "via", "others"])?;
        let table = Self::need(value, "in")?;
        let elem = self.elem(table)?;
        let to = Self::need(value, "to")?;
        let Some(cidr) = Cidr::parse(&self.text(to)?) else {
            return mistake(to, "expected a CIDR block");
        };
        let via = Self::need(value, "via")?;
        let word = self.text(via)?;
        let via = if matches!(word.as_str(), "none" | "local" | "blackhole") {
            Err(word)
        } else {
            Ok(self.elem(via)?)
        };
        let others = match value.get("others") {
            Some(node) => Some(
                Self::list(node)
                    .iter()
                    .map(|n| self.elem(n))
                    .collect::<Result<Vec<Elem>, _>>()?,
            ),
            None => None,
        };
        let Some(rows) = self.routing.rows_for(elem, cidr) else {
            return mistake(
                table,
                "expected a route table, a gateway with routes of its own or a route server",
            );
        };
        if let Some(missing) = rows.missing {
            return Ok(Judgement::new(Holds::Unknown, missing));
        }
        let is = |entry: &Shown, wanted: &Result<Elem, String>| match wanted {
            Ok(elem) => entry.elems.contains(elem),
            Err(word) => entry.word == Some(word.as_str()),
        };
        let good = match (&via, rows.chosen.as_slice()) {
            (Err(word), []) => word == "none",
            (_, []) => false,
            (_, chosen) => {
                let fitting = chosen.iter().filter(|entry| is(entry, &via)).count();
                if fitting > 0 && fitting < chosen.len() && rows.ambiguous {
                    return Ok(Judgement::new(
                        Holds::Unknown,
                        "several routes tie, and which is used is not known",
                    ));
                }
                fitting > 0
            }
        };
        let same = others.as_ref().is_none_or(|others| {
            let lost = rows
                .lost
                .iter()
                .chain(rows.chosen.iter().filter(|entry| !is(entry, &via)));
            let lost: Vec<&Shown> = lost.collect();
            lost.len() == others.len()
                && others
                    .iter()
                    .all(|o| lost.iter().any(|entry| entry.elems.contains(o)))
        });
        let name = |entry: &Shown| match (entry.elems.first(), entry.word) {
            (Some(elem), _) => self.routing.elements.path(*elem),
            (None, word) => word.unwrap_or("?").to_owned(),
        };
        let words =
            |entries: &[Shown]| entries.iter().map(name).collect::<Vec<String>>().join(", ");
        let detail = match rows.chosen.as_slice() {
            [] => "there is no such entry".to_owned(),
            chosen => format!(
                "by {}; others: {}",
                words(chosen),
                if rows.lost.is_empty() {
                    "none".to_owned()
                } else {
                    words(&rows.lost)
                }
            ),
        };
        Ok(Judgement::new(Holds::when(good && same), detail))
    }
}

/// An entry of a table, with everything by which it may be named.
struct Shown {
    elems: Vec<Elem>,
    word: Option<&'static str>,
}

/// The entries of a table for exactly one prefix.
struct Rows {
    chosen: Vec<Shown>,
    lost: Vec<Shown>,
    ambiguous: bool,
    missing: Option<String>,
}

impl Routing {
    /// Whether the provider announces a candidate to the customer of a session.
    fn announces_on(&self, cand: CandId, session: u32) -> bool {
        let cand = &self.control.cands[cand as usize];
        let link = &self.control.links[cand.link as usize];
        if link.session != Some(session)
            || !self
                .control
                .heard(&self.sessions, cand.link, &Down::default())
        {
            return false;
        }
        match cand.from {
            None => true,
            Some(from) => self.base[from as usize]
                .cands()
                .first()
                .is_some_and(|best| self.solver().exports(link, *best)),
        }
    }

    fn shown(&self, cand: CandId) -> Shown {
        let link = &self.control.links[self.control.cands[cand as usize].link as usize];
        let mut elems: Vec<Elem> = Vec::new();
        elems.extend(link.session.map(|s| self.sessions.get(s).elem));
        elems.extend(link.via.iter());
        let word = matches!(link.next, super::control::Next::Drop).then_some("blackhole");
        Shown { elems, word }
    }

    fn of_node(&self, node: Speaker, cidr: Cidr) -> Rows {
        let none = Down::default();
        let id = self.control.space.id(node);
        let mut rows = Rows {
            chosen: Vec::new(),
            lost: Vec::new(),
            ambiguous: false,
            missing: None,
        };
        rows.missing = self
            .control
            .doubt(&self.sessions, id, &none)
            .map(|m| self.topology.missing.sentence(m).to_owned());
        let Some(slot) = self
            .prefixes
            .id(cidr)
            .and_then(|prefix| self.control.slot(id, prefix))
        else {
            return rows;
        };
        let choice = &self.base[slot as usize];
        let chosen = choice.cands();
        rows.ambiguous = matches!(choice, Choice::Many(_, how) if *how != super::Use::Equal)
            || matches!(choice, Choice::Multi(_));
        // Of routes that tie, the first is the one to expect.
        if let Choice::Many(_, super::Use::Tie) = choice {
            rows.chosen = chosen.first().map(|c| self.shown(*c)).into_iter().collect();
            rows.lost
                .extend(chosen.iter().skip(1).map(|c| self.shown(*c)));
            rows.ambiguous = false;
        } else {
            rows.chosen = chosen.iter().map(|c| self.shown(*c)).collect();
        }
        let (offered, ..) =
            self.chosen_at(self.view(&rustc_hash::FxHashMap::default(), &none), slot);
        rows.lost.extend(
            offered
                .iter()
                .filter(|c| !chosen.contains(c))
                .map(|c| self.shown(*c)),
        );
        rows
    }

    fn rows_for(&self, elem: Elem, cidr: Cidr) -> Option<Rows> {
        let first = |any: AnyId| self.elements.elem(any);
        let at = |base: Elem| elem - base;
        match self.elements.kind(elem) {
            ElementKind::VirtualGateway => Some(self.of_node(
                Speaker::Vgw(at(first(AnyId::VirtualGateway(Id::new(0))))),
                cidr,
            )),
            ElementKind::TransitGatewayRouteTable => Some(self.of_node(
                Speaker::Hub(at(first(AnyId::TransitGatewayRouteTable(Id::new(0))))),
                cidr,
            )),
            ElementKind::RouteServer => Some(self.of_node(
                Speaker::Server(at(first(AnyId::RouteServer(Id::new(0))))),
                cidr,
            )),
            ElementKind::Site => {
                let site = self
                    .topology
                    .sites
                    .iter()
                    .position(|s| s.id.is_some() && s.elem == elem)?;
                Some(self.of_node(Speaker::Site(super::num::id32(site)), cidr))
            }
            ElementKind::RouteTable => {
                Some(self.of_table(at(first(AnyId::RouteTable(Id::new(0)))), cidr))
            }
            _ => None,
        }
    }

    fn of_table(&self, table: u32, cidr: Cidr) -> Rows {
        let mut rows = Rows {
            chosen: Vec::new(),
            lost: Vec::new(),
            ambiguous: false,
            missing: None,
        };
        let facts = &self.routes.tables[table as usize];
        let none = Down::default();
        let doubts = facts
            .gateways
            .iter()
            .map(|g| Speaker::Vgw(*g))
            .chain(facts.servers.iter().map(|s| Speaker::Server(*s)));
        let missing = facts.unknown.or(self.overfull[table as usize]).or_else(|| {
            doubts
                .map(|node| self.control.space.id(node))
                .find_map(|id| self.control.doubt(&self.sessions, id, &none))
        });
        rows.missing = missing.map(|m| self.topology.missing.sentence(m).to_owned());
        let Some(prefix) = self.prefixes.id(cidr) else {
            return rows;
        };
        let Some(row) = self
            .lpm
            .rows_of(table)
            .find(|row| self.lpm.row(*row).prefix == prefix)
        else {
            return rows;
        };
        let alive = |slot: &SlotId| !self.base[*slot as usize].is_none();
        for entry in self.lpm.entries(row) {
            let shown = match entry {
                Entry::Local => Shown {
                    elems: Vec::new(),
                    word: Some("local"),
                },
                Entry::Static(route) | Entry::Listed(route) | Entry::Shown(route) => {
                    let hop = self.routes.list[*route as usize].hop;
                    let word = matches!(hop, Hop::Dead(_)).then_some("blackhole");
                    Shown {
                        elems: hop.elem().into_iter().collect(),
                        word,
                    }
                }
                Entry::Vgw(slot, vgw) if alive(slot) => Shown {
                    elems: vec![self.topology.vgws[*vgw as usize].elem],
                    word: None,
                },
                Entry::Server(slot, server) if alive(slot) => {
                    let mut elems: Vec<Elem> = self.base[*slot as usize]
                        .cands()
                        .first()
                        .map(|c| self.shown(*c).elems)
                        .unwrap_or_default();
                    elems.push(
                        self.elements
                            .elem(AnyId::RouteServer(Id::new(*server as usize))),
                    );
                    elems.reverse();
                    Shown { elems, word: None }
                }
                _ => continue,
            };
            if rows.chosen.is_empty() {
                rows.chosen.push(shown)
            } else {
                rows.lost.push(shown)
            }
        }
        rows
    }
}
