//! Transit gateways, route servers and VPN connections.

use super::Writer;
use super::entry::{Entry, asn_out};
use super::text::Out;
use crate::model::{
    AnyId, AttachmentEntry, CustomerGateway, ElementKind, RouteServer, RouteServerEndpoint,
    RouteServerPeer, RouteServerRoute, TransitGateway, TransitGatewayAttachment,
    TransitGatewayConnectPeer, TransitGatewayRouteTable, TransitPeer, TransitRoute, VpnConnection,
    VpnTunnel,
};
use crate::profile::MachineOf;

impl Writer<'_> {
    pub(super) fn hub_sections(&mut self) -> Vec<(&'static str, Out)> {
        for kind in [
            ElementKind::TransitGatewayAttachment,
            ElementKind::TransitGatewayRouteTable,
            ElementKind::TransitGatewayConnectPeer,
            ElementKind::RouteServerEndpoint,
            ElementKind::RouteServerPeer,
            ElementKind::VpnTunnel,
        ] {
            self.count_orphans(kind);
        }
        vec![
            ("transit_gateways", self.transit_gateways()),
            ("route_servers", self.route_servers()),
            (
                "customer_gateways",
                self.section(|entry, gateway: &CustomerGateway| {
                    let key = if gateway.asn_is_extended {
                        "asn_long"
                    } else {
                        "asn"
                    };
                    entry.asn(key, &gateway.asn);
                    entry.text("address", &gateway.address);
                    entry.link("site", &gateway.site);
                    entry.link("router", &gateway.router);
                }),
            ),
            ("vpn_connections", self.vpn_connections()),
        ]
    }

    fn transit_gateways(&self) -> Out {
        let design = self.design;
        let mut all = Vec::new();
        for (id, gateway) in design.transit_gateways.iter() {
            let any = AnyId::TransitGateway(id);
            let Some(key) = self.names.key(any) else {
                continue;
            };
            let mut entry = self.entry(any);
            entry.transit_gateway(gateway);
            entry.inside("attachments", any, |entry, child| match child {
                AnyId::TransitGatewayAttachment(id) => {
                    entry.attachment(&design[id]);
                    true
                }
                _ => false,
            });
            entry.inside("route_tables", any, |entry, child| match child {
                AnyId::TransitGatewayRouteTable(id) => {
                    entry.transit_table(&design[id]);
                    true
                }
                _ => false,
            });
            entry.inside("connect_peers", any, |entry, child| match child {
                AnyId::TransitGatewayConnectPeer(id) => {
                    entry.connect_peer(&design[id]);
                    true
                }
                _ => false,
            });
            all.push((key.to_owned(), Out::Block(entry.members)));
        }
        Out::Block(all)
    }

    fn route_servers(&self) -> Out {
        let design = self.design;
        let mut all = Vec::new();
        for (id, server) in design.route_servers.iter() {
            let any = AnyId::RouteServer(id);
            let Some(key) = self.names.key(any) else {
                continue;
            };
            let mut entry = self.entry(any);
            entry.route_server(server);
            entry.inside("endpoints", any, |entry, child| match child {
                AnyId::RouteServerEndpoint(id) => {
                    entry.endpoint(&design[id]);
                    true
                }
                _ => false,
            });
            entry.inside("peers", any, |entry, child| match child {
                AnyId::RouteServerPeer(id) => {
                    entry.server_peer(&design[id]);
                    true
                }
                _ => false,
            });
            all.push((key.to_owned(), Out::Block(entry.members)));
        }
        Out::Block(all)
    }

    fn vpn_connections(&self) -> Out {
        let design = self.design;
        let mut all = Vec::new();
        for (id, vpn) in design.vpn_connections.iter() {
            let any = AnyId::VpnConnection(id);
            let Some(key) = self.names.key(any) else {
                continue;
            };
            let mut entry = self.entry(any);
            entry.vpn(vpn);
            entry.inside("tunnels", any, |entry, child| match child {
                AnyId::VpnTunnel(id) => {
                    entry.tunnel(&design[id]);
                    true
                }
                _ => false,
            });
            all.push((key.to_owned(), Out::Block(entry.members)));
        }
        Out::Block(all)
    }
}

impl Entry<'_, '_> {
    fn transit_gateway(&mut self, gateway: &TransitGateway) {
        self.asn("asn", &gateway.asn);
        self.plain("ecmp", &gateway.ecmp);
        self.list(
            "cidrs",
            Some(&gateway.cidrs).filter(|_| gateway.cidrs_listed),
        );
        self.plain("default_association", &gateway.default_association);
        self.link(
            "default_association_table",
            &gateway.default_association_table,
        );
        self.plain("default_propagation", &gateway.default_propagation);
        self.link(
            "default_propagation_table",
            &gateway.default_propagation_table,
        );
    }

    fn attachment(&mut self, attachment: &TransitGatewayAttachment) {
        self.any("to", &attachment.resource);
        self.text("type", &attachment.resource_type);
        self.links("subnets", attachment.subnets.as_ref());
        self.text("created", &attachment.created);
        self.text("gateway_account", &attachment.gateway_owner);
        self.link("association", &attachment.association);
        if !attachment.association.is_absent() {
            let state = &attachment.association_state;
            self.state("association_state", MachineOf::TransitAssociation, state);
        }
        self.peer("requester", &attachment.requester);
        self.peer("accepter", &attachment.accepter);
        self.link("accepter_attachment", &attachment.accepter_attachment);
        self.link("accepter_association", &attachment.accepter_association);
        self.plain("dynamic_routing", &attachment.dynamic_routing);
        self.plain("ipv6_support", &attachment.ipv6_support);
        self.plain("appliance_mode", &attachment.appliance_mode);
        self.link("transport", &attachment.transport);
        self.text("message", &attachment.message);
    }

    fn peer(&mut self, key: &str, peer: &TransitPeer) {
        let mut inner = self.like();
        inner.link("gateway", &peer.gateway);
        inner.text("core_network", &peer.core_network);
        inner.text("account", &peer.owner);
        inner.text("region", &peer.region);
        let members = inner.members;
        match members.as_slice() {
            [] => {}
            [(name, only)] if name == "gateway" => self.push(key, only.clone()),
            _ => self.push(key, Out::Flow(members)),
        }
    }

    fn transit_table(&mut self, table: &TransitGatewayRouteTable) {
        self.plain("default_association", &table.default_association);
        self.plain("default_propagation", &table.default_propagation);
        for (key, of, entries) in [
            (
                "associate",
                MachineOf::TransitAssociation,
                &table.associations,
            ),
            (
                "propagate",
                MachineOf::TransitPropagation,
                &table.propagations,
            ),
        ] {
            if let Some(entries) = entries {
                let items = entries.iter().filter_map(|entry| self.tie(of, entry));
                let items = items.collect();
                self.push(key, Out::List(items));
            }
        }
        for (key, holds) in [
            ("associations_partial", table.associations_partial),
            ("propagations_partial", table.propagations_partial),
            ("routes_partial", table.routes_partial),
        ] {
            if holds {
                self.push(key, Out::Plain("true".to_owned()));
            }
        }
        if let Some(routes) = &table.routes {
            let routes = routes
                .iter()
                .map(|route| self.transit_route(route))
                .collect();
            self.push("routes", Out::List(routes));
        }
    }

    fn tie(&self, of: MachineOf, entry: &AttachmentEntry) -> Option<Out> {
        let name = self.name_of(&entry.attachment)?;
        let tie = self.stated("attachment", name.clone(), of, &entry.state);
        let Some(kind) = entry.resource_type.get() else {
            return Some(tie);
        };
        let mut members = match tie {
            Out::Flow(members) => members,
            bare => vec![("attachment".to_owned(), bare)],
        };
        members.push(("type".to_owned(), Out::Text(kind.to_string())));
        Some(Out::Flow(members))
    }

    fn transit_route(&self, route: &TransitRoute) -> Out {
        let mut inner = self.like();
        let to = route.to.get().map(|cidr| cidr.to_string());
        if let Some(to) = to.or_else(|| self.list_name(&route.to_list)) {
            inner.push("to", Out::Text(to));
        }
        let mut via: Vec<Out> = route
            .attachments
            .iter()
            .filter_map(|attachment| self.name_of(attachment))
            .map(Out::Text)
            .collect();
        if route.blackhole {
            via.push(Out::Text("blackhole".to_owned()));
        }
        if !via.is_empty() {
            inner.push("via", Out::List(via));
        }
        if route.route_type.get().is_some_and(|kind| kind != "static") {
            inner.text("type", &route.route_type);
        }
        // A dropping route is a blackhole without saying so.
        if !(route.blackhole && route.state.word() == "blackhole") {
            inner.state("state", MachineOf::TransitRoute, &route.state);
        }
        Out::Flow(inner.members)
    }

    fn connect_peer(&mut self, peer: &TransitGatewayConnectPeer) {
        self.link("attachment", &peer.attachment);
        self.text("gateway_address", &peer.gateway_address);
        self.text("peer_address", &peer.peer_address);
        self.some("inside_cidrs", &peer.inside_cidrs);
        if !peer.sessions.is_empty() {
            let sessions = peer.sessions.iter().map(|session| {
                let mut inner = self.like();
                inner.asn("gateway_asn", &session.gateway_asn);
                inner.asn("peer_asn", &session.peer_asn);
                inner.status("status", &session.status);
                Out::Flow(inner.members)
            });
            let sessions = sessions.collect();
            self.push("sessions", Out::List(sessions));
        }
    }

    fn route_server(&mut self, server: &RouteServer) {
        self.asn("asn", &server.asn);
        self.text("persist_routes", &server.persist_state);
        self.plain("persist_minutes", &server.persist_minutes);
        if let Some(ties) = &server.associations {
            let of = MachineOf::RouteServerAssociation;
            let items = ties.iter().filter_map(|tie| {
                Some(self.stated("network", self.name_of(&tie.network)?, of, &tie.state))
            });
            let items = items.collect();
            self.push("network", Out::List(items));
        }
        if let Some(ties) = &server.propagations {
            let of = MachineOf::RouteServerPropagation;
            let items = ties.iter().filter_map(|tie| {
                Some(self.stated("table", self.name_of(&tie.table)?, of, &tie.state))
            });
            let items = items.collect();
            self.push("propagate", Out::List(items));
        }
        for (key, holds) in [
            ("associations_partial", server.associations_partial),
            ("propagations_partial", server.propagations_partial),
        ] {
            if holds {
                self.push(key, Out::Plain("true".to_owned()));
            }
        }
        if let Some(routes) = &server.routes {
            let routes = routes.iter().map(|route| self.database(route)).collect();
            self.push("routes", Out::List(routes));
        }
        self.plain("routes_persisted", &server.routes_persisted);
    }

    fn database(&self, route: &RouteServerRoute) -> Out {
        let mut inner = self.like();
        inner.text("prefix", &route.prefix);
        inner.link("peer", &route.peer);
        inner.text("status", &route.status);
        let path = route.as_path.iter().map(|asn| asn_out(*asn)).collect();
        inner.push("as_path", Out::List(path));
        inner.plain("med", &route.med);
        inner.text("next_hop", &route.next_hop);
        if !route.rejected.is_empty() {
            let rejected = route.rejected.iter().map(|(table, reason)| {
                let mut inner = self.like();
                inner.link("table", table);
                inner.text("reason", reason);
                Out::Flow(inner.members)
            });
            inner.push("rejected", Out::List(rejected.collect()));
        }
        Out::Flow(inner.members)
    }

    fn endpoint(&mut self, endpoint: &RouteServerEndpoint) {
        self.link("network", &endpoint.network);
        self.link("subnet", &endpoint.subnet);
        self.text("address", &endpoint.address);
        self.text("interface", &endpoint.interface);
        self.text("failure", &endpoint.failure);
    }

    fn server_peer(&mut self, peer: &RouteServerPeer) {
        self.link("endpoint", &peer.endpoint);
        self.link("network", &peer.network);
        self.link("subnet", &peer.subnet);
        self.asn("asn", &peer.asn);
        self.text("address", &peer.address);
        self.text("endpoint_address", &peer.endpoint_address);
        self.text("liveness", &peer.liveness);
        self.status("status", &peer.bgp_status);
        self.status("bfd_status", &peer.bfd_status);
        self.text("failure", &peer.failure);
    }

    fn vpn(&mut self, vpn: &VpnConnection) {
        self.link("customer_gateway", &vpn.customer_gateway);
        let named = |name: Option<String>, kind: ElementKind| {
            let prefix = format!("{}/", kind.word());
            name.map(|name| match name.starts_with(&prefix) {
                true => Out::Text(name),
                false => Out::Text(format!("{prefix}{name}")),
            })
        };
        let ends: Vec<Out> = [
            named(
                self.name_of(&vpn.virtual_gateway),
                ElementKind::VirtualGateway,
            ),
            named(
                self.name_of(&vpn.transit_gateway),
                ElementKind::TransitGateway,
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !ends.is_empty() {
            self.push("to", Out::List(ends));
        }
        self.text("other_target", &vpn.other_target);
        if let Some(only) = vpn.static_only.get() {
            let word = if only { "static" } else { "bgp" };
            self.push("routing", Out::Text(word.to_owned()));
        }
        self.list("static_routes", vpn.static_routes.as_ref());
        self.status("status", &vpn.status);
        self.text("inside_family", &vpn.inside_family);
        self.text("local_ipv4", &vpn.local_ipv4);
        self.text("remote_ipv4", &vpn.remote_ipv4);
        self.text("local_ipv6", &vpn.local_ipv6);
        self.text("remote_ipv6", &vpn.remote_ipv6);
        self.text("outside_type", &vpn.outside_type);
        self.link("transport", &vpn.transport);
    }

    /// The key of a tunnel stays where it was.
    fn tunnel(&mut self, tunnel: &VpnTunnel) {
        self.text("inside_cidr", &tunnel.inside_cidr);
        self.text("inside_ipv6_cidr", &tunnel.inside_ipv6_cidr);
        self.text("outside_address", &tunnel.outside_address);
        self.status("status", &tunnel.status);
        self.text("message", &tunnel.message);
        self.plain("accepted_routes", &tunnel.accepted_routes);
        if !tunnel.pre_shared_key.is_absent() {
            self.push("pre_shared_key", Out::Text("***".to_owned()));
        }
    }
}
