//! Which networks are joined, and by what: live peerings, the routing domains of transit gateways, Direct Connect gateways.
//!
//! Peerings join two networks. A gateway joins a group, of which the members are kept, never the pairs.

use super::grouped::Grouped;
use super::relations::Relations;
use crate::model::{
    AnyId, Design, DirectConnectGateway, Id, Network, Peering, TransitGateway,
    TransitGatewayAttachment, TransitGatewayRouteTable,
};

/// Networks that one gateway or table joins.
#[derive(Clone, Debug, PartialEq)]
pub struct Domain {
    /// A Direct Connect gateway, a transit gateway's table, or a transit gateway whose tables were not given.
    pub by: AnyId,
    /// The networks behind it, each once, in order.
    pub members: Vec<Id<Network>>,
}

/// Joined networks.
#[derive(Debug, Default)]
pub struct Neighbours {
    peers: Grouped<Network, (Id<Network>, Id<Peering>)>,
    domains: Vec<Domain>,
    domains_of: Grouped<Network, u32>,
}

impl Neighbours {
    /// Follows live peerings, attachments and associations.
    #[must_use]
    pub fn build(design: &Design, relations: &Relations) -> Self {
        let mut sides = Vec::new();
        for (id, peering) in design.peerings.iter() {
            if !peering.head.state.is_live() {
                continue;
            }
            if let (Some(a), Some(b)) = (
                peering.requester.network.get(),
                peering.accepter.network.get(),
            ) && a != b
            {
                sides.push((a, (b, id)));
                sides.push((b, (a, id)));
            }
        }
        let mut domains = Vec::new();
        for id in design.transit_gateways.ids() {
            transit_domains(design, relations, id, &mut domains);
        }
        for id in design.direct_connect_gateways.ids() {
            domains.push(direct_connect_domain(design, relations, id));
        }
        domains.retain(|domain| !domain.members.is_empty());
        let domains_of = Grouped::new(
            design.networks.len(),
            domains.iter().enumerate().flat_map(|(at, domain)| {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                domain.members.iter().map(move |network| (*network, at))
            }),
        );
        Self {
            peers: Grouped::new(design.networks.len(), sides),
            domains,
            domains_of,
        }
    }

    /// The networks that a live peering joins to this one, with the peering.
    #[must_use]
    pub fn peers(&self, network: Id<Network>) -> &[(Id<Network>, Id<Peering>)] {
        self.peers.of(network)
    }

    /// All groups of networks behind one gateway or table.
    #[must_use]
    pub fn domains(&self) -> &[Domain] {
        &self.domains
    }

    /// The groups that a network belongs to.
    pub fn domains_of(&self, network: Id<Network>) -> impl Iterator<Item = &Domain> {
        self.domains_of
            .of(network)
            .iter()
            .filter_map(|at| self.domains.get(*at as usize))
    }

    /// What joins two networks, the first found: a peering, else a gateway or table.
    #[must_use]
    pub fn joined(&self, a: Id<Network>, b: Id<Network>) -> Option<AnyId> {
        if let Some((_, peering)) = self.peers(a).iter().find(|(other, _)| *other == b) {
            return Some(AnyId::Peering(*peering));
        }
        self.domains_of(a)
            .find(|domain| domain.members.binary_search(&b).is_ok())
            .map(|domain| domain.by)
    }
}

/// The network of a live attachment.
fn network_of(design: &Design, id: Id<TransitGatewayAttachment>) -> Option<Id<Network>> {
    let attachment = design.transit_gateway_attachments.get(id)?;
    match attachment.resource.get()? {
        AnyId::Network(network) if attachment.head.state.is_live() => Some(network),
        _ => None,
    }
}

fn domain(by: AnyId, members: impl IntoIterator<Item = Id<Network>>) -> Domain {
    let mut members: Vec<Id<Network>> = members.into_iter().collect();
    members.sort_unstable();
    members.dedup();
    Domain { by, members }
}

/// One domain a table: who uses it and who is found through it. Without tables the whole gateway is one domain.
fn transit_domains(
    design: &Design,
    relations: &Relations,
    id: Id<TransitGateway>,
    domains: &mut Vec<Domain>,
) {
    let attachments = relations.attachments.of(id);
    let mut told = false;
    for table in relations.transit_tables.of(id) {
        let element = &design[*table];
        if !element.head.state.is_live() {
            continue;
        }
        told |= element.associations.is_some() || element.propagations.is_some();
        domains.push(domain(
            AnyId::TransitGatewayRouteTable(*table),
            table_members(design, *table, attachments),
        ));
    }
    if !told {
        domains.push(domain(
            AnyId::TransitGateway(id),
            attachments
                .iter()
                .filter_map(|attachment| network_of(design, *attachment)),
        ));
    }
}

fn table_members(
    design: &Design,
    table: Id<TransitGatewayRouteTable>,
    attachments: &[Id<TransitGatewayAttachment>],
) -> Vec<Id<Network>> {
    let element = &design[table];
    let listed = element
        .associations
        .iter()
        .chain(&element.propagations)
        .flatten()
        .filter(|entry| entry.state.is_live())
        .filter_map(|entry| entry.attachment.get());
    let routed = element
        .routes
        .iter()
        .flatten()
        .filter(|route| !route.blackhole)
        .flat_map(|route| &route.attachments)
        .filter_map(|link| link.get());
    // An attachment says its association itself, where the table's own list was not given.
    let said = attachments
        .iter()
        .copied()
        .filter(|id| design[*id].association.get() == Some(table));
    listed
        .chain(routed)
        .chain(said)
        .filter_map(|attachment| network_of(design, attachment))
        .collect()
}

/// The networks behind the virtual gateways of a Direct Connect gateway. Transit gateways have domains of their own.
fn direct_connect_domain(
    design: &Design,
    relations: &Relations,
    id: Id<DirectConnectGateway>,
) -> Domain {
    let networks = relations
        .associations
        .of(id)
        .iter()
        .map(|association| &design[*association])
        .filter(|association| association.head.state.is_live())
        .filter_map(|association| match association.to.get()? {
            AnyId::VirtualGateway(gateway) => design.virtual_gateways.get(gateway),
            _ => None,
        })
        .flat_map(|gateway| gateway.attachments.iter().flatten())
        .filter(|attachment| attachment.state.is_live())
        .filter_map(|attachment| attachment.network.get());
    domain(AnyId::DirectConnectGateway(id), networks)
}
