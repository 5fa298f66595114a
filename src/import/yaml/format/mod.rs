//! The types of the design format: what a file may say, before it is judged. The schema is made from them.

mod direct_connect;
mod gateway;
mod network;
mod route_server;
mod scenario;
mod site;
mod step;
mod transit;
mod vpn;

pub(crate) use direct_connect::{
    BgpPeer, Connection, DirectConnectGateway, DirectConnectGatewayAssociation,
    DirectConnectGatewayAttachment, DirectConnectGatewayProposal, InterfaceRoute, Lag,
    VirtualInterface,
};
pub(crate) use gateway::{
    CustomerGateway, EgressOnlyInternetGateway, InternetGateway, NatGateway, NetworkAttachment,
    VirtualGateway,
};
pub(crate) use network::{
    Block, Blocks, Interface, Network, Peering, PrefixList, Route, RouteTable, Side,
    SubnetAssociation,
};
pub(crate) use route_server::{RouteServer, RouteServerRoute};
pub(crate) use scenario::Scenario;
pub(crate) use site::{Advertisement, Exception, Preference, SharedRiskMembers, Site, SiteLink};
pub(crate) use step::Step;
pub(crate) use transit::{
    TransitAttachment, TransitConnectPeer, TransitEntry, TransitGateway, TransitPeer, TransitRoute,
    TransitRouteTable,
};
pub(crate) use vpn::VpnConnection;

use super::kinds::{
    Account, Anything, FormatNumber, NativeId, Path, ProviderName, RegionName, StateWord,
};
use super::leaf::{Leaf, List, Many, Named};
use crate::source::Text;

/// What every element may say about itself.
#[derive(Clone, Copy, Default)]
pub(crate) struct Common<'a, 'b> {
    pub id: Leaf<'a, NativeId>,
    pub account: Leaf<'a, Account>,
    pub region: Leaf<'a, RegionName>,
    pub provider: Leaf<'a, ProviderName>,
    pub state: Leaf<'a, StateWord>,
    pub tags: Option<&'b Named<'a, Leaf<'a, Text>>>,
}

/// An element of a design.
pub(crate) trait Headed<'a> {
    /// What every element may say about itself.
    fn common(&self) -> Common<'a, '_>;
}

/// A type of the format: how the schema and how messages call it, and its keys.
macro_rules! entry {
    ($(#[$doc:meta])* $name:ident $schema:tt $within:tt { $($(#[$attr:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Default, serde::Deserialize, schemars::JsonSchema)]
        #[serde(default, rename = $within, bound(deserialize = "'de: 'a"))]
        #[schemars(rename = $schema, deny_unknown_fields)]
        pub(crate) struct $name<'a> {
            $($(#[$attr])* pub $field: $type,)*
        }
    };
}

/// An [`entry!`] that is an element, with the keys that every element has.
macro_rules! element {
    ($(#[$doc:meta])* $name:ident $schema:tt $within:tt { $($(#[$attr:meta])* $field:ident: $type:ty,)* }) => {
        $crate::import::yaml::format::entry! {
            $(#[$doc])*
            $name $schema $within {
                /// The provider's identifier, for example `vpc-0a1b2c3d`. An element with the id of an exported one completes it.
                id: Leaf<'a, $crate::import::yaml::kinds::NativeId>,
                /// The account that owns it. Left out: that of what it lies in, else the design's.
                account: Leaf<'a, $crate::import::yaml::kinds::Account>,
                /// The region. Left out: that of what it lies in, else the design's.
                region: Leaf<'a, $crate::import::yaml::kinds::RegionName>,
                /// The provider whose words and facts hold. Left out: that of what it lies in, else the design's.
                provider: Leaf<'a, $crate::import::yaml::kinds::ProviderName>,
                /// The state, in the provider's word. Left out: the provider's working one.
                state: Leaf<'a, $crate::import::yaml::kinds::StateWord>,
                /// Tags: keys and their values.
                tags: $crate::import::yaml::leaf::Named<'a, Leaf<'a, $crate::source::Text>>,
                $($(#[$attr])* $field: $type,)*
            }
        }
        impl<'a> $crate::import::yaml::format::Headed<'a> for $name<'a> {
            fn common(&self) -> $crate::import::yaml::format::Common<'a, '_> {
                $crate::import::yaml::format::Common {
                    id: self.id,
                    account: self.account,
                    region: self.region,
                    provider: self.provider,
                    state: self.state,
                    tags: Some(&self.tags),
                }
            }
        }
    };
}
use {element, entry};

entry! {
    /// A cloud network design, written by hand. Every value may be left out where the provider has a default or the element does
    /// not need it.
    Design "netvet design" "a design" {
        /// The number of the format.
        netvet: Leaf<'a, FormatNumber>,
        /// The provider whose words and facts hold for everything that does not say otherwise.
        provider: Leaf<'a, ProviderName>,
        /// The account of everything that does not say otherwise. Quotes are not needed for the digits to be kept.
        account: Leaf<'a, Account>,
        /// The region of everything that does not say otherwise.
        region: Leaf<'a, RegionName>,
        /// Files and directories with exports that this design completes, relative to this file.
        inputs: Many<Leaf<'a, Path>>,
        /// Virtual networks.
        networks: Named<'a, Network<'a>>,
        /// Named lists of prefixes.
        prefix_lists: Named<'a, PrefixList<'a>>,
        /// Network interfaces, for example of appliances.
        interfaces: Named<'a, Interface<'a>>,
        /// Connections between two networks.
        peerings: Named<'a, Peering<'a>>,
        /// Route tables of networks.
        route_tables: Named<'a, RouteTable<'a>>,
        /// Gateways of networks to the internet.
        internet_gateways: Named<'a, InternetGateway<'a>>,
        /// Gateways of networks to the internet, outgoing IPv6 only.
        egress_only_internet_gateways: Named<'a, EgressOnlyInternetGateway<'a>>,
        /// Address translators in subnets.
        nat_gateways: Named<'a, NatGateway<'a>>,
        /// Gateways of networks to private connections.
        virtual_gateways: Named<'a, VirtualGateway<'a>>,
        /// Global gateways of virtual interfaces.
        direct_connect_gateways: Named<'a, DirectConnectGateway<'a>>,
        /// What Direct Connect gateways are associated with.
        direct_connect_gateway_associations: Named<'a, DirectConnectGatewayAssociation<'a>>,
        /// Ties of Direct Connect gateways to virtual interfaces; the interface itself names its gateway.
        direct_connect_gateway_attachments: Named<'a, DirectConnectGatewayAttachment<'a>>,
        /// Associations that another account proposes.
        direct_connect_gateway_association_proposals: Named<'a, DirectConnectGatewayProposal<'a>>,
        /// Regional hubs, with what hangs on them and their tables.
        transit_gateways: Named<'a, TransitGateway<'a>>,
        /// Physical and hosted connections.
        connections: Named<'a, Connection<'a>>,
        /// Groups of connections.
        lags: Named<'a, Lag<'a>>,
        /// VLANs of connections with their BGP sessions.
        virtual_interfaces: Named<'a, VirtualInterface<'a>>,
        /// BGP speakers inside networks.
        route_servers: Named<'a, RouteServer<'a>>,
        /// The customer's ends of VPN connections.
        customer_gateways: Named<'a, CustomerGateway<'a>>,
        /// VPN connections with their tunnels.
        vpn_connections: Named<'a, VpnConnection<'a>>,
        /// The customer's own networks, which are in no export.
        sites: Named<'a, Site<'a>>,
        /// BGP between sites, one way: `to` hears what `from` announces.
        site_links: Named<'a, SiteLink<'a>>,
        /// What sites announce on their sessions.
        advertise: List<Advertisement<'a>>,
        /// How sites choose among sessions for the provider's prefixes.
        prefer: List<Preference<'a>>,
        /// Things that fail together: a list of them, or a mapping with `members`.
        shared_risks: Named<'a, SharedRiskMembers<'a>>,
        /// Exceptions from rules.
        ignore: List<Exception<'a>>,
        /// Planned steps, each as in a scenario; they are judged where they stand.
        plan: List<Step<'a>>,
        /// Assertions that `check` holds against the design.
        expect: Leaf<'a, Anything>,
    }
}
