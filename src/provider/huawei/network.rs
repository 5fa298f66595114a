//! VPCs and subnets of all three generations of the interface.

use std::net::IpAddr;

use super::lower::{Cx, Tags};
use super::raw::raw;
use super::read::project;
use crate::model::{CidrBlock, ElementKind, Head, Network, Subnet};
use crate::source::{Field, Part, Raw};

raw! {
    /// A network. The first generation names its project `tenant_id` and says nothing about further ranges.
    Vpc {
        id = "id";
        name = "name";
        range = "cidr";
        state = "status";
        tenant = "tenant_id";
        project = "project_id";
        -
        more: Part<Vec<Raw<'a>>> = "extend_cidrs";
        tags: Part<Tags<'a>> = "tags";
    }
    /// A subnet.
    VpcSubnet {
        id = "id";
        name = "name";
        vpc = "vpc_id";
        range = "cidr";
        range_v6 = "cidr_v6";
        gateway = "gateway_ip";
        gateway_v6 = "gateway_ip_v6";
        zone = "availability_zone";
        state = "status";
        tenant = "tenant_id";
        project = "project_id";
        -
        tags: Part<Tags<'a>> = "tags";
    }
    /// A range of a subnet of the third generation, IPv4 or IPv6.
    SubnetRange {
        range = "cidr";
        gateway = "gateway_ip";
    }
    /// A subnet of the third generation.
    Virsubnet {
        id = "id";
        name = "name";
        vpc = "vpc_id";
        zone = "zone_id";
        state = "status";
        project = "project_id";
        -
        ranges: Part<Vec<SubnetRange<'a>>> = "subnet_cidrs";
        tags: Part<Tags<'a>> = "tags";
    }
}

/// The beginning of an element that has its name and project as members of its own.
pub(super) fn head(
    cx: &mut Cx<'_>,
    id: &Raw<'_>,
    name: &Raw<'_>,
    owner: [&Raw<'_>; 2],
    tags: &Part<Tags<'_>>,
) -> Head {
    let tags = cx.tags(tags);
    let id = cx.id(id);
    let mut head = cx.head(id, tags);
    head.name = cx.text(name).or(head.name);
    let [first, second] = owner.map(|raw| project(cx, raw));
    let owner = first.or(second);
    if owner.get().is_some() {
        head.account = owner;
    }
    head
}

fn block(cx: &mut Cx<'_>, raw: &Raw<'_>, primary: bool) -> Option<CidrBlock> {
    let cidr = cx.range(raw);
    (!cidr.is_absent()).then(|| CidrBlock {
        cidr,
        primary,
        ..CidrBlock::default()
    })
}

fn addresses<'r, 'x: 'r>(
    cx: &mut Cx<'_>,
    leaves: impl Iterator<Item = &'r Raw<'x>>,
) -> Vec<Field<IpAddr>> {
    leaves
        .map(|leaf| cx.value(leaf))
        .filter(|address| !address.is_absent())
        .collect()
}

pub(super) fn vpc(cx: &mut Cx<'_>, raw: &Vpc<'_>) {
    let mark = cx.begin();
    let mut head = head(
        cx,
        &raw.id,
        &raw.name,
        [&raw.tenant, &raw.project],
        &raw.tags,
    );
    head.state = cx.state(ElementKind::Network, &raw.state);
    let mut cidrs: Vec<CidrBlock> = block(cx, &raw.range, true).into_iter().collect();
    for more in raw.more.items() {
        cidrs.extend(block(cx, more, false));
    }
    let network = Network {
        cidrs,
        ipv4_listed: raw.more.as_ref().is_some(),
        // Networks have IPv4 only; IPv6 belongs to subnets.
        ipv6_listed: true,
        is_default: Field::Absent,
        head,
    };
    if cx.whole(ElementKind::Network, &network.head, mark) {
        cx.design.networks.push(network);
    }
}

pub(super) fn subnet(cx: &mut Cx<'_>, raw: &VpcSubnet<'_>) {
    let mark = cx.begin();
    let mut head = head(
        cx,
        &raw.id,
        &raw.name,
        [&raw.tenant, &raw.project],
        &raw.tags,
    );
    head.state = cx.state(ElementKind::Subnet, &raw.state);
    let ipv4 = block(cx, &raw.range, true);
    let ipv6 = block(cx, &raw.range_v6, false);
    let subnet = Subnet {
        network: cx.link(&raw.vpc),
        cidrs: ipv4.into_iter().chain(ipv6).collect(),
        zone: cx.text(&raw.zone),
        gateways: addresses(cx, [&raw.gateway, &raw.gateway_v6].into_iter()),
        head,
        ..Subnet::default()
    };
    if cx.whole(ElementKind::Subnet, &subnet.head, mark) {
        cx.design.subnets.push(subnet);
    }
}

pub(super) fn virsubnet(cx: &mut Cx<'_>, raw: &Virsubnet<'_>) {
    let mark = cx.begin();
    let mut head = head(
        cx,
        &raw.id,
        &raw.name,
        [&raw.project, &Raw::Absent],
        &raw.tags,
    );
    head.state = cx.state(ElementKind::Subnet, &raw.state);
    let mut cidrs = Vec::with_capacity(1);
    for range in raw.ranges.items() {
        let primary = cidrs.is_empty();
        cidrs.extend(block(cx, &range.range, primary));
    }
    let subnet = Subnet {
        network: cx.link(&raw.vpc),
        cidrs,
        zone: cx.text(&raw.zone),
        gateways: addresses(cx, raw.ranges.items().map(|range| &range.gateway)),
        head,
        ..Subnet::default()
    };
    if cx.whole(ElementKind::Subnet, &subnet.head, mark) {
        cx.design.subnets.push(subnet);
    }
}
