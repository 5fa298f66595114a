//! The key of every element, and how others refer to it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{AnyId, Design};
use crate::source::Text;

/// Keys and references of a design.
pub(super) struct Names {
    /// The key inside what the element lies in.
    keys: FxHashMap<AnyId, String>,
    /// The whole name: that of what it lies in, a slash and the key.
    whole: FxHashMap<AnyId, String>,
    /// What lies in an element, in the order of the design.
    children: FxHashMap<AnyId, Vec<AnyId>>,
}

impl Names {
    pub(super) fn of(design: &Design) -> Self {
        let mut names = Self {
            keys: FxHashMap::default(),
            whole: FxHashMap::default(),
            children: FxHashMap::default(),
        };
        for id in design.all() {
            if let Some(parent) = parent(design, id) {
                names.children.entry(parent).or_default().push(id);
            }
        }
        // Names as they are first, so that a made-up key never takes one.
        let mut taken: FxHashSet<(Option<AnyId>, crate::model::ElementKind, String)> =
            FxHashSet::default();
        for pass in [Pass::Name, Pass::Id, Pass::Number] {
            for id in design.all().filter(|id| lies(design, *id)) {
                if names.keys.contains_key(&id) {
                    continue;
                }
                let head = design.head(id);
                let own = match pass {
                    Pass::Name => head.name.get().map(|name| own_name(design, id, name)),
                    Pass::Id => head.id.get().map(|id| id.to_string()),
                    Pass::Number => Some(format!("{}-{}", id.kind().word(), id.index() + 1)),
                };
                let Some(own) = own.filter(|own| !own.is_empty()) else {
                    continue;
                };
                let place = (parent(design, id), id.kind(), own.clone());
                if taken.insert(place) {
                    names.keys.insert(id, own);
                }
            }
        }
        for id in design.all() {
            let Some(own) = names.keys.get(&id) else {
                continue;
            };
            let whole = match parent(design, id).and_then(|parent| names.keys.get(&parent)) {
                Some(parent) => format!("{parent}/{own}"),
                None => own.clone(),
            };
            names.whole.insert(id, whole);
        }
        names
    }

    /// The key of an element; `None` where it has no place.
    pub(super) fn key(&self, id: AnyId) -> Option<&str> {
        self.keys.get(&id).map(String::as_str)
    }

    /// What lies in an element.
    pub(super) fn children(&self, id: AnyId) -> &[AnyId] {
        self.children.get(&id).map_or(&[], Vec::as_slice)
    }

    /// How another element refers to this one: its native id, else its kind and whole name.
    pub(super) fn reference(&self, design: &Design, id: AnyId) -> Option<String> {
        if let Some(native) = design.head(id).id.get() {
            return Some(native.to_string());
        }
        let whole = self.whole.get(&id)?;
        Some(format!("{}/{whole}", id.kind().word()))
    }
}

#[derive(Clone, Copy)]
enum Pass {
    Name,
    Id,
    Number,
}

/// The name without that of what the element lies in, where it stands before it.
fn own_name(design: &Design, id: AnyId, name: Text) -> String {
    let outer = parent(design, id).and_then(|parent| design.head(parent).name.get());
    let own = outer
        .and_then(|outer| name.strip_prefix(outer.as_str()))
        .and_then(|rest| rest.strip_prefix('/'));
    own.unwrap_or(name.as_str()).to_owned()
}

/// Whether the format has a place for an element: what it lies in is in the design.
fn lies(design: &Design, id: AnyId) -> bool {
    let needs = matches!(
        id,
        AnyId::Subnet(_)
            | AnyId::BgpPeer(_)
            | AnyId::VpnTunnel(_)
            | AnyId::SiteRouter(_)
            | AnyId::TransitGatewayAttachment(_)
            | AnyId::TransitGatewayRouteTable(_)
            | AnyId::TransitGatewayConnectPeer(_)
            | AnyId::RouteServerEndpoint(_)
            | AnyId::RouteServerPeer(_)
    );
    !needs || parent(design, id).is_some()
}

/// What an element lies in.
pub(super) fn parent(design: &Design, id: AnyId) -> Option<AnyId> {
    let d = design;
    match id {
        AnyId::Subnet(id) => d[id].network.get().map(AnyId::Network),
        AnyId::BgpPeer(id) => d[id].virtual_interface.get().map(AnyId::VirtualInterface),
        AnyId::VpnTunnel(id) => d[id].connection.get().map(AnyId::VpnConnection),
        AnyId::SiteRouter(id) => d[id].site.get().map(AnyId::Site),
        AnyId::TransitGatewayAttachment(id) => d[id].gateway.get().map(AnyId::TransitGateway),
        AnyId::TransitGatewayRouteTable(id) => d[id].gateway.get().map(AnyId::TransitGateway),
        AnyId::TransitGatewayConnectPeer(id) => {
            let attachment = d[id].attachment.get();
            let gateway = attachment.and_then(|attachment| d[attachment].gateway.get());
            // Where the attachment is not known, the name says in which gateway the peer was written.
            let named = || {
                let (outer, _) = d[id].head.name.get()?.as_str().rsplit_once('/')?;
                let mut all = d.transit_gateways.iter();
                let found = all.find(|(_, hub)| hub.head.name.get().is_some_and(|n| n == outer));
                found.map(|(id, _)| id)
            };
            gateway.or_else(named).map(AnyId::TransitGateway)
        }
        AnyId::RouteServerEndpoint(id) => d[id].server.get().map(AnyId::RouteServer),
        AnyId::RouteServerPeer(id) => d[id].server.get().map(AnyId::RouteServer),
        _ => None,
    }
}
