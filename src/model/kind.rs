//! The closed list of element kinds. A new kind is one line here, one type, and whatever the compiler then asks for.

use super::arena::{Arena, Id};
use super::head::Head;
use super::*;

/// What every element has.
pub trait Element {
    /// Its kind.
    const KIND: ElementKind;
    /// Names, owner, state and places.
    fn head(&self) -> &Head;
    /// The same, to be changed while a design is built or simulated.
    fn head_mut(&mut self) -> &mut Head;
    /// The arena of this kind.
    fn arena(design: &Design) -> &Arena<Self>
    where
        Self: Sized;
    /// The id as one of any kind.
    fn any(id: Id<Self>) -> AnyId
    where
        Self: Sized;
}

macro_rules! kinds {
    ($($kind:ident $field:ident $word:literal, $doc:literal;)*) => {
        /// A kind of element that can be named in options, designs and reports.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum ElementKind {
            $(#[doc = $doc] $kind,)*
            /// Where connections end, a building; known only by its name on connections.
            Location,
            /// The provider's router on which a connection ends; known only by its name on connections.
            Device,
        }

        impl ElementKind {
            /// All kinds.
            pub const ALL: &'static [ElementKind] = &[$(ElementKind::$kind,)* ElementKind::Location, ElementKind::Device];

            /// The word for it in options, designs and reports.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(ElementKind::$kind => $word,)*
                    ElementKind::Location => "location",
                    ElementKind::Device => "device",
                }
            }

            /// The kind of a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.word() == word)
            }
        }

        /// An element of any kind.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum AnyId {
            $(#[doc = $doc] $kind(Id<$kind>),)*
        }

        impl AnyId {
            /// Its kind.
            #[must_use]
            pub const fn kind(self) -> ElementKind {
                match self { $(AnyId::$kind(_) => ElementKind::$kind,)* }
            }
        }

        /// A whole design: one arena per kind, and what belongs to no element.
        #[derive(Clone, Debug, Default)]
        pub struct Design {
            $(#[doc = $doc] pub $field: Arena<$kind>,)*
            /// What belongs to no element.
            pub about: About,
        }

        impl Design {
            /// Names, owner, state and places of an element of any kind.
            #[must_use]
            pub fn head(&self, id: AnyId) -> &Head {
                match id { $(AnyId::$kind(id) => &self.$field[id].head,)* }
            }

            /// The same, to be changed.
            pub fn head_mut(&mut self, id: AnyId) -> &mut Head {
                match id { $(AnyId::$kind(id) => &mut self.$field[id].head,)* }
            }

            /// All elements, kind by kind, each kind in order.
            pub fn all(&self) -> impl Iterator<Item = AnyId> + '_ {
                std::iter::empty()$(.chain(self.$field.ids().map(AnyId::$kind)))*
            }

            /// All elements of one kind.
            #[must_use]
            pub fn of_kind(&self, kind: ElementKind) -> Vec<AnyId> {
                match kind {
                    $(ElementKind::$kind => self.$field.ids().map(AnyId::$kind).collect(),)*
                    ElementKind::Location | ElementKind::Device => Vec::new(),
                }
            }

            /// How many elements there are.
            #[must_use]
            pub fn len(&self) -> usize {
                0 $(+ self.$field.len())*
            }

            /// Whether there is none.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }
        }

        $(
            impl Element for $kind {
                const KIND: ElementKind = ElementKind::$kind;
                fn head(&self) -> &Head { &self.head }
                fn head_mut(&mut self) -> &mut Head { &mut self.head }
                fn arena(design: &Design) -> &Arena<Self> { &design.$field }
                fn any(id: Id<Self>) -> AnyId { AnyId::$kind(id) }
            }

            impl std::ops::Index<Id<$kind>> for Design {
                type Output = $kind;
                fn index(&self, id: Id<$kind>) -> &$kind { &self.$field[id] }
            }
            impl std::ops::IndexMut<Id<$kind>> for Design {
                fn index_mut(&mut self, id: Id<$kind>) -> &mut $kind { &mut self.$field[id] }
            }
        )*

        /// Calls a macro with every kind that has an arena: `Kind field;`.
        macro_rules! for_each_kind {
            ($callback:ident) => { $callback! { $($kind $field;)* } };
        }
        pub(crate) use for_each_kind;
    };
}

kinds! {
    Network networks "network", "A virtual network: VPC, Net.";
    Subnet subnets "subnet", "A part of a network.";
    Peering peerings "peering", "A connection between two networks.";
    RouteTable route_tables "route-table", "A table of a network.";
    VirtualGateway virtual_gateways "virtual-gateway", "A network's gateway to private connections.";
    TransitGateway transit_gateways "transit-gateway", "A regional hub.";
    TransitGatewayAttachment transit_gateway_attachments "transit-gateway-attachment", "What hangs on a hub.";
    TransitGatewayRouteTable transit_gateway_route_tables "transit-gateway-route-table", "A table of a hub.";
    TransitGatewayConnectPeer transit_gateway_connect_peers "transit-gateway-connect-peer", "A GRE peer of a Connect attachment.";
    DirectConnectGateway direct_connect_gateways "direct-connect-gateway", "A global gateway of virtual interfaces.";
    DirectConnectGatewayAssociation direct_connect_gateway_associations "direct-connect-gateway-association", "A gateway's tie to a virtual or transit gateway.";
    DirectConnectGatewayAttachment direct_connect_gateway_attachments "direct-connect-gateway-attachment", "A gateway's tie to a virtual interface.";
    DirectConnectGatewayProposal direct_connect_gateway_proposals "direct-connect-gateway-association-proposal", "A proposed association.";
    Connection connections "connection", "A physical or hosted connection.";
    Lag lags "lag", "A group of physical connections.";
    VirtualInterface virtual_interfaces "virtual-interface", "A VLAN of a connection with its BGP sessions.";
    BgpPeer bgp_peers "bgp-peer", "A BGP session of a virtual interface.";
    RouteServer route_servers "route-server", "A BGP speaker inside a network.";
    RouteServerEndpoint route_server_endpoints "route-server-endpoint", "A route server's address in a subnet.";
    RouteServerPeer route_server_peers "route-server-peer", "A session between an endpoint and an appliance.";
    CustomerGateway customer_gateways "customer-gateway", "The customer's end of a VPN.";
    VpnConnection vpn_connections "vpn-connection", "A VPN of tunnels.";
    VpnTunnel vpn_tunnels "vpn-tunnel", "One tunnel.";
    InternetGateway internet_gateways "internet-gateway", "A network's gateway to the internet.";
    EgressOnlyInternetGateway egress_only_internet_gateways "egress-only-internet-gateway", "A network's outgoing IPv6 gateway.";
    NatGateway nat_gateways "nat-gateway", "An address translator in a subnet.";
    Interface interfaces "interface", "A network interface.";
    PrefixList prefix_lists "prefix-list", "A named list of prefixes.";
    Site sites "site", "The customer's own network.";
    SiteRouter site_routers "site-router", "A router of a site.";
    SiteLink site_links "site-link", "BGP between sites, one way.";
    SharedRisk shared_risks "shared-risk", "Things that fail together.";
}
