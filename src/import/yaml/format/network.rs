//! Networks, their subnets, interfaces, prefix lists, peerings and route tables.

use super::{element, entry};
use crate::import::yaml::kinds::{
    Account, CidrAttribute, CidrSource, EdgeGateways, MultipathStatus, Origin, RegionName,
    RouteState, RouteTo, RouteVia, StateWord, To, ToAny, Word,
};
use crate::import::yaml::leaf::{Leaf, List, Many, Named, Or};
use crate::model;
use crate::model::{Cidr, Family, Time};
use crate::source::Text;

entry! {
    /// An address block with what is known about its association.
    Block "block" "an address block" {
        /// The block.
        cidr: Leaf<'a, Cidr>,
        /// The state of its association; left out: associated.
        state: Leaf<'a, StateWord>,
        /// Who assigned it.
        source: Leaf<'a, Word<CidrSource>>,
        /// The pool it was taken from.
        pool: Leaf<'a, Text>,
        /// Whether an IPv6 block is public or private.
        attribute: Leaf<'a, Word<CidrAttribute>>,
        /// The network border group of an IPv6 block.
        border_group: Leaf<'a, Text>,
    }
}

/// Address blocks: each a CIDR, or a mapping that says more about it.
pub(crate) type Blocks<'a> = Many<Or<'a, Cidr, Block<'a>>>;

element! {
    /// A virtual network.
    Network "network" "a network" {
        /// Its address blocks, IPv4 and IPv6; the first is the primary one.
        cidrs: Blocks<'a>,
        /// Its subnets. Left out, the network is one subnet over all its blocks.
        subnets: Named<'a, Subnet<'a>>,
        /// Whether it is the provider's default network.
        is_default: Leaf<'a, bool>,
    }
}

element! {
    /// A part of a network.
    Subnet "subnet" "a subnet" {
        /// Its address blocks.
        cidrs: Blocks<'a>,
        /// The name of its zone.
        zone: Leaf<'a, Text>,
        /// The id of its zone, which is the same for all accounts.
        zone_id: Leaf<'a, Text>,
        /// Whether it has no IPv4.
        ipv6_only: Leaf<'a, bool>,
        /// The addresses of its router.
        gateways: Many<Leaf<'a, std::net::IpAddr>>,
        /// Addresses that are still free.
        available_addresses: Leaf<'a, i64>,
        /// The outpost it lies on.
        outpost: Leaf<'a, Text>,
        /// Its route table, where the provider's subnets name it themselves.
        route_table: Leaf<'a, To<model::RouteTable>>,
    }
}

element! {
    /// A named list of prefixes.
    PrefixList "prefix-list" "a prefix list" {
        /// Its prefixes.
        entries: Many<Leaf<'a, Cidr>>,
        /// Its family.
        family: Leaf<'a, Family>,
        /// How many entries it may have; a route through it counts for so many.
        max_entries: Leaf<'a, i64>,
    }
}

element! {
    /// A network interface.
    Interface "interface" "an interface" {
        /// Its network.
        network: Leaf<'a, To<model::Network>>,
        /// Its subnet.
        subnet: Leaf<'a, To<model::Subnet>>,
        /// Its private addresses.
        addresses: Many<Leaf<'a, std::net::IpAddr>>,
        /// Its public addresses.
        public_addresses: Many<Leaf<'a, std::net::IpAddr>>,
        /// Whether it sends on, by the table of its subnet, what is not for itself.
        forwards: Leaf<'a, bool>,
        /// What it belongs to, in the provider's word.
        #[serde(rename = "type")]
        interface_type: Leaf<'a, Text>,
        /// Whether packets for other addresses are dropped.
        source_dest_check: Leaf<'a, bool>,
    }
}

entry! {
    /// One side of a peering with what is known about it.
    PeeringSide "peering-side" "a side of a peering" {
        /// The network.
        network: Leaf<'a, To<model::Network>>,
        /// Its owner.
        account: Leaf<'a, Account>,
        /// Its region.
        region: Leaf<'a, RegionName>,
        /// The blocks that the peering's own record shows.
        cidrs: Many<Leaf<'a, Cidr>>,
        /// Whether private names of this side resolve for the other.
        dns: Leaf<'a, bool>,
        /// An option of the retired ClassicLink.
        classic_link: Leaf<'a, bool>,
        /// Whether this side allows multipath resilience.
        multipath: Leaf<'a, bool>,
        /// The mode of multipath resilience.
        multipath_mode: Leaf<'a, Text>,
    }
}

/// A side of a peering: its network, or a mapping that says more about it.
pub(crate) type Side<'a> = Or<'a, To<model::Network>, PeeringSide<'a>>;

element! {
    /// A connection between two networks.
    Peering "peering" "a peering" {
        /// The side that asks.
        requester: Side<'a>,
        /// The side that is asked.
        accepter: Side<'a>,
        /// When a pending request lapses.
        expires: Leaf<'a, Time>,
        /// When it was made.
        created: Leaf<'a, Time>,
        /// The provider's text about the state.
        message: Leaf<'a, Text>,
        /// Your description.
        description: Leaf<'a, Text>,
        /// Multipath resilience as the provider reports it.
        multipath_status: Leaf<'a, Word<MultipathStatus>>,
    }
}

entry! {
    /// Who uses a route table, with the state of that.
    SubnetAssociation "route-table-association" "an association of a route table" {
        /// The subnet.
        subnet: Leaf<'a, To<model::Subnet>>,
        /// The gateway, for an edge table.
        gateway: Leaf<'a, ToAny<EdgeGateways>>,
        /// The state of the association.
        state: Leaf<'a, StateWord>,
    }
}

element! {
    /// A route table of a network.
    RouteTable "route-table" "a route table" {
        /// The network.
        network: Leaf<'a, To<model::Network>>,
        /// Whether it holds for the subnets that name no other table.
        main: Leaf<'a, bool>,
        /// The subnets that use it.
        subnets: Many<Or<'a, To<model::Subnet>, SubnetAssociation<'a>>>,
        /// The internet or virtual gateway whose edge table it is.
        gateway: Many<Or<'a, ToAny<EdgeGateways>, SubnetAssociation<'a>>>,
        /// The virtual gateways whose routes it takes.
        propagate: Many<Leaf<'a, To<model::VirtualGateway>>>,
        /// Its routes besides the local ones. "There is none" is written `[]`; left out, they are not known.
        routes: List<Route<'a>>,
    }
}

entry! {
    /// A route.
    Route "route" "a route" {
        /// The destination: a block, or a prefix list.
        to: Many<Leaf<'a, RouteTo>>,
        /// The target: `local`, `blackhole`, a kind and a name such as `peering/core`, or a native id. What netvet has no element for is
        /// written `other/` and its id.
        via: Many<Leaf<'a, RouteVia>>,
        /// The provider's word for the route's state.
        state: Leaf<'a, Word<RouteState>>,
        /// How it came into the table; left out: static.
        origin: Leaf<'a, Word<Origin>>,
    }
}
