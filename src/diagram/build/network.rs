//! Networks and what lies in them: subnets, gateways, appliances, tables.

use std::collections::BTreeSet;

use crate::diagram::scene::{EdgeKind, End, Level};
use crate::diagram::text::{clean, joined, wrap};
use crate::model::network::CidrBlock;
use crate::model::{
    AnyId, ElementKind, Id, Interface, Network, NetworkAttachment, Phase, RouteOrigin, RouteTable,
    RouteTarget,
};

use super::{Builder, Place, asn, prefixes};

impl Builder<'_> {
    pub(super) fn network_nodes(&mut self) {
        let design = self.design;
        for (id, network) in design.networks.iter() {
            let id = AnyId::Network(id);
            let home = self.home(&network.head);
            let item = self.item(id);
            let key = item.key.clone();
            let group = self.group(home, Level::Network, &key, Some(item));
            let mut lines = self.base_lines(id);
            if network.is_default.get() == Some(true) {
                lines.push("default network".to_owned());
            }
            let title = self.title(id);
            if let Some(group) = self.groups.get_mut(group) {
                group.title = title;
                group.lines = lines;
                group.phase = network.head.state.phase;
            }
            let blocks = match blocks(&network.cidrs) {
                blocks if blocks.is_empty() => vec!["no address block in the input".to_owned()],
                blocks => blocks,
            };
            let node = self.node(id, Some(group), blocks);
            // The group around the node carries the name.
            if let Some(node) = self.nodes.get_mut(node) {
                node.title = String::new();
            }
        }
        self.subnet_rows();
        self.network_gateways();
        self.interface_rows();
        self.table_nodes();
    }

    /// The node of a network that an element names, outside nodes included.
    pub(super) fn network_of(
        &mut self,
        link: &crate::model::Link<Network>,
        owner: &crate::model::Head,
    ) -> Option<usize> {
        let account = owner.account.get();
        let region = owner.region.get();
        self.end_of(
            link,
            owner.provider,
            account.as_ref().map(|text| text.as_str()),
            region.as_ref().map(|text| text.as_str()),
        )
        .map(|end| end.node)
    }

    /// The group in which a network's parts are drawn.
    pub(super) fn inside(&self, network: Id<Network>) -> Option<usize> {
        match self.places.get(&AnyId::Network(network)) {
            Some(Place::Node(node)) => self.nodes.get(*node)?.group,
            _ => None,
        }
    }

    fn subnet_rows(&mut self) {
        let design = self.design;
        let mut order: Vec<_> = design.subnets.ids().collect();
        order.sort_by_cached_key(|id| {
            let subnet = &design[*id];
            let first = subnet.cidrs.first().and_then(|block| block.cidr.get());
            (
                first.map(|cidr| (cidr.family(), cidr.first(), cidr.prefix_len())),
                *id,
            )
        });
        for id in order {
            let subnet = &design[id];
            let node = match self.network_of(&subnet.network, &subnet.head) {
                Some(node) => node,
                None => {
                    let home = self.home(&subnet.head);
                    let lines = self.base_lines(AnyId::Subnet(id));
                    self.node(AnyId::Subnet(id), home, lines);
                    continue;
                }
            };
            let id = AnyId::Subnet(id);
            let zone = subnet.zone.get().or(subnet.zone_id.get());
            let mut place = zone.map_or_else(Vec::new, |zone| wrap(&zone));
            place.extend(self.row_state(id));
            let cells = vec![self.row_name(id, "subnet"), blocks(&subnet.cidrs), place];
            self.row(node, id, cells);
        }
    }

    fn network_gateways(&mut self) {
        let design = self.design;
        for (id, gateway) in design.internet_gateways.iter() {
            let id = AnyId::InternetGateway(id);
            self.attached_rows(id, "internet gateway", gateway.attachments.as_deref());
        }
        for (id, gateway) in design.egress_only_internet_gateways.iter() {
            let id = AnyId::EgressOnlyInternetGateway(id);
            self.attached_rows(
                id,
                "egress-only internet gateway",
                gateway.attachments.as_deref(),
            );
        }
        for (id, gateway) in design.nat_gateways.iter() {
            let id = AnyId::NatGateway(id);
            let place = match gateway.subnet.get() {
                Some(subnet) => format!("in subnet {}", self.title(AnyId::Subnet(subnet))),
                None => gateway
                    .subnet
                    .id
                    .get()
                    .map_or(String::new(), |subnet| format!("in subnet {subnet}")),
            };
            let mut state = gateway
                .connectivity
                .get()
                .map_or_else(Vec::new, |word| wrap(&word));
            state.extend(self.row_state(id));
            let network = gateway
                .subnet
                .get()
                .map(|subnet| design[subnet].network)
                .filter(|_| gateway.network.is_absent())
                .unwrap_or(gateway.network);
            match self.network_of(&network, &gateway.head) {
                Some(node) => {
                    let cells = vec![self.row_name(id, "NAT gateway"), wrap(&place), state];
                    self.row(node, id, cells);
                }
                None => {
                    let home = self.home(&gateway.head);
                    let lines = self.base_lines(id);
                    self.node(id, home, lines);
                }
            }
        }
        for (id, gateway) in design.virtual_gateways.iter() {
            let live: Vec<Id<Network>> = gateway
                .attachments
                .iter()
                .flatten()
                .filter(|attachment| attachment.state.is_live())
                .filter_map(|attachment| attachment.network.get())
                .collect();
            let group = match live.as_slice() {
                [network] => self.inside(*network),
                _ => self.home(&gateway.head),
            };
            let id = AnyId::VirtualGateway(id);
            let mut lines = self.base_lines(id);
            lines.extend(some(asn(gateway.asn.get())));
            if let Some(list) = &gateway.advertised {
                lines.extend(prefixes("announces", list.iter().map(|field| field.get())));
            }
            if gateway.attachments.as_ref().is_some_and(Vec::is_empty) {
                lines.push("attached to no network".to_owned());
            }
            self.node(id, group, lines);
        }
    }

    /// A gateway as a row of each network that it is attached to, or a node where there is none.
    fn attached_rows(
        &mut self,
        id: AnyId,
        caption: &str,
        attachments: Option<&[NetworkAttachment]>,
    ) {
        let head = self.design.head(id);
        let mut placed = false;
        for attachment in attachments.unwrap_or_default() {
            let Some(node) = self.network_of(&attachment.network, head) else {
                continue;
            };
            let state = match attachment.state.phase {
                Phase::Active | Phase::Unstated => self.row_state(id),
                _ => wrap(attachment.state.word()),
            };
            let cells = vec![self.row_name(id, caption), Vec::new(), state];
            self.row(node, id, cells);
            placed = true;
        }
        if !placed {
            let home = self.home(head);
            let mut lines = self.base_lines(id);
            if attachments.is_some() {
                lines.push("attached to no network".to_owned());
            }
            self.node(id, home, lines);
        }
    }

    /// Interfaces that take part in forwarding; all of them where they were asked for by name.
    fn interface_rows(&mut self) {
        let design = self.design;
        let all = self
            .options
            .only
            .as_ref()
            .is_some_and(|only| only.contains(&ElementKind::Interface));
        let appliances = self.appliances();
        for (id, interface) in design.interfaces.iter() {
            if !all && !appliances.contains(&id) && interface.forwards.get() != Some(true) {
                continue;
            }
            let id = AnyId::Interface(id);
            let addresses = interface
                .addresses
                .iter()
                .chain(&interface.public_addresses)
                .filter_map(|address| address.get())
                .map(|address| address.to_string())
                .collect();
            let mut state = Vec::new();
            if interface.forwards.get() == Some(true) {
                state.push("forwards".to_owned());
            }
            state.extend(self.row_state(id));
            match self.network_of(&interface.network, &interface.head) {
                Some(node) => {
                    let cells = vec![self.row_name(id, "interface"), addresses, state];
                    self.row(node, id, cells);
                }
                None => {
                    let home = self.home(&interface.head);
                    let mut lines = self.base_lines(id);
                    lines.extend(addresses);
                    self.node(id, home, lines);
                }
            }
        }
    }

    /// Interfaces that a route leads to or that speak BGP with a route server.
    fn appliances(&self) -> BTreeSet<Id<Interface>> {
        let design = self.design;
        let routed = design
            .route_tables
            .iter()
            .flat_map(|(_, table)| table.routes.iter().flatten())
            .filter_map(|route| match route.target.link()?.get()? {
                AnyId::Interface(id) => Some(id),
                _ => None,
            });
        let peers: BTreeSet<_> = design
            .route_server_peers
            .iter()
            .filter_map(|(_, peer)| Some((peer.network.get()?, peer.address.get()?)))
            .collect();
        let speaking = design.interfaces.iter().filter_map(|(id, interface)| {
            let network = interface.network.get()?;
            interface
                .addresses
                .iter()
                .filter_map(|address| address.get())
                .any(|address| peers.contains(&(network, address)))
                .then_some(id)
        });
        routed.chain(speaking).collect()
    }

    /// Route tables and prefix lists, which are drawn only where they were asked for.
    fn table_nodes(&mut self) {
        let design = self.design;
        if self.wants(ElementKind::RouteTable) {
            for (id, table) in design.route_tables.iter() {
                let group = match table.network.get() {
                    Some(network) => self.inside(network),
                    None => self.home(&table.head),
                };
                let mut lines = self.base_lines(AnyId::RouteTable(id));
                lines.extend(self.table_lines(table));
                self.node(AnyId::RouteTable(id), group, lines);
            }
        }
        if self.wants(ElementKind::PrefixList) {
            for (id, list) in design.prefix_lists.iter() {
                let home = self.home(&list.head);
                let mut lines = self.base_lines(AnyId::PrefixList(id));
                match &list.entries {
                    None => lines.push("entries not in the input".to_owned()),
                    Some(entries) => lines.extend(
                        entries
                            .iter()
                            .filter_map(|entry| entry.get())
                            .map(|cidr| cidr.to_string()),
                    ),
                }
                self.node(AnyId::PrefixList(id), home, lines);
            }
        }
    }

    fn table_lines(&self, table: &RouteTable) -> Vec<String> {
        let mut lines = Vec::new();
        let main = table.main.get() == Some(true)
            || table
                .associations
                .iter()
                .any(|a| a.main.get() == Some(true));
        if main {
            lines.push("main table".to_owned());
        }
        for association in &table.associations {
            let user = association
                .subnet
                .get()
                .map(AnyId::Subnet)
                .or(association.gateway.get());
            if let Some(user) = user {
                let caption = crate::diagram::style::caption(user.kind());
                lines.extend(wrap(&format!("used by {caption} {}", self.title(user))));
            }
        }
        let Some(routes) = &table.routes else {
            lines.push("routes not in the input".to_owned());
            return lines;
        };
        for route in routes {
            let to = match (route.to.get(), route.to_list.id.get()) {
                (Some(cidr), _) => cidr.to_string(),
                (None, Some(list)) => clean(&list),
                (None, None) => "unreadable".to_owned(),
            };
            let target = match &route.target {
                RouteTarget::None => "no known target".to_owned(),
                RouteTarget::Local => "local".to_owned(),
                RouteTarget::Blackhole => "blackhole".to_owned(),
                RouteTarget::Other(field) => field.get().map_or(String::new(), |t| clean(&t)),
                RouteTarget::To(link) => match link.get() {
                    Some(id) => format!(
                        "{} {}",
                        crate::diagram::style::caption(id.kind()),
                        self.title(id)
                    ),
                    None => link.id.get().map_or(String::new(), |id| clean(&id)),
                },
            };
            let origin = match route.origin {
                RouteOrigin::Propagated => "propagated",
                RouteOrigin::RouteServer => "from route server",
                RouteOrigin::Unknown | RouteOrigin::Local | RouteOrigin::Static => "",
            };
            let state = route.state.get().filter(|word| *word != "active");
            let state = state.map_or(String::new(), |word| clean(&word));
            lines.extend(wrap(&joined([
                format!("{to} → {target}").as_str(),
                origin,
                &state,
            ])));
        }
        lines
    }

    pub(super) fn network_edges(&mut self) {
        let design = self.design;
        for (id, gateway) in design.virtual_gateways.iter() {
            let from = self.end(AnyId::VirtualGateway(id));
            for attachment in gateway.attachments.iter().flatten() {
                self.attachment_edge(from, attachment, &gateway.head);
            }
        }
    }

    /// The line between a gateway or route server and its network, with the attachment's state.
    pub(super) fn attachment_edge(
        &mut self,
        from: Option<End>,
        attachment: &NetworkAttachment,
        owner: &crate::model::Head,
    ) {
        let to = self.network_of(&attachment.network, owner);
        let lines = match attachment.state.phase {
            Phase::Active | Phase::Unstated => Vec::new(),
            _ => wrap(attachment.state.word()),
        };
        let to = to.map(|node| End { node, row: None });
        self.edge(
            EdgeKind::Attachment,
            from,
            to,
            None,
            lines,
            attachment.state.phase,
        );
    }
}

/// Blocks one a line, with the state of those that are not in use.
fn blocks(blocks: &[CidrBlock]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| {
            let cidr = block
                .cidr
                .get()
                .map_or("unreadable block".to_owned(), |cidr| cidr.to_string());
            let word = match block.state.phase {
                Phase::Active | Phase::Unstated => String::new(),
                _ => clean(block.state.word()),
            };
            joined([cidr.as_str(), &word])
        })
        .collect()
}

/// The text as a line, if there is any.
pub(super) fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
