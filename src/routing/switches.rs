//! What differs between providers, as routing asks for it. A fact that is not known makes answers unknown.

use crate::model::{ElementKind, Phase, State};
use crate::profile::{Block, CommunityUse, Counted, HubSource, Per, Profile};
pub use crate::profile::{Ingress, InsideLocal, LocalScope};
use crate::source::Text;

/// How one provider routes.
#[derive(Clone, Copy, Debug)]
pub struct Switches {
    /// All its facts.
    pub profile: &'static Profile,
    /// What peerings do with packets for elsewhere; `None`: not known.
    pub peering_ingress: Option<Ingress>,
    /// What local routes cover.
    pub local_scope: LocalScope,
    /// Whether a local route beats a more specific propagated one.
    pub local_beats_propagated: bool,
    /// Order of routes to one prefix in a hub's table.
    pub hub_order: &'static [HubSource],
    /// Whether an attachment serves only the zones of its subnets.
    pub attachment_per_zone: bool,
    /// Whether sites of one virtual gateway reach each other through it.
    pub sites_through_virtual_gateway: bool,
    /// Whether a static route inside the network's own blocks must cover a whole subnet and lead to an appliance.
    pub inside_local_whole_subnets: bool,
    /// Blocks that no route forwards.
    pub reserved: &'static [Block],
    /// Most prefixes of one family on a private or transit session, above which it goes down.
    pub private_session_limit: Option<usize>,
    /// The same for public sessions.
    pub public_session_limit: Option<usize>,
    /// Most propagated routes of one family in a table, above which it is not known which are there.
    pub propagated_limit: Option<usize>,
}

/// The order where the provider's own is not known.
const HUB_ORDER: &[HubSource] = &[
    HubSource::Static,
    HubSource::PrefixList,
    HubSource::Network,
    HubSource::DirectConnectGateway,
    HubSource::VirtualGateway,
    HubSource::Connect,
    HubSource::PrivateVpn,
    HubSource::Vpn,
    HubSource::Peering,
];

impl Switches {
    /// Local preference of a path in the gateway's region, without a community that sets it.
    pub const SAME_REGION: u32 = 200;
    /// The same in another region. How much lower it is, is not published; communities are absolute.
    pub const OTHER_REGION: u32 = 150;

    /// Reads them off a provider's facts.
    #[must_use]
    pub fn of(profile: &'static Profile) -> Self {
        let routing = &profile.routing;
        let limit = |what: Counted, per: Per| {
            let most = profile.limit(what, per)?.default.get()?;
            usize::try_from(most).ok()
        };
        Self {
            profile,
            peering_ingress: profile.peering.ingress.get(),
            local_scope: routing.local_routes.get().unwrap_or(LocalScope::Network),
            local_beats_propagated: routing.local_beats_propagated.get().unwrap_or(true),
            hub_order: routing.hub_order.get().unwrap_or(HUB_ORDER),
            attachment_per_zone: routing.attachment_per_zone.get().unwrap_or(false),
            sites_through_virtual_gateway: routing
                .sites_through_virtual_gateway
                .get()
                .unwrap_or(true),
            inside_local_whole_subnets: routing.inside_local.get()
                == Some(InsideLocal::WholeSubnetToAppliance),
            reserved: profile.addresses.reserved_destinations.get().unwrap_or(&[]),
            private_session_limit: limit(
                Counted::InboundPrefixes,
                Per::PrivateOrTransitInterfaceAndFamily,
            ),
            public_session_limit: limit(Counted::InboundPrefixes, Per::PublicInterface),
            propagated_limit: limit(Counted::PropagatedRoutes, Per::RouteTable),
        }
    }

    /// The local preference that a community asks for.
    #[must_use]
    pub fn preference(&self, community: Text) -> Option<u32> {
        let (high, low) = community.split_once(':')?;
        match self
            .profile
            .bgp
            .community(high.parse().ok()?, low.parse().ok()?)?
            .meaning
        {
            CommunityUse::LocalPreference(value) => Some(value),
            _ => None,
        }
    }

    /// Whether a state lets traffic pass: by the provider's word, else by its meaning. Nothing said counts as working.
    #[must_use]
    pub fn works(&self, kind: ElementKind, state: &State) -> bool {
        let by_word = state
            .native
            .get()
            .and_then(|word| self.profile.state(kind, &word))
            .is_some_and(|row| row.carries_traffic);
        by_word || matches!(state.phase, Phase::Active | Phase::Unstated)
    }
}
