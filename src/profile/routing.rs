//! How tables and gateways choose.

use super::fact::Fact;
use crate::model::ElementKind;

/// What local routes cover.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LocalScope {
    /// Every block of the network.
    Network,
    /// Each subnet.
    Subnets,
}

/// What a static route may do inside the network's own blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InsideLocal {
    /// It must cover one whole subnet and lead to an interface, a NAT gateway or an appliance endpoint.
    WholeSubnetToAppliance,
    /// It may not overlap a subnet.
    Refused,
}

/// A kind of entry in a network's table; of two with the same prefix the earlier in an order wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TableSource {
    /// The network's own blocks.
    Local,
    /// A static route to a block.
    Static,
    /// A static route to a prefix list.
    PrefixList,
    /// Propagated: learned by BGP on a virtual interface.
    DirectConnect,
    /// Propagated: a static route of a VPN.
    VpnStatic,
    /// Propagated: learned by BGP of a VPN.
    VpnBgp,
}

/// A kind of entry in a transit gateway's table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum HubSource {
    /// A static route to a block.
    Static,
    /// A static route to a prefix list.
    PrefixList,
    /// A network.
    Network,
    /// A Direct Connect gateway.
    DirectConnectGateway,
    /// A Connect peer.
    Connect,
    /// A VPN over private addresses.
    PrivateVpn,
    /// A VPN.
    Vpn,
    /// A VPN concentrator.
    VpnConcentrator,
    /// A client VPN.
    ClientVpn,
    /// A virtual gateway.
    VirtualGateway,
    /// A peering of hubs.
    Peering,
}

/// How tables and gateways choose.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RoutingRules {
    /// What local routes cover.
    pub local_routes: Fact<LocalScope>,
    /// Whether a local route beats a more specific propagated one.
    pub local_beats_propagated: Fact<bool>,
    /// What a static route may do inside the network's blocks.
    pub inside_local: Fact<InsideLocal>,
    /// Which entry of a network's table wins between equal prefixes, best first.
    pub table_order: Fact<&'static [TableSource]>,
    /// Which entry of a hub's table wins between equal prefixes, best first.
    pub hub_order: Fact<&'static [HubSource]>,
    /// Whether the provider reports a route whose target is gone.
    pub reports_blackholes: Fact<bool>,
    /// Whether virtual gateways propagate into tables.
    pub propagation: Fact<bool>,
    /// Whether internet and virtual gateways can have tables of their own.
    pub gateway_tables: Fact<bool>,
    /// Whether tables of subnets rule outgoing packets only, and the default table those that come from outside.
    pub default_table_rules_inbound: Fact<bool>,
    /// Whether a hub's attachment serves only the zones of its subnets.
    pub attachment_per_zone: Fact<bool>,
    /// Whether sites of one virtual gateway reach each other through it.
    pub sites_through_virtual_gateway: Fact<bool>,
    /// Whether the allowed prefixes of a transit gateway's association are announced as they stand.
    pub allowed_prefixes_announced: Fact<bool>,
    /// Whether routes for IPv6 may lead over a peering of networks.
    pub ipv6_over_peering: Fact<bool>,
    /// What a network's default table takes no written route to, because the provider writes these itself.
    pub default_table_refuses: Fact<&'static [ElementKind]>,
    /// For how many minutes a route server can keep routes: at least, at most.
    pub persisted_minutes: Fact<(i64, i64)>,
}

impl RoutingRules {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        local_routes: Fact::Unknown,
        local_beats_propagated: Fact::Unknown,
        inside_local: Fact::Unknown,
        table_order: Fact::Unknown,
        hub_order: Fact::Unknown,
        reports_blackholes: Fact::Unknown,
        propagation: Fact::Unknown,
        gateway_tables: Fact::Unknown,
        default_table_rules_inbound: Fact::Unknown,
        attachment_per_zone: Fact::Unknown,
        sites_through_virtual_gateway: Fact::Unknown,
        allowed_prefixes_announced: Fact::Unknown,
        ipv6_over_peering: Fact::Unknown,
        default_table_refuses: Fact::Unknown,
        persisted_minutes: Fact::Unknown,
    };
}
