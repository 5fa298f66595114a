//! Physical connections and groups of them.

use super::head::Head;
use super::link::Link;
use crate::source::{Field, Scalar, Text};

/// A bandwidth in Mbit/s.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Bandwidth(pub u64);

impl Scalar for Bandwidth {
    const EXPECTED: &'static str = "a bandwidth such as 1Gbps or 500Mbps";

    /// `1Gbps`, `500Mbps`, `10 Gbps`, or a bare number of Mbit/s.
    fn parse(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase().replace(' ', "");
        let (digits, factor) = if let Some(digits) = lower.strip_suffix("gbps") {
            (digits, 1000)
        } else if let Some(digits) = lower.strip_suffix("mbps") {
            (digits, 1)
        } else {
            (lower.as_str(), 1)
        };
        digits
            .parse::<u64>()
            .ok()?
            .checked_mul(factor)
            .map(Bandwidth)
    }
}

/// A physical or hosted connection: connection, DirectLink.
#[derive(Clone, Debug, Default)]
pub struct Connection {
    /// Names, owner, state and places.
    pub head: Head,
    /// The building.
    pub location: Field<Text>,
    /// The provider's router on which the physical connection ends.
    pub device: Field<Text>,
    /// The provider's router on which the logical connection ends.
    pub logical_device: Field<Text>,
    /// As written, for example `10Gbps`.
    pub bandwidth: Field<Text>,
    /// The VLAN that the partner assigned; only on hosted connections, 0 means none.
    pub vlan: Field<i64>,
    /// The partner that hosts it.
    pub partner: Field<Text>,
    /// The provider of the cross-connect.
    pub carrier: Field<Text>,
    /// The group it belongs to (or, hosted, runs on).
    pub lag: Link<Lag>,
    /// Whether jumbo frames are possible.
    pub jumbo_capable: Field<bool>,
    /// `yes`, `no` or `unknown`: several sessions of one family are possible.
    pub logical_redundancy: Field<Text>,
    /// Whether encryption of the port is possible.
    pub macsec_capable: Field<bool>,
    /// Requested port encryption, in a design.
    pub macsec_requested: Field<bool>,
    /// Prefixes that all virtual interfaces together may receive, IPv4.
    pub prefix_pool_ipv4: Field<i64>,
    /// The same, IPv6.
    pub prefix_pool_ipv6: Field<i64>,
    /// Kind as the provider names it (`standard`, `hosting`, `hosted`), where it does.
    pub connection_type: Field<Text>,
}

impl Connection {
    /// Whether it is a hosted one: a partner and a VLAN are set (or the provider says so). `None` where it cannot be told.
    #[must_use]
    pub fn is_hosted(&self) -> Option<bool> {
        if let Some(kind) = self.connection_type.get() {
            return Some(kind == "hosted");
        }
        match (self.vlan.get(), self.partner.get()) {
            (Some(vlan), Some(_)) if vlan != 0 => Some(true),
            (None, Some(_)) => None,
            _ => Some(false),
        }
    }
}

/// A group of physical connections.
#[derive(Clone, Debug, Default)]
pub struct Lag {
    /// Names, owner, state and places.
    pub head: Head,
    /// Its members; `None` where the list was not given.
    pub connections: Option<Vec<Link<Connection>>>,
    /// How many must be up.
    pub minimum_links: Field<i64>,
    /// How many there are, as reported.
    pub connection_count: Field<i64>,
    /// Bandwidth of each member.
    pub bandwidth: Field<Text>,
    /// The building.
    pub location: Field<Text>,
    /// The provider's router.
    pub device: Field<Text>,
    /// The provider's logical router.
    pub logical_device: Field<Text>,
    /// Whether jumbo frames are possible.
    pub jumbo_capable: Field<bool>,
    /// `yes`, `no` or `unknown`.
    pub logical_redundancy: Field<Text>,
    /// Prefixes that all virtual interfaces together may receive, IPv4, for each active member.
    pub prefix_pool_ipv4: Field<i64>,
    /// The same, IPv6.
    pub prefix_pool_ipv6: Field<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bandwidth_words() {
        assert_eq!(Bandwidth::parse("10Gbps"), Some(Bandwidth(10_000)));
        assert_eq!(Bandwidth::parse("500 Mbps"), Some(Bandwidth(500)));
        assert_eq!(Bandwidth::parse("50"), Some(Bandwidth(50)));
        assert_eq!(Bandwidth::parse("fast"), None);
    }
}
