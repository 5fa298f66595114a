//! Connections, their gateways, and the groups of prefixes that gateways and interfaces name.

use super::lower::{Cx, Tags};
use super::network::head;
use super::raw::raw;
use crate::model::{
    Cidr, Connection, DirectConnectGateway, ElementKind, NetworkAttachment, PrefixList,
    VirtualGateway,
};
use crate::source::{Field, Part, Raw, Text};

raw! {
    /// A connection.
    DirectConnect {
        id = "id";
        name = "name";
        tenant = "tenant_id";
        kind = "type";
        bandwidth = "bandwidth";
        vlan = "vlan";
        location = "location";
        device = "device_id";
        provider = "provider";
        lag = "lag_id";
        state = "status";
        -
        tags: Part<Tags<'a>> = "tags";
    }
    /// A gateway of a network. One generation names a group of the prefixes that it announces, the other lists them.
    Vgw {
        id = "id";
        name = "name";
        tenant = "tenant_id";
        vpc = "vpc_id";
        asn = "bgp_asn";
        group = "local_ep_group_id";
        state = "status";
        -
        announced: Part<Vec<Raw<'a>>> = "local_ep_group";
        announced_v6: Part<Vec<Raw<'a>>> = "local_ep_group_ipv6";
        tags: Part<Tags<'a>> = "tags";
    }
    /// A group of prefixes.
    EndpointGroup {
        id = "id";
        name = "name";
        tenant = "tenant_id";
        kind = "type";
        -
        endpoints: Part<Vec<Raw<'a>>> = "endpoints";
    }
    /// A global gateway.
    GlobalGateway {
        id = "id";
        name = "name";
        tenant = "tenant_id";
        asn = "bgp_asn";
        state = "status";
        -
        tags: Part<Tags<'a>> = "tags";
    }
}

/// Prefixes as listed; one item may hold several.
pub(super) fn prefixes(cx: &mut Cx<'_>, raw: &Part<Vec<Raw<'_>>>) -> Option<Vec<Field<Cidr>>> {
    let list = raw.as_ref()?;
    let mut found = Vec::with_capacity(list.len());
    for item in list {
        cx.ranges_in(item, &[' ', ',', ';'], &mut found);
    }
    Some(found)
}

pub(super) fn connection(cx: &mut Cx<'_>, raw: &DirectConnect<'_>) {
    lower(cx, raw, Field::Absent);
}

pub(super) fn hosted(cx: &mut Cx<'_>, raw: &DirectConnect<'_>) {
    let place = cx.lower.span(&raw.id);
    let kind = place.map_or(Field::Absent, |place| Field::at(Text::new("hosted"), place));
    lower(cx, raw, kind);
}

/// `kind` is what a connection is that does not say it.
fn lower(cx: &mut Cx<'_>, raw: &DirectConnect<'_>, kind: Field<Text>) {
    let mark = cx.begin();
    let mut head = head(
        cx,
        &raw.id,
        &raw.name,
        [&raw.tenant, &Raw::Absent],
        &raw.tags,
    );
    head.state = cx.state(ElementKind::Connection, &raw.state);
    let connection = Connection {
        location: cx.text(&raw.location),
        device: cx.text(&raw.device),
        bandwidth: cx.text(&raw.bandwidth),
        vlan: cx.value(&raw.vlan),
        carrier: cx.text(&raw.provider),
        lag: cx.link(&raw.lag),
        connection_type: cx.word(&raw.kind).or(kind),
        head,
        ..Connection::default()
    };
    if cx.whole(ElementKind::Connection, &connection.head, mark) {
        cx.design.connections.push(connection);
    }
}

pub(super) fn virtual_gateway(cx: &mut Cx<'_>, raw: &Vgw<'_>) {
    let mark = cx.begin();
    let mut head = head(
        cx,
        &raw.id,
        &raw.name,
        [&raw.tenant, &Raw::Absent],
        &raw.tags,
    );
    head.state = cx.state(ElementKind::VirtualGateway, &raw.state);
    // It is made for one network or one enterprise router; the tie itself has no state.
    let network = cx.link(&raw.vpc);
    let attachment = (!network.is_absent()).then(|| NetworkAttachment {
        network,
        ..NetworkAttachment::default()
    });
    let announced = prefixes(cx, &raw.announced);
    let announced_v6 = prefixes(cx, &raw.announced_v6);
    let gateway = VirtualGateway {
        asn: cx.value(&raw.asn),
        attachments: Some(attachment.into_iter().collect()),
        advertised: both(announced, announced_v6),
        advertised_list: cx.link(&raw.group),
        head,
    };
    if cx.whole(ElementKind::VirtualGateway, &gateway.head, mark) {
        cx.design.virtual_gateways.push(gateway);
    }
}

/// Two lists that together are one.
fn both(
    first: Option<Vec<Field<Cidr>>>,
    second: Option<Vec<Field<Cidr>>>,
) -> Option<Vec<Field<Cidr>>> {
    match (first, second) {
        (Some(mut first), second) => {
            first.extend(second.into_iter().flatten());
            Some(first)
        }
        (None, second) => second,
    }
}

pub(super) fn endpoint_group(cx: &mut Cx<'_>, raw: &EndpointGroup<'_>) {
    let mark = cx.begin();
    let head = head(
        cx,
        &raw.id,
        &raw.name,
        [&raw.tenant, &Raw::Absent],
        &Part::Absent,
    );
    // Groups of other things than prefixes exist.
    let entries = match raw.kind.text().as_deref() {
        Some("cidr") | None => prefixes(cx, &raw.endpoints),
        Some(_) => None,
    };
    let list = PrefixList {
        entries,
        head,
        ..PrefixList::default()
    };
    if cx.whole(ElementKind::PrefixList, &list.head, mark) {
        cx.design.prefix_lists.push(list);
    }
}

pub(super) fn global_gateway(cx: &mut Cx<'_>, raw: &GlobalGateway<'_>) {
    let mark = cx.begin();
    let mut head = head(
        cx,
        &raw.id,
        &raw.name,
        [&raw.tenant, &Raw::Absent],
        &raw.tags,
    );
    head.state = cx.state(ElementKind::DirectConnectGateway, &raw.state);
    let gateway = DirectConnectGateway {
        asn: cx.value(&raw.asn),
        head,
        ..DirectConnectGateway::default()
    };
    if cx.whole(ElementKind::DirectConnectGateway, &gateway.head, mark) {
        cx.design.direct_connect_gateways.push(gateway);
    }
}
