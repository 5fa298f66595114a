//! VPN tunnels, Connect peers and blocks of transit gateways.

use super::address::Lengths;
use super::fact::Fact;
use super::range::Block;
use super::text::TextRule;
use crate::model::Cidr;

/// Blocks for the addresses inside a tunnel.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct InsideRule {
    /// They lie in here.
    pub within: Cidr,
    /// Their prefix length.
    pub length: u8,
    /// Those that are taken.
    pub reserved: &'static [Cidr],
}

impl InsideRule {
    /// Why a block cannot stand inside a tunnel, after "which"; `None` where it can.
    #[must_use]
    pub fn refuses(&self, cidr: Cidr) -> Option<String> {
        if cidr.prefix_len() != self.length {
            return Some(format!("is no /{}", self.length));
        }
        if !self.within.contains(cidr) {
            return Some(format!("does not lie in {}", self.within));
        }
        self.reserved
            .iter()
            .any(|taken| taken.overlaps(cidr))
            .then(|| "is reserved".to_owned())
    }
}

/// Blocks that a transit gateway may have for Connect peers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TransitBlockRule {
    /// Lengths of IPv4 blocks.
    pub ipv4: Lengths,
    /// Lengths of IPv6 blocks.
    pub ipv6: Lengths,
    /// Where they may not lie.
    pub forbidden: &'static [Block],
}

/// VPN tunnels, Connect peers and blocks of transit gateways.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TunnelRules {
    /// Inside IPv4 addresses of a VPN tunnel.
    pub inside_ipv4: Fact<InsideRule>,
    /// Inside IPv6 addresses of a VPN tunnel.
    pub inside_ipv6: Fact<InsideRule>,
    /// The pre-shared key.
    pub shared_key: Fact<TextRule>,
    /// Tunnels of a connection.
    pub tunnels: Fact<u32>,
    /// Whether a virtual gateway carries IPv6 in a VPN.
    pub ipv6_on_virtual_gateway: Fact<bool>,
    /// Whether a virtual and a customer gateway have at most one connection with each other.
    pub one_per_pair: Fact<bool>,
    /// Inside IPv4 addresses of a Connect peer.
    pub connect_ipv4: Fact<InsideRule>,
    /// Inside IPv6 addresses of a Connect peer.
    pub connect_ipv6: Fact<InsideRule>,
    /// Blocks of a transit gateway.
    pub transit_blocks: Fact<TransitBlockRule>,
}

impl TunnelRules {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        inside_ipv4: Fact::Unknown,
        inside_ipv6: Fact::Unknown,
        shared_key: Fact::Unknown,
        tunnels: Fact::Unknown,
        ipv6_on_virtual_gateway: Fact::Unknown,
        one_per_pair: Fact::Unknown,
        connect_ipv4: Fact::Unknown,
        connect_ipv6: Fact::Unknown,
        transit_blocks: Fact::Unknown,
    };
}
