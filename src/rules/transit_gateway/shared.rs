//! What rules about transit gateways share.

use crate::model::{
    AnyId, Element, ElementKind, Id, Link, Network, Subnet, TransitGateway,
    TransitGatewayAttachment, TransitGatewayRouteTable, TransitRoute,
};
use crate::rules::Context;
use crate::rules::common::lists;
use crate::source::{Span, Text};

/// Whether an attachment joins two transit gateways.
pub(super) fn is_peering(attachment: &TransitGatewayAttachment) -> bool {
    let word = attachment.resource_type.get();
    word.is_some_and(|word| matches!(word.as_str(), "peering" | "tgw-peering"))
        || attachment.resource.kinds == [ElementKind::TransitGateway]
}

/// Whether a core network stands on one side, or routes are exchanged by BGP: no static routes are needed then.
pub(super) fn with_core_network(attachment: &TransitGatewayAttachment) -> bool {
    let sides = [&attachment.requester, &attachment.accepter];
    sides.iter().any(|side| side.core_network.get().is_some())
        || attachment.dynamic_routing.get() == Some(true)
}

/// The transit gateways of an attachment: one, of a peering both, as far as they are in the input.
pub(super) fn gateways(attachment: &TransitGatewayAttachment) -> Vec<Id<TransitGateway>> {
    let other = match attachment.resource.get() {
        Some(AnyId::TransitGateway(gateway)) => Some(gateway),
        _ => None,
    };
    let mut all: Vec<_> = [
        attachment.gateway.get(),
        attachment.requester.gateway.get(),
        attachment.accepter.gateway.get(),
        other,
    ]
    .into_iter()
    .flatten()
    .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What identifies the element of a reference: the element's own id, else what was written.
pub(super) fn key<T: Element>(cx: &Context<'_>, link: &Link<T>) -> Option<Text> {
    match link.get() {
        Some(id) => Some(cx.head(id).printed_id()),
        None => link.id.get(),
    }
}

/// The two ends of a peering.
pub(super) fn ends(
    cx: &Context<'_>,
    attachment: &TransitGatewayAttachment,
) -> Option<(Text, Text)> {
    let near = key(cx, &attachment.requester.gateway).or_else(|| key(cx, &attachment.gateway))?;
    let far =
        key(cx, &attachment.accepter.gateway).or_else(|| match attachment.resource.get() {
            Some(id @ AnyId::TransitGateway(_)) => Some(cx.design.head(id).printed_id()),
            _ => attachment.resource.id.get(),
        })?;
    Some((near, far))
}

/// What identifies the attached network.
pub(super) fn network_key(cx: &Context<'_>, attachment: &TransitGatewayAttachment) -> Option<Text> {
    match attachment.resource.get() {
        Some(id @ AnyId::Network(_)) => Some(cx.design.head(id).printed_id()),
        Some(_) => None,
        None if attachment.resource.kinds == [ElementKind::Network] => attachment.resource.id.get(),
        None => None,
    }
}

/// The attached network in a sentence.
pub(super) fn network_name(cx: &Context<'_>, attachment: &TransitGatewayAttachment) -> String {
    match (attachment.resource.get(), attachment.resource.id.get()) {
        (Some(id), _) => cx.name_of(id),
        (None, id) => format!(
            "{} {}",
            cx.word_for(attachment.head.provider, ElementKind::Network),
            id.map_or("", |id| id.as_str())
        ),
    }
}

/// The networks that are attached, each with its first live attachment.
pub(super) fn attached(
    cx: &Context<'_>,
    gateway: Id<TransitGateway>,
) -> Vec<(Id<Network>, Id<TransitGatewayAttachment>)> {
    let mut all: Vec<(Id<Network>, Id<TransitGatewayAttachment>)> = cx
        .index
        .relations
        .attachments
        .of(gateway)
        .iter()
        .filter(|attachment| cx.is_live(**attachment))
        .filter_map(|attachment| match cx.design[*attachment].resource.get() {
            Some(AnyId::Network(network)) => Some((network, *attachment)),
            _ => None,
        })
        .collect();
    all.sort_unstable();
    all.dedup_by_key(|(network, _)| *network);
    all
}

/// The subnets of an attachment; `None` where one is not in the input.
pub(super) fn subnets(attachment: &TransitGatewayAttachment) -> Option<Vec<Id<Subnet>>> {
    attachment.subnets.as_ref()?.iter().map(Link::get).collect()
}

/// Where an attachment names a subnet.
pub(super) fn subnet_place(attachment: &TransitGatewayAttachment, subnet: Id<Subnet>) -> Span {
    attachment
        .subnets
        .iter()
        .flatten()
        .find(|link| link.get() == Some(subnet))
        .and_then(|link| link.id.span())
        .unwrap_or_else(|| attachment.head.origin())
}

/// The live tables of a transit gateway, where all of them were given.
pub(super) fn tables(
    cx: &Context<'_>,
    gateway: Id<TransitGateway>,
) -> Option<Vec<Id<TransitGatewayRouteTable>>> {
    lists(cx, ElementKind::TransitGatewayRouteTable, cx.head(gateway)).then(|| {
        let tables = cx.index.relations.transit_tables.of(gateway);
        tables
            .iter()
            .copied()
            .filter(|table| cx.is_live(*table))
            .collect()
    })
}

/// Whether a route was written by hand.
pub(super) fn is_static(route: &TransitRoute) -> bool {
    route.route_type.get().is_some_and(|word| word == "static")
}

/// A route's destination in words.
pub(super) fn destination(route: &TransitRoute) -> String {
    match (route.to.get(), route.to_list.id.get()) {
        (Some(cidr), _) => cidr.to_string(),
        (None, Some(list)) => list.to_string(),
        (None, None) => "an unreadable destination".to_owned(),
    }
}
