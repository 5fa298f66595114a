//! Route tables of networks.

use super::cidr::Cidr;
use super::head::Head;
use super::link::{AnyLink, Link};
use super::state::State;
use super::{Network, PrefixList, Subnet, VirtualGateway};
use crate::source::{Field, Span, Text};

/// A table of a network.
#[derive(Clone, Debug, Default)]
pub struct RouteTable {
    /// Names, owner, state and places.
    pub head: Head,
    /// The network.
    pub network: Link<Network>,
    /// Whether it is the main (default) table, as far as said; also in an association.
    pub main: Field<bool>,
    /// Subnets and gateways that use it.
    pub associations: Vec<TableAssociation>,
    /// Gateways whose routes it takes.
    pub propagating: Vec<Link<VirtualGateway>>,
    /// Its routes; `None` where the list was not given.
    pub routes: Option<Vec<Route>>,
}

/// Who uses a table.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableAssociation {
    /// A subnet.
    pub subnet: Link<Subnet>,
    /// An internet or virtual gateway (an edge table).
    pub gateway: AnyLink,
    /// The mark of the main table.
    pub main: Field<bool>,
    /// Its state.
    pub state: State,
}

/// How a route came into its table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum RouteOrigin {
    /// Not said.
    #[default]
    Unknown,
    /// Made with the table: the network's own prefixes.
    Local,
    /// Written by hand.
    Static,
    /// From a virtual gateway.
    Propagated,
    /// From a route server.
    RouteServer,
}

/// Where a route sends packets.
#[derive(Clone, Copy, Debug, Default)]
pub enum RouteTarget {
    /// No target was given, or one of a kind that is not known.
    #[default]
    None,
    /// Into the network itself.
    Local,
    /// Dropped on purpose (a design's `blackhole`).
    Blackhole,
    /// To an element.
    To(AnyLink),
    /// To something that netvet does not model: an endpoint, a carrier or local gateway, an instance, a core network.
    Other(Field<Text>),
}

/// A route.
#[derive(Clone, Debug)]
pub struct Route {
    /// Where it stands: its destination, else its target.
    pub span: Span,
    /// The destination, if it is a block.
    pub to: Field<Cidr>,
    /// The destination, if it is a prefix list.
    pub to_list: Link<PrefixList>,
    /// The target.
    pub target: RouteTarget,
    /// Further targets, where more than one was given.
    pub more_targets: Vec<RouteTarget>,
    /// Further destinations, where more than one was given.
    pub more_destinations: Vec<Span>,
    /// How it came here.
    pub origin: RouteOrigin,
    /// The provider's word: `active`, `blackhole`, `filtered`.
    pub state: Field<Text>,
}

impl RouteTarget {
    /// The reference, where the target is an element.
    #[must_use]
    pub fn link(&self) -> Option<&AnyLink> {
        match self {
            RouteTarget::To(link) => Some(link),
            _ => None,
        }
    }
}
