//! A key for every element, and what each lies in.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::text::encode;
use crate::model::{AnyId, Design};

/// `kind/id` for every element, made unique where two elements share it.
pub(in crate::diagram) fn item_keys(design: &Design) -> BTreeMap<AnyId, String> {
    let base = |id: AnyId| {
        let printed = design.head(id).printed_id();
        format!("{}/{}", id.kind().word(), encode(&printed))
    };
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for id in design.all() {
        *uses.entry(base(id)).or_default() += 1;
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut keys = BTreeMap::new();
    for id in design.all() {
        let mut key = base(id);
        if uses.get(&key).is_some_and(|n| *n > 1) {
            let head = design.head(id);
            let account = head.account.get().map_or("", |text| text.as_str());
            let region = head.region.get().map_or("", |text| text.as_str());
            key = format!("{key}@{}", encode(&format!("{account}/{region}")));
        }
        let stem = key.clone();
        let mut n = 1;
        while !taken.insert(key.clone()) {
            n += 1;
            key = format!("{stem}~{n}");
        }
        keys.insert(id, key);
    }
    keys
}

/// The element that another one lies in or belongs to, for the place of what is not drawn itself.
pub(in crate::diagram) fn parent(design: &Design, id: AnyId) -> Option<AnyId> {
    use AnyId as A;
    let attached = |list: &Option<Vec<crate::model::NetworkAttachment>>| {
        list.iter()
            .flatten()
            .find_map(|attachment| attachment.network.get())
            .map(A::Network)
    };
    match id {
        A::Subnet(id) => design[id].network.get().map(A::Network),
        A::RouteTable(id) => design[id].network.get().map(A::Network),
        A::Interface(id) => design[id].network.get().map(A::Network),
        A::NatGateway(id) => design[id].network.get().map(A::Network),
        A::InternetGateway(id) => attached(&design[id].attachments),
        A::EgressOnlyInternetGateway(id) => attached(&design[id].attachments),
        A::VirtualGateway(id) => attached(&design[id].attachments),
        A::TransitGatewayAttachment(id) => design[id].gateway.get().map(A::TransitGateway),
        A::TransitGatewayRouteTable(id) => design[id].gateway.get().map(A::TransitGateway),
        A::TransitGatewayConnectPeer(id) => {
            design[id].attachment.get().map(A::TransitGatewayAttachment)
        }
        A::DirectConnectGatewayAssociation(id) => {
            design[id].gateway.get().map(A::DirectConnectGateway)
        }
        A::DirectConnectGatewayAttachment(id) => {
            design[id].gateway.get().map(A::DirectConnectGateway)
        }
        A::DirectConnectGatewayProposal(id) => {
            design[id].gateway.get().map(A::DirectConnectGateway)
        }
        A::VirtualInterface(id) => design[id].connection.get(),
        A::BgpPeer(id) => design[id].virtual_interface.get().map(A::VirtualInterface),
        A::RouteServerEndpoint(id) => design[id].server.get().map(A::RouteServer),
        A::RouteServerPeer(id) => design[id].server.get().map(A::RouteServer),
        A::VpnTunnel(id) => design[id].connection.get().map(A::VpnConnection),
        A::SiteRouter(id) => design[id].site.get().map(A::Site),
        A::SiteLink(id) => design[id].from.get().map(A::Site),
        A::Peering(id) => design[id]
            .sides()
            .into_iter()
            .find_map(|side| side.network.get())
            .map(A::Network),
        _ => None,
    }
}
