//! The provider-neutral design: what was read, also what is broken, every value with its place.

pub mod about;
pub mod arena;
pub mod asn;
pub mod bgp;
pub mod cidr;
pub mod connection;
pub mod coverage;
pub mod gateway;
pub mod head;
pub mod interface;
pub mod kind;
pub mod link;
pub mod lookup;
pub(crate) mod near;
pub mod network;
pub mod peering;
pub mod place;
pub mod plan;
pub mod route_server;
pub mod route_table;
pub mod site;
pub mod state;
pub mod transit_gateway;
pub mod virtual_interface;
pub mod vpn;

pub use about::{About, DesignHeader, Listing};
pub use arena::{Arena, Id};
pub use asn::Asn;
pub use bgp::BgpPeer;
pub use cidr::{Cidr, Family, LinkAddress};
pub use connection::{Bandwidth, Connection, Lag};
pub use coverage::{Coverage, Listed};
pub use gateway::{
    CustomerGateway, DirectConnectGateway, DirectConnectGatewayAssociation,
    DirectConnectGatewayAttachment, DirectConnectGatewayProposal, EgressOnlyInternetGateway,
    InternetGateway, NatGateway, NetworkAttachment, VirtualGateway,
};
pub use head::{Head, Mode, Presence, Tag};
pub use interface::{Interface, PrefixList};
pub(crate) use kind::for_each_kind;
pub use kind::{AnyId, Design, Element, ElementKind};
pub use link::{AnyLink, Link, Target};
pub use lookup::{Found, Lookup};
pub use network::{CidrBlock, Network, Subnet};
pub use peering::{Peering, PeeringSide};
pub use place::{ProviderId, Time};
pub use plan::{Action, Exception, Expectation, Seconds, Step};
pub use route_server::{
    RouteServer, RouteServerAssociation, RouteServerEndpoint, RouteServerPeer,
    RouteServerPropagation, RouteServerRoute,
};
pub use route_table::{Route, RouteOrigin, RouteTable, RouteTarget, TableAssociation};
pub use site::{Advertisement, Preference, SharedRisk, Site, SiteLink, SiteRouter};
pub use state::{Phase, State};
pub use transit_gateway::{
    AttachmentEntry, ConnectSession, TransitGateway, TransitGatewayAttachment,
    TransitGatewayConnectPeer, TransitGatewayRouteTable, TransitPeer, TransitRoute,
};
pub use virtual_interface::{InterfaceRoute, InterfaceType, VirtualInterface};
pub use vpn::{VpnConnection, VpnTunnel};
