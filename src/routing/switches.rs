//! What differs between providers, as routing needs it. A fact that is not known makes answers unknown.

use crate::model::{Cidr, ElementKind};

/// What happens to a packet that came over a peering and is not for this network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PeeringIngress {
    /// It is dropped.
    Drop,
    /// It is looked up in the network's main table.
    MainTable,
}

/// What local routes cover.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LocalScope {
    /// Every block of the network.
    Network,
    /// Each subnet.
    Subnets,
}

/// A kind of route in a transit gateway's table, best first by default.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum HubClass {
    /// A static route to a block.
    Static,
    /// A static route to a prefix list.
    PrefixList,
    /// A network's blocks.
    Network,
    /// Learned through a Direct Connect gateway.
    DirectConnect,
    /// Learned from a virtual gateway.
    VirtualGateway,
    /// Learned from a Connect peer.
    Connect,
    /// Learned from a VPN over private addresses.
    PrivateVpn,
    /// Learned from a VPN.
    Vpn,
    /// Learned from a peered hub.
    Peering,
}

/// How one provider routes.
#[derive(Clone, Copy, Debug)]
pub struct Switches {
    /// What peerings do with packets for elsewhere; `None`: not known.
    pub peering_ingress: Option<PeeringIngress>,
    /// What local routes cover.
    pub local_scope: LocalScope,
    /// Whether a local route beats a more specific propagated one.
    pub local_beats_propagated: bool,
    /// Order of routes to one prefix in a hub's table.
    pub hub_order: &'static [HubClass],
    /// Whether an attachment serves only the zones of its subnets.
    pub attachment_per_zone: bool,
    /// Whether sites of one virtual gateway reach each other through it.
    pub sites_through_virtual_gateway: bool,
    /// Whether a static route inside the network's own blocks must cover a whole subnet and lead to an appliance.
    pub inside_local_whole_subnets: bool,
    /// Blocks that no route forwards.
    pub reserved: &'static [Cidr],
    /// Most prefixes of one family on a private or transit session, above which it goes down.
    pub private_session_limit: Option<usize>,
    /// The same for public sessions.
    pub public_session_limit: Option<usize>,
    /// Most propagated routes of one family in a table, above which it is not known which are there.
    pub propagated_limit: Option<usize>,
    /// Local preferences that communities ask for.
    pub communities: &'static [(&'static str, u32)],
    /// Local preference of a path in the gateway's region, without such a community.
    pub preference_same_region: u32,
    /// The same in another region.
    pub preference_other_region: u32,
    /// Whether a state word lets traffic pass; `None`: decided by its phase.
    pub carries: fn(ElementKind, &str) -> Option<bool>,
}

impl Switches {
    /// Where nothing is known about the provider.
    pub const UNKNOWN: Switches = Switches {
        peering_ingress: None,
        local_scope: LocalScope::Network,
        local_beats_propagated: true,
        hub_order: &[
            HubClass::Static,
            HubClass::PrefixList,
            HubClass::Network,
            HubClass::DirectConnect,
            HubClass::VirtualGateway,
            HubClass::Connect,
            HubClass::PrivateVpn,
            HubClass::Vpn,
            HubClass::Peering,
        ],
        attachment_per_zone: true,
        sites_through_virtual_gateway: true,
        inside_local_whole_subnets: false,
        reserved: &[],
        private_session_limit: None,
        public_session_limit: None,
        propagated_limit: None,
        communities: &[],
        preference_same_region: 200,
        preference_other_region: 150,
        carries: |_, _| None,
    };
}
