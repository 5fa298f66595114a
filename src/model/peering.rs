//! Peerings.

use super::Network;
use super::cidr::Cidr;
use super::head::Head;
use super::link::Link;
use super::place::Time;
use crate::source::{Field, Text};

/// One side of a peering.
#[derive(Clone, Debug, Default)]
pub struct PeeringSide {
    /// The network.
    pub network: Link<Network>,
    /// The account that owns it.
    pub owner: Field<Text>,
    /// Its region.
    pub region: Field<Text>,
    /// Blocks that the peering's own record claims; often empty although the network has some.
    pub cidrs: Vec<Field<Cidr>>,
    /// Private names of this side resolve for the other.
    pub dns: Field<bool>,
    /// An option of the retired ClassicLink that is switched on.
    pub classic_link: Field<bool>,
    /// Multipath resilience is allowed by this side.
    pub multipath: Field<bool>,
    /// Mode of multipath resilience.
    pub multipath_mode: Field<Text>,
}

/// A connection between two networks.
#[derive(Clone, Debug, Default)]
pub struct Peering {
    /// Names, owner, state and places.
    pub head: Head,
    /// The side that asked.
    pub requester: PeeringSide,
    /// The side that was asked.
    pub accepter: PeeringSide,
    /// When a pending request lapses.
    pub expires: Field<Time>,
    /// The provider's text about the state.
    pub message: Field<Text>,
    /// The user's description.
    pub description: Field<Text>,
    /// When it was made, where said.
    pub created: Field<Time>,
    /// Multipath resilience as the provider reports it.
    pub multipath_status: Field<Text>,
}

impl Peering {
    /// Both sides, the requester first.
    #[must_use]
    pub fn sides(&self) -> [&PeeringSide; 2] {
        [&self.requester, &self.accepter]
    }
}
