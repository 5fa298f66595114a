//! The facts, as far as they are neither limits, words nor states.

use super::references as refs;
use super::{AWS, limits, machines, words};
use crate::finding::Reference;
use crate::model::ElementKind as Kind;
use crate::model::InterfaceType::{Private, Public, Transit};
use crate::model::{Bandwidth, Cidr, Family, Seconds};
use crate::profile::range::{v4, v6};
use crate::profile::{
    AccountForm, AddressRules, Allocation, AsnField, AsnRange, AsnRow, AsnScope, AsnTaken,
    BgpRules, Block, Certainty, Charset, CommunityRow, CommunityUse, Fact, Hosted, HubSource,
    IdForm, IdRow, Ingress, InsideLocal, InsideRule, InterfaceRules, Lengths, LocalScope, MtuRow,
    NamingRules, Overlap, PeeringRules, PendingDelete, PrivateIpv6, Profile, Reach,
    ReservedAddresses, Restriction, RouteFilter, RoutesAfterDelete, RoutingRules, SameAccount,
    SecondRequest, Sessions, SiteLinkRule, TableSource, TagRule, TextRule, Timer, TransitBlockRule,
    TunnelRules, VlanRange,
};

/// The facts about Amazon Web Services.
pub static PROFILE: Profile = Profile {
    provider: AWS,
    words: words::WORDS,
    naming: NAMING,
    addresses: ADDRESSES,
    peering: PEERING,
    interfaces: INTERFACES,
    bgp: BGP,
    tunnels: TUNNELS,
    routing: ROUTING,
    limits: limits::LIMITS,
    machines: machines::MACHINES,
};

const TEN: Cidr = v4(10, 0, 0, 0, 8);
const TEN_ZERO: Cidr = v4(10, 0, 0, 0, 16);
const TEN_ZERO_AND_ONE: Cidr = v4(10, 0, 0, 0, 15);
const ONE_SEVEN_TWO: Cidr = v4(172, 16, 0, 0, 12);
const DEFAULT_NETWORK: Cidr = v4(172, 31, 0, 0, 16);
const ONE_NINE_TWO: Cidr = v4(192, 168, 0, 0, 16);
const BENCHMARK_HALF: Cidr = v4(198, 19, 0, 0, 16);
const LINK_LOCAL: Cidr = v4(169, 254, 0, 0, 16);
const UNIQUE_LOCAL: Cidr = v6(0xfd00, 0, 0, 0, 8);

const fn block(cidr: Cidr, what: &'static str, from: &'static Reference) -> Block {
    Block { cidr, what, from }
}

const fn restriction(holds: &'static [Cidr], refuses: &'static [Cidr]) -> Restriction {
    Restriction {
        holds,
        outside: &[],
        refuses,
        doubtful: false,
        from: &refs::VPC_BLOCKS,
    }
}

const ADDRESSES: AddressRules = AddressRules {
    network_ipv4: Fact::known(Lengths::new(16, 28), &refs::VPC_BLOCKS),
    network_ipv6: Fact::known(Lengths::stepped(44, 60, 4), &refs::VPC_BLOCKS),
    network_ipv6_assigned: Fact::known(56, &refs::MODEL_EC2),
    subnet_ipv4: Fact::known(Lengths::new(16, 28), &refs::SUBNET_BLOCKS),
    subnet_ipv4_disputed: Fact::Unknown,
    subnet_ipv6: Fact::known(Lengths::stepped(44, 64, 4), &refs::SUBNET_BLOCKS),
    ipv6: Fact::known(true, &refs::VPC_BLOCKS),
    allowed: Fact::known(&[], &refs::VPC_BLOCKS),
    forbidden: Fact::known(
        const {
            &[
                block(v4(0, 0, 0, 0, 8), "refused for a VPC", &refs::VPC_BLOCKS),
                block(v4(127, 0, 0, 0, 8), "refused for a VPC", &refs::VPC_BLOCKS),
                block(LINK_LOCAL, "refused for a VPC", &refs::VPC_BLOCKS),
                block(v4(224, 0, 0, 0, 4), "refused for a VPC", &refs::VPC_BLOCKS),
            ]
        },
        &refs::VPC_BLOCKS,
    ),
    cautioned: Fact::known(
        const {
            &[block(
                v4(172, 17, 0, 0, 16),
                "used inside some services, such as Cloud9 and SageMaker",
                &refs::VPC_BLOCKS,
            )]
        },
        &refs::VPC_BLOCKS,
    ),
    range_optional: Fact::known(false, &refs::MODEL_EC2),
    secondary: Fact::known(true, &refs::VPC_BLOCKS),
    secondary_forbidden: Fact::known(
        const {
            &[block(
                DEFAULT_NETWORK,
                "the range of default VPCs",
                &refs::VPC_BLOCKS,
            )]
        },
        &refs::VPC_BLOCKS,
    ),
    secondary_forbidden_whole: Fact::known(&[], &refs::VPC_BLOCKS),
    secondary_restrictions: Fact::known(
        const {
            &[
                restriction(&[TEN], &[ONE_SEVEN_TWO, ONE_NINE_TWO, BENCHMARK_HALF]),
                // Others report that this works.
                Restriction {
                    holds: &[TEN_ZERO_AND_ONE],
                    outside: &[],
                    refuses: &[TEN_ZERO],
                    doubtful: true,
                    from: &refs::VPC_BLOCKS,
                },
                restriction(
                    &[ONE_SEVEN_TWO],
                    &[TEN, ONE_NINE_TWO, DEFAULT_NETWORK, BENCHMARK_HALF],
                ),
                restriction(&[ONE_NINE_TWO], &[TEN, ONE_SEVEN_TWO, BENCHMARK_HALF]),
                restriction(&[BENCHMARK_HALF], &[TEN, ONE_SEVEN_TWO, ONE_NINE_TWO]),
                // Public space and carriers' shared space.
                Restriction {
                    holds: &[],
                    outside: &[TEN, ONE_SEVEN_TWO, ONE_NINE_TWO, BENCHMARK_HALF],
                    refuses: &[TEN, ONE_SEVEN_TWO, ONE_NINE_TWO, BENCHMARK_HALF],
                    doubtful: false,
                    from: &refs::VPC_BLOCKS,
                },
            ]
        },
        &refs::VPC_BLOCKS,
    ),
    mixes_private_families: Fact::known(false, &refs::VPC_BLOCKS),
    reserved_addresses: Fact::known(
        ReservedAddresses { first: 4, last: 1 },
        &refs::SUBNET_BLOCKS,
    ),
    // The page gives two ranges.
    private_ipv6: Fact::unsure(
        PrivateIpv6 {
            within: UNIQUE_LOCAL,
            outside: v6(0xfd00, 0, 0, 0, 16),
        },
        &refs::IP_ADDRESSING,
    ),
    reserved_destinations: Fact::known(
        const {
            &[
                block(
                    v4(169, 254, 168, 0, 22),
                    "reserved for services of AWS",
                    &refs::SUBNET_TABLES,
                ),
                block(
                    v6(0xfd00, 0xec2, 0, 0, 32),
                    "reserved for services of AWS",
                    &refs::SUBNET_TABLES,
                ),
            ]
        },
        &refs::SUBNET_TABLES,
    ),
};

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

const fn mtu(of: crate::model::InterfaceType, mtu: i64, legacy: bool) -> MtuRow {
    MtuRow {
        of,
        mtu,
        jumbo: mtu > 1500,
        legacy,
    }
}

const INTERFACES: InterfaceRules = InterfaceRules {
    types: Fact::known(&[Private, Public, Transit], &refs::MODEL_DX),
    vlan: Fact::known(
        VlanRange {
            first: 1,
            last: 4094,
        },
        &refs::DX_INTERFACES,
    ),
    untagged_alone: Fact::Unknown,
    mtus: Fact::known(
        &[
            mtu(Private, 1500, false),
            mtu(Private, 8500, false),
            // Reported by older interfaces.
            mtu(Private, 9001, true),
            mtu(Transit, 1500, false),
            mtu(Transit, 8500, false),
            mtu(Public, 1500, false),
        ],
        &refs::MODEL_DX,
    ),
    mtu_default: Fact::known(1500, &refs::MODEL_DX),
    auth_key: Fact::known(TextRule::new(6, 80, Charset::Any), &refs::MODEL_DX),
    auth_key_generated: Fact::known(true, &refs::DX_INTERFACES),
    link_usual_ipv4: Fact::known(&[29, 30, 31], &refs::DX_INTERFACES),
    link_ipv6: Fact::known(125, &refs::DX_INTERFACES),
    link_ipv6_assigned: Fact::known(true, &refs::MODEL_DX),
    link_assigned_from: Fact::known(LINK_LOCAL, &refs::MODEL_DX),
    public_link_is_public: Fact::known(true, &refs::DX_INTERFACES),
    sessions: Fact::known(
        Sessions {
            most: None,
            per_family: 1,
            more_with_redundancy: true,
            last_stays: true,
        },
        &refs::MODEL_DX,
    ),
    families: Fact::known(&[Family::Ipv4, Family::Ipv6], &refs::MODEL_DX),
    route_filter: Fact::known(
        RouteFilter {
            least: 1,
            most: 1000,
            ipv4: Lengths::new(1, 32),
            ipv6: Lengths::new(1, 64),
        },
        &refs::DX_ROUTING,
    ),
    name: Fact::known(
        TextRule::new(1, 100, Charset::LowerDigitsAnd("-")),
        &refs::MODEL_DX,
    ),
    hosted: Fact::known(
        Hosted {
            interfaces: 1,
            vlan_given: true,
        },
        &refs::DX_QUOTAS,
    ),
    dedicated_bandwidths: Fact::known(DEDICATED, &refs::DX_DEDICATED),
    hosted_bandwidths: Fact::known(
        &[
            "50Mbps", "100Mbps", "200Mbps", "300Mbps", "400Mbps", "500Mbps", "1Gbps", "2Gbps",
            "5Gbps", "10Gbps", "25Gbps",
        ],
        &refs::DX_HOSTED,
    ),
    lag_bandwidths: Fact::known(DEDICATED, &refs::DX_LAGS),
    lag_fast_from: Fact::known(Bandwidth(100_000), &refs::DX_LAGS),
    allocation: Fact::known(
        Allocation {
            default: 100,
            most: 1000,
        },
        &refs::DX_PREFIX_CONTROLS,
    ),
    site_link: Fact::known(
        SiteLinkRule {
            types: &[Private, Transit],
            needs_direct_connect_gateway: true,
            missing_in: &["us-gov-", "cn-"],
        },
        &refs::DX_INTERFACES,
    ),
    rate_limits: Fact::Unknown,
};

const DEDICATED: &[&str] = &["1Gbps", "10Gbps", "100Gbps", "400Gbps"];

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
    on: &'static [crate::model::InterfaceType],
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

const BGP: BgpRules = BgpRules {
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

const TUNNELS: TunnelRules = TunnelRules {
    inside_ipv4: Fact::known(
        InsideRule {
            within: LINK_LOCAL,
            length: 30,
            reserved: &[
                v4(169, 254, 0, 0, 30),
                v4(169, 254, 1, 0, 30),
                v4(169, 254, 2, 0, 30),
                v4(169, 254, 3, 0, 30),
                v4(169, 254, 4, 0, 30),
                v4(169, 254, 5, 0, 30),
                v4(169, 254, 169, 252, 30),
            ],
        },
        &refs::MODEL_EC2,
    ),
    inside_ipv6: Fact::known(
        InsideRule {
            within: UNIQUE_LOCAL,
            length: 126,
            reserved: &[],
        },
        &refs::MODEL_EC2,
    ),
    shared_key: Fact::known(
        TextRule::new(8, 64, Charset::AlphanumericAnd("._")).not_first("0"),
        &refs::MODEL_EC2,
    ),
    tunnels: Fact::known(2, &refs::VPN),
    ipv6_on_virtual_gateway: Fact::known(false, &refs::VPN),
    one_per_pair: Fact::Unknown,
    connect_ipv4: Fact::known(
        InsideRule {
            within: LINK_LOCAL,
            length: 29,
            reserved: &[
                v4(169, 254, 0, 0, 29),
                v4(169, 254, 1, 0, 29),
                v4(169, 254, 2, 0, 29),
                v4(169, 254, 3, 0, 29),
                v4(169, 254, 4, 0, 29),
                v4(169, 254, 5, 0, 29),
                v4(169, 254, 169, 248, 29),
            ],
        },
        &refs::TGW_CONNECT,
    ),
    connect_ipv6: Fact::known(
        InsideRule {
            within: UNIQUE_LOCAL,
            length: 125,
            reserved: &[],
        },
        &refs::TGW_CONNECT,
    ),
    transit_blocks: Fact::known(
        TransitBlockRule {
            ipv4: Lengths::new(0, 24),
            ipv6: Lengths::new(0, 64),
            forbidden: const {
                &[block(
                    LINK_LOCAL,
                    "refused for a transit gateway",
                    &refs::TGW_CREATE,
                )]
            },
        },
        &refs::TGW_CREATE,
    ),
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
};

const fn id(kind: Kind, prefix: &'static str) -> IdRow {
    IdRow {
        kind,
        form: Fact::known(IdForm::Prefix(prefix), &refs::MODEL_EC2),
    }
}

const fn dx_id(kind: Kind, form: IdForm) -> IdRow {
    IdRow {
        kind,
        form: Fact::known(form, &refs::MODEL_DX),
    }
}

const DX_KINDS: &[Kind] = &[
    Kind::Connection,
    Kind::Lag,
    Kind::VirtualInterface,
    Kind::DirectConnectGateway,
];
const ROUTE_SERVER_KINDS: &[Kind] = &[
    Kind::RouteServer,
    Kind::RouteServerEndpoint,
    Kind::RouteServerPeer,
];

const NAMING: NamingRules = NamingRules {
    ids: &[
        id(Kind::Network, "vpc-"),
        id(Kind::Subnet, "subnet-"),
        id(Kind::RouteTable, "rtb-"),
        id(Kind::Peering, "pcx-"),
        id(Kind::InternetGateway, "igw-"),
        id(Kind::EgressOnlyInternetGateway, "eigw-"),
        id(Kind::NatGateway, "nat-"),
        id(Kind::VirtualGateway, "vgw-"),
        id(Kind::CustomerGateway, "cgw-"),
        id(Kind::VpnConnection, "vpn-"),
        id(Kind::TransitGateway, "tgw-"),
        id(Kind::TransitGatewayAttachment, "tgw-attach-"),
        id(Kind::TransitGatewayRouteTable, "tgw-rtb-"),
        id(Kind::TransitGatewayConnectPeer, "tgw-connect-peer-"),
        id(Kind::RouteServer, "rs-"),
        id(Kind::RouteServerEndpoint, "rse-"),
        id(Kind::RouteServerPeer, "rsp-"),
        id(Kind::Interface, "eni-"),
        id(Kind::PrefixList, "pl-"),
        dx_id(Kind::Connection, IdForm::Prefix("dxcon-")),
        dx_id(Kind::Lag, IdForm::Prefix("dxlag-")),
        dx_id(Kind::VirtualInterface, IdForm::Prefix("dxvif-")),
        IdRow {
            kind: Kind::BgpPeer,
            form: Fact::unsure(IdForm::Prefix("dxpeer-"), &refs::MODEL_DX),
        },
        dx_id(Kind::DirectConnectGateway, IdForm::Uuid),
        dx_id(Kind::DirectConnectGatewayAssociation, IdForm::Uuid),
        dx_id(Kind::DirectConnectGatewayProposal, IdForm::Uuid),
    ],
    account: Fact::known(AccountForm::Digits(12), &refs::MODEL_EC2),
    service_owners: &["AWS", "amazon", "amazon-aws", "aws-marketplace"],
    name: Fact::Unknown,
    description: Fact::Unknown,
    tags: &[
        TagRule {
            kinds: DX_KINDS,
            key: Fact::known(TextRule::new(1, 128, DX_TAG), &refs::MODEL_DX),
            value: Fact::known(TextRule::new(0, 256, DX_TAG), &refs::MODEL_DX),
            reserved_prefix: Fact::known("aws:", &refs::RESOURCE_TAGS),
            most: Fact::known(50, &refs::MODEL_DX),
        },
        TagRule {
            kinds: ROUTE_SERVER_KINDS,
            most: Fact::known(50, &refs::ROUTE_SERVER),
            ..EC2_TAGS
        },
        EC2_TAGS,
    ],
};

const DX_TAG: Charset = Charset::LettersDigitsAnd(" _.:/=+-@");

const EC2_TAGS: TagRule = TagRule {
    kinds: &[],
    key: Fact::known(TextRule::new(1, 127, Charset::Any), &refs::MODEL_EC2),
    value: Fact::known(TextRule::new(0, 256, Charset::Any), &refs::MODEL_EC2),
    reserved_prefix: Fact::known("aws:", &refs::MODEL_EC2),
    most: Fact::Unknown,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Phase;
    use crate::profile::{Counted, MachineOf, Per, Profiles, Takes};

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
        assert_eq!(DX_TAG.refuses("team#1"), Some('#'));
        assert_eq!(DX_TAG.refuses("Größe 1"), None);
    }
}
