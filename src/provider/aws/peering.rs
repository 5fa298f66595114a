//! VPC peering connections.

use super::lower::{Cx, Tags};
use super::raw::raw;
use crate::model::{ElementKind, Peering, PeeringSide};
use crate::source::{Field, Part};

raw! {
    /// A range in a list of IPv4 ranges.
    SideV4 { cidr = "CidrBlock" | "cidrBlock"; }
    /// A range in a list of IPv6 ranges.
    SideV6 { cidr = "Ipv6CidrBlock" | "ipv6CidrBlock"; }
    /// Options of one side.
    SideOptions {
        dns = "AllowDnsResolutionFromRemoteVpc" | "allowDnsResolutionFromRemoteVpc";
        classic_to_remote = "AllowEgressFromLocalClassicLinkToRemoteVpc" | "allowEgressFromLocalClassicLinkToRemoteVpc";
        local_to_classic = "AllowEgressFromLocalVpcToRemoteClassicLink" | "allowEgressFromLocalVpcToRemoteClassicLink";
        multipath = "AllowMultipathResilience" | "allowMultipathResilience";
        multipath_mode = "MultipathResilienceMode" | "multipathResilienceMode";
    }
    /// One side.
    Side {
        vpc = "VpcId" | "vpcId";
        owner = "OwnerId" | "ownerId";
        region = "Region" | "region";
        cidr = "CidrBlock" | "cidrBlock";
        -
        ipv4: Part<Vec<SideV4<'a>>> = "CidrBlockSet" | "cidrBlockSet";
        ipv6: Part<Vec<SideV6<'a>>> = "Ipv6CidrBlockSet" | "ipv6CidrBlockSet";
        options: Part<SideOptions<'a>> = "PeeringOptions" | "peeringOptions";
    }
    /// A state with its message.
    StateReason {
        code = "Code" | "code";
        message = "Message" | "message";
    }
    /// A peering.
    VpcPeeringConnection {
        id = "VpcPeeringConnectionId" | "vpcPeeringConnectionId";
        expires = "ExpirationTime" | "expirationTime";
        multipath = "MultipathResilienceStatus" | "multipathResilienceStatus";
        -
        requester: Part<Side<'a>> = "RequesterVpcInfo" | "requesterVpcInfo";
        accepter: Part<Side<'a>> = "AccepterVpcInfo" | "accepterVpcInfo";
        status: Part<StateReason<'a>> = "Status" | "status";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
}

fn side(cx: &mut Cx<'_>, raw: &Part<Side<'_>>) -> PeeringSide {
    let Some(raw) = raw.as_ref() else {
        return PeeringSide::default();
    };
    let mut side = PeeringSide {
        network: cx.link(&raw.vpc),
        owner: cx.text(&raw.owner),
        region: cx.text(&raw.region),
        ..PeeringSide::default()
    };
    // The primary range stands both alone and in the set.
    let leaves = std::iter::once(&raw.cidr)
        .chain(raw.ipv4.items().map(|range| &range.cidr))
        .chain(raw.ipv6.items().map(|range| &range.cidr));
    for range in cx.ranges(leaves) {
        if !side.cidrs.iter().any(|known| known.get() == range.get()) {
            side.cidrs.push(range);
        }
    }
    if let Some(options) = raw.options.as_ref() {
        side.dns = cx.value(&options.dns);
        let to_remote = cx.value::<bool>(&options.classic_to_remote);
        let to_classic = cx.value::<bool>(&options.local_to_classic);
        side.classic_link = match to_remote.get() {
            Some(true) => to_remote,
            _ if to_classic.is_absent() => to_remote,
            _ => to_classic,
        };
        side.multipath = cx.value(&options.multipath);
        side.multipath_mode = cx.text(&options.multipath_mode);
    }
    side
}

pub(super) fn peering(cx: &mut Cx<'_>, raw: &VpcPeeringConnection<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    let mut message = Field::Absent;
    if let Some(status) = raw.status.as_ref() {
        head.state = cx.state(ElementKind::Peering, &status.code);
        message = cx.text(&status.message);
    }
    let requester = side(cx, &raw.requester);
    let accepter = side(cx, &raw.accepter);
    // One peering is in the exports of both sides; it is filed under the side that asked.
    if requester.owner.get().is_some() {
        head.account = requester.owner;
    }
    if requester.region.get().is_some() {
        head.region = requester.region;
    }
    let peering = Peering {
        expires: cx.time(&raw.expires),
        multipath_status: cx.text(&raw.multipath),
        requester,
        accepter,
        message,
        description: Field::Absent,
        created: Field::Absent,
        head,
    };
    if cx.whole(ElementKind::Peering, &peering.head, mark) {
        cx.design.peerings.push(peering);
    }
}
