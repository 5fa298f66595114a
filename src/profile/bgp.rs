//! BGP: AS numbers by field, numbers that are taken, communities, timers.

use super::fact::{Certainty, Fact};
use crate::finding::Reference;
use crate::model::InterfaceType;

/// A range of AS numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AsnRange {
    /// The lowest.
    pub first: u64,
    /// The highest.
    pub last: u64,
}

impl AsnRange {
    /// From the first to the last.
    #[must_use]
    pub const fn new(first: u64, last: u64) -> Self {
        Self { first, last }
    }

    /// One number.
    #[must_use]
    pub const fn one(number: u64) -> Self {
        Self {
            first: number,
            last: number,
        }
    }

    /// Whether a number lies in it.
    #[must_use]
    pub const fn holds(self, number: u64) -> bool {
        self.first <= number && number <= self.last
    }
}

impl std::fmt::Display for AsnRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{} to {}", self.first, self.last)
        }
    }
}

/// A field that holds an AS number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AsnField {
    /// The provider's side of a virtual gateway.
    VirtualGateway,
    /// The provider's side of a transit gateway.
    TransitGateway,
    /// The provider's side of a Direct Connect gateway.
    DirectConnectGateway,
    /// The provider's side of a route server.
    RouteServer,
    /// The appliance's side of a route server's session.
    RouteServerPeer,
    /// The customer's side of a session on a virtual interface, whichever field holds it.
    Customer,
    /// The same, in the two-byte (legacy) field.
    CustomerLegacy,
    /// The customer's side of a VPN, whichever field holds it.
    CustomerGateway,
    /// The same, in the field for small numbers.
    CustomerGatewayLegacy,
    /// The appliance's side of a Connect peer.
    ConnectPeer,
}

/// The numbers that a field takes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AsnRow {
    /// The field.
    pub field: AsnField,
    /// The numbers it takes.
    pub ranges: Fact<&'static [AsnRange]>,
    /// Numbers just outside that only some of the provider's pages refuse.
    pub disputed: &'static [AsnRange],
    /// The number it has unless one is given.
    pub default: Fact<u64>,
    /// Whether only private numbers make sense; others are legal.
    pub private_recommended: bool,
}

/// Whether a field takes a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// The provider's pages differ.
    Disputed,
    /// Nobody says.
    Unknown,
}

impl AsnRow {
    /// Whether the field takes a number.
    #[must_use]
    pub fn takes(&self, number: u64) -> Takes {
        let Some(ranges) = self.ranges.get() else {
            return Takes::Unknown;
        };
        if ranges.iter().any(|range| range.holds(number)) {
            Takes::Yes
        } else if self.disputed.iter().any(|range| range.holds(number)) {
            Takes::Disputed
        } else {
            Takes::No
        }
    }
}

/// Where a taken number is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AsnScope {
    /// Everywhere.
    Everywhere,
    /// On public interfaces.
    PublicInterfaces,
    /// In one region.
    Region(&'static str),
}

/// Numbers that a field may not hold although they lie in its range, because they are the provider's own.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AsnTaken {
    /// The number.
    pub number: u64,
    /// The fields.
    pub fields: &'static [AsnField],
    /// Where.
    pub scope: AsnScope,
    /// Whose it is, after "is": `the provider's side of every public virtual interface`.
    pub what: &'static str,
    /// Who says so.
    pub from: &'static Reference,
    /// How sure.
    pub certainty: Certainty,
}

/// What a community means to the provider.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommunityUse {
    /// Sets the local preference of a prefix that the customer announces.
    LocalPreference(u32),
    /// How far a public prefix that the customer announces travels: own region, continent, everywhere.
    Scope(Reach),
    /// Reserved for the provider.
    Reserved,
}

/// How far an announced public prefix travels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// The region of the connection.
    Region,
    /// Its continent.
    Continent,
    /// All regions.
    Global,
}

/// A community or a range of them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CommunityRow {
    /// The part before the colon.
    pub high: u32,
    /// The lowest part after the colon.
    pub first: u32,
    /// The highest part after the colon.
    pub last: u32,
    /// Its meaning.
    pub meaning: CommunityUse,
    /// Types of interfaces where it has that meaning.
    pub on: &'static [InterfaceType],
    /// Who says so.
    pub from: &'static Reference,
}

/// A timer in seconds (failure detection: milliseconds).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timer {
    /// Unless agreed otherwise.
    pub default: i64,
    /// At least.
    pub least: i64,
}

/// BGP on the provider's side.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct BgpRules {
    /// Numbers by field.
    pub asns: &'static [AsnRow],
    /// Numbers that are taken.
    pub taken: &'static [AsnTaken],
    /// Public numbers that old gateways of the provider still have.
    pub legacy_provider_asns: Fact<&'static [u64]>,
    /// Whether the number of both sides must differ on a session of a VPN on a virtual gateway.
    pub vpn_sides_differ: Fact<bool>,
    /// Whether they must differ on a session of a virtual interface.
    pub interface_sides_differ: Fact<bool>,
    /// Whether a Direct Connect gateway and a transit gateway that it is associated with must differ.
    pub gateways_differ: Fact<bool>,
    /// Whether a private number on a public interface is replaced by the provider's.
    pub private_rewritten_on_public: Fact<bool>,
    /// Communities; the narrow rows stand before the wide one.
    pub communities: &'static [CommunityRow],
    /// Hold time, seconds.
    pub hold: Fact<Timer>,
    /// Keepalive interval, seconds.
    pub keepalive: Fact<Timer>,
    /// Interval of fast failure detection, milliseconds.
    pub bfd_interval: Fact<Timer>,
    /// Missed packets until fast failure detection speaks.
    pub bfd_multiplier: Fact<Timer>,
    /// Local preference of an untagged prefix at a connection of the gateway's own region.
    pub preference_home: Fact<u32>,
    /// The same, at a connection of another region.
    pub preference_away: Fact<u32>,
}

impl BgpRules {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        asns: &[],
        taken: &[],
        legacy_provider_asns: Fact::Unknown,
        vpn_sides_differ: Fact::Unknown,
        interface_sides_differ: Fact::Unknown,
        gateways_differ: Fact::Unknown,
        private_rewritten_on_public: Fact::Unknown,
        communities: &[],
        hold: Fact::Unknown,
        keepalive: Fact::Unknown,
        bfd_interval: Fact::Unknown,
        bfd_multiplier: Fact::Unknown,
        preference_home: Fact::Unknown,
        preference_away: Fact::Unknown,
    };

    /// The numbers of a field.
    #[must_use]
    pub fn asn(&self, field: AsnField) -> Option<&'static AsnRow> {
        self.asns.iter().find(|row| row.field == field)
    }

    /// Whose number it is, if a field in that region may not hold it. `public` says whether the interface is public.
    #[must_use]
    pub fn taken(
        &self,
        field: AsnField,
        number: u64,
        region: Option<&str>,
        public: bool,
    ) -> Option<&'static AsnTaken> {
        self.taken.iter().find(|row| {
            row.number == number
                && row.fields.contains(&field)
                && match row.scope {
                    AsnScope::Everywhere => true,
                    AsnScope::PublicInterfaces => public,
                    AsnScope::Region(only) => region == Some(only),
                }
        })
    }

    /// What a community means; the narrowest row.
    #[must_use]
    pub fn community(&self, high: u32, low: u32) -> Option<&'static CommunityRow> {
        self.communities
            .iter()
            .find(|row| row.high == high && row.first <= low && low <= row.last)
    }
}
