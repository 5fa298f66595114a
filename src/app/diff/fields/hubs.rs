//! Transit gateways and route servers.

use super::{Members, number};
use crate::model::{
    AttachmentEntry, RouteServer, RouteServerEndpoint, RouteServerPeer, TransitGateway,
    TransitGatewayAttachment, TransitGatewayConnectPeer, TransitGatewayRouteTable, TransitPeer,
    TransitRoute,
};

impl Members<'_> {
    pub(super) fn transit_gateway(&mut self, gateway: &TransitGateway) {
        self.asn("asn", &gateway.asn);
        self.flag("ecmp", &gateway.ecmp);
        self.list(
            "cidrs",
            Some(&gateway.cidrs).filter(|_| gateway.cidrs_listed),
        );
        self.flag("default_association", &gateway.default_association);
        self.link(
            "default_association_table",
            &gateway.default_association_table,
        );
        self.flag("default_propagation", &gateway.default_propagation);
        self.link(
            "default_propagation_table",
            &gateway.default_propagation_table,
        );
    }

    pub(super) fn attachment(&mut self, attachment: &TransitGatewayAttachment) {
        self.link("gateway", &attachment.gateway);
        self.any("to", &attachment.resource);
        self.text("type", &attachment.resource_type);
        self.links("subnets", attachment.subnets.as_ref());
        self.link("association", &attachment.association);
        self.link("accepter_association", &attachment.accepter_association);
        self.peer("requester", &attachment.requester);
        self.peer("accepter", &attachment.accepter);
        self.flag("dynamic_routing", &attachment.dynamic_routing);
        self.flag("ipv6_support", &attachment.ipv6_support);
        self.flag("appliance_mode", &attachment.appliance_mode);
        self.link("transport", &attachment.transport);
    }

    fn peer(&mut self, name: &'static str, peer: &TransitPeer) {
        if peer.core_network.is_absent() {
            self.link(name, &peer.gateway);
        } else {
            self.text(name, &peer.core_network);
        }
    }

    pub(super) fn transit_table(&mut self, table: &TransitGatewayRouteTable) {
        self.link("gateway", &table.gateway);
        self.flag("default_association", &table.default_association);
        self.flag("default_propagation", &table.default_propagation);
        let entries = |list: Option<&Vec<AttachmentEntry>>, partial: bool| {
            let list = list.filter(|_| !partial)?;
            let live = list.iter().filter(|entry| entry.state.is_live());
            Some(
                live.filter_map(|entry| self.name_of(&entry.attachment))
                    .collect(),
            )
        };
        let associate = entries(table.associations.as_ref(), table.associations_partial);
        let propagate = entries(table.propagations.as_ref(), table.propagations_partial);
        let routes = table
            .routes
            .as_ref()
            .filter(|_| !table.routes_partial)
            .map(|routes| {
                routes
                    .iter()
                    .map(|route| self.transit_route(route))
                    .collect()
            });
        self.set("associate", associate);
        self.set("propagate", propagate);
        self.set("routes", routes);
    }

    fn transit_route(&self, route: &TransitRoute) -> String {
        let to = number(&route.to).or_else(|| self.name_of(&route.to_list));
        let to = to.unwrap_or_else(|| "an unreadable destination".to_owned());
        let mut via: Vec<String> = route
            .attachments
            .iter()
            .filter_map(|attachment| self.name_of(attachment))
            .collect();
        via.sort();
        if via.is_empty() {
            via.push(
                if route.blackhole {
                    "blackhole"
                } else {
                    "nothing"
                }
                .to_owned(),
            );
        }
        let mut line = format!("{to} via {}", via.join(", "));
        let said = [
            number(&route.route_type).filter(|kind| kind != "static"),
            number(&route.state.native).filter(|state| state != "active"),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        if !said.is_empty() {
            line.push_str(&format!(" ({})", said.join(", ")));
        }
        line
    }

    pub(super) fn connect_peer(&mut self, peer: &TransitGatewayConnectPeer) {
        self.link("attachment", &peer.attachment);
        self.text("gateway_address", &peer.gateway_address);
        self.text("peer_address", &peer.peer_address);
        self.list("inside_cidrs", Some(&peer.inside_cidrs));
        let sessions = peer.sessions.iter().map(|session| {
            let parts = [
                number(&session.peer_asn).map(|asn| format!("peer_asn {asn}")),
                number(&session.status).map(|status| format!("status {}", status.to_lowercase())),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            parts.join(" ")
        });
        let sessions = sessions.collect();
        self.set("sessions", Some(sessions));
    }

    pub(super) fn route_server(&mut self, server: &RouteServer) {
        self.asn("asn", &server.asn);
        self.text("persist_routes", &server.persist_state);
        self.number("persist_minutes", &server.persist_minutes);
        let networks = server
            .associations
            .as_ref()
            .filter(|_| !server.associations_partial)
            .map(|ties| {
                let live = ties.iter().filter(|tie| tie.state.is_live());
                live.filter_map(|tie| self.name_of(&tie.network)).collect()
            });
        let tables = server
            .propagations
            .as_ref()
            .filter(|_| !server.propagations_partial)
            .map(|ties| {
                let live = ties.iter().filter(|tie| tie.state.is_live());
                live.filter_map(|tie| self.name_of(&tie.table)).collect()
            });
        let routes = server.routes.as_ref().map(|routes| {
            let lines = routes.iter().map(|route| {
                let prefix = number(&route.prefix).unwrap_or_default();
                let peer = self.name_of(&route.peer).unwrap_or_default();
                let status = number(&route.status).unwrap_or_default();
                format!("{prefix} from {peer} ({status})")
            });
            lines.collect()
        });
        self.set("network", networks);
        self.set("propagate", tables);
        self.set("routes", routes);
    }

    pub(super) fn endpoint(&mut self, endpoint: &RouteServerEndpoint) {
        self.link("server", &endpoint.server);
        self.link("subnet", &endpoint.subnet);
        self.text("address", &endpoint.address);
        self.text("interface", &endpoint.interface);
        self.text("failure", &endpoint.failure);
    }

    pub(super) fn server_peer(&mut self, peer: &RouteServerPeer) {
        self.link("endpoint", &peer.endpoint);
        self.text("address", &peer.address);
        self.asn("asn", &peer.asn);
        self.text("liveness", &peer.liveness);
        self.word("status", &peer.bgp_status);
        self.word("bfd_status", &peer.bfd_status);
        self.text("failure", &peer.failure);
    }
}
