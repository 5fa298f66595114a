//! Virtual interfaces and their sessions. Here `local` is the cloud's side and `remote` the customer's.

use super::direct_connect::prefixes;
use super::lower::{Cx, Tags, at};
use super::network::head;
use super::raw::raw;
use crate::model::{BgpPeer, ElementKind, Family, Head, Link, VirtualInterface};
use crate::source::{Field, Part, Raw, Scalar, Text};

raw! {
    /// A session, or the static routing of one family.
    VifPeer {
        id = "id";
        interface = "vif_id";
        family = "address_family";
        provider_address = "local_gateway_ip";
        customer_address = "remote_gateway_ip";
        mode = "route_mode";
        asn = "bgp_asn";
        key = "bgp_md5";
        route_limit = "bgp_route_limit";
        status = "bgp_status";
        received = "receive_route_num";
        bfd = "enable_bfd";
        device = "device_id";
        state = "status";
        -
        remote: Part<Vec<Raw<'a>>> = "remote_ep_group";
    }
    /// An interface. The older generation shows its one session among its members and names a group of prefixes.
    Vif {
        id = "id";
        name = "name";
        tenant = "tenant_id";
        connection = "direct_connect_id";
        lag = "lag_id";
        virtual_gateway = "vgw_id";
        global_gateway = "gateway_id";
        kind = "type";
        vlan = "vlan";
        bandwidth = "bandwidth";
        state = "status";
        family = "address_family";
        provider_v4 = "local_gateway_v4_ip";
        customer_v4 = "remote_gateway_v4_ip";
        provider_v6 = "local_gateway_v6_ip";
        customer_v6 = "remote_gateway_v6_ip";
        mode = "route_mode";
        asn = "bgp_asn";
        key = "bgp_md5";
        route_limit = "route_limit";
        bfd = "enable_bfd";
        remote_group = "remote_ep_group_id";
        -
        remote: Part<Vec<Raw<'a>>> = "remote_ep_group";
        peers: Part<Vec<VifPeer<'a>>> = "vif_peers";
        tags: Part<Tags<'a>> = "tags";
    }
}

const CONNECTION: &[ElementKind] = &[ElementKind::Connection];
const LAG: &[ElementKind] = &[ElementKind::Lag];

pub(super) fn interface(cx: &mut Cx<'_>, raw: &Vif<'_>) {
    let mark = cx.begin();
    let mut head = head(
        cx,
        &raw.id,
        &raw.name,
        [&raw.tenant, &Raw::Absent],
        &raw.tags,
    );
    head.state = cx.state(ElementKind::VirtualInterface, &raw.state);
    let connection = cx.any(&raw.connection, CONNECTION);
    let lag = cx.any(&raw.lag, LAG);
    let mut remote = prefixes(cx, &raw.remote);
    // Each session has a list of its own; together they are the customer's side.
    for peer in raw.peers.items() {
        for prefix in prefixes(cx, &peer.remote).into_iter().flatten() {
            let list = remote.get_or_insert_default();
            if !list.iter().any(|known| known.get() == prefix.get()) {
                list.push(prefix);
            }
        }
    }
    let mut interface = VirtualInterface {
        interface_type: cx.word(&raw.kind),
        connection: if connection.is_absent() && !lag.is_absent() {
            lag
        } else {
            connection
        },
        vlan: cx.value(&raw.vlan),
        virtual_gateway: cx.link(&raw.virtual_gateway),
        direct_connect_gateway: cx.link(&raw.global_gateway),
        peers_listed: raw.peers.as_ref().is_some(),
        rate_limit: cx.text(&raw.bandwidth),
        remote_prefixes: remote,
        remote_list: cx.link(&raw.remote_group),
        head,
        ..VirtualInterface::default()
    };
    let peers: Vec<BgpPeer> = match raw.peers.as_ref() {
        Some(list) => list
            .iter()
            .map(|raw| peer(cx, raw, &interface.head))
            .collect(),
        None => from_interface(cx, raw, &interface.head)
            .into_iter()
            .collect(),
    };
    interface.secret = peers
        .iter()
        .filter_map(|peer| peer.auth_key.located())
        .find(|(secret, _)| !secret.masked)
        .map(|(_, span)| span);
    if cx.whole(ElementKind::VirtualInterface, &interface.head, mark) {
        cx.design.virtual_interfaces.push(interface);
        for peer in peers {
            cx.design.bgp_peers.push(peer);
        }
    }
}

/// The answer about one session, without its interface.
pub(super) fn peer_alone(cx: &mut Cx<'_>, raw: &VifPeer<'_>) {
    let mark = cx.begin();
    let id = cx.lower.id(&raw.interface);
    let of = cx.mention(id);
    let peer = peer(cx, raw, &of);
    if cx.whole(ElementKind::BgpPeer, &peer.head, mark) {
        cx.design.bgp_peers.push(peer);
    }
}

fn family(cx: &mut Cx<'_>, raw: &Raw<'_>) -> (Field<Family>, Field<Text>) {
    let word = cx.word(raw);
    match word.located() {
        Some((text, span)) => match Family::parse(text) {
            Some(family) => (Field::at(family, span), Field::Absent),
            None => (Field::Absent, word),
        },
        None => (Field::Absent, word),
    }
}

/// The beginning of a session of the interface `of`, named after both.
fn session_head(of: &Head, id: Field<Text>, peer: &BgpPeer) -> Head {
    let origin = id
        .span()
        .or(peer.customer_address.span())
        .or(peer.provider_address.span())
        .or(peer.asn_long.span())
        .unwrap_or(of.origin());
    let own = match peer.effective_family() {
        Some(Family::Ipv4) => "v4".to_owned(),
        Some(Family::Ipv6) => "v6".to_owned(),
        None => id.get().map_or("bgp".to_owned(), |id| id.to_string()),
    };
    let parent = of.name.get().unwrap_or(of.printed_id());
    Head {
        provider: of.provider,
        mode: of.mode,
        id,
        name: at(Some(Text::new(&format!("{parent}/{own}"))), origin),
        account: of.account,
        exporter: of.exporter,
        region: of.region,
        origins: vec![origin],
        ..Head::default()
    }
}

fn peer(cx: &mut Cx<'_>, raw: &VifPeer<'_>, of: &Head) -> BgpPeer {
    let id = cx.id(&raw.id);
    let (family, family_word) = family(cx, &raw.family);
    let mut peer = BgpPeer {
        virtual_interface: Link::unresolved(of.id),
        family,
        family_word,
        asn_long: cx.value(&raw.asn),
        provider_address: cx.value(&raw.provider_address),
        customer_address: cx.value(&raw.customer_address),
        auth_key: cx.secret(&raw.key),
        status: cx.text(&raw.status),
        route_mode: cx.word(&raw.mode),
        bfd: cx.value(&raw.bfd),
        received_routes: cx.value(&raw.received),
        route_limit: cx.value(&raw.route_limit),
        device: cx.text(&raw.device),
        ..BgpPeer::default()
    };
    peer.head = session_head(of, id, &peer);
    peer.head.state = cx.state(ElementKind::BgpPeer, &raw.state);
    peer
}

/// The session among the members of an interface, if it says anything about one.
fn from_interface(cx: &mut Cx<'_>, raw: &Vif<'_>, of: &Head) -> Option<BgpPeer> {
    let (family, family_word) = family(cx, &raw.family);
    let (provider, customer) = if family.get() == Some(Family::Ipv6) {
        (&raw.provider_v6, &raw.customer_v6)
    } else {
        (&raw.provider_v4, &raw.customer_v4)
    };
    let mut peer = BgpPeer {
        virtual_interface: Link::unresolved(of.id),
        family,
        family_word,
        asn_long: cx.value(&raw.asn),
        provider_address: cx.value(provider),
        customer_address: cx.value(customer),
        auth_key: cx.secret(&raw.key),
        route_mode: cx.word(&raw.mode),
        bfd: cx.value(&raw.bfd),
        route_limit: cx.value(&raw.route_limit),
        from_interface: true,
        ..BgpPeer::default()
    };
    let said = [
        peer.provider_address.span(),
        peer.customer_address.span(),
        peer.asn_long.span(),
        peer.route_mode.span(),
    ];
    said.into_iter().flatten().next()?;
    peer.head = session_head(of, Field::Absent, &peer);
    Some(peer)
}
