//! Connections, groups, virtual interfaces with their sessions, and Direct Connect gateways.

use super::{Lower, Parent, whole};
use crate::import::yaml::format::{BgpPeer, Design, InterfaceRoute, VirtualInterface};
use crate::import::yaml::kinds::{Carriers, Targets, YesNo};
use crate::import::yaml::leaf::Leaf;
use crate::model;
use crate::model::{
    AnyLink, DirectConnectGateway, ElementKind, Head, InterfaceType, Link, VirtualGateway,
};
use crate::source::{Field, Scalar, Span, Text};

impl Lower {
    pub(super) fn direct_connect(&mut self, design: &Design<'_>) {
        self.direct_connect_gateways(design);
        self.direct_connect_ties(design);
        self.connections(design);
        self.lags(design);
        self.each(
            ElementKind::VirtualInterface,
            &design.virtual_interfaces,
            None,
            |lower, head, entry| lower.virtual_interface(head, entry),
        );
    }

    fn direct_connect_gateways(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::DirectConnectGateway,
            &design.direct_connect_gateways,
            None,
            |lower, head, entry| {
                let gateway = DirectConnectGateway {
                    head,
                    asn: lower.get(&entry.asn),
                    error: lower.get(&entry.error),
                    prefix_allocations: lower.get(&entry.prefix_allocations),
                };
                lower.batch.elements.direct_connect_gateways.push(gateway);
            },
        );
        self.each(
            ElementKind::DirectConnectGatewayAssociation,
            &design.direct_connect_gateway_associations,
            None,
            |lower, head, entry| {
                let association = model::DirectConnectGatewayAssociation {
                    head,
                    gateway: lower.link(&entry.gateway),
                    gateway_owner: lower.text(&entry.gateway_account),
                    to: lower.any(&entry.to),
                    to_owner: lower.text(&entry.to_account),
                    to_region: lower.text(&entry.to_region),
                    core_network: lower.get(&entry.core_network),
                    allowed_prefixes: lower.listed(&entry.allowed_prefixes),
                    error: lower.get(&entry.error),
                };
                let all = &mut lower.batch.elements.direct_connect_gateway_associations;
                all.push(association);
            },
        );
    }

    fn direct_connect_ties(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::DirectConnectGatewayAttachment,
            &design.direct_connect_gateway_attachments,
            None,
            |lower, head, entry| {
                let attachment = model::DirectConnectGatewayAttachment {
                    head,
                    gateway: lower.link(&entry.gateway),
                    virtual_interface: lower.link(&entry.virtual_interface),
                    attachment_type: lower.get(&entry.attachment_type),
                    error: lower.get(&entry.error),
                };
                let all = &mut lower.batch.elements.direct_connect_gateway_attachments;
                all.push(attachment);
            },
        );
        self.each(
            ElementKind::DirectConnectGatewayProposal,
            &design.direct_connect_gateway_association_proposals,
            None,
            |lower, head, entry| {
                let proposal = model::DirectConnectGatewayProposal {
                    head,
                    gateway: lower.link(&entry.gateway),
                    gateway_owner: lower.text(&entry.gateway_account),
                    to: lower.any(&entry.to),
                    requested_prefixes: lower.listed(&entry.requested_prefixes),
                };
                let all = &mut lower.batch.elements.direct_connect_gateway_proposals;
                all.push(proposal);
            },
        );
    }

    fn connections(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::Connection,
            &design.connections,
            None,
            |lower, head, entry| {
                let word = |hosted| if hosted { "hosted" } else { "standard" };
                let hosted = lower.get(&entry.hosted).map(|yes| Text::new(word(yes)));
                let connection = model::Connection {
                    head,
                    location: lower.get(&entry.location),
                    device: lower.get(&entry.device),
                    logical_device: lower.get(&entry.logical_device),
                    bandwidth: lower.text(&entry.bandwidth),
                    vlan: lower.get(&entry.vlan),
                    partner: lower.get(&entry.partner),
                    carrier: lower.get(&entry.carrier),
                    lag: lower.link(&entry.lag),
                    jumbo_capable: lower.get(&entry.jumbo_capable),
                    logical_redundancy: lower.yes_no(&entry.logical_redundancy),
                    macsec_capable: lower.get(&entry.macsec_capable),
                    macsec_requested: lower.get(&entry.macsec),
                    prefix_pool_ipv4: lower.get(&entry.prefix_pool_ipv4),
                    prefix_pool_ipv6: lower.get(&entry.prefix_pool_ipv6),
                    connection_type: lower.word(&entry.connection_type).or(hosted),
                };
                lower.batch.elements.connections.push(connection);
            },
        );
    }

    fn lags(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::Lag,
            &design.lags,
            None,
            |lower, head, entry| {
                let connections = lower.links(&entry.connections);
                let lag = model::Lag {
                    head,
                    connections: entry.connections.listed.then_some(connections),
                    minimum_links: lower.get(&entry.minimum_links),
                    connection_count: lower.get(&entry.connection_count),
                    bandwidth: lower.text(&entry.bandwidth),
                    location: lower.get(&entry.location),
                    device: lower.get(&entry.device),
                    logical_device: lower.get(&entry.logical_device),
                    jumbo_capable: lower.get(&entry.jumbo_capable),
                    logical_redundancy: lower.yes_no(&entry.logical_redundancy),
                    prefix_pool_ipv4: lower.get(&entry.prefix_pool_ipv4),
                    prefix_pool_ipv6: lower.get(&entry.prefix_pool_ipv6),
                };
                lower.batch.elements.lags.push(lag);
            },
        );
    }

    /// `yes`, `no` or `unknown`, also written as a boolean.
    fn yes_no(&mut self, leaf: &Leaf<'_, YesNo>) -> Field<Text> {
        let text = self.text(leaf);
        let Some((word, span)) = text.located() else {
            return text;
        };
        match word.to_ascii_lowercase().as_str() {
            "true" | "yes" => Field::at(Text::new("yes"), span),
            "false" | "no" => Field::at(Text::new("no"), span),
            "unknown" => Field::at(Text::new("unknown"), span),
            _ => self.wrong(span, "true, false or unknown"),
        }
    }

    fn virtual_interface(&mut self, mut head: Head, entry: &VirtualInterface<'_>) {
        head.account = self.text(&entry.owner).or(head.account);
        let parent = Parent::of(&head);
        let secret = self.sessions(&parent, entry);
        let interface_type = self.word(&entry.interface_type);
        let transit = interface_type
            .get()
            .and_then(|word| InterfaceType::parse(&word))
            == Some(InterfaceType::Transit);
        let (virtual_gateway, direct_connect_gateway) = self.interface_gateways(entry, transit);
        let interface = model::VirtualInterface {
            head,
            interface_type,
            connection: self.carrier(entry),
            vlan: self.get(&entry.vlan),
            mtu: self.get(&entry.mtu),
            virtual_gateway,
            direct_connect_gateway,
            asn: self.get(&entry.asn),
            provider_asn: self.get(&entry.provider_asn),
            site_link: self.get(&entry.site_link),
            location: self.get(&entry.location),
            device: self.get(&entry.device),
            logical_device: self.get(&entry.logical_device),
            jumbo_capable: self.get(&entry.jumbo_capable),
            route_filter_prefixes: self.listed(&entry.route_filter_prefixes),
            peers_listed: entry.bgp_peers.listed,
            prefix_allocation_ipv4: self.get(&entry.prefix_allocation_ipv4),
            prefix_allocation_ipv6: self.get(&entry.prefix_allocation_ipv6),
            rate_limit: self.text(&entry.rate_limit),
            remote_prefixes: self.listed(&entry.remote_prefixes),
            remote_list: model::Link::default(),
            routes: whole(&entry.routes).map(|routes| self.interface_routes(routes)),
            secret,
        };
        self.batch.elements.virtual_interfaces.push(interface);
    }

    /// The connection or group that an interface runs on; it cannot be both.
    fn carrier(&mut self, entry: &VirtualInterface<'_>) -> AnyLink {
        let connection = self.any(&entry.connection);
        let lag = self.text(&entry.lag);
        let Some(span) = lag.span() else {
            return connection;
        };
        if !connection.is_absent() {
            self.wrong::<()>(span, "either `connection` or `lag`, not both");
            return connection;
        }
        let lags = Carriers::KINDS.iter().position(|k| *k == ElementKind::Lag);
        let kinds = lags.and_then(|at| Carriers::KINDS.get(at..=at));
        AnyLink::unresolved(lag, kinds.unwrap_or(Carriers::KINDS))
    }

    /// The gateways that an interface leads to, each by its kind. One that the file does not declare and whose kind the reference does
    /// not say is taken for a Direct Connect gateway on a transit interface or where the id is a UUID, else for a virtual gateway.
    fn interface_gateways(
        &mut self,
        entry: &VirtualInterface<'_>,
        transit: bool,
    ) -> (Link<VirtualGateway>, Link<DirectConnectGateway>) {
        let mut virtual_gateway = Link::default();
        let mut direct_connect_gateway = Link::default();
        for leaf in &entry.gateway.items {
            let link = self.any(leaf);
            let Some(span) = link.id.span() else { continue };
            let global = match link.kinds {
                [kind] => *kind == ElementKind::DirectConnectGateway,
                _ => transit || link.id.get().is_some_and(|id| is_uuid(&id)),
            };
            let taken = match global {
                true => !direct_connect_gateway.is_absent(),
                false => !virtual_gateway.is_absent(),
            };
            if taken {
                self.wrong::<()>(span, "at most one gateway of each kind");
            } else if global {
                direct_connect_gateway = Link::unresolved(link.id);
            } else {
                virtual_gateway = Link::unresolved(link.id);
            }
        }
        (virtual_gateway, direct_connect_gateway)
    }

    fn interface_routes(&mut self, routes: &[InterfaceRoute<'_>]) -> Vec<model::InterfaceRoute> {
        let mut all = Vec::with_capacity(routes.len());
        for entry in routes {
            let cidr = self.get(&entry.cidr);
            let Some(span) = cidr.span() else { continue };
            let as_path = self.many(&entry.as_path);
            let communities = self.texts(&entry.communities);
            all.push(model::InterfaceRoute {
                span,
                cidr,
                direction: self.word(&entry.direction),
                family: self.get(&entry.family),
                as_path: as_path.iter().filter_map(Field::get).collect(),
                communities: communities.iter().filter_map(Field::get).collect(),
                logical_device: self.get(&entry.logical_device),
            });
        }
        all
    }

    /// The sessions of an interface; gives the place of the first secret that is not masked.
    fn sessions(&mut self, parent: &Parent, interface: &VirtualInterface<'_>) -> Option<Span> {
        let mut secret = None;
        self.each(
            ElementKind::BgpPeer,
            &interface.bgp_peers,
            Some(parent),
            |lower, head, entry| {
                let peer = lower.bgp_peer(parent, head, entry);
                if let Some((key, span)) = peer.auth_key.located()
                    && !key.masked
                {
                    secret.get_or_insert(span);
                }
                lower.batch.elements.bgp_peers.push(peer);
            },
        );
        secret
    }

    fn bgp_peer(&mut self, parent: &Parent, head: Head, entry: &BgpPeer<'_>) -> model::BgpPeer {
        model::BgpPeer {
            head,
            virtual_interface: parent.link(),
            family: self.get(&entry.family),
            family_word: Field::Absent,
            asn: self.get(&entry.asn),
            asn_long: self.get(&entry.asn_long),
            provider_address: self.get(&entry.provider_address),
            customer_address: self.get(&entry.customer_address),
            auth_key: self.get(&entry.auth_key),
            status: self.word(&entry.status),
            route_mode: self.word(&entry.route_mode),
            bfd: self.get(&entry.bfd),
            received_routes: self.get(&entry.received_routes),
            route_limit: self.get(&entry.route_limit),
            device: self.get(&entry.device),
            logical_device: self.get(&entry.logical_device),
            site: self.link(&entry.site),
            router: self.link(&entry.router),
            communities: self.texts(&entry.communities),
            hold_time: self.get(&entry.hold_time),
            keepalive: self.get(&entry.keepalive),
            from_interface: false,
        }
    }
}

/// Five groups of hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.concat().bytes().all(|b| b.is_ascii_hexdigit())
}
