//! Connections and virtual interfaces.

use super::address::Lengths;
use super::fact::Fact;
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

/// Which characters a name may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Charset {
    /// Any.
    Any,
    /// Anything but these.
    Without(&'static str),
    /// Lower-case ASCII letters, digits and these.
    LowerDigitsAnd(&'static str),
    /// Letters and digits of ASCII, and these.
    AlphanumericAnd(&'static str),
    /// Letters and digits of any script, and these.
    LettersDigitsAnd(&'static str),
}

impl Charset {
    /// The first character that may not stand there.
    #[must_use]
    pub fn refuses(self, text: &str) -> Option<char> {
        text.chars().find(|c| match self {
            Charset::Any => false,
            Charset::Without(bad) => bad.contains(*c),
            Charset::LowerDigitsAnd(more) => {
                !(c.is_ascii_lowercase() || c.is_ascii_digit() || more.contains(*c))
            }
            Charset::AlphanumericAnd(more) => !(c.is_ascii_alphanumeric() || more.contains(*c)),
            Charset::LettersDigitsAnd(more) => !(c.is_alphanumeric() || more.contains(*c)),
        })
    }
}

/// A text's length in characters, and what it may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TextRule {
    /// At least so many characters.
    pub least: usize,
    /// At most so many.
    pub most: usize,
    /// Which.
    pub charset: Charset,
    /// Characters that may not stand first.
    pub not_first: &'static str,
}

impl TextRule {
    /// So many characters of a set.
    #[must_use]
    pub const fn new(least: usize, most: usize, charset: Charset) -> Self {
        Self {
            least,
            most,
            charset,
            not_first: "",
        }
    }

    /// The same, without these at the start.
    #[must_use]
    pub const fn not_first(mut self, characters: &'static str) -> Self {
        self.not_first = characters;
        self
    }
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

/// Prefixes that a private or transit interface may receive, for each family.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Allocation {
    /// Unless set.
    pub default: u32,
    /// At most.
    pub most: u32,
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
    /// Names of interfaces.
    pub name: Fact<TextRule>,
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
    /// Traffic between interfaces.
    pub site_link: Fact<SiteLinkRule>,
    /// Rate limits, as the provider writes them.
    pub rate_limits: Fact<&'static [&'static str]>,
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
        name: Fact::Unknown,
        hosted: Fact::Unknown,
        dedicated_bandwidths: Fact::Unknown,
        hosted_bandwidths: Fact::Unknown,
        lag_bandwidths: Fact::Unknown,
        lag_fast_from: Fact::Unknown,
        allocation: Fact::Unknown,
        site_link: Fact::Unknown,
        rate_limits: Fact::Unknown,
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
