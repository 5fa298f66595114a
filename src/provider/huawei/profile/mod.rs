//! The facts, tied together; those about peerings and routing.

mod addresses;
mod interfaces;
mod naming;
mod refusals;

use super::references as refs;
use super::{HUAWEI, OTC, limits, machines, words};
use crate::finding::Reference;
use crate::model::ElementKind as Kind;
use crate::profile::{
    Fact, HubSource, Ingress, InsideLocal, LocalScope, Overlap, PeeringRules, PendingDelete,
    Profile, RoutesAfterDelete, RoutingRules, SameAccount, SecondRequest, TunnelRules,
};

/// The facts about Huawei Cloud.
pub static PROFILE: Profile = Profile {
    provider: HUAWEI,
    words: words::WORDS,
    naming: naming::NAMING,
    addresses: addresses::ADDRESSES,
    peering: PeeringRules {
        // Explicit routes make transit.
        ingress: Fact::known(Ingress::DefaultTable, &refs::GUIDE_PEER),
        ..peering(&refs::GUIDE_SUGGESTIONS, &refs::FAQ_PEERING)
    },
    interfaces: interfaces::INTERFACES,
    bgp: interfaces::BGP,
    tunnels: TunnelRules::UNKNOWN,
    routing: RoutingRules {
        default_table_rules_inbound: Fact::known(true, &refs::TERRAFORM),
        ipv6_over_peering: Fact::known(true, &refs::GUIDE_PEER),
        hub_order: Fact::inferred(HUB_ORDER, &refs::OTC_ROUTER),
        ..ROUTING
    },
    limits: limits::LIMITS,
    machines: machines::MACHINES,
    refusals: refusals::REFUSALS,
};

/// The facts about Open Telekom Cloud.
pub static OTC_PROFILE: Profile = Profile {
    provider: OTC,
    words: words::OTC_WORDS,
    naming: naming::OTC_NAMING,
    addresses: addresses::OTC_ADDRESSES,
    peering: peering(&refs::OTC_MANUAL, &refs::OTC_MANUAL),
    interfaces: interfaces::OTC_INTERFACES,
    bgp: interfaces::OTC_BGP,
    tunnels: TunnelRules::UNKNOWN,
    routing: RoutingRules {
        // One page allows servers and addresses only as targets, another both families for all.
        ipv6_over_peering: Fact::unsure(false, &refs::OTC_MANUAL),
        hub_order: Fact::known(HUB_ORDER, &refs::OTC_ROUTER),
        ..ROUTING
    },
    limits: limits::OTC_LIMITS,
    machines: machines::OTC_MACHINES,
    refusals: refusals::OTC_REFUSALS,
};

/// A request has an end, but nobody says when; whether packets for elsewhere go on is known of one vendor only.
const fn peering(overlap: &'static Reference, pairs: &'static Reference) -> PeeringRules {
    PeeringRules {
        overlap: Fact::known(Overlap::PerSubnet, overlap),
        same_account: Fact::known(SameAccount::Automatic, &refs::CREATE_PEERING),
        across_regions: Fact::known(false, pairs),
        one_per_pair: Fact::known(true, pairs),
        second_request: Fact::inferred(SecondRequest::Refused, pairs),
        pending_delete: Fact::known(PendingDelete::Either, &refs::OTC_MANUAL),
        routes_after_delete: Fact::known(RoutesAfterDelete::Removed, &refs::OTC_MANUAL),
        ..PeeringRules::UNKNOWN
    }
}

const HUB_ORDER: &[HubSource] = &[
    HubSource::Static,
    HubSource::Network,
    HubSource::VirtualGateway,
    HubSource::Vpn,
];

const ROUTING: RoutingRules = RoutingRules {
    local_routes: Fact::known(LocalScope::Subnets, &refs::OTC_MANUAL),
    inside_local: Fact::known(InsideLocal::Refused, &refs::OTC_MANUAL),
    // Routes have no state.
    reports_blackholes: Fact::known(false, &refs::VPC_MODELS),
    propagation: Fact::inferred(false, &refs::OTC_MANUAL),
    default_table_refuses: Fact::known(
        &[Kind::VpnConnection, Kind::VirtualGateway],
        &refs::OTC_MANUAL,
    ),
    ..RoutingRules::UNKNOWN
};
