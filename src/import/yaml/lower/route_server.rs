//! Route servers, their endpoints, peers and routing databases.

use super::{Lower, Parent, whole};
use crate::import::yaml::format::{Design, RouteServer, RouteServerRoute};
use crate::import::yaml::kinds::Switch;
use crate::import::yaml::leaf::Leaf;
use crate::model;
use crate::model::{
    ElementKind, Head, Link, Network, RouteServerAssociation, RouteServerPropagation, Subnet,
};
use crate::source::{Field, Text};

/// Names of endpoints with where they stand, for their peers.
type Places = Vec<(Text, Link<Network>, Link<Subnet>)>;

impl Lower {
    pub(super) fn route_servers(&mut self, design: &Design<'_>) {
        self.each(
            ElementKind::RouteServer,
            &design.route_servers,
            None,
            |lower, head, entry| lower.route_server(head, entry),
        );
    }

    fn route_server(&mut self, head: Head, entry: &RouteServer<'_>) {
        let parent = Parent::of(&head);
        let networks = self.tied(&entry.network, |lower, entry| {
            (lower.link(&entry.network), lower.state(&entry.state))
        });
        let tables = self.tied(&entry.propagate, |lower, entry| {
            (lower.link(&entry.table), lower.state(&entry.state))
        });
        let network = match networks.as_deref() {
            Some([(network, _)]) => *network,
            _ => Link::default(),
        };
        let association = |(network, state)| RouteServerAssociation { network, state };
        let propagation = |(table, state)| RouteServerPropagation { table, state };
        let server = model::RouteServer {
            head,
            asn: self.get(&entry.asn),
            persist_state: self.switch(&entry.persist_routes),
            persist_minutes: self.get(&entry.persist_minutes),
            associations: networks.map(|all| all.into_iter().map(association).collect()),
            propagations: tables.map(|all| all.into_iter().map(propagation).collect()),
            associations_partial: self.is_true(&entry.associations_partial),
            propagations_partial: self.is_true(&entry.propagations_partial),
            routes: whole(&entry.routes).map(|routes| self.database(routes)),
            routes_persisted: self.get(&entry.routes_persisted),
        };
        self.batch.elements.route_servers.push(server);
        let places = self.endpoints(&parent, network, entry);
        self.route_server_peers(&parent, network, &places, entry);
    }

    /// A switch, as a boolean or in the provider's word for its state.
    fn switch(&mut self, leaf: &Leaf<'_, Switch>) -> Field<Text> {
        self.text(leaf).map(|word| match word.as_str() {
            "true" | "True" | "TRUE" => Text::new("enabled"),
            "false" | "False" | "FALSE" => Text::new("disabled"),
            _ => word,
        })
    }

    fn endpoints(
        &mut self,
        parent: &Parent,
        network: Link<Network>,
        server: &RouteServer<'_>,
    ) -> Places {
        let mut places = Places::new();
        self.each(
            ElementKind::RouteServerEndpoint,
            &server.endpoints,
            Some(parent),
            |lower, head, entry| {
                let endpoint = model::RouteServerEndpoint {
                    head,
                    server: parent.link(),
                    network: or(lower.link(&entry.network), network),
                    subnet: lower.link(&entry.subnet),
                    interface: lower.get(&entry.interface),
                    address: lower.get(&entry.address),
                    failure: lower.get(&entry.failure),
                };
                let names = [endpoint.head.name.get(), endpoint.head.id.get()];
                let place = |name| (name, endpoint.network, endpoint.subnet);
                places.extend(names.into_iter().flatten().map(place));
                lower.batch.elements.route_server_endpoints.push(endpoint);
            },
        );
        places
    }

    fn route_server_peers(
        &mut self,
        parent: &Parent,
        network: Link<Network>,
        places: &Places,
        server: &RouteServer<'_>,
    ) {
        self.each(
            ElementKind::RouteServerPeer,
            &server.peers,
            Some(parent),
            |lower, head, entry| {
                let endpoint = lower.link(&entry.endpoint);
                let called = endpoint.id.get();
                let whole = called.map(|own| Text::new(&format!("{}/{own}", parent.name)));
                let place = places
                    .iter()
                    .find(|(name, _, _)| [called, whole].contains(&Some(*name)));
                let (near, subnet) = place.map_or((network, Link::default()), |p| (p.1, p.2));
                let peer = model::RouteServerPeer {
                    head,
                    endpoint,
                    server: parent.link(),
                    network: or(lower.link(&entry.network), near),
                    subnet: or(lower.link(&entry.subnet), subnet),
                    endpoint_address: lower.get(&entry.endpoint_address),
                    address: lower.get(&entry.address),
                    asn: lower.get(&entry.asn),
                    liveness: lower.word(&entry.liveness),
                    bgp_status: lower.word(&entry.status),
                    bfd_status: lower.word(&entry.bfd_status),
                    failure: lower.get(&entry.failure),
                    keeps_routes: Field::Absent,
                };
                lower.batch.elements.route_server_peers.push(peer);
            },
        );
    }

    fn database(&mut self, routes: &[RouteServerRoute<'_>]) -> Vec<model::RouteServerRoute> {
        let mut all = Vec::with_capacity(routes.len());
        for entry in routes {
            let prefix = self.get(&entry.prefix);
            let Some(span) = prefix.span() else { continue };
            let mut rejected = Vec::new();
            for refusal in &entry.rejected.0.items {
                rejected.push((self.link(&refusal.table), self.get(&refusal.reason)));
            }
            let as_path = self.many(&entry.as_path);
            all.push(model::RouteServerRoute {
                span,
                prefix,
                peer: self.link(&entry.peer),
                status: self.word(&entry.status),
                as_path: as_path.iter().filter_map(Field::get).collect(),
                med: self.get(&entry.med),
                next_hop: self.get(&entry.next_hop),
                rejected,
            });
        }
        all
    }
}

/// The first reference, or the other where it is absent.
fn or<T>(link: Link<T>, other: Link<T>) -> Link<T> {
    if link.is_absent() { other } else { link }
}
