//! Route servers, their endpoints and sessions.

use std::collections::BTreeMap;

use crate::diagram::scene::EdgeKind;
use crate::diagram::text::{clean, joined, wrap};
use crate::model::{AnyId, Id, NetworkAttachment, Phase, RouteServerPeer};

use super::network::some;
use super::{Builder, asn};

impl Builder<'_> {
    pub(super) fn route_server_nodes(&mut self) {
        let design = self.design;
        for (id, server) in design.route_servers.iter() {
            let networks: Vec<_> = server
                .associations
                .iter()
                .flatten()
                .filter(|association| association.state.is_live())
                .filter_map(|association| association.network.get())
                .collect();
            let group = match networks.as_slice() {
                [network] => self.inside(*network),
                _ => self.home(&server.head),
            };
            let any = AnyId::RouteServer(id);
            let mut lines = self.base_lines(any);
            lines.extend(some(asn(server.asn.get())));
            let persist = server.persist_state.get().map(|word| {
                let minutes = server.persist_minutes.get();
                let minutes = minutes.map_or(String::new(), |n| format!("{n} min"));
                joined([
                    format!("persist routes {}", clean(&word)).as_str(),
                    &minutes,
                ])
            });
            lines.extend(persist);
            self.node(any, group, lines);
        }
        for (id, endpoint) in design.route_server_endpoints.iter() {
            let any = AnyId::RouteServerEndpoint(id);
            let address = endpoint
                .address
                .get()
                .map_or(Vec::new(), |address| vec![address.to_string()]);
            let mut state = match endpoint.subnet.get() {
                Some(subnet) => wrap(&format!("in subnet {}", self.title(AnyId::Subnet(subnet)))),
                None => Vec::new(),
            };
            state.extend(self.row_state(any));
            let cells = vec![self.row_name(any, "endpoint"), address, state];
            self.server_row(any, endpoint.server.get().map(AnyId::RouteServer), cells);
        }
        for (id, peer) in design.route_server_peers.iter() {
            let any = AnyId::RouteServerPeer(id);
            let cells = self.route_server_peer_cells(id, peer);
            let server = peer.server.get().or_else(|| {
                peer.endpoint
                    .get()
                    .and_then(|endpoint| design[endpoint].server.get())
            });
            self.server_row(any, server.map(AnyId::RouteServer), cells);
        }
    }

    /// A row of the server, or a node where the server is not in the design.
    fn server_row(&mut self, id: AnyId, server: Option<AnyId>, cells: Vec<Vec<String>>) {
        match server.and_then(|server| self.end(server)) {
            Some(end) => self.row(end.node, id, cells),
            None => {
                let home = self.home(self.design.head(id));
                let mut lines = self.base_lines(id);
                lines.extend(cells.into_iter().skip(1).flatten());
                self.node(id, home, lines);
            }
        }
    }

    fn route_server_peer_cells(
        &self,
        id: Id<RouteServerPeer>,
        peer: &RouteServerPeer,
    ) -> Vec<Vec<String>> {
        let any = AnyId::RouteServerPeer(id);
        let mut ends = Vec::new();
        let as_number = asn(peer.asn.get());
        let address = peer.address.get().map_or(String::new(), |a| a.to_string());
        ends.push(joined([
            if as_number.is_empty() {
                "AS not stated"
            } else {
                &as_number
            },
            &address,
        ]));
        if let Some(endpoint) = peer.endpoint.get() {
            let own = design_address(self.design[endpoint].address.get(), peer);
            ends.extend(wrap(&joined([
                format!(
                    "at endpoint {}",
                    self.title(AnyId::RouteServerEndpoint(endpoint))
                )
                .as_str(),
                &own,
            ])));
        }
        let mut state = self.row_state(any);
        if let Some(status) = peer.bgp_status.get() {
            state.extend(wrap(&format!("BGP {status}")));
        }
        if peer.liveness.get().is_some_and(|word| word == "bfd") {
            let status = peer
                .bfd_status
                .get()
                .map_or(String::new(), |s| s.to_string());
            state.extend(wrap(&format!("BFD {status}")));
        }
        vec![self.row_name(any, "peer"), ends, state]
    }

    pub(super) fn route_server_edges(&mut self) {
        let design = self.design;
        for (id, server) in design.route_servers.iter() {
            let from = self.end(AnyId::RouteServer(id));
            for association in server.associations.iter().flatten() {
                let attachment = NetworkAttachment {
                    network: association.network,
                    state: association.state,
                };
                self.attachment_edge(from, &attachment, &server.head);
            }
        }
        let owners: BTreeMap<_, _> = design
            .interfaces
            .iter()
            .flat_map(|(id, interface)| {
                let network = interface.network.get();
                let addresses = interface.addresses.iter().filter_map(|field| field.get());
                addresses.map(move |address| ((network, address), id))
            })
            .collect();
        for (id, peer) in design.route_server_peers.iter() {
            let (Some(network), Some(address)) = (peer.network.get(), peer.address.get()) else {
                continue;
            };
            let Some(appliance) = owners.get(&(Some(network), address)).copied() else {
                continue;
            };
            let any = AnyId::RouteServerPeer(id);
            // Without a row of its own the appliance is just the network, which the group says already.
            let to = self
                .end(AnyId::Interface(appliance))
                .filter(|end| end.row.is_some());
            let from = self.end(any);
            let phase = match peer.bgp_status.get() {
                Some(word) if word == "down" && peer.head.state.is_live() => Phase::Degraded,
                _ => peer.head.state.phase,
            };
            self.edge(EdgeKind::Session, from, to, Some(any), Vec::new(), phase);
        }
    }
}

/// The endpoint's address: its own record, else as the peer says it.
fn design_address(own: Option<std::net::IpAddr>, peer: &RouteServerPeer) -> String {
    own.or(peer.endpoint_address.get())
        .map_or(String::new(), |address| address.to_string())
}
