//! Connections, groups of them, virtual interfaces, their sessions and Direct Connect gateways.

use std::collections::BTreeSet;

use crate::diagram::scene::{EdgeKind, End, Item, Level};
use crate::diagram::text::{clean, count, encode, joined, wrap};
use crate::model::{AnyId, BgpPeer, ElementKind, Family, Head, Id, Phase, VirtualInterface};

use super::network::some;
use super::{Builder, asn, prefixes};

impl Builder<'_> {
    pub(super) fn direct_connect_nodes(&mut self) {
        let design = self.design;
        for (id, gateway) in design.direct_connect_gateways.iter() {
            let any = AnyId::DirectConnectGateway(id);
            let home = self.home(&gateway.head);
            let mut lines = self.base_lines(any);
            lines.extend(some(asn(gateway.asn.get())));
            self.node(any, home, lines);
        }
        for (id, connection) in design.connections.iter() {
            let any = AnyId::Connection(id);
            let location = connection.location.get().map(|text| text.as_str());
            let device = connection.device.get().or(connection.logical_device.get());
            let device = device.as_ref().map(|text| text.as_str());
            let group = self.location(&connection.head, location, device);
            let mut lines = self.base_lines(any);
            lines.extend(connection.bandwidth.get().map(|text| clean(&text)));
            if connection.is_hosted() == Some(true) {
                let partner = connection
                    .partner
                    .get()
                    .map_or(String::new(), |p| format!("by {p}"));
                let vlan = connection
                    .vlan
                    .get()
                    .map_or(String::new(), |n| format!("VLAN {n}"));
                lines.extend(wrap(&joined([
                    format!("hosted {partner}").trim_end(),
                    &vlan,
                ])));
            }
            let logical = connection.logical_device.get().map(|text| text.as_str());
            if let Some(logical) = logical.filter(|logical| Some(*logical) != device) {
                lines.extend(wrap(&format!("logical device {logical}")));
            }
            self.node(any, group, lines);
        }
        for (id, lag) in design.lags.iter() {
            let any = AnyId::Lag(id);
            let location = lag.location.get().map(|text| text.as_str());
            let device = lag.device.get().or(lag.logical_device.get());
            let device = device.as_ref().map(|text| text.as_str());
            let group = self.location(&lag.head, location, device);
            let mut lines = self.base_lines(any);
            let members = lag
                .connections
                .as_ref()
                .map(|list| list.len().to_string())
                .or_else(|| lag.connection_count.get().map(|n| n.to_string()));
            let bandwidth = lag
                .bandwidth
                .get()
                .map_or(String::new(), |b| format!("of {b}"));
            if let Some(members) = members {
                lines.extend(wrap(
                    format!("{members} connections {bandwidth}").trim_end(),
                ));
            }
            if let Some(minimum) = lag.minimum_links.get() {
                lines.push(format!("at least {minimum} must be up"));
            }
            self.node(any, group, lines);
        }
        for (id, interface) in design.virtual_interfaces.iter() {
            let any = AnyId::VirtualInterface(id);
            let home = self.home(&interface.head);
            let lines = self.interface_lines(any, interface);
            self.node(any, home, lines);
        }
        for (id, peer) in design.bgp_peers.iter() {
            let any = AnyId::BgpPeer(id);
            let cells = self.session_cells(id, peer);
            let interface = peer.virtual_interface.get().map(AnyId::VirtualInterface);
            match interface.and_then(|interface| self.end(interface)) {
                Some(end) => self.row(end.node, any, cells),
                None => {
                    let home = self.home(&peer.head);
                    self.node(any, home, cells.into_iter().flatten().collect());
                }
            }
        }
    }

    /// The group of a location and, in it, of a device, where they are known and wanted.
    fn location(
        &mut self,
        head: &Head,
        location: Option<&str>,
        device: Option<&str>,
    ) -> Option<usize> {
        let mut group = self.home(head);
        let levels = [
            (ElementKind::Location, Level::Location, location),
            (ElementKind::Device, Level::Device, device),
        ];
        for (kind, level, name) in levels {
            let Some(name) = name.filter(|name| self.wants(kind) && !name.is_empty()) else {
                continue;
            };
            let item = Item {
                key: format!("{}/{}", kind.word(), encode(name)),
                kind,
                id: clean(name),
                name: None,
                provider: head.provider.0,
                account: None,
                region: head.region.get().map(|text| clean(&text)),
                state: String::new(),
                tags: Vec::new(),
            };
            group = Some(self.group(group, level, name, Some(item)));
        }
        group
    }

    fn interface_lines(&self, id: AnyId, interface: &VirtualInterface) -> Vec<String> {
        let mut lines = self.base_lines(id);
        let word = interface
            .interface_type
            .get()
            .map_or(String::new(), |w| clean(&w));
        let vlan = interface
            .vlan
            .get()
            .map_or(String::new(), |n| format!("VLAN {n}"));
        let mtu = interface
            .mtu
            .get()
            .map_or(String::new(), |n| format!("MTU {n}"));
        lines.extend(some(joined([word.as_str(), &vlan, &mtu])));
        if interface.site_link.get() == Some(true) {
            lines.push("SiteLink".to_owned());
        }
        if interface.connection.get().is_none() {
            let location = interface
                .location
                .get()
                .map_or(String::new(), |l| clean(&l));
            let device = interface.device.get().or(interface.logical_device.get());
            let device = device.map_or(String::new(), |device| clean(&device));
            if let Some(line) = some(joined([location.as_str(), &device])) {
                lines.extend(wrap(&format!("at {line}")));
            }
        }
        if let Some(list) = interface
            .route_filter_prefixes
            .as_ref()
            .filter(|l| !l.is_empty())
        {
            lines.extend(prefixes("announces", list.iter().map(|field| field.get())));
        }
        if let Some(list) = interface.remote_prefixes.as_ref().filter(|l| !l.is_empty()) {
            lines.extend(prefixes(
                "customer's side",
                list.iter().map(|field| field.get()),
            ));
        }
        lines
    }

    fn session_cells(&self, id: Id<BgpPeer>, peer: &BgpPeer) -> Vec<Vec<String>> {
        let any = AnyId::BgpPeer(id);
        let family = match (peer.effective_family(), peer.family_word.get()) {
            (Some(family), _) => family.title().to_owned(),
            (None, Some(word)) => clean(&word),
            (None, None) => String::new(),
        };
        let name = self.row_name(any, format!("{family} session").trim_start());
        let interface = peer.virtual_interface.get().map(|id| &self.design[id]);
        let provider_asn = interface.and_then(|interface| {
            let gateway = interface.direct_connect_gateway.get();
            let gateway = gateway.and_then(|id| self.design[id].asn.get());
            let virtual_gateway = interface.virtual_gateway.get();
            let virtual_gateway = virtual_gateway.and_then(|id| self.design[id].asn.get());
            interface.provider_asn.get().or(gateway).or(virtual_gateway)
        });
        let side = |word: &str, number: String, address: Option<String>| {
            let number = if number.is_empty() {
                "AS not stated".to_owned()
            } else {
                number
            };
            let mut lines = vec![format!("{word} {number}")];
            lines.extend(address);
            lines
        };
        let customer = side(
            "customer",
            asn(peer.effective_asn().get()),
            peer.customer_address
                .get()
                .map(|address| address.to_string()),
        );
        let provider = side(
            "provider",
            asn(provider_asn),
            peer.provider_address
                .get()
                .map(|address| address.to_string()),
        );
        let mut state = match peer.head.state.word() {
            "" => Vec::new(),
            word => wrap(word),
        };
        if let Some(status) = peer.status.get() {
            state.extend(wrap(&format!("BGP {status}")));
        }
        vec![name, customer, provider, state]
    }

    pub(super) fn direct_connect_edges(&mut self) {
        self.member_edges();
        self.interface_edges();
        self.session_edges();
        self.association_edges();
    }

    fn member_edges(&mut self) {
        let design = self.design;
        let mut members = BTreeSet::new();
        for (id, connection) in design.connections.iter() {
            if let Some(lag) = connection.lag.get() {
                members.insert((id, lag));
            }
        }
        for (lag, value) in design.lags.iter() {
            for member in value.connections.iter().flatten() {
                if let Some(id) = member.get() {
                    members.insert((id, lag));
                }
            }
        }
        for (id, lag) in members {
            let from = self.end(AnyId::Connection(id));
            let to = self.end(AnyId::Lag(lag));
            let phase = design[id].head.state.phase;
            self.edge(EdgeKind::Member, from, to, None, Vec::new(), phase);
        }
    }

    fn interface_edges(&mut self) {
        let design = self.design;
        let attached: BTreeSet<_> = design
            .direct_connect_gateway_attachments
            .iter()
            .filter_map(|(_, a)| Some((a.virtual_interface.get()?, a.gateway.id.get()?)))
            .collect();
        for (id, interface) in design.virtual_interfaces.iter() {
            let any = AnyId::VirtualInterface(id);
            let head = &interface.head;
            let phase = head.state.phase;
            let region = head.region.get();
            let region = region.as_ref().map(|text| text.as_str());
            let account = head.account.get();
            let account = account.as_ref().map(|text| text.as_str());
            let here = self.end(any);
            let carrier = self.end_of_any(
                &interface.connection,
                ElementKind::Connection,
                head.provider,
                None,
                region,
            );
            self.edge(EdgeKind::Carries, carrier, here, None, Vec::new(), phase);
            let gateway = self.end_of(&interface.virtual_gateway, head.provider, account, region);
            self.edge(EdgeKind::Leads, here, gateway, None, Vec::new(), phase);
            let gateway = self.end_of(&interface.direct_connect_gateway, head.provider, None, None);
            let named = interface.direct_connect_gateway.id.get();
            if !named.is_some_and(|gateway| attached.contains(&(id, gateway))) {
                self.edge(EdgeKind::Leads, here, gateway, None, Vec::new(), phase);
            }
        }
        for (id, attachment) in design.direct_connect_gateway_attachments.iter() {
            let any = AnyId::DirectConnectGatewayAttachment(id);
            let head = &attachment.head;
            let from = self.end_of(&attachment.virtual_interface, head.provider, None, None);
            let to = self.end_of(&attachment.gateway, head.provider, None, None);
            let phase = head.state.phase;
            let lines = match phase {
                Phase::Active | Phase::Unstated => Vec::new(),
                _ => wrap(head.state.word()),
            };
            // Where the kind is not wanted the line between interface and gateway remains.
            let element = self.wants(any.kind()).then_some(any);
            self.edge(EdgeKind::Leads, from, to, element, lines, phase);
        }
    }

    fn session_edges(&mut self) {
        let design = self.design;
        for (id, peer) in design.bgp_peers.iter() {
            let any = AnyId::BgpPeer(id);
            let site = peer.router.get().map(AnyId::SiteRouter);
            let site = site.or(peer.site.get().map(AnyId::Site));
            let from = match site.and_then(|site| self.end(site)) {
                Some(end) => Some(end),
                None => self
                    .customer_as(peer.effective_asn().get())
                    .map(|node| End { node, row: None }),
            };
            let to = self.end(any);
            let phase = match peer.is_up() {
                Some(false) if peer.head.state.is_live() => Phase::Degraded,
                _ => peer.head.state.phase,
            };
            let family = peer.effective_family().map_or("", Family::title);
            let status = peer.status.get().map_or(String::new(), |word| clean(&word));
            let lines = some(joined([family, &status])).into_iter().collect();
            self.edge(EdgeKind::Session, from, to, Some(any), lines, phase);
        }
    }

    fn association_edges(&mut self) {
        let design = self.design;
        for (id, association) in design.direct_connect_gateway_associations.iter() {
            let any = AnyId::DirectConnectGatewayAssociation(id);
            let head = &association.head;
            let owner = association.gateway_owner.get();
            let from = self.end_of(
                &association.gateway,
                head.provider,
                owner.as_ref().map(|text| text.as_str()),
                None,
            );
            let owner = association.to_owner.get();
            let region = association.to_region.get();
            let owner = owner.as_ref().map(|text| text.as_str());
            let region = region.as_ref().map(|text| text.as_str());
            let to = self
                .end_of_any(
                    &association.to,
                    ElementKind::VirtualGateway,
                    head.provider,
                    owner,
                    region,
                )
                .or_else(|| {
                    let core = association.core_network.get()?;
                    let name = format!("core network {core}");
                    let node = self.outside(
                        ElementKind::TransitGateway,
                        &name,
                        head.provider,
                        owner,
                        region,
                    );
                    Some(End { node, row: None })
                });
            let mut lines = self.edge_lines(any, "association");
            if let Some(list) = &association.allowed_prefixes {
                lines.extend(prefixes("allowed", list.iter().map(|field| field.get())));
            }
            self.edge(
                EdgeKind::Association,
                from,
                to,
                Some(any),
                lines,
                head.state.phase,
            );
        }
        for (id, proposal) in design.direct_connect_gateway_proposals.iter() {
            let any = AnyId::DirectConnectGatewayProposal(id);
            let head = &proposal.head;
            let owner = proposal.gateway_owner.get();
            let from = self.end_of(
                &proposal.gateway,
                head.provider,
                owner.as_ref().map(|text| text.as_str()),
                None,
            );
            let account = head.account.get();
            let region = head.region.get();
            let to = self.end_of_any(
                &proposal.to,
                ElementKind::VirtualGateway,
                head.provider,
                account.as_ref().map(|text| text.as_str()),
                region.as_ref().map(|text| text.as_str()),
            );
            let mut lines = self.edge_lines(any, "proposal");
            if let Some(list) = &proposal.requested_prefixes {
                lines.push(format!("asks for {}", count(list.len(), "prefix")));
            }
            self.edge(
                EdgeKind::Proposal,
                from,
                to,
                Some(any),
                lines,
                head.state.phase,
            );
        }
    }
}
