//! What is different while something is down.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Routing;
use super::control::{Control, LinkId, NodeId, SlotId};
use super::elements::{Down, Elem};
use super::num::id32;
use super::prefixes::PrefixId;
use super::solve::{Choice, Oscillation};

/// What is chosen again, each once.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// At all nodes, because some node passes them on.
    pub(super) again: Vec<PrefixId>,
    /// Of prefixes that nobody passes on: only who heard them there can choose otherwise.
    pub(super) alone: Vec<SlotId>,
}

impl Routing {
    /// The links whose routes may be heard no more when an element is down.
    pub(super) fn links_of(&self, elem: Elem) -> &[LinkId] {
        self.links_by_elem.get(&elem).map_or(&[], Vec::as_slice)
    }

    /// The prefixes of which a route may be lost when these are down. Whatever else changes follows from those.
    #[must_use]
    pub fn touched(&self, down: &Down) -> Vec<PrefixId> {
        let mut prefixes: Vec<PrefixId> = Vec::new();
        for elem in down.all() {
            for link in self.links_of(*elem) {
                prefixes.extend_from_slice(&self.control.carried[*link as usize]);
            }
        }
        prefixes.sort_unstable();
        prefixes.dedup();
        prefixes
    }

    /// What nodes choose otherwise than normally while these are down.
    #[must_use]
    pub fn changes(&self, down: &Down) -> FxHashMap<SlotId, Choice> {
        let mut asked = Asked::default();
        for elem in down.all() {
            for link in self.links_of(*elem) {
                let to = self.control.links[*link as usize].to;
                for prefix in &self.control.carried[*link as usize] {
                    if self.passed_on[*prefix as usize] {
                        asked.again.push(*prefix);
                    } else {
                        asked.alone.extend(self.control.slot(to, *prefix));
                    }
                }
            }
        }
        asked.again.sort_unstable();
        asked.again.dedup();
        asked.alone.sort_unstable();
        asked.alone.dedup();
        self.changes_of(&asked, down)
    }

    /// The same for only what is asked for.
    pub(super) fn changes_of(&self, asked: &Asked, down: &Down) -> FxHashMap<SlotId, Choice> {
        let mut changed = FxHashMap::default();
        let solver = self.solver();
        let mut note = |slot: SlotId, choice: Choice| {
            if self.base[slot as usize] != choice {
                changed.insert(slot, choice);
            }
        };
        for prefix in &asked.again {
            let start = self.control.slots_of(*prefix).start;
            for (at, choice) in solver.solve(*prefix, down).choices.into_iter().enumerate() {
                note(start + id32(at), choice);
            }
        }
        for slot in &asked.alone {
            note(*slot, solver.solve_alone(*slot, down));
        }
        changed
    }

    /// The prefixes whose routes do not settle at once while these are down.
    #[must_use]
    pub fn oscillations_in(&self, down: &Down) -> BTreeMap<PrefixId, Oscillation> {
        let mut all = self.oscillations.clone();
        let solver = self.solver();
        for prefix in self.touched(down) {
            match solver.solve(prefix, down).oscillation {
                Some(oscillation) => all.insert(prefix, oscillation),
                None => all.remove(&prefix),
            };
        }
        all
    }

    /// Which links each element takes along.
    pub(super) fn index_links(&mut self) {
        let mut by_elem: FxHashMap<Elem, Vec<LinkId>> = FxHashMap::default();
        for (at, link) in self.control.links.iter().enumerate() {
            let mut elems: Vec<Elem> = link.needs.to_vec();
            for session in link.session.into_iter().chain(link.second) {
                let session = self.sessions.get(session);
                elems.push(session.elem);
                elems.extend_from_slice(&session.tunnels);
            }
            elems.extend_from_slice(&link.via);
            elems.sort_unstable();
            elems.dedup();
            for elem in elems {
                by_elem.entry(elem).or_default().push(id32(at));
            }
        }
        self.links_by_elem = by_elem;
    }

    /// Which nodes are known better or worse once an element is down.
    pub(super) fn index_doubts(&mut self) {
        let mut doubtful: FxHashMap<Elem, Vec<NodeId>> = FxHashMap::default();
        for node in &self.doubtful {
            for doubt in &self.control.doubts[*node as usize] {
                let session = doubt.session.map(|session| self.sessions.get(session));
                let of_session = session
                    .into_iter()
                    .flat_map(|session| session.tunnels.iter().chain([&session.elem]));
                for elem in of_session.chain(&doubt.needs) {
                    let nodes = doubtful.entry(*elem).or_default();
                    if nodes.last() != Some(node) {
                        nodes.push(*node);
                    }
                }
            }
        }
        self.doubtful_by_elem = doubtful;
    }

    /// The name of a node as `kind/name`.
    #[must_use]
    pub fn node_name(&self, node: NodeId) -> String {
        use super::control::Node;
        use crate::model::{AnyId, Id};
        match self.control.space.node(node) {
            Node::Vgw(vgw) => self.elements.path(self.topology.vgws[vgw as usize].elem),
            Node::Hub(table) => self.elements.path(
                self.elements
                    .elem(AnyId::TransitGatewayRouteTable(Id::new(table as usize))),
            ),
            Node::Site(site) => self.elements.path(self.topology.sites[site as usize].elem),
            Node::Server(server) => self.elements.path(
                self.elements
                    .elem(AnyId::RouteServer(Id::new(server as usize))),
            ),
        }
    }

    /// The subnets of a source, by name; a site by its own.
    #[must_use]
    pub fn source_names(&self, source: u32) -> Vec<String> {
        use crate::model::AnyId;
        match self.entry(source) {
            super::walk::Point::Group(group) => self.topology.groups[group as usize]
                .subnets
                .iter()
                .map(|s| {
                    self.elements
                        .name(self.elements.elem(AnyId::Subnet(*s)))
                        .to_string()
                })
                .collect(),
            super::walk::Point::Site(site) => {
                vec![self.topology.sites[site as usize].name.to_string()]
            }
            _ => Vec::new(),
        }
    }

    /// Whether a session is up while these are down.
    #[must_use]
    pub fn session_up(&self, session: u32, down: &Down) -> bool {
        Control::session_up(&self.sessions, session, down)
    }
}
