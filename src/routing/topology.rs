//! Networks, tables, gateways and sites as routing sees them: small numbers, references followed, states judged.

use rustc_hash::FxHashMap;

use super::elements::{Elem, Elements, carries};
use super::missing::{Missing, MissingId};
use super::num::id32;
use super::sessions::{Carrier, Sessions};
use super::switches::{LocalScope, Switches};
use crate::model::*;
use crate::source::{Field, Text};

/// A network: those of the design in order, then those that peerings name and the input does not hold.
pub type NetId = u32;
/// Subnets of one network that use one table and, where it matters, lie in one zone.
pub type GroupId = u32;
/// A site: those of the design in order, then one for each session without a site.
pub type SiteId = u32;
/// An attachment of a transit gateway, as its index in the design.
pub type AttId = u32;
/// A virtual gateway, as its index in the design.
pub type VgwId = u32;
/// A table of a transit gateway, as its index in the design.
pub type HubTableId = u32;
/// A route table of a network, as its index in the design.
pub type TableId = u32;

/// A network.
#[derive(Clone, Debug)]
pub struct Net {
    /// Its name in answers.
    pub name: Text,
    /// Its element; `None` for one that the input does not hold.
    pub elem: Option<Elem>,
    /// Its element in the design.
    pub id: Option<Id<Network>>,
    /// The blocks that its tables deliver.
    pub local: Vec<Cidr>,
    /// All its blocks: the addresses that it owns.
    pub owned: Vec<Cidr>,
    /// Set where its blocks are not known.
    pub unknown: Option<MissingId>,
    /// Its subnets.
    pub subnets: Vec<Id<Subnet>>,
    /// Blocks of its subnets; `None` where no subnets are known.
    pub covered: Option<Vec<Cidr>>,
    /// Its groups.
    pub groups: Vec<GroupId>,
    /// Its main table, else its only one.
    pub main: Option<TableId>,
    /// How its provider routes.
    pub switches: Switches,
}

/// The table that a group uses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TableUse {
    /// This one.
    Table(TableId),
    /// It cannot be told.
    Unknown(MissingId),
}

/// Subnets that are routed alike.
#[derive(Clone, Debug)]
pub struct Group {
    /// The network.
    pub net: NetId,
    /// The table.
    pub table: TableUse,
    /// The zone, where attachments make it matter.
    pub zone: Option<Text>,
    /// The subnets; none: the network as a whole.
    pub subnets: Vec<Id<Subnet>>,
}

/// Where an attachment's packets are looked up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Association {
    /// In this table.
    Table(HubTableId),
    /// Nowhere.
    None,
    /// It cannot be told.
    Unknown(MissingId),
}

/// What hangs on a hub.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AttachmentKind {
    /// A network.
    Network(NetId),
    /// A VPN.
    Vpn(Id<VpnConnection>),
    /// A Direct Connect gateway.
    DirectConnect(Id<DirectConnectGateway>),
    /// Another hub.
    Peer(Id<TransitGateway>),
    /// Something else, or not known.
    Other,
}

/// An attachment.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its element.
    pub elem: Elem,
    /// The hub.
    pub hub: Option<Id<TransitGateway>>,
    /// What hangs there.
    pub kind: AttachmentKind,
    /// Whether its state lets packets pass.
    pub works: bool,
    /// The zones that it serves; `None`: all, or not known.
    pub zones: Option<Vec<Text>>,
    /// The groups whose tables look up what comes out of it.
    pub groups: Vec<GroupId>,
    /// Whether IPv6 blocks are propagated.
    pub ipv6: bool,
}

/// A virtual gateway.
#[derive(Clone, Debug)]
pub struct Vgw {
    /// Its element.
    pub elem: Elem,
    /// Whether its state lets packets pass.
    pub works: bool,
    /// The network that it is attached to.
    pub net: Option<NetId>,
    /// Whether its attachments are known.
    pub known: bool,
    /// The table for what comes from outside.
    pub table: Option<TableId>,
    /// Its region.
    pub region: Option<Text>,
    /// Its ASN.
    pub asn: Option<u64>,
    /// How its provider routes.
    pub switches: Switches,
}

/// A Direct Connect gateway's association.
#[derive(Clone, Debug)]
pub struct DxAssociation {
    /// Its element.
    pub elem: Elem,
    /// The Direct Connect gateway.
    pub gateway: Id<DirectConnectGateway>,
    /// The other end.
    pub to: AnyId,
    /// Announced to the customer; `None`: not known.
    pub announced: Option<Vec<Cidr>>,
    /// The region of the associated gateway.
    pub region: Option<Text>,
}

/// The customer's own network.
#[derive(Clone, Debug)]
pub struct SiteNode {
    /// Its name in answers.
    pub name: Text,
    /// Its element; that of the session where no site is known.
    pub elem: Elem,
    /// Its element in the design.
    pub id: Option<Id<Site>>,
    /// What it owns.
    pub owned: Vec<Cidr>,
    /// Its ASN.
    pub asn: Option<u64>,
    /// Whether it passes on what it learns.
    pub transit: bool,
    /// Whether it has a public virtual interface.
    pub public: bool,
}

/// Everything that does not change when something fails.
#[derive(Debug, Default)]
pub struct Topology {
    /// Networks.
    pub nets: Vec<Net>,
    /// Groups of subnets.
    pub groups: Vec<Group>,
    /// The group of each subnet.
    pub group_of: Vec<Option<GroupId>>,
    /// The network of each route table.
    pub table_net: Vec<Option<NetId>>,
    /// Attachments.
    pub attachments: Vec<Attachment>,
    /// Associations of attachments, by attachment and hub.
    pub associations: FxHashMap<(AttId, Id<TransitGateway>), Association>,
    /// Attachments that propagate into each table of a hub; `None`: not known.
    pub propagations: Vec<Option<Vec<AttId>>>,
    /// Virtual gateways.
    pub vgws: Vec<Vgw>,
    /// Associations of Direct Connect gateways that work.
    pub dx: Vec<DxAssociation>,
    /// Sites.
    pub sites: Vec<SiteNode>,
    /// The site of each session.
    pub site_of: Vec<SiteId>,
    /// The network of a peering's side that the input does not hold, by what was written.
    pub outside: FxHashMap<Text, NetId>,
    /// Missing facts.
    pub missing: Missing,
}

impl Topology {
    /// Reads it off a design.
    #[must_use]
    pub fn new(
        design: &Design,
        elements: &Elements,
        sessions: &Sessions,
        switches: &dyn Fn(ProviderId) -> Switches,
    ) -> Self {
        let mut t = Self::default();
        t.add_networks(design, elements, switches);
        t.add_outside(design, switches);
        t.add_groups(design, elements);
        t.add_attachments(design, elements, switches);
        t.add_virtual_gateways(design, elements, switches);
        t.add_direct_connect(design, elements, switches);
        t.add_sites(design, elements, sessions);
        t
    }

    fn add_networks(
        &mut self,
        design: &Design,
        elements: &Elements,
        switches: &dyn Fn(ProviderId) -> Switches,
    ) {
        let mut subnets: Vec<Vec<Id<Subnet>>> = vec![Vec::new(); design.networks.len()];
        for (id, subnet) in design.subnets.iter() {
            if subnet.head.state.is_live()
                && let Some(network) = subnet.network.get()
            {
                subnets[network.index()].push(id);
            }
        }
        for ((id, network), subnets) in design.networks.iter().zip(subnets) {
            let elem = elements.elem(AnyId::Network(id));
            let name = elements.name(elem);
            let switches = switches(network.head.provider);
            let mut owned: Vec<Cidr> = network
                .live_cidrs()
                .map(|(cidr, _)| cidr.network())
                .collect();
            let blocks: Vec<Cidr> = subnets
                .iter()
                .flat_map(|s| {
                    design.subnets[*s]
                        .live_cidrs()
                        .map(|(cidr, _)| cidr.network())
                })
                .collect();
            if switches.local_scope == LocalScope::Subnets {
                // IPv6 blocks there belong to subnets alone.
                owned.extend(
                    blocks
                        .iter()
                        .filter(|b| !owned.iter().any(|o| o.contains(**b)))
                        .copied()
                        .collect::<Vec<_>>(),
                );
            }
            owned.sort_unstable();
            owned.dedup();
            let local = match switches.local_scope {
                LocalScope::Subnets if !subnets.is_empty() => blocks.clone(),
                _ => owned.clone(),
            };
            let unknown = owned.is_empty().then(|| {
                self.missing
                    .note(format!("the address blocks of network {name}"))
            });
            self.nets.push(Net {
                name,
                elem: Some(elem),
                id: Some(id),
                local,
                owned,
                unknown,
                covered: (!subnets.is_empty()).then_some(blocks),
                subnets,
                groups: Vec::new(),
                main: None,
                switches,
            });
        }
    }

    /// Networks of other accounts that peerings lead to.
    fn add_outside(&mut self, design: &Design, switches: &dyn Fn(ProviderId) -> Switches) {
        for (_, peering) in design.peerings.iter() {
            for side in peering.sides() {
                let Some(text) = side.network.id.get() else {
                    continue;
                };
                if side.network.get().is_some() {
                    continue;
                }
                let claimed: Vec<Cidr> = side
                    .cidrs
                    .iter()
                    .filter_map(Field::get)
                    .map(Cidr::network)
                    .collect();
                if let Some(known) = self.outside.get(&text) {
                    let net = &mut self.nets[*known as usize];
                    if net.unknown.is_some() && !claimed.is_empty() {
                        net.unknown = None;
                        net.owned.clone_from(&claimed);
                        net.local = claimed;
                    }
                    continue;
                }
                let unknown = claimed.is_empty().then(|| {
                    self.missing
                        .note(format!("network {text}, which is not in the input"))
                });
                self.outside.insert(text, id32(self.nets.len()));
                self.nets.push(Net {
                    name: text,
                    elem: None,
                    id: None,
                    local: claimed.clone(),
                    owned: claimed,
                    unknown,
                    subnets: Vec::new(),
                    covered: None,
                    groups: Vec::new(),
                    main: None,
                    switches: switches(peering.head.provider),
                });
            }
        }
    }

    fn add_groups(&mut self, design: &Design, elements: &Elements) {
        self.group_of = vec![None; design.subnets.len()];
        self.table_net = design
            .route_tables
            .iter()
            .map(|(_, t)| Some(id32(t.network.get()?.index())))
            .collect();
        let mut explicit: Vec<Option<TableId>> = vec![None; design.subnets.len()];
        for (id, subnet) in design.subnets.iter() {
            explicit[id.index()] = subnet.route_table.get().map(|t| id32(t.index()));
        }
        let mut only: Vec<(u32, Option<TableId>)> = vec![(0, None); self.nets.len()];
        for (id, table) in design.route_tables.iter() {
            if !table.head.state.is_live() {
                continue;
            }
            let table_id = id32(id.index());
            let live = || table.associations.iter().filter(|a| a.state.is_live());
            for association in live() {
                if let Some(subnet) = association.subnet.get() {
                    explicit[subnet.index()] = Some(table_id);
                }
            }
            let Some(net) = self.table_net[id.index()] else {
                continue;
            };
            let main = table.main.get() == Some(true) || live().any(|a| a.main.get() == Some(true));
            if main && self.nets[net as usize].main.is_none() {
                self.nets[net as usize].main = Some(table_id);
            }
            only[net as usize].0 += 1;
            only[net as usize].1 = Some(table_id);
        }
        let mut zoned = vec![false; self.nets.len()];
        for (_, attachment) in design.transit_gateway_attachments.iter() {
            if let Some(AnyId::Network(network)) = attachment.resource.get()
                && attachment.subnets.as_ref().is_some_and(|s| !s.is_empty())
            {
                zoned[network.index()] = true;
            }
        }
        for net in 0..self.nets.len() {
            let Some(id) = self.nets[net].id else {
                continue;
            };
            let name = elements.name(elements.elem(AnyId::Network(id)));
            let fallback = match self.nets[net].main {
                Some(main) => TableUse::Table(main),
                None if only[net].0 == 0 => TableUse::Unknown(
                    self.missing
                        .note(format!("the route tables of network {name}")),
                ),
                None => TableUse::Unknown(
                    self.missing
                        .note(format!("the main route table of network {name}")),
                ),
            };
            let mut keyed: Vec<(TableUse, Option<Text>, Id<Subnet>)> = Vec::new();
            for subnet in &self.nets[net].subnets {
                let table = explicit[subnet.index()].map_or(fallback, TableUse::Table);
                let element = &design.subnets[*subnet];
                let zone = zoned[net]
                    .then(|| element.zone_id.get().or(element.zone.get()))
                    .flatten();
                keyed.push((table, zone, *subnet));
            }
            if keyed.is_empty() {
                self.push_group(
                    net,
                    Group {
                        net: id32(net),
                        table: fallback,
                        zone: None,
                        subnets: Vec::new(),
                    },
                );
            }
            keyed.sort();
            for part in keyed.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
                let Some((table, zone, _)) = part.first() else {
                    continue;
                };
                let subnets: Vec<Id<Subnet>> = part.iter().map(|(_, _, subnet)| *subnet).collect();
                for subnet in &subnets {
                    self.group_of[subnet.index()] = Some(id32(self.groups.len()));
                }
                self.push_group(
                    net,
                    Group {
                        net: id32(net),
                        table: *table,
                        zone: *zone,
                        subnets,
                    },
                );
            }
            if self.nets[net].main.is_none() && only[net].0 == 1 {
                self.nets[net].main = only[net].1;
            }
        }
    }

    fn push_group(&mut self, net: usize, group: Group) {
        self.nets[net].groups.push(id32(self.groups.len()));
        self.groups.push(group);
    }

    fn add_virtual_gateways(
        &mut self,
        design: &Design,
        elements: &Elements,
        switches: &dyn Fn(ProviderId) -> Switches,
    ) {
        for (id, gateway) in design.virtual_gateways.iter() {
            let switches = switches(gateway.head.provider);
            let net = gateway.attachments.iter().flatten().find_map(|a| {
                carries(a.state.phase).then_some(())?;
                Some(id32(a.network.get()?.index()))
            });
            self.vgws.push(Vgw {
                elem: elements.elem(AnyId::VirtualGateway(id)),
                works: switches.works(ElementKind::VirtualGateway, &gateway.head.state),
                net,
                known: gateway.attachments.as_ref().is_some_and(|all| {
                    all.iter()
                        .all(|a| !carries(a.state.phase) || a.network.get().is_some())
                }),
                table: None,
                region: gateway.head.region.get(),
                asn: gateway.asn.get().map(|asn| asn.number),
                switches,
            });
        }
        for (id, table) in design.route_tables.iter() {
            for association in table.associations.iter().filter(|a| a.state.is_live()) {
                if let Some(AnyId::VirtualGateway(gateway)) = association.gateway.get() {
                    self.vgws[gateway.index()].table = Some(id32(id.index()));
                }
            }
        }
    }

    fn add_direct_connect(
        &mut self,
        design: &Design,
        elements: &Elements,
        switches: &dyn Fn(ProviderId) -> Switches,
    ) {
        for (id, association) in design.direct_connect_gateway_associations.iter() {
            let (Some(gateway), Some(to)) = (association.gateway.get(), association.to.get())
            else {
                continue;
            };
            let kind = ElementKind::DirectConnectGatewayAssociation;
            let own = &design.direct_connect_gateways[gateway].head;
            if !switches(association.head.provider).works(kind, &association.head.state)
                || !own.state.is_live()
            {
                continue;
            }
            let allowed: Option<Vec<Cidr>> = association.allowed_prefixes.as_ref().map(|list| {
                list.iter()
                    .filter_map(Field::get)
                    .map(Cidr::network)
                    .collect()
            });
            let head = design.head(to);
            let region = head.region.get().or(association.to_region.get());
            let announced = match to {
                AnyId::VirtualGateway(vgw) => {
                    let vgw = &self.vgws[vgw.index()];
                    vgw.net.map(|net| {
                        let blocks = self.nets[net as usize].owned.iter();
                        blocks
                            .filter(|block| match allowed.as_deref() {
                                None | Some([]) => true,
                                Some(allowed) => allowed.iter().any(|a| a.contains(**block)),
                            })
                            .copied()
                            .collect()
                    })
                }
                _ => allowed,
            };
            self.dx.push(DxAssociation {
                elem: elements.elem(AnyId::DirectConnectGatewayAssociation(id)),
                gateway,
                to,
                announced,
                region,
            });
        }
    }

    fn add_sites(&mut self, design: &Design, elements: &Elements, sessions: &Sessions) {
        let mut said: Vec<Vec<Cidr>> = vec![Vec::new(); design.sites.len()];
        for session in &sessions.list {
            if let Some(site) = session.site {
                said[site.index()].extend(session.announced.iter().flatten().map(|a| a.prefix));
            }
        }
        for ((id, site), said) in design.sites.iter().zip(said) {
            let elem = elements.elem(AnyId::Site(id));
            let mut owned = match &site.prefixes {
                Some(prefixes) => prefixes
                    .iter()
                    .filter_map(Field::get)
                    .map(Cidr::network)
                    .collect(),
                None => said,
            };
            owned.sort_unstable();
            owned.dedup();
            self.sites.push(SiteNode {
                name: elements.name(elem),
                elem,
                id: Some(id),
                owned,
                asn: site.asn.get().map(|asn| asn.number),
                transit: site.transit.get() == Some(true),
                public: false,
            });
        }
        for session in &sessions.list {
            let site = match session.site {
                Some(site) => id32(site.index()),
                None => {
                    let elem = match session.carrier {
                        Carrier::Interface(vif, _) => elements.elem(AnyId::VirtualInterface(vif)),
                        Carrier::Vpn(vpn) => design.vpn_connections[vpn]
                            .customer_gateway
                            .get()
                            .map_or(session.elem, |g| elements.elem(AnyId::CustomerGateway(g))),
                        Carrier::Server(..) => session.elem,
                    };
                    self.sites.push(SiteNode {
                        name: elements.name(elem),
                        elem,
                        id: None,
                        owned: Vec::new(),
                        asn: session.asn,
                        transit: false,
                        public: false,
                    });
                    id32(self.sites.len()) - 1
                }
            };
            if let Carrier::Interface(vif, _) = session.carrier
                && design.virtual_interfaces[vif].kind() == Some(InterfaceType::Public)
            {
                self.sites[site as usize].public = true;
            }
            self.site_of.push(site);
        }
    }
}
