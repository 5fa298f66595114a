//! The sessions over which routes are exchanged: whether each is up, else the first reason why not, and what is announced on it.

use std::fmt;

use rustc_hash::FxHashMap;

use super::announced::{accepted, announcing_site, from_entries, own_asn, prefix_limit};
use super::elements::{Elem, Elements, carries};
use super::num::id32;
use super::switches::Switches;
use crate::model::*;
use crate::source::{Field, Span, Text};

/// A session, as an index.
pub type SessionId = u32;

/// Why a session is not up: the first of these in the order in which the real thing fails.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    /// The physical connection does not work.
    ConnectionDown,
    /// Fewer members of the group work than it needs.
    TooFewLinks,
    /// The virtual interface does not work.
    InterfaceDown,
    /// The VPN connection does not work.
    VpnDown,
    /// No tunnel is up.
    TunnelsDown,
    /// The two ends lie in different subnets.
    AddressMismatch,
    /// The router has another ASN than the session expects.
    AsnMismatch,
    /// The session is not set up, or is being taken down.
    NotSetUp,
    /// Fast failure detection reports the neighbour as gone.
    BfdDown,
    /// The session is reported down.
    ReportedDown,
    /// More prefixes are announced than the session takes.
    PrefixLimit,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::ConnectionDown => "the connection is down",
            Reason::TooFewLinks => "too few links of the group are up",
            Reason::InterfaceDown => "the virtual interface is not available",
            Reason::VpnDown => "the VPN connection is not available",
            Reason::TunnelsDown => "no tunnel is up",
            Reason::AddressMismatch => "the two ends lie in different subnets",
            Reason::AsnMismatch => "the router has another ASN than the session expects",
            Reason::NotSetUp => "the session is not set up",
            Reason::BfdDown => "BFD is down",
            Reason::ReportedDown => "the session is reported down",
            Reason::PrefixLimit => "more prefixes are announced than the session takes",
        })
    }
}

/// Whether a session is up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// It is.
    Up,
    /// It is not.
    Down(Reason),
    /// The input does not say.
    Unknown,
}

/// What carries a session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Carrier {
    /// A virtual interface.
    Interface(Id<VirtualInterface>, Id<BgpPeer>),
    /// A VPN connection.
    Vpn(Id<VpnConnection>),
    /// A route server.
    Server(Id<RouteServer>, Id<RouteServerPeer>),
}

/// A prefix announced by the customer's side.
#[derive(Clone, PartialEq, Debug)]
pub struct Announced {
    /// The prefix, clean.
    pub prefix: Cidr,
    /// Autonomous systems, nearest first.
    pub as_path: Vec<u64>,
    /// Communities as written.
    pub communities: Vec<Text>,
    /// Multi-exit discriminator.
    pub med: u64,
    /// Where it stands.
    pub span: Option<Span>,
}

/// A session.
#[derive(Clone, Debug)]
pub struct Session {
    /// What carries it.
    pub carrier: Carrier,
    /// Its element.
    pub elem: Elem,
    /// The family, where it carries one only.
    pub family: Option<Family>,
    /// Whether it is up while nothing is failed.
    pub status: Status,
    /// The site at its other end.
    pub site: Option<Id<Site>>,
    /// Tunnels that work, of which one must be left; empty: the session has no tunnels of its own.
    pub tunnels: Vec<Elem>,
    /// What the customer's side announces; `None`: not known.
    pub announced: Option<Vec<Announced>>,
    /// The customer's ASN.
    pub asn: Option<u64>,
    /// Routes are written by hand on both sides instead of announced.
    pub fixed: bool,
    /// Whether the other end keeps what it learned while the session is down, where that is known.
    pub kept: Option<bool>,
}

/// All sessions, in the order: virtual interfaces, VPN connections, route servers.
#[derive(Debug, Default)]
pub struct Sessions {
    /// The sessions.
    pub list: Vec<Session>,
    by_element: FxHashMap<AnyId, SessionId>,
}

impl Sessions {
    /// Finds the sessions of a design, judges each and reads what is announced.
    #[must_use]
    pub fn new(
        design: &Design,
        elements: &Elements,
        switches: &dyn Fn(ProviderId) -> Switches,
    ) -> Self {
        let mut entries: FxHashMap<AnyId, Vec<usize>> = FxHashMap::default();
        for (at, entry) in design.about.advertise.iter().enumerate() {
            if let Some(session) = entry.session.get() {
                entries.entry(session).or_default().push(at);
            }
        }
        let said = |any: AnyId| entries.get(&any).map(Vec::as_slice);
        let mut sessions = Self::default();
        let mut tunnels: FxHashMap<Id<VpnConnection>, Vec<Id<VpnTunnel>>> = FxHashMap::default();
        for (id, tunnel) in design.vpn_tunnels.iter() {
            if let Some(vpn) = tunnel.connection.get() {
                tunnels.entry(vpn).or_default().push(id);
            }
        }
        for (id, peer) in design.bgp_peers.iter() {
            if let Some(vif) = peer.virtual_interface.get() {
                let any = AnyId::BgpPeer(id);
                let session = of_peer(design, elements, switches, (vif, id), said(any));
                sessions.push(any, session);
            }
        }
        for id in design.vpn_connections.ids() {
            let any = AnyId::VpnConnection(id);
            let own = tunnels.get(&id).map_or(&[][..], Vec::as_slice);
            let session = of_vpn(design, elements, id, own, said(any));
            sessions.push(any, session);
            for tunnel in own {
                sessions
                    .by_element
                    .insert(AnyId::VpnTunnel(*tunnel), id32(sessions.list.len()) - 1);
            }
        }
        for (id, peer) in design.route_server_peers.iter() {
            let endpoint = peer
                .endpoint
                .get()
                .map(|e| &design.route_server_endpoints[e]);
            if let Some(server) = peer.server.get().or_else(|| endpoint?.server.get()) {
                let any = AnyId::RouteServerPeer(id);
                let session = of_server(design, elements, (server, id), said(any));
                sessions.push(any, session);
            }
        }
        sessions
    }

    fn push(&mut self, any: AnyId, session: Session) {
        self.by_element.insert(any, id32(self.list.len()));
        self.list.push(session);
    }

    /// The session of a BGP peer, VPN connection, tunnel or route server peer.
    #[must_use]
    pub fn find(&self, any: AnyId) -> Option<(SessionId, &Session)> {
        let id = *self.by_element.get(&any)?;
        Some((id, &self.list[id as usize]))
    }

    /// The session of a number.
    #[must_use]
    pub fn get(&self, id: SessionId) -> &Session {
        &self.list[id as usize]
    }
}

/// A word such as `up`, `down`; in a design up is the default.
fn said_up(word: Option<Text>, design: bool) -> Option<bool> {
    match word.map(|w| w.to_ascii_lowercase()) {
        Some(word) if word == "up" => Some(true),
        Some(word) if word == "down" => Some(false),
        Some(_) => None,
        None => design.then_some(true),
    }
}

fn of_peer(
    design: &Design,
    elements: &Elements,
    switches: &dyn Fn(ProviderId) -> Switches,
    (vif, id): (Id<VirtualInterface>, Id<BgpPeer>),
    said: Option<&[usize]>,
) -> Session {
    let peer = &design.bgp_peers[id];
    let interface = &design.virtual_interfaces[vif];
    let switches = switches(interface.head.provider);
    let family = peer.effective_family();
    let site = peer
        .site
        .get()
        .or_else(|| design.site_routers[peer.router.get()?].site.get())
        .or_else(|| announcing_site(design, said?));
    let asn = peer.effective_asn().get().map(|asn| asn.number);
    let default_path = own_asn(design, peer.router.get(), site).or(asn);
    let announced = match said {
        Some(entries) => Some(from_entries(design, entries, default_path, family)),
        None => interface
            .routes
            .as_ref()
            .map(|routes| accepted(routes, peer, family)),
    };
    let limit = prefix_limit(&switches, interface, family);
    Session {
        carrier: Carrier::Interface(vif, id),
        elem: elements.elem(AnyId::BgpPeer(id)),
        family,
        status: peer_status(
            design,
            elements,
            &switches,
            interface,
            peer,
            announced.as_deref(),
            limit,
        ),
        site,
        tunnels: Vec::new(),
        announced,
        asn: default_path,
        fixed: peer.route_mode.get().is_some_and(|mode| mode == "static"),
        kept: None,
    }
}

fn peer_status(
    design: &Design,
    elements: &Elements,
    switches: &Switches,
    interface: &VirtualInterface,
    peer: &BgpPeer,
    announced: Option<&[Announced]>,
    limit: Option<usize>,
) -> Status {
    match interface.connection.get() {
        Some(AnyId::Connection(id))
            if !switches.works(ElementKind::Connection, &design.connections[id].head.state) =>
        {
            return Status::Down(Reason::ConnectionDown);
        }
        Some(on @ AnyId::Lag(id)) => {
            if !switches.works(ElementKind::Lag, &design.lags[id].head.state) {
                return Status::Down(Reason::ConnectionDown);
            }
            // Members that do not work are not counted; a group whose members were not given is believed.
            let listed = design.lags[id]
                .connections
                .as_ref()
                .is_some_and(|members| !members.is_empty());
            let up = elements.lag(elements.elem(on));
            if listed && up.is_none_or(|(members, least)| members.len() < least) {
                return Status::Down(Reason::TooFewLinks);
            }
        }
        _ => {}
    }
    // `down` of an interface follows from its sessions; what counts then are those.
    let derived = interface.head.state.phase == Phase::Degraded && interface.head.is_design();
    if !switches.works(ElementKind::VirtualInterface, &interface.head.state) && !derived {
        return Status::Down(Reason::InterfaceDown);
    }
    if let (Some(provider), Some(customer)) =
        (peer.provider_address.get(), peer.customer_address.get())
        && let (Some(a), Some(b)) = (provider.block(), customer.block())
        && !a.holds(customer.address)
        && !b.holds(provider.address)
    {
        return Status::Down(Reason::AddressMismatch);
    }
    let router = peer
        .router
        .get()
        .and_then(|r| design.site_routers[r].asn.get());
    if let (Some(expected), Some(router)) = (peer.effective_asn().get(), router)
        && expected.number != router.number
    {
        return Status::Down(Reason::AsnMismatch);
    }
    if !switches.works(ElementKind::BgpPeer, &peer.head.state) {
        return Status::Down(Reason::NotSetUp);
    }
    match said_up(peer.status.get(), peer.head.is_design()) {
        Some(false) => return Status::Down(Reason::ReportedDown),
        None => return Status::Unknown,
        Some(true) => {}
    }
    match (announced, limit) {
        (Some(announced), Some(limit)) if announced.len() > limit => {
            Status::Down(Reason::PrefixLimit)
        }
        _ => Status::Up,
    }
}

fn of_vpn(
    design: &Design,
    elements: &Elements,
    id: Id<VpnConnection>,
    tunnels: &[Id<VpnTunnel>],
    said: Option<&[usize]>,
) -> Session {
    let vpn = &design.vpn_connections[id];
    let customer = vpn
        .customer_gateway
        .get()
        .map(|g| &design.customer_gateways[g]);
    let router = customer.and_then(|c| c.router.get());
    let site = customer
        .and_then(|c| c.site.get())
        .or_else(|| design.site_routers[router?].site.get());
    let asn = customer.and_then(|c| c.asn.get()).map(|asn| asn.number);
    let default_path = own_asn(design, router, site).or(asn);
    let fixed = vpn.static_only.get() == Some(true);
    let family = match vpn.inside_family.get().as_deref() {
        Some("ipv6") => Some(Family::Ipv6),
        Some("ipv4") => Some(Family::Ipv4),
        _ => None,
    };
    let by_hand = |routes: &Vec<Field<Cidr>>| {
        let announced = routes.iter().filter_map(|route| {
            let (prefix, span) = route.located()?;
            Some(Announced {
                prefix: prefix.network(),
                as_path: Vec::new(),
                communities: Vec::new(),
                med: 0,
                span: Some(span),
            })
        });
        announced.collect()
    };
    let announced = match said {
        Some(entries) => Some(from_entries(design, entries, default_path, family)),
        None if fixed => vpn.static_routes.as_ref().map(by_hand),
        None => None,
    };
    let working: Vec<Elem> = tunnels
        .iter()
        .filter(|t| {
            let tunnel = &design.vpn_tunnels[**t];
            carries(tunnel.head.state.phase)
                && said_up(tunnel.status.get(), tunnel.head.is_design()) == Some(true)
        })
        .map(|t| elements.elem(AnyId::VpnTunnel(*t)))
        .collect();
    let status = if !carries(vpn.head.state.phase) {
        Status::Down(Reason::VpnDown)
    } else if said_up(vpn.status.get(), true) == Some(false) {
        Status::Down(Reason::ReportedDown)
    } else if !working.is_empty() {
        Status::Up
    } else if tunnels.is_empty() {
        match said_up(vpn.status.get(), vpn.head.is_design()) {
            Some(_) => Status::Up,
            None => Status::Unknown,
        }
    } else if tunnels.iter().any(|t| {
        let tunnel = &design.vpn_tunnels[*t];
        said_up(tunnel.status.get(), tunnel.head.is_design()).is_none()
    }) {
        Status::Unknown
    } else {
        Status::Down(Reason::TunnelsDown)
    };
    Session {
        carrier: Carrier::Vpn(id),
        elem: elements.elem(AnyId::VpnConnection(id)),
        family,
        status,
        site,
        tunnels: working,
        announced,
        asn: default_path,
        fixed,
        kept: None,
    }
}

fn of_server(
    design: &Design,
    elements: &Elements,
    (server, id): (Id<RouteServer>, Id<RouteServerPeer>),
    said: Option<&[usize]>,
) -> Session {
    let peer = &design.route_server_peers[id];
    let by_hand = peer.head.is_design();
    let asn = peer.asn.get().map(|asn| asn.number);
    let announced = match said {
        Some(entries) => Some(from_entries(design, entries, asn, None)),
        None => design.route_servers[server].routes.as_ref().map(|routes| {
            let own = routes.iter().filter(|route| match route.peer.get() {
                Some(from) => from == id,
                None => {
                    route.next_hop.get().is_some() && route.next_hop.get() == peer.address.get()
                }
            });
            own.filter_map(|route| {
                Some(Announced {
                    prefix: route.prefix.get()?.network(),
                    as_path: route.as_path.iter().map(|asn| asn.number).collect(),
                    communities: Vec::new(),
                    med: route
                        .med
                        .get()
                        .and_then(|med| u64::try_from(med).ok())
                        .unwrap_or(0),
                    span: Some(route.span),
                })
            })
            .collect()
        }),
    };
    let fast = peer.liveness.get().is_some_and(|word| word == "bfd");
    let status = if !carries(peer.head.state.phase) {
        Status::Down(Reason::NotSetUp)
    } else if fast && said_up(peer.bfd_status.get(), true) == Some(false) {
        Status::Down(Reason::BfdDown)
    } else {
        match said_up(peer.bgp_status.get(), by_hand) {
            Some(true) => Status::Up,
            Some(false) => Status::Down(Reason::ReportedDown),
            None => Status::Unknown,
        }
    };
    Session {
        carrier: Carrier::Server(server, id),
        elem: elements.elem(AnyId::RouteServerPeer(id)),
        family: None,
        status,
        site: None,
        tunnels: Vec::new(),
        announced,
        asn,
        fixed: false,
        kept: peer.keeps_routes.get(),
    }
}
