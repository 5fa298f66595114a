//! Networks, what lies in them, and their gateways.

use super::Writer;
use super::entry::Entry;
use super::text::Out;
use crate::model::{
    AnyId, Element, ElementKind, InternetGateway, Peering, PeeringSide, PrefixList, Route,
    RouteOrigin, RouteTable, RouteTarget, Subnet, TableAssociation, VirtualGateway,
};
use crate::profile::MachineOf;

impl Writer<'_> {
    pub(super) fn network_sections(&mut self) -> Vec<(&'static str, Out)> {
        use crate::model as m;
        self.count_orphans(ElementKind::Subnet);
        let design = self.design;
        let mut networks = Vec::new();
        for (id, network) in design.networks.iter() {
            let any = AnyId::Network(id);
            let Some(key) = self.names.key(any) else {
                continue;
            };
            let mut entry = self.entry(any);
            let listed = network.ipv4_listed || network.ipv6_listed;
            entry.blocks(MachineOf::NetworkBlock, &network.cidrs, listed);
            entry.plain("is_default", &network.is_default);
            entry.inside("subnets", any, |entry, child| match child {
                AnyId::Subnet(id) => {
                    entry.subnet(&design[id]);
                    true
                }
                _ => false,
            });
            networks.push((key.to_owned(), Out::Block(entry.members)));
        }
        vec![
            ("networks", Out::Block(networks)),
            (
                "prefix_lists",
                self.section(|entry, list: &PrefixList| {
                    entry.list("entries", list.entries.as_ref());
                    if let Some(family) = list.family.get() {
                        entry.push("family", Out::Text(family.word().to_owned()));
                    }
                    entry.plain("max_entries", &list.max_entries);
                }),
            ),
            (
                "interfaces",
                self.section(|entry, interface: &m::Interface| {
                    entry.link("network", &interface.network);
                    entry.link("subnet", &interface.subnet);
                    entry.some("addresses", &interface.addresses);
                    entry.some("public_addresses", &interface.public_addresses);
                    entry.plain("forwards", &interface.forwards);
                    entry.text("type", &interface.interface_type);
                    entry.plain("source_dest_check", &interface.source_dest_check);
                }),
            ),
            ("peerings", self.section(|entry, one| entry.peering(one))),
            (
                "route_tables",
                self.section(|entry, one| entry.route_table(one)),
            ),
            (
                "internet_gateways",
                self.section(|entry, gateway: &InternetGateway| {
                    entry.ties(MachineOf::InternetAttachment, gateway.attachments.as_ref());
                }),
            ),
            (
                "egress_only_internet_gateways",
                self.section(|entry, gateway: &m::EgressOnlyInternetGateway| {
                    entry.ties(MachineOf::InternetAttachment, gateway.attachments.as_ref());
                }),
            ),
            (
                "nat_gateways",
                self.section(|entry, gateway: &m::NatGateway| {
                    entry.link("network", &gateway.network);
                    entry.link("subnet", &gateway.subnet);
                    entry.text("connectivity", &gateway.connectivity);
                }),
            ),
            (
                "virtual_gateways",
                self.section(|entry, gateway: &VirtualGateway| {
                    entry.asn("asn", &gateway.asn);
                    entry.ties(MachineOf::NetworkAttachment, gateway.attachments.as_ref());
                    entry.list("advertised", gateway.advertised.as_ref());
                }),
            ),
        ]
    }
}

impl Entry<'_, '_> {
    fn subnet(&mut self, subnet: &Subnet) {
        self.blocks(MachineOf::SubnetBlock, &subnet.cidrs, false);
        self.text("zone", &subnet.zone);
        self.text("zone_id", &subnet.zone_id);
        self.plain("ipv6_only", &subnet.ipv6_only);
        self.some("gateways", &subnet.gateways);
        self.plain("available_addresses", &subnet.available_addresses);
        self.text("outpost", &subnet.outpost);
        self.link("route_table", &subnet.route_table);
    }

    fn peering(&mut self, peering: &Peering) {
        self.side("requester", &peering.requester);
        self.side("accepter", &peering.accepter);
        self.text("expires", &peering.expires);
        self.text("created", &peering.created);
        self.text("message", &peering.message);
        self.text("description", &peering.description);
        self.text("multipath_status", &peering.multipath_status);
    }

    fn side(&mut self, key: &str, side: &PeeringSide) {
        let mut inner = self.like();
        inner.link("network", &side.network);
        inner.text("account", &side.owner);
        inner.text("region", &side.region);
        inner.some("cidrs", &side.cidrs);
        inner.plain("dns", &side.dns);
        inner.plain("classic_link", &side.classic_link);
        inner.plain("multipath", &side.multipath);
        inner.text("multipath_mode", &side.multipath_mode);
        let members = inner.members;
        match members.as_slice() {
            [] => {}
            [(name, only)] if name == "network" => self.push(key, only.clone()),
            _ => self.push(key, Out::Flow(members)),
        }
    }

    fn route_table(&mut self, table: &RouteTable) {
        self.link("network", &table.network);
        let marked = table
            .associations
            .iter()
            .any(|tie| tie.main.get() == Some(true));
        match table.main.get() {
            Some(main) => self.push("main", Out::Plain(main.to_string())),
            None if marked => self.push("main", Out::Plain("true".to_owned())),
            None => {}
        }
        let tie = |entry: &Self, key: &str, name: Option<String>, tie: &TableAssociation| {
            Some(entry.stated(key, name?, MachineOf::TableAssociation, &tie.state))
        };
        let ties = table.associations.iter();
        let subnets: Vec<Out> = ties
            .clone()
            .filter_map(|one| tie(self, "subnet", self.name_of(&one.subnet), one))
            .collect();
        let gateways: Vec<Out> = ties
            .filter_map(|one| tie(self, "gateway", self.name_of_any(&one.gateway), one))
            .collect();
        if !subnets.is_empty() {
            self.push("subnets", Out::List(subnets));
        }
        if !gateways.is_empty() {
            self.push("gateway", Out::List(gateways));
        }
        if !table.propagating.is_empty() {
            self.links("propagate", Some(&table.propagating));
        }
        if let Some(routes) = &table.routes {
            let routes = routes.iter().map(|route| self.route(route)).collect();
            self.push("routes", Out::List(routes));
        }
    }

    fn route(&self, route: &Route) -> Out {
        let mut inner = self.like();
        let to = route.to.get().map(|cidr| cidr.to_string());
        let to = to.or_else(|| self.list_name(&route.to_list));
        if let Some(to) = to {
            if route.more_destinations.is_empty() {
                inner.push("to", Out::Text(to));
            } else {
                // Of the others only the number is known.
                let all = vec![Out::Text(to); route.more_destinations.len() + 1];
                inner.push("to", Out::List(all));
            }
        }
        let mut via: Vec<Out> = std::iter::once(&route.target)
            .chain(&route.more_targets)
            .filter_map(|target| self.target(target))
            .map(Out::Text)
            .collect();
        match via.len() {
            0 => {}
            1 => inner
                .members
                .extend(via.pop().map(|one| ("via".to_owned(), one))),
            _ => inner.push("via", Out::List(via)),
        }
        inner.text("state", &route.state);
        let origin = match route.origin {
            RouteOrigin::Unknown | RouteOrigin::Static => None,
            RouteOrigin::Local => Some("local"),
            RouteOrigin::Propagated => Some("propagated"),
            RouteOrigin::RouteServer => Some("route-server"),
        };
        if let Some(origin) = origin {
            inner.push("origin", Out::Text(origin.to_owned()));
        }
        Out::Flow(inner.members)
    }

    /// A prefix list as the destination of a route, which says its kind wherever it could be taken for a block.
    pub(super) fn list_name(&self, list: &crate::model::Link<PrefixList>) -> Option<String> {
        let name = self.name_of(list)?;
        let word = PrefixList::KIND.word();
        Some(if name.starts_with(&format!("{word}/")) {
            name
        } else {
            format!("{word}/{name}")
        })
    }

    fn target(&self, target: &RouteTarget) -> Option<String> {
        match target {
            RouteTarget::None => None,
            RouteTarget::Local => Some("local".to_owned()),
            RouteTarget::Blackhole => Some("blackhole".to_owned()),
            RouteTarget::To(link) => self.name_of_any(link),
            RouteTarget::Other(id) => id.get().map(|id| format!("other/{id}")),
        }
    }
}
