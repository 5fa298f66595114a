//! The shapes of provider facts: limits, address rules, words, state machines. No provider's values stand here.

mod address;
mod bgp;
mod closure;
mod fact;
mod generic;
mod interface;
mod limit;
mod machine;
mod machine_of;
mod naming;
pub(crate) mod notation;
mod peering;
pub mod range;
mod refusal;
mod routing;
pub mod table;
mod text;
mod trigger;
mod tunnel;
mod words;

pub use address::{AddressRules, Lengths, PrivateIpv6, ReservedAddresses, Restriction};
pub use bgp::{
    AsnField, AsnRange, AsnRow, AsnScope, AsnTaken, BgpRules, CommunityRow, CommunityUse, Reach,
    Takes, Timer,
};
pub use closure::{Absence, Change, Path, Verdict, Viewer};
pub use fact::{Certainty, Fact};
pub use generic::GENERIC;
pub use interface::{
    Allocation, BandwidthRange, Hosted, Hosting, InterfaceRules, MtuRow, RouteFilter, Sessions,
    SiteLinkRule, TestLength, VlanRange,
};
pub use limit::{Adjustable, Counted, Limit, Per};
pub use machine::{Delay, Machine, Move, StateRow, Window};
pub use machine_of::MachineOf;
pub use naming::{AccountForm, IdForm, IdRow, NamingRules, TagRule, TextRow};
pub use peering::{
    Ingress, Overlap, PeeringRules, PendingDelete, RoutesAfterDelete, SameAccount, SecondRequest,
};
pub use range::Block;
pub use refusal::{ErrorKind, MessageKind, RefusalRow};
pub use routing::{HubSource, InsideLocal, LocalScope, RoutingRules, TableSource};
pub use text::{Charset, TextRule};
pub use trigger::{Actor, Condition, Trigger};
pub use tunnel::{InsideRule, TransitBlockRule, TunnelRules};
pub use words::{Operation, Verb, Word, Words, general};

use crate::model::{ElementKind, Phase, ProviderId};

/// The facts of one provider.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Profile {
    /// The provider.
    pub provider: ProviderId,
    /// Its words.
    pub words: Words,
    /// Identifiers, names, tags.
    pub naming: NamingRules,
    /// Blocks of networks and subnets.
    pub addresses: AddressRules,
    /// Peerings of networks.
    pub peering: PeeringRules,
    /// Connections and virtual interfaces.
    pub interfaces: InterfaceRules,
    /// BGP.
    pub bgp: BgpRules,
    /// VPN tunnels and Connect peers.
    pub tunnels: TunnelRules,
    /// How tables and gateways choose.
    pub routing: RoutingRules,
    /// Limits.
    pub limits: &'static [Limit],
    /// State machines.
    pub machines: &'static [Machine],
    /// Codes with which calls are refused.
    pub refusals: &'static [RefusalRow],
}

impl Profile {
    /// The state machine of a kind of element or of a part of one.
    #[must_use]
    pub fn machine(&self, of: impl Into<MachineOf>) -> Option<&'static Machine> {
        let of = of.into();
        self.machines.iter().find(|machine| machine.of == of)
    }

    /// What a state word means. A word that is not listed, or a kind without listed states, is [`Phase::Unknown`].
    #[must_use]
    pub fn phase(&self, of: impl Into<MachineOf>, word: &str) -> Phase {
        self.state(of, word).map_or(Phase::Unknown, |row| row.phase)
    }

    /// The row of a state word.
    #[must_use]
    pub fn state(&self, of: impl Into<MachineOf>, word: &str) -> Option<&'static StateRow> {
        self.machine(of)?.state(word)
    }

    /// The working state's word: what a design that says nothing means.
    #[must_use]
    pub fn working(&self, of: impl Into<MachineOf>) -> Option<&'static str> {
        Some(self.machine(of)?.working()?.native)
    }

    /// A limit.
    #[must_use]
    pub fn limit(&self, what: Counted, per: Per) -> Option<&'static Limit> {
        self.limits
            .iter()
            .find(|limit| limit.what == what && limit.per == per)
    }

    /// The code for a refusal by one of its services.
    #[must_use]
    pub fn refusal(
        &self,
        service: &str,
        kind: ErrorKind,
        on: Option<MachineOf>,
        why: MessageKind,
    ) -> Option<&'static RefusalRow> {
        self.refusals.iter().find(|row| {
            row.service == service
                && row.kind == kind
                && row.on.is_none_or(|of| Some(of) == on)
                && row.why.is_none_or(|cause| cause == why)
        })
    }

    /// What the provider calls a kind.
    #[must_use]
    pub fn word(&self, kind: ElementKind) -> Word {
        self.words.element(kind)
    }
}

/// The profiles of this run, looked up by provider.
#[derive(Clone, Copy, Debug)]
pub struct Profiles(&'static [&'static Profile]);

impl Profiles {
    /// These profiles.
    #[must_use]
    pub const fn new(profiles: &'static [&'static Profile]) -> Self {
        Self(profiles)
    }

    /// The profile of a provider; [`GENERIC`], which knows nothing, where there is none.
    #[must_use]
    pub fn get(&self, provider: ProviderId) -> &'static Profile {
        self.find(provider.0).unwrap_or(&GENERIC)
    }

    /// The profile of a provider's word.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<&'static Profile> {
        self.0
            .iter()
            .copied()
            .find(|profile| profile.provider.0 == word)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &'static Profile> {
        self.0.iter().copied()
    }
}
