//! What an association ties a gateway to, and the networks behind it.

use crate::finding::Draft;
use crate::model::{
    AnyId, Cidr, DirectConnectGateway, DirectConnectGatewayAssociation, ElementKind, Id, Network,
    VirtualGateway,
};
use crate::rules::Context;
use crate::source::Field;

/// The sort of what is associated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::rules) enum End {
    /// A network's gateway.
    VirtualGateway,
    /// A hub.
    TransitGateway,
    /// A core network.
    CoreNetwork,
}

/// The sort, also where the associated gateway is not in the input.
pub(in crate::rules) fn of(association: &DirectConnectGatewayAssociation) -> Option<End> {
    if !association.core_network.is_absent() {
        return Some(End::CoreNetwork);
    }
    let kind = match (association.to.get(), association.to.kinds) {
        (Some(id), _) => id.kind(),
        (None, [kind]) if !association.to.is_absent() => *kind,
        _ => return None,
    };
    match kind {
        ElementKind::VirtualGateway => Some(End::VirtualGateway),
        ElementKind::TransitGateway => Some(End::TransitGateway),
        _ => None,
    }
}

/// What is associated, in a sentence.
pub(in crate::rules) fn name(
    cx: &Context<'_>,
    association: &DirectConnectGatewayAssociation,
) -> String {
    let provider = association.head.provider;
    match (
        association.to.get(),
        association.to.id.get(),
        association.to.kinds,
    ) {
        (Some(id), ..) => cx.name_of(id),
        (None, Some(text), [kind]) => format!("{} {text}", cx.word_for(provider, *kind)),
        (None, Some(text), _) => format!("gateway {text}"),
        (None, None, _) => match association.core_network.get() {
            Some(text) => format!("core network {text}"),
            None => "a gateway".to_owned(),
        },
    }
}

/// Names both ends, as far as they are in the input.
pub(in crate::rules) fn about(
    cx: &Context<'_>,
    draft: Draft,
    association: &DirectConnectGatewayAssociation,
) -> Draft {
    let gateway = association.gateway.get().map(AnyId::DirectConnectGateway);
    gateway
        .into_iter()
        .chain(association.to.get())
        .fold(draft, |draft, id| draft.about(cx.subject_of(id)))
}

/// The networks that a virtual gateway is attached to.
pub(in crate::rules) fn networks_of(
    cx: &Context<'_>,
    gateway: Id<VirtualGateway>,
) -> Vec<Id<Network>> {
    cx.design[gateway]
        .attachments
        .iter()
        .flatten()
        .filter(|tie| tie.state.is_live())
        .filter_map(|tie| tie.network.get())
        .collect()
}

/// A network that a Direct Connect gateway reaches through a virtual gateway.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Behind {
    /// The association.
    pub(in crate::rules) association: Id<DirectConnectGatewayAssociation>,
    /// The virtual gateway.
    pub(in crate::rules) gateway: Id<VirtualGateway>,
    /// The network.
    pub(in crate::rules) network: Id<Network>,
}

/// The networks behind the virtual gateways of a Direct Connect gateway, over live ties only.
pub(in crate::rules) fn networks_behind(
    cx: &Context<'_>,
    id: Id<DirectConnectGateway>,
) -> Vec<Behind> {
    let mut all = Vec::new();
    for association in cx.index.relations.associations.of(id) {
        let Some(AnyId::VirtualGateway(gateway)) = cx.design[*association].to.get() else {
            continue;
        };
        if !cx.is_live(*association) || !cx.is_live(gateway) {
            continue;
        }
        for network in networks_of(cx, gateway) {
            if cx.is_live(network) {
                all.push(Behind {
                    association: *association,
                    gateway,
                    network,
                });
            }
        }
    }
    all
}

/// Whether the filter of an association lets a network's block through: as a whole, or not at all. Without a filter everything passes.
pub(in crate::rules) fn lets_through(allowed: Option<&[Field<Cidr>]>, block: Cidr) -> bool {
    let allowed = allowed.unwrap_or_default();
    // An entry that could not be read may be the one that holds the block.
    allowed.is_empty()
        || allowed
            .iter()
            .any(|field| field.get().is_none_or(|prefix| prefix.contains(block)))
}
