//! A synthetic estate as Huawei Cloud and Open Telekom Cloud answer. Uses nothing of the readers, so that it is a witness of its
//! own.

use crate::generate::{
    Cell, File, Generator, Kind, List, Network, Random, Shape, Thing, object, quoted,
};

/// Cells of one project and region: as many as there may be peerings of a project, planted ones included.
fn cells(shape: &Shape) -> usize {
    match shape.kind {
        Kind::Mesh => 3,
        Kind::Hub | Kind::Hybrid => 6,
    }
}

/// How Huawei Cloud's exports look.
pub static GENERATOR: Generator = Generator {
    parts: |shape| shape.cells.div_ceil(cells(shape)),
    files: |shape, part| files(shape, part, "huawei", &["ap-southeast-1", "la-south-2"]),
    id,
};

/// How Open Telekom Cloud's exports look.
pub static OTC_GENERATOR: Generator = Generator {
    files: |shape, part| files(shape, part, "otc", &["eu-de", "eu-nl"]),
    ..GENERATOR
};

/// A UUID of the fourth version.
fn id(seed: u64, thing: Thing, number: u64) -> String {
    // A session of this generation has no id of its own.
    let thing = match thing {
        Thing::BgpPeer => Thing::VirtualInterface,
        other => other,
    };
    let random = Random::of(seed, thing.word(), number);
    // The number itself keeps ids apart.
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        random & 0xffff_ffff,
        (random >> 32) & 0xffff,
        (random >> 48) & 0xfff,
        thing as u8,
        number & 0xffff_ffff_ffff
    )
}

fn files(shape: &Shape, part: usize, provider: &str, regions: &[&str]) -> Vec<File> {
    // A project belongs to one region.
    let project = Random::of(shape.seed, "project", part as u64);
    let project = format!("{project:016x}{part:016x}");
    let region = regions
        .get(part % regions.len())
        .copied()
        .unwrap_or_default();
    let mut lists = [
        "vpcs",
        "subnets",
        "routes",
        "peerings",
        "virtual_gateways",
        "direct_connects",
        "virtual_interfaces",
    ]
    .map(|key| (key, List::new("", key)));
    let writer = Writer {
        seed: shape.seed,
        project: &project,
        region,
    };
    for number in part * cells(shape)..((part + 1) * cells(shape)).min(shape.cells) {
        let cell = shape.cell(number);
        let [
            vpcs,
            subnets,
            routes,
            peerings,
            gateways,
            connects,
            interfaces,
        ] = &mut lists;
        for network in &cell.networks {
            writer.network(network, &mut vpcs.1, &mut subnets.1, &mut routes.1);
        }
        writer.peerings(&cell, &mut peerings.1);
        writer.hybrid(&cell, &mut gateways.1, &mut connects.1, &mut interfaces.1);
    }
    lists
        .into_iter()
        .map(|(key, list)| File {
            path: format!(
                "{provider}/{project}/{region}/{}.json",
                key.replace('_', "-")
            ),
            text: list.finish(),
        })
        .collect()
}

struct Writer<'a> {
    seed: u64,
    project: &'a str,
    region: &'a str,
}

impl Writer<'_> {
    fn id(&self, thing: Thing, number: u64) -> String {
        quoted(&id(self.seed, thing, number))
    }

    fn project(&self) -> (&'static str, String) {
        ("tenant_id", quoted(self.project))
    }

    fn network(&self, network: &Network, vpcs: &mut List, subnets: &mut List, routes: &mut List) {
        let vpc = self.id(Thing::Network, network.number);
        vpcs.item(&object(&[
            ("id", vpc.clone()),
            ("name", quoted(&network.name)),
            ("description", quoted("")),
            ("cidr", quoted(&network.cidr)),
            ("status", quoted("OK")),
            ("enterprise_project_id", quoted("0")),
            ("routes", "[]".to_owned()),
            ("enable_shared_snat", "false".to_owned()),
            self.project(),
        ]));
        for subnet in &network.subnets {
            // The first address that can be used.
            let gateway = subnet.cidr.split('/').next().unwrap_or_default();
            let gateway = gateway.strip_suffix('0').unwrap_or(gateway);
            subnets.item(&object(&[
                ("id", self.id(Thing::Subnet, subnet.number)),
                ("name", quoted(&format!("{}-{}", network.name, subnet.zone))),
                ("description", quoted("")),
                ("cidr", quoted(&subnet.cidr)),
                ("gateway_ip", quoted(&format!("{gateway}1"))),
                ("dhcp_enable", "true".to_owned()),
                (
                    "availability_zone",
                    quoted(&format!("{}{}", self.region, subnet.zone)),
                ),
                ("vpc_id", vpc.clone()),
                ("status", quoted("ACTIVE")),
                self.project(),
            ]));
        }
        for (at, (to, peering)) in network.routes.iter().enumerate() {
            routes.item(&object(&[
                ("type", quoted("peering")),
                ("nexthop", self.id(Thing::Peering, *peering)),
                ("destination", quoted(to)),
                ("vpc_id", vpc.clone()),
                self.project(),
                (
                    "id",
                    self.id(Thing::RouteTable, network.number * 32 + at as u64),
                ),
            ]));
        }
    }

    fn peerings(&self, cell: &Cell, peerings: &mut List) {
        let side = |(number, _): &(u64, String)| {
            format!(
                "{{\"vpc_id\": {}, \"tenant_id\": \"{}\"}}",
                self.id(Thing::Network, *number),
                self.project
            )
        };
        for peering in &cell.peerings {
            peerings.item(&object(&[
                ("id", self.id(Thing::Peering, peering.number)),
                ("name", quoted(&format!("peering-{}", peering.number))),
                ("status", quoted("ACTIVE")),
                ("description", quoted("")),
                ("request_vpc_info", side(&peering.requester)),
                ("accept_vpc_info", side(&peering.accepter)),
                ("created_at", quoted("2025-10-07T12:00:00")),
                ("updated_at", quoted("2025-10-07T12:00:00")),
            ]));
        }
    }

    fn hybrid(&self, cell: &Cell, gateways: &mut List, connects: &mut List, interfaces: &mut List) {
        let hub = cell.networks.first();
        let Some(hub) = hub.filter(|_| !cell.virtual_interfaces.is_empty()) else {
            return;
        };
        let gateway = self.id(Thing::VirtualGateway, cell.number as u64);
        gateways.item(&object(&[
            ("id", gateway.clone()),
            ("name", quoted(&hub.name)),
            self.project(),
            ("vpc_id", self.id(Thing::Network, hub.number)),
            ("type", quoted("default")),
            ("bgp_asn", "64512".to_owned()),
            ("status", quoted("ACTIVE")),
            ("admin_state_up", "true".to_owned()),
        ]));
        for (at, interface) in cell.virtual_interfaces.iter().enumerate() {
            connects.item(&object(&[
                ("id", self.id(Thing::Connection, interface.number)),
                self.project(),
                ("name", quoted(&format!("line-{}", interface.number))),
                ("port_type", quoted("10G")),
                ("bandwidth", "1000".to_owned()),
                ("location", quoted(&format!("site-{at}"))),
                (
                    "device_id",
                    quoted(&format!("device-{at}-{}", interface.connection)),
                ),
                ("type", quoted("standard")),
                ("provider_status", quoted("ACTIVE")),
                ("status", quoted("ACTIVE")),
                ("admin_state_up", "true".to_owned()),
            ]));
            interfaces.item(&object(&[
                ("id", self.id(Thing::VirtualInterface, interface.number)),
                ("name", quoted(&format!("line-{}", interface.number))),
                self.project(),
                (
                    "direct_connect_id",
                    self.id(Thing::Connection, interface.connection),
                ),
                ("vgw_id", gateway.clone()),
                ("type", quoted("private")),
                ("service_type", quoted("vpc")),
                ("vlan", interface.vlan.to_string()),
                ("bandwidth", "10".to_owned()),
                ("local_gateway_v4_ip", quoted(&interface.provider)),
                ("remote_gateway_v4_ip", quoted(&interface.customer)),
                ("route_mode", quoted("bgp")),
                ("bgp_asn", interface.asn.to_string()),
                ("status", quoted("ACTIVE")),
                ("admin_state_up", "true".to_owned()),
                ("rate_limit", "false".to_owned()),
                ("address_family", quoted("ipv4")),
            ]));
        }
    }
}
