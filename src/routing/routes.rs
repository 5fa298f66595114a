//! Written routes of networks' tables: where each leads, as far as the design tells.

use rustc_hash::FxHashMap;

use super::elements::{Elem, Elements, carries, interface_network};
use super::missing::MissingId;
use super::num::id32;
use super::switches::Switches;
use super::topology::{AttId, GroupId, NetId, TableId, Topology, VgwId};
use crate::model::*;
use crate::source::{Field, Span, Text};

/// Where a written route leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hop {
    /// Into the network.
    Local,
    /// Nowhere: dropped on purpose, or its target cannot be used.
    Dead(Option<Elem>),
    /// Over a peering to its other network.
    Peering(Elem, NetId),
    /// Out of the model.
    Internet(Elem),
    /// Through an address translator, and on by the table of its subnet.
    Nat(Elem, GroupId),
    /// To an interface.
    Appliance(Elem, u32),
    /// To a virtual gateway.
    Vgw(Elem, VgwId),
    /// To a hub, by the network's attachment.
    Hub(Elem, AttId),
    /// It cannot be told.
    Unknown(Option<Elem>, MissingId),
}

impl Hop {
    /// The target.
    #[must_use]
    pub const fn elem(self) -> Option<Elem> {
        match self {
            Hop::Local => None,
            Hop::Dead(elem) | Hop::Unknown(elem, _) => elem,
            Hop::Peering(elem, _)
            | Hop::Internet(elem)
            | Hop::Nat(elem, _)
            | Hop::Appliance(elem, _)
            | Hop::Vgw(elem, _)
            | Hop::Hub(elem, _) => Some(elem),
        }
    }
}

/// A written route.
#[derive(Clone, Copy, Debug)]
pub struct StaticRoute {
    /// The table.
    pub table: TableId,
    /// The destination.
    pub prefix: Cidr,
    /// Where it leads.
    pub hop: Hop,
    /// Where it stands.
    pub span: Span,
}

/// What a table holds besides its network's own blocks.
#[derive(Clone, Debug, Default)]
pub struct TableFacts {
    /// Numbers of its routes, with the kind of each.
    pub routes: Vec<(u32, Kind)>,
    /// Its routes or a part of them are not known.
    pub unknown: Option<MissingId>,
    /// Routes to addresses outside private space are not known.
    pub unknown_public: Option<MissingId>,
    /// Virtual gateways that propagate into it.
    pub gateways: Vec<VgwId>,
    /// Route servers that propagate into it.
    pub servers: Vec<u32>,
}

/// How a written route came into its table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// By hand, to a block.
    Static,
    /// By hand, to a prefix list.
    Listed,
    /// Shown by an export as propagated.
    Shown,
}

/// All written routes.
#[derive(Debug, Default)]
pub struct Routes {
    /// The routes.
    pub list: Vec<StaticRoute>,
    /// Each table.
    pub tables: Vec<TableFacts>,
}

struct Reader<'a> {
    design: &'a Design,
    elements: &'a Elements,
    topology: &'a mut Topology,
    switches: &'a dyn Fn(ProviderId) -> Switches,
    attached: FxHashMap<(u32, Id<TransitGateway>), AttId>,
    coverage: &'a Coverage,
}

impl Routes {
    /// Follows the routes of all tables.
    #[must_use]
    pub fn new(
        design: &Design,
        elements: &Elements,
        topology: &mut Topology,
        coverage: &Coverage,
        switches: &dyn Fn(ProviderId) -> Switches,
    ) -> Self {
        let mut attached = FxHashMap::default();
        for (at, attachment) in topology.attachments.iter().enumerate() {
            if let (super::topology::AttachmentKind::Network(net), Some(hub)) =
                (attachment.kind, attachment.hub)
            {
                let entry = attached.entry((net, hub)).or_insert(id32(at));
                if !topology.attachments[*entry as usize].works && attachment.works {
                    *entry = id32(at);
                }
            }
        }
        let mut reader = Reader {
            design,
            elements,
            topology,
            switches,
            attached,
            coverage,
        };
        let mut routes = Self::default();
        for (id, table) in design.route_tables.iter() {
            let facts = reader.table(id, table, &mut routes.list);
            routes.tables.push(facts);
        }
        for (id, server) in design.route_servers.iter() {
            for propagation in server
                .propagations
                .iter()
                .flatten()
                .filter(|p| carries(p.state.phase))
            {
                if let Some(table) = propagation.table.get() {
                    routes.tables[table.index()].servers.push(id32(id.index()));
                }
            }
        }
        routes
    }
}

impl Reader<'_> {
    fn table(
        &mut self,
        id: Id<RouteTable>,
        table: &RouteTable,
        list: &mut Vec<StaticRoute>,
    ) -> TableFacts {
        let mut facts = TableFacts::default();
        let Some(net) = self.topology.table_net[id.index()] else {
            return facts;
        };
        let own = |reader: &Self| {
            reader
                .elements
                .path(reader.elements.elem(AnyId::RouteTable(id)))
        };
        for link in &table.propagating {
            match link.get() {
                // Propagation works only from the gateway of the table's own network.
                Some(gateway) => {
                    let vgw = &self.topology.vgws[gateway.index()];
                    if vgw.net == Some(net) || (vgw.net.is_none() && !vgw.known) {
                        facts.gateways.push(id32(gateway.index()));
                    }
                }
                None if table.head.is_design() || table.routes.is_none() => {
                    let name = link.id.get().unwrap_or_else(|| Text::new("?"));
                    facts.unknown = Some(
                        self.topology
                            .missing
                            .note(format!("virtual gateway {name}, which is not in the input")),
                    );
                }
                None => {}
            }
        }
        let Some(routes) = &table.routes else {
            let sentence = format!("the routes of {}", own(self));
            facts.unknown = Some(self.topology.missing.note(sentence));
            return facts;
        };
        for route in routes {
            self.route(id, net, table, route, list, &mut facts);
        }
        facts
    }

    fn route(
        &mut self,
        id: Id<RouteTable>,
        net: NetId,
        table: &RouteTable,
        route: &Route,
        list: &mut Vec<StaticRoute>,
        facts: &mut TableFacts,
    ) {
        let word = route.state.get();
        let said = |w: &str| word.is_some_and(|s| s.eq_ignore_ascii_case(w));
        if said("filtered")
            || route.origin == RouteOrigin::Local
            || matches!(route.target, RouteTarget::Local)
        {
            return;
        }
        let target = route.target.link().and_then(AnyLink::get);
        let kind = match (route.origin, target) {
            // Computed from its source.
            (RouteOrigin::Propagated, Some(AnyId::VirtualGateway(gateway))) => {
                let at = id32(gateway.index());
                if !facts.gateways.contains(&at) {
                    facts.gateways.push(at);
                }
                return;
            }
            (RouteOrigin::RouteServer, _) if self.served(id) => return,
            (RouteOrigin::Propagated | RouteOrigin::RouteServer, _) => Kind::Shown,
            _ if !route.to_list.is_absent() => Kind::Listed,
            _ => Kind::Static,
        };
        let mut prefixes: Vec<Cidr> = route.to.get().map(Cidr::network).into_iter().collect();
        if kind == Kind::Listed {
            match route
                .to_list
                .get()
                .and_then(|l| self.design.prefix_lists[l].entries.as_ref())
            {
                Some(entries) => {
                    prefixes = entries
                        .iter()
                        .filter_map(Field::get)
                        .map(Cidr::network)
                        .collect()
                }
                None => {
                    let name = route.to_list.id.get().unwrap_or_else(|| Text::new("?"));
                    let missing = self
                        .topology
                        .missing
                        .note(format!("the entries of prefix list {name}"));
                    // Lists of the provider's own services lead to endpoints and hold public addresses only.
                    if matches!(route.target, RouteTarget::Other(_)) {
                        facts.unknown_public = Some(missing);
                    } else {
                        facts.unknown = Some(missing);
                    }
                    return;
                }
            }
        } else if matches!(route.to, Field::Wrong { .. }) {
            let sentence = format!(
                "a destination in {}",
                self.elements
                    .path(self.elements.elem(AnyId::RouteTable(id)))
            );
            facts.unknown = Some(self.topology.missing.note(sentence));
            return;
        }
        let mut hop = self.hop(net, route, table);
        if let (Hop::Unknown(elem, _), true) = (hop, said("blackhole")) {
            hop = Hop::Dead(elem);
        }
        for prefix in prefixes {
            if table.head.is_design() && self.refused(net, prefix, hop) {
                continue;
            }
            facts.routes.push((id32(list.len()), kind));
            list.push(StaticRoute {
                table: id32(id.index()),
                prefix,
                hop,
                span: route.span,
            });
        }
    }

    fn served(&self, table: Id<RouteTable>) -> bool {
        self.design.route_servers.iter().any(|(_, server)| {
            server
                .propagations
                .iter()
                .flatten()
                .any(|p| p.table.get() == Some(table))
        })
    }

    /// Whether the provider refuses a route inside the network's own blocks.
    fn refused(&self, net: NetId, prefix: Cidr, hop: Hop) -> bool {
        let own = &self.topology.nets[net as usize];
        if !own.switches.inside_local_whole_subnets
            || !own.owned.iter().any(|block| block.contains(prefix))
        {
            return false;
        }
        let appliance = matches!(
            hop,
            Hop::Nat(..) | Hop::Appliance(..) | Hop::Unknown(..) | Hop::Dead(_)
        );
        let whole = match &own.covered {
            Some(blocks) => blocks.contains(&prefix),
            None => own.owned.contains(&prefix),
        };
        !appliance || !whole
    }

    fn hop(&mut self, net: NetId, route: &Route, table: &RouteTable) -> Hop {
        let unknown = |reader: &mut Self, elem, text: String| {
            Hop::Unknown(elem, reader.topology.missing.note(text))
        };
        let link = match &route.target {
            RouteTarget::Local => return Hop::Local,
            RouteTarget::Blackhole => return Hop::Dead(None),
            RouteTarget::None => {
                let text = format!(
                    "a route target in {}",
                    self.elements.path(self.table_elem(table))
                );
                return unknown(self, None, text);
            }
            RouteTarget::Other(what) => {
                let what = what
                    .get()
                    .unwrap_or_else(|| Text::new("a target that is not modelled"));
                return unknown(self, None, format!("where {what} leads"));
            }
            RouteTarget::To(link) => link,
        };
        let Some(target) = link.get() else {
            let text = link.id.get().unwrap_or_else(|| Text::new("?"));
            return match link.target {
                Target::Dangling => Hop::Dead(None),
                _ => unknown(self, None, format!("{text}, which is not in the input")),
            };
        };
        let elem = self.elements.elem(target);
        let head = self.design.head(target);
        let switches = (self.switches)(head.provider);
        if !switches.works(target.kind(), &head.state) {
            return Hop::Dead(Some(elem));
        }
        let attached = |attachments: &Option<Vec<NetworkAttachment>>| match attachments {
            Some(all) => all.iter().any(|a| {
                carries(a.state.phase) && a.network.get().is_some_and(|n| n.index() == net as usize)
            }),
            None => true,
        };
        match target {
            AnyId::Peering(id) => self.peering(net, elem, &self.design.peerings[id]),
            AnyId::InternetGateway(id)
                if attached(&self.design.internet_gateways[id].attachments) =>
            {
                Hop::Internet(elem)
            }
            AnyId::EgressOnlyInternetGateway(id)
                if attached(&self.design.egress_only_internet_gateways[id].attachments) =>
            {
                Hop::Internet(elem)
            }
            AnyId::VirtualGateway(id) => {
                let vgw = &self.topology.vgws[id.index()];
                if vgw.net == Some(net) || (vgw.net.is_none() && !vgw.known) {
                    Hop::Vgw(elem, id32(id.index()))
                } else {
                    Hop::Dead(Some(elem))
                }
            }
            AnyId::NatGateway(id) => {
                let nat = &self.design.nat_gateways[id];
                let group = nat
                    .subnet
                    .get()
                    .and_then(|s| self.topology.group_of[s.index()]);
                let sole = match self.topology.nets[net as usize].groups.as_slice() {
                    [one] => Some(*one),
                    _ => None,
                };
                match group.or(sole) {
                    Some(group) => Hop::Nat(elem, group),
                    None => unknown(
                        self,
                        Some(elem),
                        format!("the subnet of {}", self.elements.path(elem)),
                    ),
                }
            }
            AnyId::Interface(id) => {
                let home = interface_network(self.design, &self.design.interfaces[id]);
                if home.is_some_and(|home| home.index() != net as usize) {
                    Hop::Dead(Some(elem))
                } else {
                    Hop::Appliance(elem, id32(id.index()))
                }
            }
            AnyId::TransitGateway(id) => match self.attached.get(&(net, id)).copied() {
                Some(attachment) if self.topology.attachments[attachment as usize].works => {
                    Hop::Hub(elem, attachment)
                }
                Some(_) => Hop::Dead(Some(elem)),
                None if head.is_design() || self.lists_attachments(net, head) => {
                    Hop::Dead(Some(elem))
                }
                None => {
                    let name = self.topology.nets[net as usize].name;
                    unknown(
                        self,
                        Some(elem),
                        format!(
                            "the attachment of network {name} to {}",
                            self.elements.path(elem)
                        ),
                    )
                }
            },
            AnyId::InternetGateway(_) | AnyId::EgressOnlyInternetGateway(_) => {
                Hop::Dead(Some(elem))
            }
            _ => unknown(
                self,
                Some(elem),
                format!("where {} leads", self.elements.path(elem)),
            ),
        }
    }

    /// Whether an attachment of a network to a hub would be in the input: in the list of the owner of either.
    fn lists_attachments(&self, net: NetId, hub: &Head) -> bool {
        let network = self.topology.nets[net as usize].id;
        let network = network.map(|id| &self.design[id].head);
        network.into_iter().chain([hub]).any(|head| {
            let listed = self.coverage.listed(
                ElementKind::TransitGatewayAttachment,
                head.provider,
                head.account.get(),
                head.region.get(),
            );
            listed == Listed::Complete
        })
    }

    fn table_elem(&self, table: &RouteTable) -> Elem {
        let mut all = self.design.route_tables.iter();
        let id = all
            .find(|(_, t)| std::ptr::eq(*t, table))
            .map_or(Id::new(0), |(id, _)| id);
        self.elements.elem(AnyId::RouteTable(id))
    }

    fn peering(&self, net: NetId, elem: Elem, peering: &Peering) -> Hop {
        let side = |side: &PeeringSide| match side.network.get() {
            Some(network) => Some(id32(network.index())),
            None => self.topology.outside.get(&side.network.id.get()?).copied(),
        };
        match (side(&peering.requester), side(&peering.accepter)) {
            (Some(a), Some(b)) if a == net => Hop::Peering(elem, b),
            (Some(a), Some(b)) if b == net => Hop::Peering(elem, a),
            _ => Hop::Dead(Some(elem)),
        }
    }
}
