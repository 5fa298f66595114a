//! A synthetic estate as OUTSCALE's own interface answers. Uses nothing of the readers, so that it is a witness of its own.

use crate::generate::{Cell, File, Generator, List, Network, Random, Shape, Thing, object, quoted};

/// Cells of one account and region.
const CELLS: usize = 100;
const REGIONS: [&str; 3] = ["eu-west-2", "us-east-2", "us-west-1"];

/// How OUTSCALE's exports look.
pub static GENERATOR: Generator = Generator {
    parts: |shape| shape.cells.div_ceil(CELLS),
    files,
    id,
};

fn id(seed: u64, thing: Thing, number: u64) -> String {
    let prefix = match thing {
        Thing::Network => "vpc",
        Thing::Subnet => "subnet",
        Thing::RouteTable => "rtb",
        Thing::Peering => "pcx",
        Thing::VirtualGateway => "vgw",
        Thing::Connection => return format!("dxcon-{number:08x}"),
        // A session has no id of its own.
        Thing::VirtualInterface | Thing::BgpPeer => return format!("dxvif-{number:08x}"),
    };
    // An odd factor and an exclusive or are one to one, so ids stay apart.
    let scattered = number.wrapping_mul(0x9E37_79B1) ^ Random::of(seed, prefix, 0);
    format!("{prefix}-{:08x}", scattered & 0xffff_ffff)
}

fn files(shape: &Shape, part: usize) -> Vec<File> {
    let account = format!(
        "{:012}",
        200_000_000_000_u64 + (part / REGIONS.len()) as u64
    );
    let region = REGIONS
        .get(part % REGIONS.len())
        .copied()
        .unwrap_or("eu-west-2");
    let mut lists = [
        "Nets",
        "Subnets",
        "RouteTables",
        "NetPeerings",
        "VirtualGateways",
        "DirectLinks",
        "DirectLinkInterfaces",
    ]
    .map(|key| {
        let request = Random::of(shape.seed, key, part as u64) & 0xffff_ffff_ffff;
        let context =
            format!("\"ResponseContext\": {{\"RequestId\": \"00000000-0000-4000-8000-{request:012x}\"}},\n    ");
        (key, List::new(&context, key))
    });
    let writer = Writer {
        seed: shape.seed,
        account: &account,
        region,
    };
    for number in part * CELLS..((part + 1) * CELLS).min(shape.cells) {
        let cell = shape.cell(number);
        let [nets, subnets, tables, peerings, gateways, links, interfaces] = &mut lists;
        for network in &cell.networks {
            writer.network(network, &mut nets.1, &mut subnets.1);
            let gateway = !cell.virtual_interfaces.is_empty()
                && cell.networks.first().map(|hub| hub.number) == Some(network.number);
            writer.table(network, gateway.then_some(number as u64), &mut tables.1);
        }
        writer.peerings(&cell, &mut peerings.1);
        writer.hybrid(&cell, &mut gateways.1, &mut links.1, &mut interfaces.1);
    }
    lists
        .into_iter()
        .map(|(key, list)| File {
            path: format!("{account}/{region}/Read{key}.json"),
            text: list.finish(),
        })
        .collect()
}

struct Writer<'a> {
    seed: u64,
    account: &'a str,
    region: &'a str,
}

fn name_tag(name: &str) -> String {
    format!("[{{\"Key\": \"Name\", \"Value\": \"{name}\"}}]")
}

/// Where a DirectLink lies: those of one gateway in two places, so that no place is a single point of failure.
fn location(connection: u64) -> &'static str {
    if connection.is_multiple_of(2) {
        "PAR1"
    } else {
        "PAR4"
    }
}

impl Writer<'_> {
    fn id(&self, thing: Thing, number: u64) -> String {
        quoted(&id(self.seed, thing, number))
    }

    fn network(&self, network: &Network, nets: &mut List, subnets: &mut List) {
        let net = self.id(Thing::Network, network.number);
        nets.item(&object(&[
            ("Tags", name_tag(&network.name)),
            ("DhcpOptionsSetId", quoted("dopt-0a1b2c3d")),
            ("IpRange", quoted(&network.cidr)),
            ("Tenancy", quoted("default")),
            ("NetId", net.clone()),
            ("State", quoted("available")),
        ]));
        for subnet in &network.subnets {
            subnets.item(&object(&[
                (
                    "SubregionName",
                    quoted(&format!("{}{}", self.region, subnet.zone)),
                ),
                ("SubnetId", self.id(Thing::Subnet, subnet.number)),
                ("AvailableIpsCount", "1000".to_owned()),
                ("IpRange", quoted(&subnet.cidr)),
                ("MapPublicIpOnLaunch", "false".to_owned()),
                ("State", quoted("available")),
                ("NetId", net.clone()),
                ("Tags", "[]".to_owned()),
            ]));
        }
    }

    fn table(&self, network: &Network, gateway: Option<u64>, tables: &mut List) {
        let mut routes = vec![format!(
            "{{\"DestinationIpRange\": \"{}\", \"CreationMethod\": \"CreateRouteTable\", \"State\": \"active\", \"GatewayId\": \"local\"}}",
            network.cidr
        )];
        routes.extend(network.routes.iter().map(|(to, peering)| {
            format!(
                "{{\"NetPeeringId\": {}, \"DestinationIpRange\": \"{to}\", \"CreationMethod\": \"CreateRoute\", \"State\": \"active\"}}",
                self.id(Thing::Peering, *peering)
            )
        }));
        let propagating = gateway.map_or_else(String::new, |number| {
            format!(
                "{{\"VirtualGatewayId\": {}}}",
                self.id(Thing::VirtualGateway, number)
            )
        });
        let table = self.id(Thing::RouteTable, network.number);
        tables.item(&object(&[
            ("Routes", format!("[{}]", routes.join(", "))),
            (
                "LinkRouteTables",
                format!(
                    "[{{\"Main\": true, \"LinkRouteTableId\": \"rtbassoc-{:08x}\", \"RouteTableId\": {table}}}]",
                    network.number
                ),
            ),
            ("NetId", self.id(Thing::Network, network.number)),
            ("RoutePropagatingVirtualGateways", format!("[{propagating}]")),
            ("RouteTableId", table.clone()),
            ("Tags", "[]".to_owned()),
        ]));
    }

    fn peerings(&self, cell: &Cell, peerings: &mut List) {
        let side = |(number, cidr): &(u64, String)| {
            format!(
                "{{\"NetId\": {}, \"IpRange\": \"{cidr}\", \"AccountId\": \"{}\"}}",
                self.id(Thing::Network, *number),
                self.account
            )
        };
        for peering in &cell.peerings {
            peerings.item(&object(&[
                ("Tags", "[]".to_owned()),
                (
                    "State",
                    "{\"Name\": \"active\", \"Message\": \"Active\"}".to_owned(),
                ),
                ("AccepterNet", side(&peering.accepter)),
                ("SourceNet", side(&peering.requester)),
                ("NetPeeringId", self.id(Thing::Peering, peering.number)),
            ]));
        }
    }

    fn hybrid(&self, cell: &Cell, gateways: &mut List, links: &mut List, interfaces: &mut List) {
        let hub = cell.networks.first();
        let Some(hub) = hub.filter(|_| !cell.virtual_interfaces.is_empty()) else {
            return;
        };
        let gateway = self.id(Thing::VirtualGateway, cell.number as u64);
        gateways.item(&object(&[
            ("VirtualGatewayId", gateway.clone()),
            ("ConnectionType", quoted("ipsec.1")),
            (
                "NetToVirtualGatewayLinks",
                format!(
                    "[{{\"State\": \"attached\", \"NetId\": {}}}]",
                    self.id(Thing::Network, hub.number)
                ),
            ),
            ("State", quoted("available")),
            ("Tags", name_tag(&hub.name)),
        ]));
        for interface in &cell.virtual_interfaces {
            links.item(&object(&[
                ("AccountId", quoted(self.account)),
                ("Bandwidth", quoted("1Gbps")),
                ("DirectLinkId", self.id(Thing::Connection, interface.number)),
                (
                    "DirectLinkName",
                    quoted(&format!("line-{}", interface.number)),
                ),
                ("Location", quoted(location(interface.number))),
                ("RegionName", quoted(self.region)),
                ("State", quoted("available")),
            ]));
            interfaces.item(&object(&[
                ("Vlan", interface.vlan.to_string()),
                ("OutscalePrivateIp", quoted(&interface.provider)),
                (
                    "DirectLinkInterfaceId",
                    self.id(Thing::VirtualInterface, interface.number),
                ),
                ("BgpAsn", interface.asn.to_string()),
                ("AccountId", quoted(self.account)),
                ("ClientPrivateIp", quoted(&interface.customer)),
                ("VirtualGatewayId", gateway.clone()),
                (
                    "DirectLinkInterfaceName",
                    quoted(&format!("line-{}", interface.number)),
                ),
                (
                    "DirectLinkId",
                    self.id(Thing::Connection, interface.connection),
                ),
                ("Mtu", "1500".to_owned()),
                ("State", quoted("available")),
                ("InterfaceType", quoted("private")),
                ("Location", quoted(location(interface.connection))),
            ]));
        }
    }
}
