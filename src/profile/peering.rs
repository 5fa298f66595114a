//! How peerings of networks behave.

use super::fact::Fact;
use crate::model::Seconds;

/// What happens when ranges of the two networks overlap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Overlap {
    /// The request is taken and fails.
    Fails,
    /// Never refused; only subnets that overlap cannot reach each other.
    PerSubnet,
}

/// Who accepts a peering inside one account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SameAccount {
    /// The user, as in any other case.
    Manual,
    /// The user, when the request came over the API; nobody, when it came from the console.
    ManualByApi,
    /// Nobody; it is active at once.
    Automatic,
}

/// What happens to a packet that came over a peering and is not for this network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ingress {
    /// It is dropped: no transit, no use of the network's gateways.
    Drop,
    /// It is looked up in the network's default table, so explicit routes make transit.
    DefaultTable,
}

/// What happens to a request while the pair has a peering already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SecondRequest {
    /// Pending requests stand side by side; only one can be accepted.
    Coexists,
    /// The request is made and rejected at once; pending ones are rejected when one is accepted.
    Rejected,
    /// The call is refused.
    Refused,
}

/// Who may delete a request that waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PendingDelete {
    /// The requester only.
    Requester,
    /// Both sides.
    Either,
}

/// What happens to routes through a peering when it is deleted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RoutesAfterDelete {
    /// They stay and are reported as leading nowhere.
    Blackhole,
    /// They stay; nothing is reported.
    Stay,
    /// They go too.
    Removed,
}

/// How peerings of networks behave.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PeeringRules {
    /// What happens when ranges overlap.
    pub overlap: Fact<Overlap>,
    /// Who accepts inside one account.
    pub same_account: Fact<SameAccount>,
    /// How long a request waits before it lapses.
    pub lifetime: Fact<Seconds>,
    /// Whether the two networks may lie in different regions.
    pub across_regions: Fact<bool>,
    /// Whether a pair of networks has at most one peering at work.
    pub one_per_pair: Fact<bool>,
    /// What a second request for a pair does.
    pub second_request: Fact<SecondRequest>,
    /// What happens to packets for elsewhere.
    pub ingress: Fact<Ingress>,
    /// Who may delete a request that waits.
    pub pending_delete: Fact<PendingDelete>,
    /// What deletion does to routes.
    pub routes_after_delete: Fact<RoutesAfterDelete>,
    /// Whether the requester's network may get no further block while the request waits.
    pub requester_frozen: Fact<bool>,
    /// Whether each side must be told to resolve the other's private names, in an option that exists only while active.
    pub dns_option: Fact<bool>,
    /// Whether multipath resilience exists, and only across regions.
    pub multipath_across_regions: Fact<bool>,
    /// Bytes of the largest packet inside a region.
    pub mtu: Fact<u32>,
    /// Bytes of the largest packet across regions.
    pub mtu_across_regions: Fact<u32>,
}

impl PeeringRules {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        overlap: Fact::Unknown,
        same_account: Fact::Unknown,
        lifetime: Fact::Unknown,
        across_regions: Fact::Unknown,
        one_per_pair: Fact::Unknown,
        second_request: Fact::Unknown,
        ingress: Fact::Unknown,
        pending_delete: Fact::Unknown,
        routes_after_delete: Fact::Unknown,
        requester_frozen: Fact::Unknown,
        dns_option: Fact::Unknown,
        multipath_across_regions: Fact::Unknown,
        mtu: Fact::Unknown,
        mtu_across_regions: Fact::Unknown,
    };

    /// From how much time left on a request is near its end; a choice of this program.
    pub const NEAR_EXPIRY: Seconds = Seconds(24 * 3600);
}
