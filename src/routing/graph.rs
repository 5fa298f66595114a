//! Which look-ups may lead to which, whatever is chosen: so that it is known whose packets a change can concern.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Routing;
use super::control::{Next, Node, NodeId};
use super::facts::SourceId;
use super::num::id32;
use super::routes::Hop;
use super::switches::Ingress;
use super::topology::{Association, TableId, TableUse};
use crate::model::{AnyId, DirectConnectGateway, Id};

/// Tables of networks in order, then nodes.
#[derive(Debug, Default)]
pub(super) struct Graph {
    tables: u32,
    /// What may lead to a point: `starts[p]..starts[p + 1]`.
    starts: Vec<u32>,
    before: Vec<u32>,
    /// Where a point may lead: `ends[p]..ends[p + 1]`.
    ends: Vec<u32>,
    after: Vec<u32>,
    /// The point at which a source starts.
    entries: FxHashMap<SourceId, u32>,
    /// Sources that start at a point.
    sources: Vec<Vec<SourceId>>,
    /// Nodes with routes through a Direct Connect gateway.
    behind: FxHashMap<Id<DirectConnectGateway>, Vec<u32>>,
}

impl Graph {
    pub(super) fn table(&self, table: TableId) -> u32 {
        table
    }

    pub(super) fn node(&self, node: NodeId) -> u32 {
        self.tables + node
    }

    pub(super) fn behind(&self, gateway: Id<DirectConnectGateway>) -> &[u32] {
        self.behind.get(&gateway).map_or(&[], Vec::as_slice)
    }

    /// All nodes at which packets of these sources may be looked up.
    pub(super) fn downstream(&self, sources: impl Iterator<Item = SourceId>) -> FxHashSet<NodeId> {
        let mut seen: Vec<u32> = sources
            .filter_map(|source| self.entries.get(&source).copied())
            .collect();
        let mut known: FxHashSet<u32> = seen.iter().copied().collect();
        let mut next = 0;
        while let Some(point) = seen.get(next).copied() {
            next += 1;
            let own = self.ends[point as usize] as usize..self.ends[point as usize + 1] as usize;
            for after in &self.after[own] {
                if known.insert(*after) {
                    seen.push(*after);
                }
            }
        }
        seen.into_iter()
            .filter_map(|point| point.checked_sub(self.tables))
            .collect()
    }

    /// All sources whose packets may be looked up at a point, in order.
    pub(super) fn upstream(&self, point: u32) -> Vec<SourceId> {
        let mut seen = vec![point];
        let mut known: FxHashSet<u32> = FxHashSet::default();
        known.insert(point);
        let mut sources = Vec::new();
        let mut next = 0;
        while let Some(point) = seen.get(next).copied() {
            next += 1;
            sources.extend_from_slice(&self.sources[point as usize]);
            for before in &self.before
                [self.starts[point as usize] as usize..self.starts[point as usize + 1] as usize]
            {
                if known.insert(*before) {
                    seen.push(*before);
                }
            }
        }
        sources.sort_unstable();
        sources.dedup();
        sources
    }
}

impl Routing {
    fn tables_of_attachment(&self, attachment: u32) -> Vec<u32> {
        let groups = self.topology.attachments[attachment as usize].groups.iter();
        groups
            .filter_map(|g| match self.topology.groups[*g as usize].table {
                TableUse::Table(table) => Some(table),
                TableUse::Unknown(_) => None,
            })
            .collect()
    }

    fn table_of_group(&self, group: u32) -> Option<u32> {
        match self.topology.groups[group as usize].table {
            TableUse::Table(table) => Some(table),
            TableUse::Unknown(_) => None,
        }
    }

    /// Builds the graph, and the lists of what depends on each element.
    pub(super) fn build_graph(&mut self) {
        let tables = id32(self.routes.tables.len());
        let space = self.control.space;
        let points = (tables + space.len()) as usize;
        let mut edges: Vec<(u32, u32)> = Vec::new();
        let mut graph = Graph {
            tables,
            sources: vec![Vec::new(); points],
            ..Graph::default()
        };
        let node = |node: Node| tables + space.id(node);
        let forwarder = |interface: u32| {
            let group = self
                .forwarders
                .get(&interface)
                .and_then(|g| g.as_ref().ok())?;
            self.table_of_group(*group)
        };
        for (at, facts) in self.routes.tables.iter().enumerate() {
            let at = id32(at);
            edges.extend(facts.gateways.iter().map(|g| (at, node(Node::Vgw(*g)))));
            edges.extend(facts.servers.iter().map(|s| (at, node(Node::Server(*s)))));
        }
        for route in &self.routes.list {
            let to: Option<u32> = match route.hop {
                Hop::Nat(_, group) => self.table_of_group(group),
                Hop::Appliance(_, interface) => forwarder(interface),
                Hop::Vgw(_, vgw) => Some(node(Node::Vgw(vgw))),
                Hop::Hub(_, attachment) => {
                    let hub = self.topology.attachments[attachment as usize].hub;
                    match hub.and_then(|hub| self.topology.associations.get(&(attachment, hub))) {
                        Some(Association::Table(table)) => Some(node(Node::Hub(*table))),
                        _ => None,
                    }
                }
                Hop::Peering(_, far) => {
                    let net = &self.topology.nets[far as usize];
                    net.main
                        .filter(|_| net.switches.peering_ingress == Some(Ingress::DefaultTable))
                }
                Hop::Local | Hop::Dead(_) | Hop::Internet(_) | Hop::Unknown(..) => None,
            };
            edges.extend(to.map(|to| (route.table, to)));
        }
        let outside = |vgw: u32, edges: &mut Vec<(u32, u32)>, from: u32| {
            edges.push((from, node(Node::Vgw(vgw))));
            edges.extend(
                self.topology.vgws[vgw as usize]
                    .table
                    .map(|table| (from, table)),
            );
        };
        for link in &self.control.links {
            let from = tables + link.to;
            match link.next {
                Next::Attachment(attachment) => edges.extend(
                    self.tables_of_attachment(attachment)
                        .into_iter()
                        .map(|t| (from, t)),
                ),
                Next::Vgw(vgw) => outside(vgw, &mut edges, from),
                Next::Hub(table) => edges.push((from, node(Node::Hub(table)))),
                Next::Site(site) => edges.push((from, node(Node::Site(site)))),
                Next::Appliance(Some(interface), _) => {
                    edges.extend(forwarder(interface).map(|t| (from, t)))
                }
                Next::Appliance(None, _) | Next::NoTable(_) | Next::Drop | Next::Unknown(_) => {}
            }
            let Some((gateway, _)) = link.dx else {
                continue;
            };
            let behind = graph.behind.entry(gateway).or_default();
            if !behind.contains(&from) {
                behind.push(from);
            }
        }
        for association in &self.topology.dx {
            for from in graph
                .behind
                .get(&association.gateway)
                .cloned()
                .unwrap_or_default()
            {
                match association.to {
                    AnyId::VirtualGateway(vgw) => outside(id32(vgw.index()), &mut edges, from),
                    AnyId::TransitGateway(hub) => {
                        let table = self
                            .dx_attachments
                            .get(&(association.gateway, hub))
                            .and_then(|attachment| {
                                self.topology.associations.get(&(*attachment, hub))
                            });
                        if let Some(Association::Table(table)) = table {
                            edges.push((from, node(Node::Hub(*table))));
                        }
                    }
                    _ => {}
                }
            }
        }
        (graph.ends, graph.after) = grouped(points, edges.iter().copied());
        (graph.starts, graph.before) =
            grouped(points, edges.into_iter().map(|(from, to)| (to, from)));
        for (group, own) in self.topology.groups.iter().enumerate() {
            if let TableUse::Table(table) = own.table {
                graph.sources[table as usize].push(id32(group));
                graph.entries.insert(id32(group), table);
            }
        }
        for site in 0..self.known_sites() {
            let (source, point) = (self.source_of_site(site), node(Node::Site(site)));
            graph.sources[point as usize].push(source);
            graph.entries.insert(source, point);
        }
        self.graph = graph;
        let mut routes_by_elem: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (at, route) in self.routes.list.iter().enumerate() {
            let attachment = match route.hop {
                Hop::Hub(_, attachment) => {
                    Some(self.topology.attachments[attachment as usize].elem)
                }
                _ => None,
            };
            for elem in route.hop.elem().into_iter().chain(attachment) {
                routes_by_elem.entry(elem).or_default().push(id32(at));
            }
        }
        self.routes_by_elem = routes_by_elem;
        self.doubtful = (0..space.len())
            .filter(|n| !self.control.doubts[*n as usize].is_empty())
            .collect();
        self.index_doubts();
    }
}

/// What belongs to each point, each once and in order: that of `p` lies at `starts[p]..starts[p + 1]`.
fn grouped(points: usize, pairs: impl Iterator<Item = (u32, u32)>) -> (Vec<u32>, Vec<u32>) {
    let mut pairs: Vec<(u32, u32)> = pairs.collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut starts = vec![0; points + 1];
    for (point, _) in &pairs {
        starts[*point as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    (starts, pairs.into_iter().map(|(_, other)| other).collect())
}
