//! Connections, virtual interfaces, BGP sessions and the gateways behind them.

use super::{Members, number};
use crate::model::{
    BgpPeer, Connection, DirectConnectGateway, DirectConnectGatewayAssociation,
    DirectConnectGatewayAttachment, DirectConnectGatewayProposal, Lag, VirtualInterface,
};
use crate::report::diff::Value;

impl Members<'_> {
    pub(super) fn direct_connect_gateway(&mut self, gateway: &DirectConnectGateway) {
        self.asn("asn", &gateway.asn);
        self.text("error", &gateway.error);
    }

    pub(super) fn association(&mut self, association: &DirectConnectGatewayAssociation) {
        self.link("gateway", &association.gateway);
        self.any("to", &association.to);
        self.text("core_network", &association.core_network);
        self.list("allowed_prefixes", association.allowed_prefixes.as_ref());
        self.text("error", &association.error);
    }

    pub(super) fn gateway_attachment(&mut self, attachment: &DirectConnectGatewayAttachment) {
        self.link("gateway", &attachment.gateway);
        self.link("virtual_interface", &attachment.virtual_interface);
        self.text("error", &attachment.error);
    }

    pub(super) fn proposal(&mut self, proposal: &DirectConnectGatewayProposal) {
        self.link("gateway", &proposal.gateway);
        self.any("to", &proposal.to);
        self.list("requested_prefixes", proposal.requested_prefixes.as_ref());
    }

    pub(super) fn connection(&mut self, connection: &Connection) {
        self.text("location", &connection.location);
        self.text("device", &connection.device);
        self.text("logical_device", &connection.logical_device);
        self.text("bandwidth", &connection.bandwidth);
        self.number("vlan", &connection.vlan);
        self.text("partner", &connection.partner);
        self.text("carrier", &connection.carrier);
        self.link("lag", &connection.lag);
        self.flag("jumbo_capable", &connection.jumbo_capable);
        self.text("logical_redundancy", &connection.logical_redundancy);
        self.flag("macsec_capable", &connection.macsec_capable);
        self.text("type", &connection.connection_type);
    }

    pub(super) fn lag(&mut self, lag: &Lag) {
        self.links("connections", lag.connections.as_ref());
        self.number("minimum_links", &lag.minimum_links);
        self.text("bandwidth", &lag.bandwidth);
        self.text("location", &lag.location);
        self.text("device", &lag.device);
        self.text("logical_device", &lag.logical_device);
        self.flag("jumbo_capable", &lag.jumbo_capable);
        self.text("logical_redundancy", &lag.logical_redundancy);
    }

    pub(super) fn virtual_interface(&mut self, interface: &VirtualInterface) {
        self.text("type", &interface.interface_type);
        self.any("connection", &interface.connection);
        self.number("vlan", &interface.vlan);
        self.number("mtu", &interface.mtu);
        let gateways = [
            self.name_of(&interface.virtual_gateway),
            self.name_of(&interface.direct_connect_gateway),
        ];
        self.set("gateway", Some(gateways.into_iter().flatten().collect()));
        self.asn("asn", &interface.asn);
        self.asn("provider_asn", &interface.provider_asn);
        self.flag("site_link", &interface.site_link);
        self.text("location", &interface.location);
        self.text("device", &interface.device);
        self.text("logical_device", &interface.logical_device);
        self.list(
            "route_filter_prefixes",
            interface.route_filter_prefixes.as_ref(),
        );
        self.text("rate_limit", &interface.rate_limit);
        self.list("remote_prefixes", interface.remote_prefixes.as_ref());
        let routes = interface.routes.as_ref().map(|routes| {
            let lines = routes.iter().map(|route| {
                let prefix = number(&route.cidr).unwrap_or_default();
                let direction = number(&route.direction).unwrap_or_default();
                let path: Vec<String> = route.as_path.iter().map(ToString::to_string).collect();
                format!("{direction} {prefix} as_path [{}]", path.join(", "))
            });
            lines.collect()
        });
        self.set("routes", routes);
    }

    pub(super) fn bgp_peer(&mut self, peer: &BgpPeer) {
        self.link("virtual_interface", &peer.virtual_interface);
        self.field("family", &peer.family, |family| {
            Value::Text(family.word().to_owned())
        });
        self.asn("asn", &peer.effective_asn());
        self.text("customer_address", &peer.customer_address);
        self.text("provider_address", &peer.provider_address);
        self.word("status", &peer.status);
        self.text("route_mode", &peer.route_mode);
        self.flag("bfd", &peer.bfd);
        self.number("route_limit", &peer.route_limit);
        self.text("device", &peer.device);
        self.text("logical_device", &peer.logical_device);
        self.link("site", &peer.site);
        self.link("router", &peer.router);
        self.list("communities", Some(&peer.communities));
        self.number("hold_time", &peer.hold_time);
        self.number("keepalive", &peer.keepalive);
    }
}
