//! What an interface runs on, and from where an interface is seen.

use crate::finding::Subject;
use crate::model::{AnyId, Connection, Id, Lag, ProviderId, VirtualInterface};
use crate::rules::Context;
use crate::source::{Span, Text};

/// A connection or group, known or only named.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Carrier {
    /// An element.
    Known(AnyId),
    /// Only its id is known.
    Named(ProviderId, Text),
}

impl Carrier {
    /// In a sentence.
    pub(super) fn name(self, cx: &Context<'_>) -> String {
        match self {
            Carrier::Known(id) => cx.name_of(id),
            Carrier::Named(_, text) => text.to_string(),
        }
    }

    /// Where it stands.
    pub(super) fn place(self, cx: &Context<'_>) -> Option<Span> {
        match self {
            Carrier::Known(id) => Some(cx.design.head(id).origin()),
            Carrier::Named(..) => None,
        }
    }

    /// As reports print it.
    pub(super) fn subject(self, cx: &Context<'_>) -> Option<Subject> {
        match self {
            Carrier::Known(id) => Some(cx.subject_of(id)),
            Carrier::Named(..) => None,
        }
    }
}

/// What an interface runs on: the group, once its connection has joined one.
pub(super) fn of(cx: &Context<'_>, id: Id<VirtualInterface>) -> Option<Carrier> {
    let interface = &cx.design[id];
    match interface.connection.get() {
        Some(AnyId::Connection(connection)) => {
            let element = &cx.design[connection];
            // A hosted connection names the group that carries it, but its VLANs are its own.
            let group = element
                .lag
                .get()
                .filter(|_| element.is_hosted() == Some(false));
            Some(Carrier::Known(
                group.map_or(AnyId::Connection(connection), AnyId::Lag),
            ))
        }
        Some(other) => Some(Carrier::Known(other)),
        None => Some(Carrier::Named(
            interface.head.provider,
            interface.connection.id.get()?,
        )),
    }
}

/// The dedicated members of a group: those that its own list names, and in a design those that name it.
pub(super) fn members(cx: &Context<'_>, id: Id<Lag>) -> Vec<Id<Connection>> {
    let listed: Vec<Id<Connection>> = cx.design[id]
        .connections
        .iter()
        .flatten()
        .filter_map(|link| link.get())
        .collect();
    let mut all = cx.index.relations.members.of(id).to_vec();
    all.retain(|member| {
        cx.design[*member].is_hosted() != Some(true)
            && (listed.contains(member) || !cx.exported(*member))
    });
    all
}

/// Whether an exported interface may be seen by another account than its owner, which is not shown its gateways, prefixes and sessions.
pub(super) fn seen_from_outside(cx: &Context<'_>, id: Id<VirtualInterface>) -> bool {
    let interface = &cx.design[id];
    let head = &interface.head;
    let carrier_owner = interface
        .connection
        .get()
        .and_then(|carrier| cx.design.head(carrier).account.get());
    let hosted = carrier_owner.is_some() && carrier_owner != head.account.get();
    cx.exported(id)
        && (head.is_foreign() || head.account.is_absent() || (head.exporter.is_none() && hosted))
}
