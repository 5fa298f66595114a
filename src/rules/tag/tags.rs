//! What rules about names and tags share.

use crate::model::{AnyId, ElementKind as K, Tag};
use crate::profile::TagRule;
use crate::rules::Context;

/// Kinds to which people give names of their own.
pub(super) const NAMED: &[K] = &[
    K::Network,
    K::Subnet,
    K::Peering,
    K::RouteTable,
    K::VirtualGateway,
    K::TransitGateway,
    K::TransitGatewayAttachment,
    K::TransitGatewayRouteTable,
    K::DirectConnectGateway,
    K::Connection,
    K::Lag,
    K::VirtualInterface,
    K::RouteServer,
    K::RouteServerEndpoint,
    K::RouteServerPeer,
    K::CustomerGateway,
    K::VpnConnection,
    K::InternetGateway,
    K::EgressOnlyInternetGateway,
    K::NatGateway,
];

/// Every tag of every element that only a design has, with the provider's rule for it.
pub(super) fn each(cx: &Context<'_>, mut judge: impl FnMut(AnyId, &Tag, &TagRule)) {
    for id in cx.design.all() {
        let head = cx.design.head(id);
        let naming = &cx.profiles.get(head.provider).naming;
        if let Some(rule) = naming.tags_of(id.kind()).filter(|_| head.is_design()) {
            for tag in &head.tags {
                judge(id, tag, rule);
            }
        }
    }
}
