//! Networks, what lies in them, and the customer's side.

use super::{Members, number};
use crate::model::{
    CustomerGateway, Interface, NatGateway, Network, Peering, PeeringSide, PrefixList, Route,
    RouteTable, RouteTarget, Site, SiteLink, SiteRouter, Subnet, VirtualGateway, VpnConnection,
    VpnTunnel,
};
use crate::report::diff::Value;

impl Members<'_> {
    pub(super) fn network(&mut self, network: &Network) {
        self.blocks(&network.cidrs);
        self.flag("is_default", &network.is_default);
    }

    pub(super) fn subnet(&mut self, subnet: &Subnet) {
        self.link("network", &subnet.network);
        self.blocks(&subnet.cidrs);
        self.text("zone", &subnet.zone);
        self.flag("ipv6_only", &subnet.ipv6_only);
        self.text("outpost", &subnet.outpost);
        self.link("route_table", &subnet.route_table);
    }

    pub(super) fn peering(&mut self, peering: &Peering) {
        const NAMES: [[&str; 6]; 2] = [
            [
                "requester",
                "requester.account",
                "requester.region",
                "requester.cidrs",
                "requester.dns",
                "requester.multipath",
            ],
            [
                "accepter",
                "accepter.account",
                "accepter.region",
                "accepter.cidrs",
                "accepter.dns",
                "accepter.multipath",
            ],
        ];
        for (names, side) in NAMES.into_iter().zip(peering.sides()) {
            self.side(names, side);
        }
        self.text("expires", &peering.expires);
        self.text("description", &peering.description);
        self.text("multipath_status", &peering.multipath_status);
    }

    fn side(&mut self, names: [&'static str; 6], side: &PeeringSide) {
        let [network, account, region, cidrs, dns, multipath] = names;
        self.link(network, &side.network);
        self.text(account, &side.owner);
        self.text(region, &side.region);
        // The record shows them only while the peering works, so an empty list says nothing.
        self.list(cidrs, Some(&side.cidrs).filter(|list| !list.is_empty()));
        self.flag(dns, &side.dns);
        self.flag(multipath, &side.multipath);
    }

    pub(super) fn route_table(&mut self, table: &RouteTable) {
        self.link("network", &table.network);
        self.flag("main", &table.main);
        let live = || table.associations.iter().filter(|tie| tie.state.is_live());
        let subnets = live().filter_map(|tie| self.name_of(&tie.subnet)).collect();
        let gateways = live()
            .filter_map(|tie| self.name_of_any(&tie.gateway))
            .collect();
        self.set("subnets", Some(subnets));
        self.set("gateway", Some(gateways));
        self.links("propagate", Some(&table.propagating));
        let routes = table.routes.as_ref().map(|routes| {
            let lines = routes.iter().map(|route| self.route(route));
            lines.collect()
        });
        self.set("routes", routes);
    }

    fn route(&self, route: &Route) -> String {
        let to = number(&route.to).or_else(|| self.name_of(&route.to_list));
        let to = to.unwrap_or_else(|| "an unreadable destination".to_owned());
        let targets: Vec<String> = std::iter::once(&route.target)
            .chain(&route.more_targets)
            .map(|target| self.target(target))
            .collect();
        let mut line = format!("{to} via {}", targets.join(", "));
        if let Some(state) = route.state.get().filter(|state| *state != "active") {
            line.push_str(&format!(" ({state})"));
        }
        line
    }

    fn target(&self, target: &RouteTarget) -> String {
        match target {
            RouteTarget::None => "nothing".to_owned(),
            RouteTarget::Local => "local".to_owned(),
            RouteTarget::Blackhole => "blackhole".to_owned(),
            RouteTarget::To(link) => self
                .name_of_any(link)
                .unwrap_or_else(|| "nothing".to_owned()),
            RouteTarget::Other(word) => number(word).unwrap_or_else(|| "nothing".to_owned()),
        }
    }

    pub(super) fn virtual_gateway(&mut self, gateway: &VirtualGateway) {
        self.asn("asn", &gateway.asn);
        self.ties("network", gateway.attachments.as_ref());
        self.list("advertised", gateway.advertised.as_ref());
    }

    pub(super) fn nat_gateway(&mut self, gateway: &NatGateway) {
        self.link("network", &gateway.network);
        self.link("subnet", &gateway.subnet);
        self.word("connectivity", &gateway.connectivity);
    }

    pub(super) fn interface(&mut self, interface: &Interface) {
        self.link("network", &interface.network);
        self.link("subnet", &interface.subnet);
        self.list("addresses", Some(&interface.addresses));
        self.list("public_addresses", Some(&interface.public_addresses));
        self.flag("forwards", &interface.forwards);
        self.text("type", &interface.interface_type);
        self.flag("source_dest_check", &interface.source_dest_check);
    }

    pub(super) fn prefix_list(&mut self, list: &PrefixList) {
        self.list("entries", list.entries.as_ref());
        self.number("max_entries", &list.max_entries);
    }

    pub(super) fn customer_gateway(&mut self, gateway: &CustomerGateway) {
        self.asn("asn", &gateway.asn);
        self.text("address", &gateway.address);
        self.link("site", &gateway.site);
        self.link("router", &gateway.router);
    }

    pub(super) fn vpn(&mut self, vpn: &VpnConnection) {
        self.link("customer_gateway", &vpn.customer_gateway);
        let ends = [
            self.name_of(&vpn.virtual_gateway),
            self.name_of(&vpn.transit_gateway),
            number(&vpn.other_target),
        ];
        self.set("to", Some(ends.into_iter().flatten().collect()));
        self.field("routing", &vpn.static_only, |only| {
            Value::Text(if only { "static" } else { "bgp" }.to_owned())
        });
        self.list("static_routes", vpn.static_routes.as_ref());
        self.word("status", &vpn.status);
        self.text("local_ipv4", &vpn.local_ipv4);
        self.text("remote_ipv4", &vpn.remote_ipv4);
        self.text("local_ipv6", &vpn.local_ipv6);
        self.text("remote_ipv6", &vpn.remote_ipv6);
        self.link("transport", &vpn.transport);
    }

    pub(super) fn tunnel(&mut self, tunnel: &VpnTunnel) {
        self.word("status", &tunnel.status);
        self.text("inside_cidr", &tunnel.inside_cidr);
        self.text("inside_ipv6_cidr", &tunnel.inside_ipv6_cidr);
        self.text("outside_address", &tunnel.outside_address);
    }

    pub(super) fn site(&mut self, site: &Site) {
        self.list("prefixes", site.prefixes.as_ref());
        self.asn("asn", &site.asn);
        self.flag("transit", &site.transit);
    }

    pub(super) fn site_router(&mut self, router: &SiteRouter) {
        self.link("site", &router.site);
        self.asn("asn", &router.asn);
    }

    pub(super) fn site_link(&mut self, link: &SiteLink) {
        self.link("from", &link.from);
        self.link("to", &link.to);
        self.number("local_pref", &link.local_pref);
        self.number("max_as_path", &link.max_as_path);
        self.flag("transit", &link.transit);
        self.word("status", &link.status);
    }
}
