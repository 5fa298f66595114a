//! Assertions about the control plane: whether it settles, what is announced, which route is chosen.

use super::Routing;
use super::control::{CandId, Control, Node as Speaker, SlotId};
use super::elements::Elem;
use super::expect::{Holds, Judge, Judgement, Mistake, Witness, mistake};
use super::lpm::Entry;
use super::routes::Hop;
use super::solve::{Choice, Ending};
use crate::model::{AnyId, Cidr, ElementKind, Id};
use crate::source::Scalar as _;
use crate::source::tree::Node;

type Judged = Result<Judgement, Mistake>;

impl Judge<'_> {
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
        if Control::session_up(
            &routing.sessions,
            session,
            &routing.elements.normally_down(),
        ) {
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
                .heard(&self.sessions, cand.link, &self.elements.normally_down())
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
        let none = self.elements.normally_down();
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
            || matches!(choice, Choice::Multi(..));
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
        let none = self.elements.normally_down();
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
