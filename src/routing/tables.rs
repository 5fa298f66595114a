//! Which prefixes there are, and which entries each table may hold.

use std::ops::Range;

use rayon::prelude::*;

use super::control::Node;
use super::elements::Elem;
use super::lpm::{Built, Entry, Lpm};
use super::missing::MissingId;
use super::num::id32;
use super::prefixes::{AtomId, PrefixId, Prefixes};
use super::routes::{Kind, Routes};
use super::sessions::Carrier;
use super::switches::Switches;
use super::topology::{NetId, TableId, Topology};
use super::{PARALLEL, Routing};
use crate::model::*;

/// Blocks that are never announced to the internet.
const PRIVATE: [Cidr; 7] = [
    Cidr::v4(10, 0, 0, 0, 8),
    Cidr::v4(100, 64, 0, 0, 10),
    Cidr::v4(169, 254, 0, 0, 16),
    Cidr::v4(172, 16, 0, 0, 12),
    Cidr::v4(192, 168, 0, 0, 16),
    Cidr::v6([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7),
    Cidr::v6([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10),
];

/// All prefixes that can decide anything.
pub(super) fn prefixes(topology: &Topology, routes: &Routes, announced: Vec<Cidr>) -> Prefixes {
    let mut all = announced;
    for net in &topology.nets {
        all.extend_from_slice(&net.local);
        all.extend_from_slice(&net.owned);
        all.extend(net.covered.iter().flatten());
        all.extend(net.switches.reserved.iter().map(|block| block.cidr));
    }
    all.extend(topology.sites.iter().flat_map(|site| site.owned.iter()));
    all.extend(
        topology
            .dx
            .iter()
            .flat_map(|a| a.announced.iter().flatten()),
    );
    all.extend(routes.list.iter().map(|route| route.prefix));
    all.extend_from_slice(&PRIVATE);
    Prefixes::new(all)
}

impl Routing {
    /// What the walkers ask for again and again.
    pub(super) fn prepare(&mut self, design: &Design, switches: &dyn Fn(ProviderId) -> Switches) {
        let prefixes = &self.prefixes;
        let ranges = |blocks: &[Cidr]| -> Vec<Range<AtomId>> {
            let ids = blocks.iter().filter_map(|b| prefixes.id(*b));
            in_order(ids.map(|id| prefixes.range(id)).collect())
        };
        self.private = ranges(&PRIVATE);
        self.covered = self
            .topology
            .nets
            .iter()
            .map(|net| net.covered.as_deref().map(&ranges))
            .collect();
        self.known = (id32(design.networks.len()), id32(design.sites.len()));
        self.passed_on = (0..id32(self.prefixes.len()))
            .map(|prefix| {
                let slots = self.control.slots_of(prefix);
                let mut cands = slots.flat_map(|s| self.control.slots[s as usize].cands.clone());
                cands.any(|cand| self.control.cands[cand as usize].from.is_some())
            })
            .collect();
        self.site_atoms = self
            .topology
            .sites
            .iter()
            .map(|site| ranges(&site.owned))
            .collect();
        self.subnet_blocks = design
            .subnets
            .iter()
            .map(|(_, subnet)| {
                subnet
                    .live_cidrs()
                    .map(|(cidr, _)| cidr.network())
                    .collect()
            })
            .collect();
        let missing = &mut self.topology.missing;
        self.too_deep = missing.note("a path of more look-ups than are followed".to_owned());
        if self.topology.sites.iter().any(|site| site.public) {
            self.public_services =
                Some(missing.note("the prefixes of the provider's public services".to_owned()));
        }
        for net in &self.topology.nets {
            self.no_table.push(match net.main {
                None => missing.note(format!("the main route table of network {}", net.name)),
                Some(_) => MissingId::MAX,
            });
            self.no_ingress.push(match net.switches.peering_ingress {
                Some(_) if net.elem.is_some() => MissingId::MAX,
                _ => missing.note(format!(
                    "what network {} does with packets for elsewhere",
                    net.name
                )),
            });
        }
        for (id, table) in design.transit_gateway_route_tables.iter() {
            let hub = table.gateway.get();
            let provider = hub.map_or(table.head.provider, |hub| {
                design.transit_gateways[hub].head.provider
            });
            self.hub_order.push(switches(provider).hub_order);
            self.hub_of.push(self.elements.elem(match hub {
                Some(hub) => AnyId::TransitGateway(hub),
                None => AnyId::TransitGatewayRouteTable(id),
            }));
        }
        self.linked = vec![false; self.topology.sites.len()];
        for (_, link) in design.site_links.iter() {
            if let Some(to) = link.to.get() {
                self.linked[to.index()] = true;
            }
        }
        for (id, interface) in design.interfaces.iter() {
            if interface.forwards.get() != Some(true) {
                continue;
            }
            let group = interface
                .subnet
                .get()
                .and_then(|subnet| self.topology.group_of[subnet.index()]);
            let sole = super::elements::interface_network(design, interface).and_then(|net| {
                match self.topology.nets[net.index()].groups.as_slice() {
                    [one] => Some(*one),
                    _ => None,
                }
            });
            let name = self.elements.name(self.elements.elem(AnyId::Interface(id)));
            let group = group
                .or(sole)
                .ok_or_else(|| missing.note(format!("the subnet of interface {name}")));
            self.forwarders.insert(id32(id.index()), group);
        }
        for at in 0..id32(self.sessions.list.len()) {
            if let Carrier::Interface(vif, _) = self.sessions.get(at).carrier
                && let Some(gateway) = design.virtual_interfaces[vif].direct_connect_gateway.get()
            {
                self.dx_sessions.push((
                    at,
                    self.elements.elem(AnyId::VirtualInterface(vif)),
                    gateway,
                ));
            }
        }
    }

    /// Builds every table: those of networks, networks' own blocks, nodes, Direct Connect gateways.
    pub(super) fn build_tables(&mut self) {
        let tables = id32(self.routes.tables.len());
        let nets = id32(self.topology.nets.len());
        let nodes = self.control.space.len();
        let mut reserved: Vec<(*const crate::profile::Block, usize, Vec<Range<AtomId>>)> =
            Vec::new();
        for net in &self.topology.nets {
            let key = (net.switches.reserved.as_ptr(), net.switches.reserved.len());
            if !reserved.iter().any(|(p, l, _)| (*p, *l) == key) {
                let ranges = net
                    .switches
                    .reserved
                    .iter()
                    .filter_map(|b| self.prefixes.id(b.cidr));
                reserved.push((
                    key.0,
                    key.1,
                    ranges.map(|id| self.prefixes.range(id)).collect(),
                ));
            }
        }
        let reserved_of: Vec<u32> = self
            .topology
            .nets
            .iter()
            .map(|net| {
                let at = reserved.iter().position(|(p, l, _)| {
                    *p == net.switches.reserved.as_ptr() && *l == net.switches.reserved.len()
                });
                id32(at.unwrap_or(0))
            })
            .collect();
        let ranges: Vec<Vec<Range<AtomId>>> = reserved
            .into_iter()
            .map(|(_, _, ranges)| in_order(ranges))
            .collect();
        let blocked = |net: NetId| {
            ranges
                .get(reserved_of[net as usize] as usize)
                .map_or(&[][..], Vec::as_slice)
        };
        let build = |at: u32| -> (Built, Option<bool>) {
            if at < tables {
                let Some(net) = self.topology.table_net[at as usize] else {
                    return (Built::new(Vec::new(), &self.prefixes, &[]), None);
                };
                let (entries, full) = self.table_entries(at, net);
                (
                    Built::new(entries, &self.prefixes, blocked(net)),
                    Some(full),
                )
            } else if at < tables + nets {
                let net = at - tables;
                (
                    Built::new(self.local_entries(net), &self.prefixes, blocked(net)),
                    None,
                )
            } else {
                (
                    Built::new(
                        self.node_entries(self.control.space.node(at - tables - nets)),
                        &self.prefixes,
                        &[],
                    ),
                    None,
                )
            }
        };
        let count = tables + nets + nodes;
        let built: Vec<(Built, Option<bool>)> = if (count as usize) < PARALLEL {
            (0..count).map(build).collect()
        } else {
            (0..count)
                .into_par_iter()
                .with_min_len(512)
                .map(build)
                .collect()
        };
        let mut lpm = Lpm::default();
        let mut overfull: Vec<bool> = Vec::new();
        for (table, full) in built {
            lpm.push(table);
            overfull.push(full == Some(true));
        }
        let mut dx: Vec<Id<DirectConnectGateway>> =
            self.topology.dx.iter().map(|a| a.gateway).collect();
        dx.sort_unstable();
        dx.dedup();
        for gateway in dx {
            let mut entries = Vec::new();
            for (at, association) in self
                .topology
                .dx
                .iter()
                .enumerate()
                .filter(|(_, a)| a.gateway == gateway)
            {
                for prefix in association.announced.iter().flatten() {
                    entries.extend(
                        self.prefixes
                            .id(*prefix)
                            .map(|id| (id, Entry::Association(id32(at)))),
                    );
                }
            }
            self.dx_tables.insert(gateway, lpm.tables());
            lpm.push(Built::new(entries, &self.prefixes, &[]));
        }
        self.lpm = lpm;
        let missing = &mut self.topology.missing;
        let of_kind: Vec<Elem> = self.elements.of_kind(ElementKind::RouteTable).collect();
        self.overfull = (0..tables as usize)
            .map(|at| {
                overfull[at].then(|| {
                    let name = of_kind
                        .get(at)
                        .map_or_else(String::new, |e| self.elements.path(*e));
                    missing.note(format!(
                        "which of the propagated routes {name} takes beyond its limit"
                    ))
                })
            })
            .collect();
    }

    fn local_entries(&self, net: NetId) -> Vec<(PrefixId, Entry)> {
        let blocks = self.topology.nets[net as usize].local.iter();
        blocks
            .filter_map(|b| Some((self.prefixes.id(*b)?, Entry::Local)))
            .collect()
    }

    /// The entries of a network's table, and whether more are propagated than it takes.
    fn table_entries(&self, table: TableId, net: NetId) -> (Vec<(PrefixId, Entry)>, bool) {
        let own = &self.topology.nets[net as usize];
        let facts = &self.routes.tables[table as usize];
        let mut entries = self.local_entries(net);
        for (route, kind) in &facts.routes {
            let Some(prefix) = self.prefixes.id(self.routes.list[*route as usize].prefix) else {
                continue;
            };
            entries.push((
                prefix,
                match kind {
                    Kind::Static => Entry::Static(*route),
                    Kind::Listed => Entry::Listed(*route),
                    Kind::Shown => Entry::Shown(*route),
                },
            ));
        }
        let within = |prefix: PrefixId| {
            let cidr = self.prefixes.cidr(prefix);
            own.owned.iter().any(|block| block.contains(cidr))
        };
        let mut propagated: Vec<PrefixId> = Vec::new();
        for gateway in &facts.gateways {
            for slot in &self.control.of_node[self.control.space.id(Node::Vgw(*gateway)) as usize] {
                let prefix = self.control.slots[*slot as usize].prefix;
                // Blocks of the network beat whatever is propagated inside them.
                if own.switches.local_beats_propagated && within(prefix) {
                    continue;
                }
                propagated.push(prefix);
                entries.push((prefix, Entry::Vgw(*slot, *gateway)));
            }
        }
        for server in &facts.servers {
            for slot in &self.control.of_node[self.control.space.id(Node::Server(*server)) as usize]
            {
                let prefix = self.control.slots[*slot as usize].prefix;
                let cidr = self.prefixes.cidr(prefix);
                let whole = own
                    .covered
                    .as_ref()
                    .is_some_and(|blocks| blocks.contains(&cidr));
                if within(prefix) && !whole {
                    continue;
                }
                propagated.push(prefix);
                entries.push((prefix, Entry::Server(*slot, *server)));
            }
        }
        propagated.sort_unstable();
        propagated.dedup();
        let full = own.switches.propagated_limit.is_some_and(|limit| {
            [Family::Ipv4, Family::Ipv6].into_iter().any(|family| {
                propagated
                    .iter()
                    .filter(|p| self.prefixes.cidr(**p).family() == family)
                    .count()
                    > limit
            })
        });
        (entries, full)
    }

    fn node_entries(&self, node: Node) -> Vec<(PrefixId, Entry)> {
        let slots = &self.control.of_node[self.control.space.id(node) as usize];
        let mut entries: Vec<(PrefixId, Entry)> = slots
            .iter()
            .map(|slot| {
                (
                    self.control.slots[*slot as usize].prefix,
                    Entry::Best(*slot),
                )
            })
            .collect();
        if let Node::Site(site) = node {
            let owned = self.topology.sites[site as usize].owned.iter();
            entries.extend(owned.filter_map(|p| Some((self.prefixes.id(*p)?, Entry::Own))));
        }
        entries
    }
}

/// Ranges in order, those that meet made one.
fn in_order(mut ranges: Vec<Range<AtomId>>) -> Vec<Range<AtomId>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<AtomId>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}
