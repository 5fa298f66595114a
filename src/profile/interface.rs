//! Connections and virtual interfaces.

use super::address::Lengths;
use super::fact::Fact;
use super::range::Block;
use super::text::TextRule;
use crate::model::{Bandwidth, Cidr, Family, InterfaceType};

/// A range of VLAN numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VlanRange {
    /// The lowest.
    pub first: i64,
    /// The highest.
    pub last: i64,
}

impl VlanRange {
    /// Whether a number is allowed.
    #[must_use]
    pub const fn allows(self, vlan: i64) -> bool {
        self.first <= vlan && vlan <= self.last
    }
}

/// A packet size that a type of interface may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MtuRow {
    /// The type.
    pub of: InterfaceType,
    /// Bytes.
    pub mtu: i64,
    /// Needs jumbo frames on the interface and on what carries it.
    pub jumbo: bool,
    /// Still seen, no longer offered.
    pub legacy: bool,
}

/// How many sessions an interface has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sessions {
    /// Of both families together.
    pub most: Option<u32>,
    /// Of one family.
    pub per_family: u32,
    /// A second one of a family is possible where the connection has logical redundancy.
    pub more_with_redundancy: bool,
    /// At least one, so the last one cannot be deleted.
    pub last_stays: bool,
}

/// Prefixes that the customer announces on a public interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RouteFilter {
    /// At least so many.
    pub least: usize,
    /// At most so many.
    pub most: usize,
    /// Lengths of IPv4 prefixes.
    pub ipv4: Lengths,
    /// Lengths of IPv6 prefixes.
    pub ipv6: Lengths,
}

/// What a hosted connection allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hosted {
    /// Interfaces on it.
    pub interfaces: u32,
    /// Its VLAN is given by the partner, and the interface has the same.
    pub vlan_given: bool,
}

/// What a connection that carries hosted ones allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hosting {
    /// It carries no interfaces itself.
    pub no_interfaces: bool,
    /// Only hosted connections have a VLAN of their own.
    pub vlan_on_hosted_only: bool,
}

/// Bandwidths that may be asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BandwidthRange {
    /// At least.
    pub least: Bandwidth,
    /// At most.
    pub most: Option<Bandwidth>,
}

/// Prefixes that a private or transit interface may receive, for each family.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Allocation {
    /// Unless set.
    pub default: u32,
    /// At most.
    pub most: u32,
}

/// How long a test of failover lasts, minutes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TestLength {
    /// Unless set.
    pub default: i64,
    /// At least.
    pub least: i64,
    /// At most.
    pub most: i64,
}

/// Where interfaces may pass traffic to each other over the provider's backbone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SiteLinkRule {
    /// Types of interfaces that may have it.
    pub types: &'static [InterfaceType],
    /// A private interface needs a Direct Connect gateway for it.
    pub needs_direct_connect_gateway: bool,
    /// Beginnings of regions that do not have it.
    pub missing_in: &'static [&'static str],
}

/// Connections, groups and virtual interfaces.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct InterfaceRules {
    /// Types that exist.
    pub types: Fact<&'static [InterfaceType]>,
    /// VLAN numbers.
    pub vlan: Fact<VlanRange>,
    /// VLAN 0 means untagged, and then the interface is alone on its connection.
    pub untagged_alone: Fact<bool>,
    /// Packet sizes by type.
    pub mtus: Fact<&'static [MtuRow]>,
    /// The packet size unless set.
    pub mtu_default: Fact<i64>,
    /// The BGP key.
    pub auth_key: Fact<TextRule>,
    /// Whether the provider makes a key where none is given.
    pub auth_key_generated: Fact<bool>,
    /// Usual lengths of IPv4 link prefixes on private and transit interfaces; others are legal.
    pub link_usual_ipv4: Fact<&'static [u8]>,
    /// The length of an IPv6 link prefix, which the provider assigns.
    pub link_ipv6: Fact<u8>,
    /// Whether IPv6 link addresses come from the provider only.
    pub link_ipv6_assigned: Fact<bool>,
    /// The block of IPv4 link addresses that the provider assigns.
    pub link_assigned_from: Fact<Cidr>,
    /// Whether both ends of a link on a public interface must be public space.
    pub public_link_is_public: Fact<bool>,
    /// Sessions on an interface.
    pub sessions: Fact<Sessions>,
    /// Families of sessions.
    pub families: Fact<&'static [Family]>,
    /// Prefixes announced on a public interface.
    pub route_filter: Fact<RouteFilter>,
    /// Hosted connections.
    pub hosted: Fact<Hosted>,
    /// Bandwidths of dedicated connections, as the provider writes them.
    pub dedicated_bandwidths: Fact<&'static [&'static str]>,
    /// Bandwidths of hosted connections.
    pub hosted_bandwidths: Fact<&'static [&'static str]>,
    /// Bandwidths of members of a group.
    pub lag_bandwidths: Fact<&'static [&'static str]>,
    /// From which bandwidth on a group has fewer members.
    pub lag_fast_from: Fact<Bandwidth>,
    /// Prefixes received on private and transit interfaces.
    pub allocation: Fact<Allocation>,
    /// Tests that hold sessions down for a while.
    pub failover_test: Fact<TestLength>,
    /// Traffic between interfaces.
    pub site_link: Fact<SiteLinkRule>,
    /// Rate limits, as the provider writes them.
    pub rate_limits: Fact<&'static [&'static str]>,
    /// Connections that carry hosted ones.
    pub hosting: Fact<Hosting>,
    /// Bandwidth of an interface, where it has one of its own.
    pub interface_bandwidth: Fact<BandwidthRange>,
    /// Bandwidth of a connection, where any number will do.
    pub connection_bandwidth: Fact<BandwidthRange>,
    /// The same of a hosted connection.
    pub hosted_bandwidth: Fact<BandwidthRange>,
    /// Whether a session may be plain static routing instead of BGP.
    pub static_sessions: Fact<bool>,
    /// Whether an interface's priority has a meaning with BGP only.
    pub priority_with_bgp_only: Fact<bool>,
    /// Whether BFD and active probing exclude each other.
    pub one_failure_detection: Fact<bool>,
    /// Where prefixes of the customer's side may not lie, where they are configured on the interface.
    pub remote_forbidden: Fact<&'static [Block]>,
    /// Whether these must be disjoint from the prefixes of the provider's side.
    pub remote_apart_from_local: Fact<bool>,
    /// Whether these should cover the link addresses too.
    pub remote_covers_link: Fact<bool>,
}

impl InterfaceRules {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        types: Fact::Unknown,
        vlan: Fact::Unknown,
        untagged_alone: Fact::Unknown,
        mtus: Fact::Unknown,
        mtu_default: Fact::Unknown,
        auth_key: Fact::Unknown,
        auth_key_generated: Fact::Unknown,
        link_usual_ipv4: Fact::Unknown,
        link_ipv6: Fact::Unknown,
        link_ipv6_assigned: Fact::Unknown,
        link_assigned_from: Fact::Unknown,
        public_link_is_public: Fact::Unknown,
        sessions: Fact::Unknown,
        families: Fact::Unknown,
        route_filter: Fact::Unknown,
        hosted: Fact::Unknown,
        dedicated_bandwidths: Fact::Unknown,
        hosted_bandwidths: Fact::Unknown,
        lag_bandwidths: Fact::Unknown,
        lag_fast_from: Fact::Unknown,
        allocation: Fact::Unknown,
        failover_test: Fact::Unknown,
        site_link: Fact::Unknown,
        rate_limits: Fact::Unknown,
        hosting: Fact::Unknown,
        interface_bandwidth: Fact::Unknown,
        connection_bandwidth: Fact::Unknown,
        hosted_bandwidth: Fact::Unknown,
        static_sessions: Fact::Unknown,
        priority_with_bgp_only: Fact::Unknown,
        one_failure_detection: Fact::Unknown,
        remote_forbidden: Fact::Unknown,
        remote_apart_from_local: Fact::Unknown,
        remote_covers_link: Fact::Unknown,
    };

    /// The row of a packet size for a type; `None` if the size is not offered there or the sizes are not known.
    #[must_use]
    pub fn mtu(&self, of: InterfaceType, mtu: i64) -> Option<&'static MtuRow> {
        self.mtus
            .get()?
            .iter()
            .find(|row| row.of == of && row.mtu == mtu)
    }
}
