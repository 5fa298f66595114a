//! What rules about names and tags share.

use crate::model::{AnyId, ElementKind as K, Tag};
use crate::profile::{TagRule, TextRule};
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

/// What is wrong with a text, after "the key"; `None` where nothing is.
pub(super) fn refuses(rule: &TextRule, text: &str) -> Option<String> {
    let length = text.chars().count();
    if length < rule.least {
        return Some(if length == 0 {
            "is empty".to_owned()
        } else {
            format!("has {length} characters; {} are needed", rule.least)
        });
    }
    if length > rule.most {
        return Some(format!(
            "has {length} characters; {} are possible",
            rule.most
        ));
    }
    let refused = rule.charset.refuses(text);
    let first = text.chars().next().filter(|c| rule.not_first.contains(*c));
    refused
        .map(|c| format!("has the character `{c}`, which is not taken"))
        .or_else(|| first.map(|c| format!("begins with `{c}`, which is not taken")))
}
