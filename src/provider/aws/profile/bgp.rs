//! BGP: AS numbers, communities, timers.

use super::refs;
use crate::finding::Reference;
use crate::model::InterfaceType::{self, Private, Public, Transit};
use crate::profile::{
    AsnField, AsnRange, AsnRow, AsnScope, AsnTaken, BgpRules, Certainty, CommunityRow,
    CommunityUse, Fact, Reach, Timer,
};

const PRIVATE_ASNS: &[AsnRange] = &[
    AsnRange::new(64_512, 65_534),
    AsnRange::new(4_200_000_000, 4_294_967_294),
];
const ANY_ASN: &[AsnRange] = &[AsnRange::new(1, 4_294_967_295)];

const fn amazon_side(field: AsnField, from: &'static Reference) -> AsnRow {
    AsnRow {
        field,
        ranges: Fact::known(PRIVATE_ASNS, from),
        disputed: &[],
        default: Fact::known(64_512, from),
        private_recommended: true,
    }
}

const fn other_side(
    field: AsnField,
    ranges: Fact<&'static [AsnRange]>,
    disputed: &'static [AsnRange],
) -> AsnRow {
    AsnRow {
        field,
        ranges,
        disputed,
        default: Fact::Unknown,
        private_recommended: false,
    }
}

const fn barred(number: u64, region: &'static str, certainty: Certainty) -> AsnTaken {
    AsnTaken {
        number,
        fields: &[AsnField::CustomerGateway],
        scope: AsnScope::Region(region),
        what: "AWS's own in that region",
        from: &refs::VPN_CUSTOMER_GATEWAY,
        certainty,
    }
}

const fn community(
    first: u32,
    last: u32,
    meaning: CommunityUse,
    on: &'static [InterfaceType],
) -> CommunityRow {
    CommunityRow {
        high: 7224,
        first,
        last,
        meaning,
        on,
        from: &refs::DX_ROUTING,
    }
}

pub(super) const BGP: BgpRules = BgpRules {
    asns: &[
        amazon_side(AsnField::VirtualGateway, &refs::MODEL_EC2),
        amazon_side(AsnField::TransitGateway, &refs::MODEL_EC2),
        amazon_side(AsnField::DirectConnectGateway, &refs::MODEL_DX),
        AsnRow {
            private_recommended: true,
            ..other_side(
                AsnField::RouteServer,
                Fact::known(ANY_ASN, &refs::MODEL_EC2),
                &[],
            )
        },
        AsnRow {
            private_recommended: true,
            ..other_side(
                AsnField::RouteServerPeer,
                Fact::known(ANY_ASN, &refs::ROUTE_SERVER_PEERS),
                &[],
            )
        },
        other_side(
            AsnField::Customer,
            Fact::known(&[AsnRange::new(1, 4_294_967_294)], &refs::MODEL_DX),
            &[AsnRange::one(4_294_967_295)],
        ),
        other_side(
            AsnField::CustomerLegacy,
            Fact::known(&[AsnRange::new(1, 2_147_483_646)], &refs::MODEL_DX),
            &[AsnRange::one(2_147_483_647)],
        ),
        other_side(
            AsnField::CustomerGateway,
            Fact::known(ANY_ASN, &refs::MODEL_EC2),
            &[],
        ),
        other_side(
            AsnField::CustomerGatewayLegacy,
            Fact::known(&[AsnRange::new(1, 2_147_483_647)], &refs::MODEL_EC2),
            &[],
        ),
    ],
    taken: &[
        AsnTaken {
            number: 7224,
            fields: &[AsnField::Customer],
            scope: AsnScope::PublicInterfaces,
            what: "AWS's side of every public virtual interface",
            from: &refs::DX_ROUTING,
            certainty: Certainty::Stated,
        },
        AsnTaken {
            number: 7224,
            fields: &[AsnField::CustomerGateway],
            scope: AsnScope::Everywhere,
            what: "AWS's own in all regions",
            from: &refs::VPN_CUSTOMER_GATEWAY,
            certainty: Certainty::Stated,
        },
        barred(9059, "eu-west-1", Certainty::Stated),
        barred(10_124, "ap-northeast-1", Certainty::Stated),
        // One page prints the second, all else the first.
        barred(17_493, "ap-southeast-1", Certainty::Unsure),
        barred(17_943, "ap-southeast-1", Certainty::Unsure),
    ],
    legacy_provider_asns: Fact::unsure(
        &[7224, 9059, 10_124, 17_493, 17_943],
        &refs::VPN_CUSTOMER_GATEWAY,
    ),
    vpn_sides_differ: Fact::known(true, &refs::ERROR_CODES),
    interface_sides_differ: Fact::inferred(true, &refs::DX_ROUTING),
    gateways_differ: Fact::known(true, &refs::MODEL_DX),
    private_rewritten_on_public: Fact::known(true, &refs::DX_ROUTING),
    communities: &[
        community(
            7100,
            7100,
            CommunityUse::LocalPreference(100),
            &[Private, Transit],
        ),
        community(
            7200,
            7200,
            CommunityUse::LocalPreference(200),
            &[Private, Transit],
        ),
        community(
            7300,
            7300,
            CommunityUse::LocalPreference(300),
            &[Private, Transit],
        ),
        community(9100, 9100, CommunityUse::Scope(Reach::Region), &[Public]),
        community(9200, 9200, CommunityUse::Scope(Reach::Continent), &[Public]),
        community(9300, 9300, CommunityUse::Scope(Reach::Global), &[Public]),
        community(
            1,
            65_535,
            CommunityUse::Reserved,
            &[Private, Public, Transit],
        ),
    ],
    hold: Fact::known(
        Timer {
            default: 90,
            least: 3,
        },
        &refs::DX_BGP,
    ),
    keepalive: Fact::known(
        Timer {
            default: 30,
            least: 1,
        },
        &refs::DX_BGP,
    ),
    bfd_interval: Fact::known(
        Timer {
            default: 300,
            least: 300,
        },
        &refs::DX_BGP,
    ),
    bfd_multiplier: Fact::known(
        Timer {
            default: 3,
            least: 3,
        },
        &refs::DX_BGP,
    ),
    preference_home: Fact::known(200, &refs::DX_ROUTING),
    preference_away: Fact::inferred(150, &refs::DX_ROUTING),
};
