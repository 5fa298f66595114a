//! The facts, tied together; those about peerings and routing.

mod addresses;
mod bgp;
mod interfaces;
mod naming;
mod refusals;
mod tunnels;

use super::references as refs;
use super::{AWS, limits, machines, words};
use crate::finding::Reference;
use crate::model::{Cidr, Seconds};
use crate::profile::range::{v4, v6};
use crate::profile::{
    Block, Fact, HubSource, Ingress, InsideLocal, LocalScope, Overlap, PeeringRules, PendingDelete,
    Profile, RoutesAfterDelete, RoutingRules, SameAccount, SecondRequest, TableSource,
};

/// The facts about Amazon Web Services.
pub static PROFILE: Profile = Profile {
    provider: AWS,
    words: words::WORDS,
    naming: naming::NAMING,
    addresses: addresses::ADDRESSES,
    peering: PEERING,
    interfaces: interfaces::INTERFACES,
    bgp: bgp::BGP,
    tunnels: tunnels::TUNNELS,
    routing: ROUTING,
    limits: limits::LIMITS,
    machines: machines::MACHINES,
    refusals: refusals::REFUSALS,
};

const LINK_LOCAL: Cidr = v4(169, 254, 0, 0, 16);
const UNIQUE_LOCAL: Cidr = v6(0xfd00, 0, 0, 0, 8);

const fn block(cidr: Cidr, what: &'static str, from: &'static Reference) -> Block {
    Block { cidr, what, from }
}

const PEERING: PeeringRules = PeeringRules {
    overlap: Fact::known(Overlap::Fails, &refs::PEERING),
    same_account: Fact::known(SameAccount::Manual, &refs::PEERING),
    lifetime: Fact::known(Seconds(7 * 24 * 3600), &refs::PEERING_QUOTAS),
    across_regions: Fact::known(true, &refs::PEERING),
    one_per_pair: Fact::known(true, &refs::PEERING),
    second_request: Fact::inferred(SecondRequest::Coexists, &refs::ERROR_CODES),
    ingress: Fact::known(Ingress::Drop, &refs::PEERING),
    pending_delete: Fact::known(PendingDelete::Requester, &refs::MODEL_EC2),
    routes_after_delete: Fact::inferred(RoutesAfterDelete::Blackhole, &refs::PEERING_ROUTES),
    requester_frozen: Fact::known(true, &refs::VPC_BLOCKS),
    dns_option: Fact::known(true, &refs::PEERING_DNS),
    multipath_across_regions: Fact::known(true, &refs::MODEL_EC2),
    mtu: Fact::known(9001, &refs::PEERING),
    mtu_across_regions: Fact::known(8500, &refs::PEERING),
};

const ROUTING: RoutingRules = RoutingRules {
    local_routes: Fact::known(LocalScope::Network, &refs::SUBNET_TABLES),
    local_beats_propagated: Fact::known(true, &refs::VPN_ROUTES),
    inside_local: Fact::known(InsideLocal::WholeSubnetToAppliance, &refs::SUBNET_TABLES),
    table_order: Fact::known(
        &[
            TableSource::Local,
            TableSource::Static,
            TableSource::PrefixList,
            TableSource::DirectConnect,
            TableSource::VpnStatic,
            TableSource::VpnBgp,
        ],
        &refs::ROUTE_PRIORITY,
    ),
    hub_order: Fact::known(
        &[
            HubSource::Static,
            HubSource::PrefixList,
            HubSource::Network,
            HubSource::DirectConnectGateway,
            HubSource::Connect,
            HubSource::PrivateVpn,
            HubSource::Vpn,
            HubSource::VpnConcentrator,
            HubSource::ClientVpn,
            HubSource::Peering,
        ],
        &refs::TGW,
    ),
    reports_blackholes: Fact::known(true, &refs::PEERING_ROUTES),
    propagation: Fact::known(true, &refs::SUBNET_TABLES),
    gateway_tables: Fact::known(true, &refs::GATEWAY_TABLES),
    default_table_rules_inbound: Fact::known(false, &refs::SUBNET_TABLES),
    attachment_per_zone: Fact::known(true, &refs::TGW_VPC),
    sites_through_virtual_gateway: Fact::known(true, &refs::VPN_CLOUDHUB),
    allowed_prefixes_announced: Fact::known(true, &refs::DX_ALLOWED),
    ipv6_over_peering: Fact::known(true, &refs::PEERING),
    default_table_refuses: Fact::Unknown,
    persisted_minutes: Fact::known((1, 5), &refs::MODEL_EC2),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ElementKind as Kind, Phase};
    use crate::profile::{AsnField, CommunityUse, Counted, MachineOf, Per, Profiles, Reach, Takes};

    fn profile() -> &'static Profile {
        Profiles::new(crate::provider::PROFILES).get(AWS)
    }

    #[test]
    fn words_read_well() {
        assert_eq!(
            profile().word(Kind::Peering).with_article(),
            "a VPC peering connection"
        );
        assert_eq!(
            profile().word(Kind::InternetGateway).with_article(),
            "an internet gateway"
        );
    }

    #[test]
    fn state_words_are_read_exactly() {
        let phase = |of, word| profile().phase(MachineOf::Element(of), word);
        assert_eq!(
            phase(Kind::Peering, "pending-acceptance"),
            Phase::AwaitingAcceptance
        );
        assert_eq!(phase(Kind::Peering, "Active"), Phase::Unknown);
        assert_eq!(phase(Kind::VirtualInterface, "unknown"), Phase::Unknown);
        assert_eq!(
            profile().phase(MachineOf::NetworkBlock, "failing"),
            Phase::Failed
        );
        assert_eq!(
            phase(Kind::TransitGatewayAttachment, "rejecting"),
            Phase::Deleting
        );
        assert_eq!(
            phase(Kind::RouteServerEndpoint, "delete-failed"),
            Phase::Failed
        );
        assert_eq!(profile().working(Kind::VirtualInterface), Some("available"));
        assert_eq!(
            profile().working(MachineOf::NetworkAttachment),
            Some("attached")
        );
    }

    #[test]
    fn numbers_by_field() {
        let asn = |field, number| profile().bgp.asn(field).unwrap().takes(number);
        assert_eq!(asn(AsnField::CustomerLegacy, 2_147_483_646), Takes::Yes);
        assert_eq!(
            asn(AsnField::CustomerLegacy, 2_147_483_647),
            Takes::Disputed
        );
        assert_eq!(asn(AsnField::CustomerLegacy, 2_147_483_648), Takes::No);
        assert_eq!(asn(AsnField::VirtualGateway, 65_535), Takes::No);
        assert_eq!(asn(AsnField::TransitGateway, 4_200_000_000), Takes::Yes);
        let bgp = &profile().bgp;
        assert!(bgp.taken(AsnField::Customer, 7224, None, true).is_some());
        assert!(bgp.taken(AsnField::Customer, 7224, None, false).is_none());
        let cgw = AsnField::CustomerGateway;
        assert!(bgp.taken(cgw, 9059, Some("eu-west-1"), false).is_some());
        assert!(bgp.taken(cgw, 9059, Some("eu-west-2"), false).is_none());
    }

    #[test]
    fn communities_narrowest_first() {
        let meaning = |low| profile().bgp.community(7224, low).map(|row| row.meaning);
        assert_eq!(meaning(7300), Some(CommunityUse::LocalPreference(300)));
        assert_eq!(meaning(9200), Some(CommunityUse::Scope(Reach::Continent)));
        assert_eq!(meaning(1234), Some(CommunityUse::Reserved));
        assert_eq!(profile().bgp.community(65_001, 7300), None);
    }

    #[test]
    fn limits_with_their_raise() {
        let limit = profile()
            .limit(Counted::ActivePeerings, Per::Network)
            .unwrap();
        assert_eq!(limit.default.get(), Some(50));
        assert_eq!(limit.highest.get(), Some(125));
        let fixed = profile()
            .limit(Counted::PropagatedRoutes, Per::RouteTable)
            .unwrap();
        assert!(!fixed.adjustable.may_be_higher());
        let mut keys: Vec<_> = profile().limits.iter().map(|l| (l.what, l.per)).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), profile().limits.len(), "one row a limit");
    }

    #[test]
    fn tags_by_kind() {
        let key = |kind| {
            profile()
                .naming
                .tags_of(kind)
                .unwrap()
                .key
                .get()
                .unwrap()
                .most
        };
        assert_eq!(key(Kind::VirtualInterface), 128);
        assert_eq!(key(Kind::Network), 127);
        assert_eq!(naming::DX_TAG.refuses("team#1"), Some('#'));
        assert_eq!(naming::DX_TAG.refuses("Größe 1"), None);
    }
}
