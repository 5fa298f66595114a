//! Nets, their subnets and peerings.

use super::lower::{Cx, Tags, zone_region};
use super::raw::raw;
use crate::model::{CidrBlock, ElementKind, Network, Peering, PeeringSide, Subnet};
use crate::source::{Field, Part, Raw};

raw! {
    /// A Net.
    Net {
        id = "NetId";
        range = "IpRange";
        state = "State";
        -
        tags: Part<Tags<'a>> = "Tags";
    }
    /// A subnet.
    NetSubnet {
        id = "SubnetId";
        net = "NetId";
        range = "IpRange";
        zone = "SubregionName";
        available = "AvailableIpsCount";
        state = "State";
        -
        tags: Part<Tags<'a>> = "Tags";
    }
    /// One side of a peering.
    Side {
        net = "NetId";
        range = "IpRange";
        account = "AccountId";
    }
    /// A state with its message.
    PeeringState {
        name = "Name";
        message = "Message";
    }
    /// A peering.
    NetPeering {
        id = "NetPeeringId";
        expires = "ExpirationDate";
        -
        source: Part<Side<'a>> = "SourceNet";
        accepter: Part<Side<'a>> = "AccepterNet";
        state: Part<PeeringState<'a>> = "State";
        tags: Part<Tags<'a>> = "Tags";
    }
}

/// The one range of a Net or subnet.
fn block(cx: &mut Cx<'_>, range: &Raw<'_>) -> Vec<CidrBlock> {
    let cidr = cx.range(range);
    let block = CidrBlock {
        cidr,
        primary: true,
        ..CidrBlock::default()
    };
    Some(block)
        .filter(|block| !block.cidr.is_absent())
        .into_iter()
        .collect()
}

pub(super) fn net(cx: &mut Cx<'_>, raw: &Net<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::Network, &raw.state);
    let network = Network {
        cidrs: block(cx, &raw.range),
        // There is never more than the one range, and no IPv6.
        ipv4_listed: true,
        ipv6_listed: true,
        is_default: Field::Absent,
        head,
    };
    if cx.whole(ElementKind::Network, &network.head, mark) {
        cx.design.networks.push(network);
    }
}

pub(super) fn subnet(cx: &mut Cx<'_>, raw: &NetSubnet<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::Subnet, &raw.state);
    let zone = cx.text(&raw.zone);
    if let Some((zone, span)) = zone.located()
        && let Some(region) = zone_region(zone)
    {
        head.region = Field::at(region, span);
    }
    let subnet = Subnet {
        network: cx.link(&raw.net),
        cidrs: block(cx, &raw.range),
        zone,
        available_addresses: cx.value(&raw.available),
        head,
        ..Subnet::default()
    };
    if cx.whole(ElementKind::Subnet, &subnet.head, mark) {
        cx.design.subnets.push(subnet);
    }
}

fn side(cx: &mut Cx<'_>, raw: &Part<Side<'_>>) -> PeeringSide {
    let Some(raw) = raw.as_ref() else {
        return PeeringSide::default();
    };
    PeeringSide {
        network: cx.link(&raw.net),
        owner: cx.text(&raw.account),
        cidrs: cx.ranges(std::iter::once(&raw.range)),
        ..PeeringSide::default()
    }
}

pub(super) fn peering(cx: &mut Cx<'_>, raw: &NetPeering<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    let mut message = Field::Absent;
    if let Some(state) = raw.state.as_ref() {
        head.state = cx.state(ElementKind::Peering, &state.name);
        message = cx.text(&state.message);
    }
    let requester = side(cx, &raw.source);
    let accepter = side(cx, &raw.accepter);
    // Both accounts show a peering; it is filed under the one that asked.
    if requester.owner.get().is_some() {
        head.account = requester.owner;
    }
    let peering = Peering {
        expires: cx.time(&raw.expires),
        requester,
        accepter,
        message,
        head,
        ..Peering::default()
    };
    if cx.whole(ElementKind::Peering, &peering.head, mark) {
        cx.design.peerings.push(peering);
    }
}
