//! A synthetic estate as the AWS CLI prints it. Uses nothing of the readers, so that it is a witness of its own.

use std::fmt::Write;

use crate::generate::{Cell, File, Generator, List, Network, Random, Shape, Thing};

/// Cells of one account and region.
const CELLS: usize = 100;
const REGIONS: [&str; 4] = ["eu-west-1", "us-east-1", "eu-central-1", "ap-southeast-2"];

/// How AWS exports look.
pub static GENERATOR: Generator = Generator {
    parts: |shape| shape.cells.div_ceil(CELLS),
    files: |shape, number| Part { shape, number }.files(),
    id: |seed, thing, number| match thing {
        Thing::Network => id(seed, "vpc", number),
        Thing::Subnet => id(seed, "subnet", number),
        Thing::RouteTable => id(seed, "rtb", number),
        Thing::Peering => id(seed, "pcx", number),
        Thing::VirtualGateway => id(seed, "vgw", number),
        Thing::Connection => dx("dxcon", number),
        Thing::VirtualInterface => dx("dxvif", number),
        Thing::BgpPeer => dx("dxpeer", number),
    },
};

/// One account and region of an estate.
#[derive(Clone, Copy, Debug)]
struct Part<'s> {
    shape: &'s Shape,
    number: usize,
}

fn id(seed: u64, prefix: &str, number: u64) -> String {
    let random = Random::of(seed, prefix, number);
    // The number itself keeps ids apart.
    format!(
        "{prefix}-0{:08x}{:08x}",
        random & 0xffff_ffff,
        number & 0xffff_ffff
    )
}

fn dx(prefix: &str, number: u64) -> String {
    format!("{prefix}-fg{number:06x}")
}

impl Part<'_> {
    fn files(&self) -> Vec<File> {
        let account = format!(
            "{:012}",
            100_000_000_000_u64 + (self.number / REGIONS.len()) as u64
        );
        let region = REGIONS
            .get(self.number % REGIONS.len())
            .copied()
            .unwrap_or("eu-west-1");
        let cells = self.number * CELLS..((self.number + 1) * CELLS).min(self.shape.cells);
        let mut lists = [
            ("ec2-describe-vpcs", List::new("", "Vpcs")),
            ("ec2-describe-subnets", List::new("", "Subnets")),
            ("ec2-describe-route-tables", List::new("", "RouteTables")),
            (
                "ec2-describe-vpc-peering-connections",
                List::new("", "VpcPeeringConnections"),
            ),
            ("ec2-describe-vpn-gateways", List::new("", "VpnGateways")),
            (
                "directconnect-describe-connections",
                List::new("", "connections"),
            ),
            (
                "directconnect-describe-virtual-interfaces",
                List::new("", "virtualInterfaces"),
            ),
        ];
        let writer = Writer {
            seed: self.shape.seed,
            account: &account,
            region,
        };
        for number in cells {
            let cell = self.shape.cell(number);
            let [
                vpcs,
                subnets,
                tables,
                peerings,
                gateways,
                connections,
                interfaces,
            ] = &mut lists;
            writer.networks(&cell, &mut vpcs.1, &mut subnets.1, &mut tables.1);
            writer.peerings(&cell, &mut peerings.1);
            writer.hybrid(
                &cell,
                &mut gateways.1,
                &mut connections.1,
                &mut interfaces.1,
            );
        }
        lists
            .into_iter()
            .map(|(name, list)| File {
                path: format!("{account}/{region}/{name}.json"),
                text: list.finish(),
            })
            .collect()
    }
}

struct Writer<'a> {
    seed: u64,
    account: &'a str,
    region: &'a str,
}

impl Writer<'_> {
    fn id(&self, prefix: &str, number: u64) -> String {
        id(self.seed, prefix, number)
    }

    fn networks(&self, cell: &Cell, vpcs: &mut List, subnets: &mut List, tables: &mut List) {
        let (account, region) = (self.account, self.region);
        let gateway =
            (!cell.virtual_interfaces.is_empty()).then(|| self.id("vgw", cell.number as u64));
        for (at, network) in cell.networks.iter().enumerate() {
            let vpc = self.id("vpc", network.number);
            let Network { name, cidr, .. } = network;
            vpcs.item(&format!(
                "{{\n    \"OwnerId\": \"{account}\",\n    \"InstanceTenancy\": \"default\",\n    \"Ipv6CidrBlockAssociationSet\": [],\n    \
                 \"CidrBlockAssociationSet\": [\n        {{\n            \"AssociationId\": \"{}\",\n            \"CidrBlock\": \"{cidr}\",\n            \
                 \"CidrBlockState\": {{\n                \"State\": \"associated\"\n            }}\n        }}\n    ],\n    \"IsDefault\": false,\n    \
                 \"Tags\": [\n        {{\n            \"Key\": \"Name\",\n            \"Value\": \"{name}\"\n        }}\n    ],\n    \"VpcId\": \"{vpc}\",\n    \
                 \"State\": \"available\",\n    \"CidrBlock\": \"{cidr}\",\n    \"DhcpOptionsId\": \"dopt-0a1b2c3d4e5f60718\"\n}}",
                self.id("vpc-cidr-assoc", network.number)
            ));
            for subnet in &network.subnets {
                let subnet_id = self.id("subnet", subnet.number);
                let zone = subnet.zone;
                subnets.item(&format!(
                    "{{\n    \"AvailabilityZoneId\": \"{}-az{}\",\n    \"MapCustomerOwnedIpOnLaunch\": false,\n    \"OwnerId\": \"{account}\",\n    \
                     \"AssignIpv6AddressOnCreation\": false,\n    \"Ipv6CidrBlockAssociationSet\": [],\n    \"Tags\": [\n        {{\n            \"Key\": \"Name\",\n            \
                     \"Value\": \"{name}-{zone}\"\n        }}\n    ],\n    \"SubnetArn\": \"arn:aws:ec2:{region}:{account}:subnet/{subnet_id}\",\n    \"EnableDns64\": false,\n    \
                     \"Ipv6Native\": false,\n    \"SubnetId\": \"{subnet_id}\",\n    \"State\": \"available\",\n    \"VpcId\": \"{vpc}\",\n    \"CidrBlock\": \"{}\",\n    \
                     \"AvailableIpAddressCount\": 3000,\n    \"AvailabilityZone\": \"{region}{zone}\",\n    \"DefaultForAz\": false,\n    \"MapPublicIpOnLaunch\": false\n}}",
                    region.replace('-', ""),
                    match zone { 'a' => 1, 'b' => 2, _ => 3 },
                    subnet.cidr
                ));
            }
            self.table(
                network,
                &vpc,
                gateway.as_deref().filter(|_| at == 0),
                tables,
            );
        }
    }

    fn table(&self, network: &Network, vpc: &str, gateway: Option<&str>, tables: &mut List) {
        let table = self.id("rtb", network.number);
        let mut routes = format!(
            "        {{\n            \"DestinationCidrBlock\": \"{}\",\n            \"GatewayId\": \"local\",\n            \
             \"Origin\": \"CreateRouteTable\",\n            \"State\": \"active\"\n        }}",
            network.cidr
        );
        for (to, peering) in &network.routes {
            // Writing to a string cannot fail.
            let _ = write!(
                routes,
                ",\n        {{\n            \"DestinationCidrBlock\": \"{to}\",\n            \"Origin\": \"CreateRoute\",\n            \
                 \"State\": \"active\",\n            \"VpcPeeringConnectionId\": \"{}\"\n        }}",
                self.id("pcx", *peering)
            );
        }
        let propagating = gateway.map_or_else(
            || "[]".to_owned(),
            |gateway| {
                format!(
                    "[\n        {{\n            \"GatewayId\": \"{gateway}\"\n        }}\n    ]"
                )
            },
        );
        tables.item(&format!(
            "{{\n    \"Associations\": [\n        {{\n            \"Main\": true,\n            \"RouteTableAssociationId\": \"{}\",\n            \
             \"RouteTableId\": \"{table}\",\n            \"AssociationState\": {{\n                \"State\": \"associated\"\n            }}\n        }}\n    ],\n    \
             \"PropagatingVgws\": {propagating},\n    \"RouteTableId\": \"{table}\",\n    \"Routes\": [\n{routes}\n    ],\n    \"Tags\": [\n        {{\n            \
             \"Key\": \"Name\",\n            \"Value\": \"{}-main\"\n        }}\n    ],\n    \"VpcId\": \"{vpc}\",\n    \"OwnerId\": \"{}\"\n}}",
            self.id("rtbassoc", network.number),
            network.name,
            self.account
        ));
    }

    fn peerings(&self, cell: &Cell, peerings: &mut List) {
        let side = |(number, cidr): &(u64, String)| {
            format!(
                "{{\n        \"CidrBlock\": \"{cidr}\",\n        \"CidrBlockSet\": [\n            {{\n                \"CidrBlock\": \"{cidr}\"\n            }}\n        ],\n        \
                 \"OwnerId\": \"{}\",\n        \"PeeringOptions\": {{\n            \"AllowDnsResolutionFromRemoteVpc\": true,\n            \
                 \"AllowEgressFromLocalClassicLinkToRemoteVpc\": false,\n            \"AllowEgressFromLocalVpcToRemoteClassicLink\": false\n        }},\n        \
                 \"VpcId\": \"{}\",\n        \"Region\": \"{}\"\n    }}",
                self.account,
                self.id("vpc", *number),
                self.region
            )
        };
        for peering in &cell.peerings {
            peerings.item(&format!(
                "{{\n    \"AccepterVpcInfo\": {},\n    \"RequesterVpcInfo\": {},\n    \"Status\": {{\n        \"Code\": \"active\",\n        \
                 \"Message\": \"Active\"\n    }},\n    \"Tags\": [\n        {{\n            \"Key\": \"Name\",\n            \"Value\": \"peering-{}\"\n        }}\n    ],\n    \
                 \"VpcPeeringConnectionId\": \"{}\"\n}}",
                side(&peering.accepter),
                side(&peering.requester),
                peering.number,
                self.id("pcx", peering.number)
            ));
        }
    }

    fn hybrid(
        &self,
        cell: &Cell,
        gateways: &mut List,
        connections: &mut List,
        interfaces: &mut List,
    ) {
        let Some(hub) = cell
            .networks
            .first()
            .filter(|_| !cell.virtual_interfaces.is_empty())
        else {
            return;
        };
        let (account, region) = (self.account, self.region);
        let gateway = self.id("vgw", cell.number as u64);
        gateways.item(&format!(
            "{{\n    \"AmazonSideAsn\": 64512,\n    \"Tags\": [\n        {{\n            \"Key\": \"Name\",\n            \"Value\": \"{}\"\n        }}\n    ],\n    \
             \"VpnGatewayId\": \"{gateway}\",\n    \"State\": \"available\",\n    \"Type\": \"ipsec.1\",\n    \"VpcAttachments\": [\n        {{\n            \
             \"VpcId\": \"{}\",\n            \"State\": \"attached\"\n        }}\n    ]\n}}",
            hub.name,
            self.id("vpc", hub.number)
        ));
        for (at, interface) in cell.virtual_interfaces.iter().enumerate() {
            let device = format!("Site{at}-{:08x}", interface.connection);
            connections.item(&format!(
                "{{\n    \"ownerAccount\": \"{account}\",\n    \"connectionId\": \"{}\",\n    \"connectionName\": \"line-{}\",\n    \"connectionState\": \"available\",\n    \
                 \"region\": \"{region}\",\n    \"location\": \"Site{at}\",\n    \"bandwidth\": \"10Gbps\",\n    \"jumboFrameCapable\": true,\n    \
                 \"awsDeviceV2\": \"{device}\",\n    \"awsLogicalDeviceId\": \"{device}\",\n    \"hasLogicalRedundancy\": \"no\",\n    \"tags\": []\n}}",
                dx("dxcon", interface.number),
                interface.number
            ));
            interfaces.item(&format!(
                "{{\n    \"ownerAccount\": \"{account}\",\n    \"virtualInterfaceId\": \"{}\",\n    \"location\": \"Site{at}\",\n    \"connectionId\": \"{}\",\n    \
                 \"virtualInterfaceType\": \"private\",\n    \"virtualInterfaceName\": \"line-{}\",\n    \"vlan\": {},\n    \"asn\": {asn},\n    \"amazonSideAsn\": 64512,\n    \
                 \"amazonAddress\": \"{provider}\",\n    \"customerAddress\": \"{customer}\",\n    \"addressFamily\": \"ipv4\",\n    \"virtualInterfaceState\": \"available\",\n    \
                 \"mtu\": 1500,\n    \"jumboFrameCapable\": true,\n    \"virtualGatewayId\": \"{gateway}\",\n    \"directConnectGatewayId\": \"\",\n    \
                 \"routeFilterPrefixes\": [],\n    \"bgpPeers\": [\n        {{\n            \"bgpPeerId\": \"{}\",\n            \"asn\": {asn},\n            \
                 \"addressFamily\": \"ipv4\",\n            \"amazonAddress\": \"{provider}\",\n            \"customerAddress\": \"{customer}\",\n            \
                 \"bgpPeerState\": \"available\",\n            \"bgpStatus\": \"up\",\n            \"awsDeviceV2\": \"{device}\",\n            \
                 \"awsLogicalDeviceId\": \"{device}\"\n        }}\n    ],\n    \"region\": \"{region}\",\n    \"awsDeviceV2\": \"{device}\",\n    \
                 \"awsLogicalDeviceId\": \"{device}\",\n    \"tags\": [],\n    \"siteLinkEnabled\": false\n}}",
                dx("dxvif", interface.number),
                dx("dxcon", interface.connection),
                interface.number,
                interface.vlan,
                dx("dxpeer", interface.number),
                asn = interface.asn,
                provider = interface.provider,
                customer = interface.customer,
            ));
        }
    }
}
