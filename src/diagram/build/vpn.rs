//! VPN connections, their tunnels and the customer's ends.

use std::collections::BTreeSet;

use crate::diagram::scene::EdgeKind;
use crate::diagram::text::wrap;
use crate::model::{AnyId, ElementKind, Phase};

use super::network::some;
use super::{Builder, asn, prefixes};

impl Builder<'_> {
    pub(super) fn vpn_nodes(&mut self) {
        let design = self.design;
        for (id, gateway) in design.customer_gateways.iter() {
            let any = AnyId::CustomerGateway(id);
            let home = self.home(&gateway.head);
            let mut lines = self.base_lines(any);
            lines.extend(some(asn(gateway.asn.get())));
            lines.extend(gateway.address.get().map(|address| address.to_string()));
            self.node(any, home, lines);
        }
        for (id, vpn) in design.vpn_connections.iter() {
            let any = AnyId::VpnConnection(id);
            let home = self.home(&vpn.head);
            let mut lines = self.base_lines(any);
            match vpn.static_only.get() {
                Some(true) => lines.push("static routing".to_owned()),
                Some(false) => lines.push("BGP".to_owned()),
                None => {}
            }
            if let Some(list) = vpn.static_routes.as_ref().filter(|list| !list.is_empty()) {
                lines.extend(prefixes(
                    "static routes",
                    list.iter().map(|field| field.get()),
                ));
            }
            if let Some(status) = vpn.status.get() {
                lines.extend(wrap(&format!("status {status}")));
            }
            if let Some(target) = vpn.other_target.get() {
                lines.extend(wrap(&format!("to {target}")));
            }
            self.node(any, home, lines);
        }
        for (id, tunnel) in design.vpn_tunnels.iter() {
            let any = AnyId::VpnTunnel(id);
            let mut addresses = Vec::new();
            if let Some(address) = tunnel.outside_address.get() {
                addresses.push(format!("outside {address}"));
            }
            for inside in [tunnel.inside_cidr.get(), tunnel.inside_ipv6_cidr.get()] {
                addresses.extend(inside.map(|cidr| format!("inside {cidr}")));
            }
            let mut state = tunnel.status.get().map_or(Vec::new(), |word| wrap(&word));
            state.extend(self.row_state(any));
            let cells = vec![self.row_name(any, "tunnel"), addresses, state];
            match tunnel
                .connection
                .get()
                .and_then(|vpn| self.end(AnyId::VpnConnection(vpn)))
            {
                Some(end) => self.row(end.node, any, cells),
                None => {
                    let home = self.home(&tunnel.head);
                    let mut lines = self.base_lines(any);
                    lines.extend(cells.into_iter().skip(1).flatten());
                    self.node(any, home, lines);
                }
            }
        }
    }

    pub(super) fn vpn_edges(&mut self) {
        let design = self.design;
        for (id, gateway) in design.customer_gateways.iter() {
            let site = gateway.router.get().map(AnyId::SiteRouter);
            let site = site.or(gateway.site.get().map(AnyId::Site));
            let from = site.and_then(|site| self.end(site));
            let to = self.end(AnyId::CustomerGateway(id));
            self.edge(
                EdgeKind::StandsAt,
                from,
                to,
                None,
                Vec::new(),
                Phase::Unstated,
            );
        }
        // The attachment of a transit gateway says the same as the VPN's own reference, and more.
        let attached: BTreeSet<AnyId> = design
            .transit_gateway_attachments
            .iter()
            .filter_map(|(_, attachment)| attachment.resource.get())
            .collect();
        for (id, vpn) in design.vpn_connections.iter() {
            let any = AnyId::VpnConnection(id);
            let head = &vpn.head;
            let account = head.account.get();
            let region = head.region.get();
            let account = account.as_ref().map(|text| text.as_str());
            let region = region.as_ref().map(|text| text.as_str());
            let here = self.end(any);
            let customer = self.end_of(&vpn.customer_gateway, head.provider, account, region);
            self.edge(
                EdgeKind::Vpn,
                customer,
                here,
                None,
                Vec::new(),
                head.state.phase,
            );
            let gateway = self.end_of(&vpn.virtual_gateway, head.provider, account, region);
            self.edge(
                EdgeKind::Vpn,
                here,
                gateway,
                None,
                Vec::new(),
                head.state.phase,
            );
            if !attached.contains(&any) || !self.wants(ElementKind::TransitGatewayAttachment) {
                let gateway = self.end_of(&vpn.transit_gateway, head.provider, account, region);
                self.edge(
                    EdgeKind::Vpn,
                    here,
                    gateway,
                    None,
                    Vec::new(),
                    head.state.phase,
                );
            }
        }
    }
}
