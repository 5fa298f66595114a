//! Which element owns an address. Private addresses repeat between networks, so the network is part of the answer.

use std::net::IpAddr;

use super::grouped::Keyed;
use crate::model::{AnyId, Design, Id, Network};

/// Who has an address, and in which network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Owner {
    /// An interface, route server endpoint, route server peer, customer gateway or tunnel.
    pub element: AnyId,
    /// The network in which the address is meant; absent for public ones.
    pub network: Option<Id<Network>>,
}

/// Addresses of elements.
#[derive(Debug, Default)]
pub struct Addresses(Keyed<IpAddr, Owner>);

impl Addresses {
    /// Collects the addresses of live elements.
    #[must_use]
    pub fn build(design: &Design) -> Self {
        let mut pairs: Vec<(IpAddr, Owner)> = Vec::new();
        let mut add = |address: Option<IpAddr>, element: AnyId, network: Option<Id<Network>>| {
            if let Some(address) = address {
                pairs.push((address, Owner { element, network }));
            }
        };
        let of_subnet = |subnet| design.subnets.get(subnet).and_then(|s| s.network.get());
        for (id, interface) in design.interfaces.iter() {
            if !interface.head.state.is_live() {
                continue;
            }
            let network = interface
                .network
                .get()
                .or_else(|| interface.subnet.get().and_then(of_subnet));
            for address in &interface.addresses {
                add(address.get(), AnyId::Interface(id), network);
            }
            for address in &interface.public_addresses {
                add(address.get(), AnyId::Interface(id), None);
            }
        }
        for (id, endpoint) in design.route_server_endpoints.iter() {
            if endpoint.head.state.is_live() {
                let network = endpoint
                    .network
                    .get()
                    .or_else(|| endpoint.subnet.get().and_then(of_subnet));
                add(
                    endpoint.address.get(),
                    AnyId::RouteServerEndpoint(id),
                    network,
                );
            }
        }
        for (id, peer) in design.route_server_peers.iter() {
            if peer.head.state.is_live() {
                let network = peer
                    .network
                    .get()
                    .or_else(|| peer.subnet.get().and_then(of_subnet));
                add(peer.address.get(), AnyId::RouteServerPeer(id), network);
            }
        }
        for (id, gateway) in design.customer_gateways.iter() {
            if gateway.head.state.is_live() {
                add(gateway.address.get(), AnyId::CustomerGateway(id), None);
            }
        }
        for (id, tunnel) in design.vpn_tunnels.iter() {
            if tunnel.head.state.is_live() {
                add(tunnel.outside_address.get(), AnyId::VpnTunnel(id), None);
            }
        }
        Self(Keyed::new(pairs))
    }

    /// Everything that has `address`, in the order of the design.
    pub fn owners(&self, address: IpAddr) -> impl Iterator<Item = &Owner> {
        self.0.values(address)
    }

    /// What has `address` inside `network`.
    pub fn within(
        &self,
        network: Id<Network>,
        address: IpAddr,
    ) -> impl Iterator<Item = AnyId> + '_ {
        self.owners(address)
            .filter(move |owner| owner.network == Some(network))
            .map(|owner| owner.element)
    }
}
