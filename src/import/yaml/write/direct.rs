//! Connections, virtual interfaces, their sessions, and the gateways behind them.

use super::Writer;
use super::entry::{Entry, asn_out};
use super::text::Out;
use crate::model::{
    AnyId, BgpPeer, Connection, DirectConnectGateway, DirectConnectGatewayAssociation,
    DirectConnectGatewayAttachment, DirectConnectGatewayProposal, ElementKind, Lag,
    VirtualInterface,
};

impl Writer<'_> {
    pub(super) fn direct_sections(&mut self) -> Vec<(&'static str, Out)> {
        self.count_orphans(ElementKind::BgpPeer);
        let gateways = self.section(|entry, gateway: &DirectConnectGateway| {
            entry.asn("asn", &gateway.asn);
            entry.text("error", &gateway.error);
            entry.plain("prefix_allocations", &gateway.prefix_allocations);
        });
        let associations = self.section(|entry, tie: &DirectConnectGatewayAssociation| {
            entry.link("gateway", &tie.gateway);
            entry.text("gateway_account", &tie.gateway_owner);
            entry.any("to", &tie.to);
            entry.text("to_account", &tie.to_owner);
            entry.text("to_region", &tie.to_region);
            entry.text("core_network", &tie.core_network);
            entry.list("allowed_prefixes", tie.allowed_prefixes.as_ref());
            entry.text("error", &tie.error);
        });
        let attachments = self.section(|entry, tie: &DirectConnectGatewayAttachment| {
            entry.link("gateway", &tie.gateway);
            entry.link("virtual_interface", &tie.virtual_interface);
            entry.text("type", &tie.attachment_type);
            entry.text("error", &tie.error);
        });
        let proposals = self.section(|entry, proposal: &DirectConnectGatewayProposal| {
            entry.link("gateway", &proposal.gateway);
            entry.text("gateway_account", &proposal.gateway_owner);
            entry.any("to", &proposal.to);
            entry.list("requested_prefixes", proposal.requested_prefixes.as_ref());
        });
        vec![
            ("direct_connect_gateways", gateways),
            ("direct_connect_gateway_associations", associations),
            ("direct_connect_gateway_attachments", attachments),
            ("direct_connect_gateway_association_proposals", proposals),
            (
                "connections",
                self.section(|entry, one| entry.connection(one)),
            ),
            ("lags", self.section(|entry, one| entry.lag(one))),
            ("virtual_interfaces", self.virtual_interfaces()),
        ]
    }

    fn virtual_interfaces(&self) -> Out {
        let design = self.design;
        let mut all = Vec::new();
        for (id, interface) in design.virtual_interfaces.iter() {
            let any = AnyId::VirtualInterface(id);
            let Some(key) = self.names.key(any) else {
                continue;
            };
            let mut entry = self.entry(any);
            entry.virtual_interface(interface);
            entry.inside("bgp_peers", any, |entry, child| match child {
                AnyId::BgpPeer(id) => {
                    entry.bgp_peer(&design[id]);
                    true
                }
                _ => false,
            });
            let none = !entry.members.iter().any(|(key, _)| key == "bgp_peers");
            if none && interface.peers_listed {
                entry.push("bgp_peers", Out::Flow(Vec::new()));
            }
            all.push((key.to_owned(), Out::Block(entry.members)));
        }
        Out::Block(all)
    }
}

impl Entry<'_, '_> {
    fn connection(&mut self, connection: &Connection) {
        self.text("location", &connection.location);
        self.text("device", &connection.device);
        self.text("logical_device", &connection.logical_device);
        self.text("bandwidth", &connection.bandwidth);
        self.plain("vlan", &connection.vlan);
        self.text("partner", &connection.partner);
        self.text("carrier", &connection.carrier);
        self.link("lag", &connection.lag);
        self.plain("jumbo_capable", &connection.jumbo_capable);
        self.text("logical_redundancy", &connection.logical_redundancy);
        self.plain("macsec_capable", &connection.macsec_capable);
        self.plain("macsec", &connection.macsec_requested);
        self.plain("prefix_pool_ipv4", &connection.prefix_pool_ipv4);
        self.plain("prefix_pool_ipv6", &connection.prefix_pool_ipv6);
        self.text("type", &connection.connection_type);
    }

    fn lag(&mut self, lag: &Lag) {
        self.links("connections", lag.connections.as_ref());
        self.plain("minimum_links", &lag.minimum_links);
        self.plain("connection_count", &lag.connection_count);
        self.text("bandwidth", &lag.bandwidth);
        self.text("location", &lag.location);
        self.text("device", &lag.device);
        self.text("logical_device", &lag.logical_device);
        self.plain("jumbo_capable", &lag.jumbo_capable);
        self.text("logical_redundancy", &lag.logical_redundancy);
        self.plain("prefix_pool_ipv4", &lag.prefix_pool_ipv4);
        self.plain("prefix_pool_ipv6", &lag.prefix_pool_ipv6);
    }

    fn virtual_interface(&mut self, interface: &VirtualInterface) {
        self.text("type", &interface.interface_type);
        let is_lag = match interface.connection.get() {
            Some(id) => id.kind() == ElementKind::Lag,
            None => interface.connection.kinds == [ElementKind::Lag],
        };
        let key = if is_lag { "lag" } else { "connection" };
        self.any(key, &interface.connection);
        self.plain("vlan", &interface.vlan);
        self.plain("mtu", &interface.mtu);
        let named = |name: Option<String>, kind: ElementKind| {
            let prefix = format!("{}/", kind.word());
            name.map(|name| match name.starts_with(&prefix) {
                true => Out::Text(name),
                false => Out::Text(format!("{prefix}{name}")),
            })
        };
        let gateways: Vec<Out> = [
            named(
                self.name_of(&interface.virtual_gateway),
                ElementKind::VirtualGateway,
            ),
            named(
                self.name_of(&interface.direct_connect_gateway),
                ElementKind::DirectConnectGateway,
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !gateways.is_empty() {
            self.push("gateway", Out::List(gateways));
        }
        self.asn("asn", &interface.asn);
        self.asn("provider_asn", &interface.provider_asn);
        self.plain("site_link", &interface.site_link);
        self.text("location", &interface.location);
        self.text("device", &interface.device);
        self.text("logical_device", &interface.logical_device);
        self.plain("jumbo_capable", &interface.jumbo_capable);
        self.list(
            "route_filter_prefixes",
            interface.route_filter_prefixes.as_ref(),
        );
        self.plain("prefix_allocation_ipv4", &interface.prefix_allocation_ipv4);
        self.plain("prefix_allocation_ipv6", &interface.prefix_allocation_ipv6);
        self.text("rate_limit", &interface.rate_limit);
        self.list("remote_prefixes", interface.remote_prefixes.as_ref());
        if let Some(routes) = &interface.routes {
            let routes = routes.iter().map(|route| {
                let mut inner = self.like();
                inner.text("cidr", &route.cidr);
                inner.text("direction", &route.direction);
                if let Some(family) = route.family.get() {
                    inner.push("family", Out::Text(family.word().to_owned()));
                }
                let path = route.as_path.iter().map(|asn| asn_out(*asn)).collect();
                inner.push("as_path", Out::List(path));
                let communities = route.communities.iter();
                let communities = communities.map(|c| Out::Text(c.to_string())).collect();
                inner.push("communities", Out::List(communities));
                inner.text("logical_device", &route.logical_device);
                Out::Flow(inner.members)
            });
            let routes = routes.collect();
            self.push("routes", Out::List(routes));
        }
    }

    /// The secret of a session stays where it was.
    fn bgp_peer(&mut self, peer: &BgpPeer) {
        if let Some(family) = peer.family.get() {
            self.push("family", Out::Text(family.word().to_owned()));
        }
        self.asn("asn", &peer.asn);
        self.asn("asn_long", &peer.asn_long);
        self.text("customer_address", &peer.customer_address);
        self.text("provider_address", &peer.provider_address);
        if !peer.auth_key.is_absent() {
            self.push("auth_key", Out::Text("***".to_owned()));
        }
        self.status("status", &peer.status);
        self.link("site", &peer.site);
        self.link("router", &peer.router);
        self.text("route_mode", &peer.route_mode);
        self.plain("bfd", &peer.bfd);
        self.plain("received_routes", &peer.received_routes);
        self.plain("route_limit", &peer.route_limit);
        self.text("device", &peer.device);
        self.text("logical_device", &peer.logical_device);
        self.some("communities", &peer.communities);
        self.plain("hold_time", &peer.hold_time);
        self.plain("keepalive", &peer.keepalive);
    }
}
