//! What belongs to what: the answers that rules ask for again and again.

use super::grouped::{Grouped, Keyed};
use crate::model::{
    AnyId, BgpPeer, Connection, CustomerGateway, Design, DirectConnectGateway,
    DirectConnectGatewayAssociation, DirectConnectGatewayAttachment, Element, Id, Interface,
    InternetGateway, Lag, Link, Network, Peering, PeeringSide, RouteServer, RouteServerEndpoint,
    RouteServerPeer, RouteTable, Subnet, TransitGateway, TransitGatewayAttachment,
    TransitGatewayConnectPeer, TransitGatewayRouteTable, VirtualGateway, VirtualInterface,
    VpnConnection, VpnTunnel,
};
use crate::source::Text;

/// A route by its place in its table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct RouteRef {
    /// The table.
    pub table: Id<RouteTable>,
    /// Which of its routes.
    pub nth: u32,
}

/// One end of a pair of networks: an element of the design, or only what was written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PairEnd {
    /// A network that was read.
    Known(Id<Network>),
    /// A network of which only the id is known.
    Named(Text),
}

impl PairEnd {
    /// The end that a side names; `None` where it names nothing.
    #[must_use]
    pub fn of(side: &PeeringSide) -> Option<Self> {
        match side.network.get() {
            Some(id) => Some(PairEnd::Known(id)),
            None => side.network.id.get().map(PairEnd::Named),
        }
    }

    /// Both ends of a peering, the smaller first, so that the direction does not matter.
    #[must_use]
    pub fn pair(peering: &Peering) -> Option<(Self, Self)> {
        let (a, b) = (Self::of(&peering.requester)?, Self::of(&peering.accepter)?);
        Some(if a <= b { (a, b) } else { (b, a) })
    }
}

/// What belongs to what, in the order of the design, whatever the state.
#[derive(Debug, Default)]
pub struct Relations {
    /// Subnets of a network.
    pub subnets: Grouped<Network, Id<Subnet>>,
    /// Route tables of a network.
    pub route_tables: Grouped<Network, Id<RouteTable>>,
    /// Peerings of a network; one with itself once.
    pub peerings: Grouped<Network, Id<Peering>>,
    /// Peerings by unordered pair.
    pub pairs: Keyed<(PairEnd, PairEnd), Id<Peering>>,
    /// Virtual gateways that are or were tied to a network.
    pub virtual_gateways: Grouped<Network, Id<VirtualGateway>>,
    /// Internet gateways that are or were tied to a network.
    pub internet_gateways: Grouped<Network, Id<InternetGateway>>,
    /// Network interfaces of a subnet.
    pub interfaces: Grouped<Subnet, Id<Interface>>,
    /// The tables that a subnet is associated with.
    pub subnet_tables: Grouped<Subnet, Id<RouteTable>>,
    /// Routes by what they lead to.
    pub routes: Keyed<AnyId, RouteRef>,
    /// Routes by the id that their target names, where it leads to no element.
    pub routes_by_id: Keyed<Text, RouteRef>,
    /// Virtual interfaces by connection or group.
    pub interfaces_on: Keyed<AnyId, Id<VirtualInterface>>,
    /// Virtual interfaces by virtual or Direct Connect gateway.
    pub interfaces_to: Keyed<AnyId, Id<VirtualInterface>>,
    /// Sessions of a virtual interface.
    pub bgp_peers: Grouped<VirtualInterface, Id<BgpPeer>>,
    /// Connections of a group, by the connection's own word or the group's list; each once.
    pub members: Grouped<Lag, Id<Connection>>,
    /// Associations of a Direct Connect gateway.
    pub associations: Grouped<DirectConnectGateway, Id<DirectConnectGatewayAssociation>>,
    /// Associations by the virtual or transit gateway that they lead to.
    pub associations_to: Keyed<AnyId, Id<DirectConnectGatewayAssociation>>,
    /// Attachments of a Direct Connect gateway.
    pub gateway_attachments: Grouped<DirectConnectGateway, Id<DirectConnectGatewayAttachment>>,
    /// Attachments of a transit gateway; a peering on both sides.
    pub attachments: Grouped<TransitGateway, Id<TransitGatewayAttachment>>,
    /// Attachments by what is attached.
    pub attachments_of: Keyed<AnyId, Id<TransitGatewayAttachment>>,
    /// Tables of a transit gateway.
    pub transit_tables: Grouped<TransitGateway, Id<TransitGatewayRouteTable>>,
    /// Connect peers of an attachment.
    pub connect_peers: Grouped<TransitGatewayAttachment, Id<TransitGatewayConnectPeer>>,
    /// VPN connections by virtual or transit gateway.
    pub vpns_to: Keyed<AnyId, Id<VpnConnection>>,
    /// VPN connections of a customer gateway.
    pub vpns: Grouped<CustomerGateway, Id<VpnConnection>>,
    /// Tunnels of a VPN connection.
    pub tunnels: Grouped<VpnConnection, Id<VpnTunnel>>,
    /// Endpoints of a route server.
    pub endpoints: Grouped<RouteServer, Id<RouteServerEndpoint>>,
    /// Peers of a route server endpoint.
    pub endpoint_peers: Grouped<RouteServerEndpoint, Id<RouteServerPeer>>,
}

/// Pairs of owner and element over one link of every element of a kind.
fn by<T: Element, K>(design: &Design, link: impl Fn(&T) -> &Link<K>) -> Vec<(Id<K>, Id<T>)> {
    T::arena(design)
        .iter()
        .filter_map(|(id, element)| Some((link(element).get()?, id)))
        .collect()
}

/// Pairs of target and element over one link of any kind.
fn by_any<T: Element>(
    design: &Design,
    target: impl Fn(&T) -> Option<AnyId>,
) -> Vec<(AnyId, Id<T>)> {
    T::arena(design)
        .iter()
        .filter_map(|(id, element)| Some((target(element)?, id)))
        .collect()
}

impl Relations {
    /// Walks every arena once; the large parts side by side.
    #[must_use]
    pub fn build(design: &Design) -> Self {
        let d = design;
        let ((routes, routes_by_id), (pairs, mut relations)) = rayon::join(
            || routes(d),
            || {
                rayon::join(
                    || {
                        Keyed::new(
                            d.peerings
                                .iter()
                                .filter_map(|(id, peering)| Some((PairEnd::pair(peering)?, id))),
                        )
                    },
                    || Self::rest(d),
                )
            },
        );
        relations.routes = routes;
        relations.routes_by_id = routes_by_id;
        relations.pairs = pairs;
        relations
    }

    fn rest(d: &Design) -> Self {
        let networks = d.networks.len();
        Self {
            subnets: Grouped::new(networks, by(d, |s: &Subnet| &s.network)),
            route_tables: Grouped::new(networks, by(d, |t: &RouteTable| &t.network)),
            peerings: Grouped::new(networks, peering_sides(d)),
            virtual_gateways: Grouped::new(
                networks,
                d.virtual_gateways.iter().flat_map(|(id, gateway)| {
                    attached(gateway.attachments.as_deref()).map(move |network| (network, id))
                }),
            ),
            internet_gateways: Grouped::new(
                networks,
                d.internet_gateways.iter().flat_map(|(id, gateway)| {
                    attached(gateway.attachments.as_deref()).map(move |network| (network, id))
                }),
            ),
            interfaces: Grouped::new(d.subnets.len(), by(d, |i: &Interface| &i.subnet)),
            subnet_tables: Grouped::new(d.subnets.len(), subnet_tables(d)),
            interfaces_on: Keyed::new(by_any(d, |v: &VirtualInterface| v.connection.get())),
            interfaces_to: Keyed::new(interfaces_to(d)),
            bgp_peers: Grouped::new(
                d.virtual_interfaces.len(),
                by(d, |p: &BgpPeer| &p.virtual_interface),
            ),
            members: Grouped::new(d.lags.len(), members(d)),
            associations: Grouped::new(
                d.direct_connect_gateways.len(),
                by(d, |a: &DirectConnectGatewayAssociation| &a.gateway),
            ),
            associations_to: Keyed::new(by_any(d, |a: &DirectConnectGatewayAssociation| {
                a.to.get()
            })),
            gateway_attachments: Grouped::new(
                d.direct_connect_gateways.len(),
                by(d, |a: &DirectConnectGatewayAttachment| &a.gateway),
            ),
            attachments: Grouped::new(d.transit_gateways.len(), attachments(d)),
            attachments_of: Keyed::new(by_any(d, |a: &TransitGatewayAttachment| a.resource.get())),
            transit_tables: Grouped::new(
                d.transit_gateways.len(),
                by(d, |t: &TransitGatewayRouteTable| &t.gateway),
            ),
            connect_peers: Grouped::new(
                d.transit_gateway_attachments.len(),
                by(d, |p: &TransitGatewayConnectPeer| &p.attachment),
            ),
            vpns_to: Keyed::new(vpns_to(d)),
            vpns: Grouped::new(
                d.customer_gateways.len(),
                by(d, |v: &VpnConnection| &v.customer_gateway),
            ),
            tunnels: Grouped::new(
                d.vpn_connections.len(),
                by(d, |t: &VpnTunnel| &t.connection),
            ),
            endpoints: Grouped::new(
                d.route_servers.len(),
                by(d, |e: &RouteServerEndpoint| &e.server),
            ),
            endpoint_peers: Grouped::new(
                d.route_server_endpoints.len(),
                by(d, |p: &RouteServerPeer| &p.endpoint),
            ),
            ..Self::default()
        }
    }

    /// Peerings between the same two networks as this one, in either direction and whatever the state, this one included.
    pub fn same_pair(&self, peering: &Peering) -> impl Iterator<Item = Id<Peering>> + '_ {
        PairEnd::pair(peering)
            .into_iter()
            .flat_map(|pair| self.pairs.values(pair).copied())
    }
}

fn attached(
    attachments: Option<&[crate::model::NetworkAttachment]>,
) -> impl Iterator<Item = Id<Network>> + '_ {
    attachments
        .into_iter()
        .flatten()
        .filter_map(|attachment| attachment.network.get())
}

fn routes(d: &Design) -> (Keyed<AnyId, RouteRef>, Keyed<Text, RouteRef>) {
    let (mut known, mut named) = (Vec::new(), Vec::new());
    for (table, element) in d.route_tables.iter() {
        for (nth, route) in element.routes.iter().flatten().enumerate() {
            let Ok(nth) = u32::try_from(nth) else { break };
            let reference = RouteRef { table, nth };
            for link in std::iter::once(&route.target)
                .chain(&route.more_targets)
                .filter_map(|target| target.link())
            {
                match (link.get(), link.id.get()) {
                    (Some(id), _) => known.push((id, reference)),
                    (None, Some(text)) => named.push((text, reference)),
                    (None, None) => {}
                }
            }
        }
    }
    rayon::join(|| Keyed::new(known), || Keyed::new(named))
}

fn peering_sides(d: &Design) -> Vec<(Id<Network>, Id<Peering>)> {
    let mut pairs = Vec::with_capacity(d.peerings.len() * 2);
    for (id, peering) in d.peerings.iter() {
        let (a, b) = (
            peering.requester.network.get(),
            peering.accepter.network.get(),
        );
        pairs.extend(a.map(|network| (network, id)));
        pairs.extend(b.filter(|_| a != b).map(|network| (network, id)));
    }
    pairs
}

fn subnet_tables(d: &Design) -> Vec<(Id<Subnet>, Id<RouteTable>)> {
    let mut pairs = Vec::new();
    for (id, table) in d.route_tables.iter() {
        for association in &table.associations {
            if association.state.is_live() {
                pairs.extend(association.subnet.get().map(|subnet| (subnet, id)));
            }
        }
    }
    for (id, subnet) in d.subnets.iter() {
        pairs.extend(subnet.route_table.get().map(|table| (id, table)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn interfaces_to(d: &Design) -> Vec<(AnyId, Id<VirtualInterface>)> {
    let mut pairs = Vec::new();
    for (id, interface) in d.virtual_interfaces.iter() {
        pairs.extend(
            interface
                .virtual_gateway
                .get()
                .map(|gateway| (AnyId::VirtualGateway(gateway), id)),
        );
        pairs.extend(
            interface
                .direct_connect_gateway
                .get()
                .map(|gateway| (AnyId::DirectConnectGateway(gateway), id)),
        );
    }
    pairs
}

fn members(d: &Design) -> Vec<(Id<Lag>, Id<Connection>)> {
    let mut pairs = by(d, |c: &Connection| &c.lag);
    for (id, lag) in d.lags.iter() {
        for member in lag.connections.iter().flatten() {
            pairs.extend(member.get().map(|connection| (id, connection)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn attachments(d: &Design) -> Vec<(Id<TransitGateway>, Id<TransitGatewayAttachment>)> {
    let mut pairs = Vec::new();
    for (id, attachment) in d.transit_gateway_attachments.iter() {
        let mut gateways = [
            attachment.gateway.get(),
            attachment.requester.gateway.get(),
            attachment.accepter.gateway.get(),
        ];
        gateways.sort_unstable();
        let mut last = None;
        for gateway in gateways.into_iter().flatten() {
            if last != Some(gateway) {
                pairs.push((gateway, id));
                last = Some(gateway);
            }
        }
    }
    pairs
}

fn vpns_to(d: &Design) -> Vec<(AnyId, Id<VpnConnection>)> {
    let mut pairs = Vec::new();
    for (id, vpn) in d.vpn_connections.iter() {
        pairs.extend(
            vpn.virtual_gateway
                .get()
                .map(|gateway| (AnyId::VirtualGateway(gateway), id)),
        );
        pairs.extend(
            vpn.transit_gateway
                .get()
                .map(|gateway| (AnyId::TransitGateway(gateway), id)),
        );
    }
    pairs
}
