//! Virtual interfaces and their BGP sessions.

use super::lower::{Cx, Tags, at};
use super::raw::raw;
use super::vpn_configuration::{all, is_key};
use crate::model::{
    AnyLink, BgpPeer, Cidr, ElementKind, Family, Head, Link, LinkAddress, VirtualInterface,
};
use crate::source::{Field, Part, Raw, Scalar, Span, Text};

raw! {
    /// A prefix of a public interface.
    FilterPrefix { cidr = "cidr" | "Cidr"; }
    /// A session.
    DxPeer {
        id = "bgpPeerId" | "BgpPeerId";
        asn = "asn" | "Asn";
        asn_long = "asnLong" | "AsnLong";
        key = "authKey" | "AuthKey";
        family = "addressFamily" | "AddressFamily";
        amazon = "amazonAddress" | "AmazonAddress";
        customer = "customerAddress" | "CustomerAddress";
        state = "bgpPeerState" | "BgpPeerState";
        status = "bgpStatus" | "BgpStatus";
        device = "awsDeviceV2" | "AwsDeviceV2";
        logical_device = "awsLogicalDeviceId" | "AwsLogicalDeviceId";
    }
    /// An interface.
    Vif {
        id = "virtualInterfaceId" | "VirtualInterfaceId";
        name = "virtualInterfaceName" | "VirtualInterfaceName";
        kind = "virtualInterfaceType" | "VirtualInterfaceType";
        state = "virtualInterfaceState" | "VirtualInterfaceState";
        owner = "ownerAccount" | "OwnerAccount";
        region = "region" | "Region";
        location = "location" | "Location";
        connection = "connectionId" | "ConnectionId";
        vlan = "vlan" | "Vlan";
        mtu = "mtu" | "Mtu";
        asn = "asn" | "Asn";
        asn_long = "asnLong" | "AsnLong";
        amazon_asn = "amazonSideAsn" | "AmazonSideAsn";
        key = "authKey" | "AuthKey";
        family = "addressFamily" | "AddressFamily";
        amazon = "amazonAddress" | "AmazonAddress";
        customer = "customerAddress" | "CustomerAddress";
        configuration = "customerRouterConfig" | "CustomerRouterConfig";
        virtual_gateway = "virtualGatewayId" | "VirtualGatewayId";
        dx_gateway = "directConnectGatewayId" | "DirectConnectGatewayId";
        device = "awsDeviceV2" | "AwsDeviceV2";
        logical_device = "awsLogicalDeviceId" | "AwsLogicalDeviceId";
        jumbo = "jumboFrameCapable" | "JumboFrameCapable";
        site_link = "siteLinkEnabled" | "SiteLinkEnabled";
        allocated_ipv4 = "prefixPoolAllocatedCountIpv4" | "PrefixPoolAllocatedCountIpv4";
        allocated_ipv6 = "prefixPoolAllocatedCountIpv6" | "PrefixPoolAllocatedCountIpv6";
        rate_limit = "rateLimit" | "RateLimit";
        -
        prefixes: Part<Vec<FilterPrefix<'a>>> = "routeFilterPrefixes" | "RouteFilterPrefixes";
        peers: Part<Vec<DxPeer<'a>>> = "bgpPeers" | "BgpPeers";
        tags: Part<Tags<'a>> = "tags" | "Tags";
    }
}

/// Kinds that the parent of an interface may have: the members call it a connection also where it is a group.
fn parent_kinds(id: Option<Text>) -> &'static [ElementKind] {
    if id.is_some_and(|id| id.contains("dxlag")) {
        &[ElementKind::Lag, ElementKind::Connection]
    } else {
        &[ElementKind::Connection, ElementKind::Lag]
    }
}

pub(super) fn interface(cx: &mut Cx<'_>, raw: &Vif<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    cx.owned(&mut head, &raw.owner);
    head.name = cx.text(&raw.name).or(head.name);
    head.region = cx.text(&raw.region).or(head.region);
    head.state = cx.state(ElementKind::VirtualInterface, &raw.state);
    let connection = cx.lower.id(&raw.connection);
    let asn = cx.value(&raw.asn);
    let asn_long = cx.value(&raw.asn_long);
    let prefixes = raw.prefixes.as_ref().map(|list| {
        let mut prefixes: Vec<Field<Cidr>> = Vec::with_capacity(list.len());
        for prefix in list {
            cx.comma_ranges(&prefix.cidr, &mut prefixes);
        }
        prefixes
    });
    let mut interface = VirtualInterface {
        interface_type: cx.word(&raw.kind),
        connection: AnyLink::unresolved(connection, parent_kinds(connection.get())),
        vlan: cx.value(&raw.vlan),
        mtu: cx.value(&raw.mtu),
        virtual_gateway: cx.link(&raw.virtual_gateway),
        direct_connect_gateway: cx.link(&raw.dx_gateway),
        asn: asn_long.or(asn),
        provider_asn: cx.value(&raw.amazon_asn),
        site_link: cx.value(&raw.site_link),
        location: cx.text(&raw.location),
        device: cx.text(&raw.device),
        logical_device: cx.text(&raw.logical_device),
        jumbo_capable: cx.value(&raw.jumbo),
        route_filter_prefixes: prefixes,
        peers_listed: raw.peers.as_ref().is_some(),
        prefix_allocation_ipv4: cx.value(&raw.allocated_ipv4),
        prefix_allocation_ipv6: cx.value(&raw.allocated_ipv6),
        rate_limit: cx.text(&raw.rate_limit),
        head,
        ..VirtualInterface::default()
    };
    let own_key = cx.secret(&raw.key);
    let mut peers: Vec<BgpPeer> = match raw.peers.as_ref() {
        Some(list) => list
            .iter()
            .map(|raw| peer(cx, raw, &interface.head))
            .collect(),
        None => from_interface(cx, raw, &interface.head)
            .into_iter()
            .collect(),
    };
    name_peers(&interface.head, &mut peers);
    let keys = std::iter::once(&own_key).chain(peers.iter().map(|peer| &peer.auth_key));
    interface.secret = keys
        .filter_map(|key| key.located())
        .find(|(secret, _)| !secret.masked)
        .map(|(_, span)| span)
        .or_else(|| configuration_secret(cx, &raw.configuration));
    if cx.whole(ElementKind::VirtualInterface, &interface.head, mark) {
        cx.design.virtual_interfaces.push(interface);
        for peer in peers {
            cx.design.bgp_peers.push(peer);
        }
    }
}

/// Where the router's configuration holds a key.
fn configuration_secret(cx: &mut Cx<'_>, raw: &Raw<'_>) -> Option<Span> {
    let text = raw.text()?;
    all(&text, "bgp_auth_key")
        .any(is_key)
        .then(|| cx.lower.span(raw))
        .flatten()
}

fn family(cx: &mut Cx<'_>, raw: &Raw<'_>) -> (Field<Family>, Field<Text>) {
    let word = cx.text(raw);
    match word.located() {
        Some((text, span)) => match Family::parse(text) {
            Some(family) => (Field::at(family, span), Field::Absent),
            None => (Field::Absent, word),
        },
        None => (Field::Absent, word),
    }
}

/// The beginning of a session of the interface `of`.
fn head(of: &Head, origin: Span) -> Head {
    Head {
        provider: of.provider,
        mode: of.mode,
        account: of.account,
        exporter: of.exporter,
        region: of.region,
        origins: vec![origin],
        ..Head::default()
    }
}

fn peer(cx: &mut Cx<'_>, raw: &DxPeer<'_>, of: &Head) -> BgpPeer {
    let id = cx.lower.id(&raw.id);
    let (family, family_word) = family(cx, &raw.family);
    let mut peer = BgpPeer {
        virtual_interface: Link::unresolved(of.id),
        family,
        family_word,
        asn: cx.value(&raw.asn),
        asn_long: cx.value(&raw.asn_long),
        provider_address: cx.value(&raw.amazon),
        customer_address: cx.value(&raw.customer),
        auth_key: cx.secret(&raw.key),
        status: cx.word(&raw.status),
        device: cx.text(&raw.device),
        logical_device: cx.text(&raw.logical_device),
        ..BgpPeer::default()
    };
    let origin = id.span().or_else(|| first_place(&peer));
    peer.head = Head {
        id,
        state: cx.state(ElementKind::BgpPeer, &raw.state),
        ..head(of, origin.unwrap_or(of.origin()))
    };
    peer
}

fn first_place(peer: &BgpPeer) -> Option<Span> {
    peer.customer_address
        .span()
        .or(peer.provider_address.span())
        .or(peer.asn.span())
        .or(peer.asn_long.span())
        .or(peer.family.span())
}

/// The one session that records from before 2016 show as members of the interface.
fn from_interface(cx: &mut Cx<'_>, raw: &Vif<'_>, of: &Head) -> Option<BgpPeer> {
    let (family, family_word) = family(cx, &raw.family);
    let mut peer = BgpPeer {
        virtual_interface: Link::unresolved(of.id),
        family,
        family_word,
        asn: cx.value(&raw.asn),
        asn_long: cx.value(&raw.asn_long),
        provider_address: cx.value::<LinkAddress>(&raw.amazon),
        customer_address: cx.value::<LinkAddress>(&raw.customer),
        auth_key: cx.secret(&raw.key),
        from_interface: true,
        ..BgpPeer::default()
    };
    peer.head = head(of, first_place(&peer)?);
    Some(peer)
}

/// Names the sessions after their interface: by family where that is clear, else by their own ids.
fn name_peers(of: &Head, peers: &mut [BgpPeer]) {
    let parent = of.name.get().unwrap_or(of.printed_id());
    let families: Vec<Option<Family>> = peers.iter().map(BgpPeer::effective_family).collect();
    for (index, peer) in peers.iter_mut().enumerate() {
        let family = families.get(index).copied().flatten();
        let word = match family {
            Some(Family::Ipv4) => "v4",
            Some(Family::Ipv6) => "v6",
            None => "bgp",
        };
        let of_family = || families.iter().filter(|other| **other == family).count();
        let own = match peer.head.id.get() {
            _ if family.is_some() && of_family() == 1 => word.to_owned(),
            Some(id) => id.to_string(),
            None => format!("{word}-{}", index + 1),
        };
        peer.head.name = at(
            Some(Text::new(&format!("{parent}/{own}"))),
            peer.head.origin(),
        );
    }
}
