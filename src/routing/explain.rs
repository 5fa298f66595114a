//! Each look-up of a path: the table, what could have been used, what was, and by which rule.

use super::Routing;
use super::control::{CandId, Next, Node, SlotId};
use super::lpm::{Entry, RESERVED, RowId};
use super::outcome::{At, OutcomeClass, Outcomes};
use super::prefixes::Span as Addresses;
use super::prefixes::{AtomId, PrefixId};
use super::routes::Hop;
use super::select::Use;
use super::solve::Choice;
use super::topology::{NetId, TableUse};
use super::walk::{Point, View, Walker};
use crate::model::{AnyId, Id};
use crate::source::Span;

/// Something that a look-up could use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CandidateInfo {
    /// The prefix.
    pub to: String,
    /// Where it leads.
    pub via: String,
    /// How it came there.
    pub origin: &'static str,
    /// Where it was written.
    pub span: Option<Span>,
}

/// A look-up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HopInfo {
    /// The network, gateway or site.
    pub at: String,
    /// The table.
    pub table: String,
    /// What could be used, best first.
    pub candidates: Vec<CandidateInfo>,
    /// What is used; of equal ones the first.
    pub winner: Option<CandidateInfo>,
    /// How many of the following candidates are as good as the winner, and whether they are used, too.
    pub equal: (usize, bool),
    /// The rule that decided.
    pub rule: &'static str,
    /// The step that decided among routes to one prefix.
    pub step: &'static str,
}

impl Routing {
    /// The look-ups of the first address of a range, from `point` on; of several paths those of the first.
    #[must_use]
    pub fn explain(&self, view: View<'_>, point: Point, addresses: Addresses) -> Vec<HopInfo> {
        let atom = self.prefixes.covering(addresses).start;
        let mut outcomes = Outcomes::default();
        let mut walker = Walker::new(self, view, &mut outcomes);
        walker.visited = Some(Vec::new());
        let mut out = Vec::new();
        walker.walk(point, atom..atom + 1, &mut out);
        let visited = walker.visited.take().unwrap_or_default();
        let last = visited.last().copied();
        let mut hops: Vec<HopInfo> = visited
            .into_iter()
            .filter_map(|point| self.look_up(view, point, atom))
            .collect();
        // What comes over a peering is looked up among the network's own blocks only.
        let leaf = out
            .first()
            .and_then(|run| outcomes.leaves(run.outcome).first().copied());
        if let (Some(leaf), Some(last)) = (leaf, last)
            && let outcome = outcomes.get(leaf)
            && let At::Net(net) = outcome.at
            && matches!(
                outcome.class,
                OutcomeClass::Delivered | OutcomeClass::EdgeToEdge
            )
            && self.at_of(last) != outcome.at
            && !matches!(last, Point::FromOutside(_))
        {
            hops.push(self.in_network(view, net, None, atom));
        }
        hops
    }

    fn look_up(&self, view: View<'_>, point: Point, atom: AtomId) -> Option<HopInfo> {
        let table_of = |group: u32| match self.topology.groups[group as usize].table {
            TableUse::Table(table) => Some(table),
            TableUse::Unknown(_) => None,
        };
        let place = self.at_of(point);
        let at = self.place(place);
        match point {
            Point::Group(group) => {
                let net = self.topology.groups[group as usize].net;
                Some(self.in_network(view, net, table_of(group), atom))
            }
            Point::Main(net) => {
                let main = self.topology.nets[net as usize].main;
                Some(self.in_network(view, net, main, atom))
            }
            Point::FromHub(attachment) => {
                let own = &self.topology.attachments[attachment as usize];
                let first = own.groups.first();
                match place {
                    At::Net(net) => {
                        Some(self.in_network(view, net, first.and_then(|g| table_of(*g)), atom))
                    }
                    _ => None,
                }
            }
            Point::Vgw(vgw) => Some(self.at_node(view, at, Node::Vgw(vgw), atom)),
            Point::FromOutside(vgw) => {
                let own = &self.topology.vgws[vgw as usize];
                Some(self.in_network(view, own.net?, own.table, atom))
            }
            Point::Hub(table) => Some(self.at_node(view, at, Node::Hub(table), atom)),
            Point::Site(site) => Some(self.at_node(view, at, Node::Site(site), atom)),
        }
    }

    fn row_at(&self, table: u32, atom: AtomId) -> RowId {
        self.lpm
            .segments(table, atom..atom + 1)
            .next()
            .map_or(RESERVED, |(_, row)| row)
    }

    /// A look-up in a table of a network; without one among its own blocks.
    fn in_network(&self, view: View<'_>, net: NetId, table: Option<u32>, atom: AtomId) -> HopInfo {
        let (name, rule) = match table {
            Some(table) => {
                let id = AnyId::RouteTable(Id::new(table as usize));
                (self.elements.path(self.elements.elem(id)), "R-4")
            }
            None => ("local".to_owned(), "R-1"),
        };
        let mut hop = HopInfo {
            at: self.place(At::Net(net)),
            table: name,
            candidates: Vec::new(),
            winner: None,
            equal: (0, false),
            rule,
            step: "longest prefix",
        };
        let mut row = self.row_at(table.unwrap_or_else(|| self.local_table(net)), atom);
        if row == RESERVED {
            hop.rule = "R-2";
        }
        let mut longest = true;
        while row < RESERVED {
            let prefix = self.lpm.row(row).prefix;
            let mut here = 0;
            for entry in self.lpm.entries(row) {
                let Some((info, live)) = self.entry_info(view, *entry, prefix) else {
                    continue;
                };
                if live && hop.winner.is_none() {
                    hop.winner = Some(info.clone());
                    if !longest {
                        hop.step = "longest prefix that exists";
                    }
                }
                here += usize::from(live);
                hop.candidates.push(info);
            }
            if here > 1 && longest {
                hop.step = "origin";
            }
            longest = false;
            row = self.lpm.row(row).parent;
        }
        hop
    }

    fn entry_info(
        &self,
        view: View<'_>,
        entry: Entry,
        prefix: PrefixId,
    ) -> Option<(CandidateInfo, bool)> {
        let to = self.prefixes.cidr(prefix).to_string();
        let written = |route: u32, origin: &'static str| {
            let route = &self.routes.list[route as usize];
            let via = match (route.hop, route.hop.elem()) {
                (_, Some(elem)) => self.elements.path(elem),
                (Hop::Local, None) => "local".to_owned(),
                (Hop::Dead(_), None) => "blackhole".to_owned(),
                _ => "?".to_owned(),
            };
            CandidateInfo {
                to: to.clone(),
                via,
                origin,
                span: Some(route.span),
            }
        };
        let info = match entry {
            Entry::Local => CandidateInfo {
                to,
                via: "local".to_owned(),
                origin: "local",
                span: None,
            },
            Entry::Static(route) => written(route, "static"),
            Entry::Listed(route) => written(route, "prefix-list"),
            Entry::Shown(route) => written(route, "propagated"),
            Entry::Vgw(slot, vgw) => {
                let via = self.elements.path(self.topology.vgws[vgw as usize].elem);
                let live = !view.choice(slot).is_none();
                return Some((
                    CandidateInfo {
                        to,
                        via,
                        origin: "propagated",
                        span: None,
                    },
                    live,
                ));
            }
            Entry::Server(slot, server) => {
                let elem = self
                    .elements
                    .elem(AnyId::RouteServer(Id::new(server as usize)));
                let live = !view.choice(slot).is_none();
                return Some((
                    CandidateInfo {
                        to,
                        via: self.elements.path(elem),
                        origin: "route-server",
                        span: None,
                    },
                    live,
                ));
            }
            Entry::Own | Entry::Best(_) | Entry::Association(_) => return None,
        };
        Some((info, true))
    }

    fn at_node(&self, view: View<'_>, at: String, node: Node, atom: AtomId) -> HopInfo {
        let table = match node {
            Node::Hub(table) => {
                let id = Id::new(table as usize);
                self.elements
                    .path(self.elements.elem(AnyId::TransitGatewayRouteTable(id)))
            }
            _ => "learned routes".to_owned(),
        };
        let mut hop = HopInfo {
            at,
            table,
            candidates: Vec::new(),
            winner: None,
            equal: (0, false),
            rule: "R-4",
            step: "longest prefix",
        };
        let mut row = self.row_at(self.node_table(node), atom);
        while row < RESERVED {
            let prefix = self.lpm.row(row).prefix;
            for entry in self.lpm.entries(row) {
                match entry {
                    Entry::Own => {
                        let own = CandidateInfo {
                            to: self.prefixes.cidr(prefix).to_string(),
                            via: "local".to_owned(),
                            origin: "own",
                            span: None,
                        };
                        hop.winner.get_or_insert_with(|| own.clone());
                        hop.candidates.push(own);
                    }
                    Entry::Best(slot) => {
                        let (offered, chosen, step, how) = self.chosen_at(view, *slot);
                        let first = chosen.first().map(|cand| self.cand_info(*cand, prefix));
                        if hop.winner.is_none()
                            && let Some(first) = first
                        {
                            hop.winner = Some(first);
                            if offered.len() > 1 {
                                (hop.step, hop.rule) = step;
                            }
                            hop.equal = (chosen.len() - 1, how == Use::Equal);
                            if chosen.len() == offered.len() && chosen.len() > 1 {
                                (hop.step, hop.rule) = match how {
                                    Use::Equal => ("nothing: all are equal", "R-46"),
                                    Use::Tie => ("nothing that is published", "R-46"),
                                    Use::Egress => ("preferences that are not known", "R-60"),
                                };
                            }
                        }
                        let rest = offered.iter().filter(|c| !chosen.contains(c));
                        hop.candidates.extend(
                            chosen
                                .iter()
                                .chain(rest)
                                .map(|c| self.cand_info(*c, prefix)),
                        );
                    }
                    _ => {}
                }
            }
            row = self.lpm.row(row).parent;
        }
        hop
    }

    /// What a node was offered for a prefix, what it uses, the step and rule that decided, and how several are used.
    #[must_use]
    pub fn chosen_at(
        &self,
        view: View<'_>,
        slot: SlotId,
    ) -> (Vec<CandId>, Vec<CandId>, (&'static str, &'static str), Use) {
        let choices = |slot: SlotId| -> Choice { view.choice(slot).clone() };
        let explained = self.solver().explain(slot, &choices, view.down());
        (
            explained.offered,
            explained.chosen,
            explained.step,
            explained.how,
        )
    }

    /// A route of a node in words.
    #[must_use]
    pub fn cand_info(&self, cand: CandId, prefix: PrefixId) -> CandidateInfo {
        let cand = &self.control.cands[cand as usize];
        let link = &self.control.links[cand.link as usize];
        let via = match (link.next, link.via.last()) {
            (Next::Drop, None) => "blackhole".to_owned(),
            (_, Some(_)) => {
                // The thing that tells routes apart: the interface, VPN, attachment or link.
                let named = link
                    .via
                    .iter()
                    .rev()
                    .find(|e| self.elements.name(**e) == link.name);
                self.elements.path(*named.or(link.via.last()).unwrap_or(&0))
            }
            (_, None) => link.name.to_string(),
        };
        CandidateInfo {
            to: self.prefixes.cidr(prefix).to_string(),
            via,
            origin: link.class.word(),
            span: cand.span,
        }
    }
}
