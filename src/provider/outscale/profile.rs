//! The facts, as far as they are neither limits, words nor states.

use super::references as refs;
use super::{OUTSCALE, limits, machines, refusals, words};
use crate::finding::Reference;
use crate::model::ElementKind as Kind;
use crate::model::InterfaceType::Private;
use crate::model::{Cidr, Family, Seconds};
use crate::profile::range::v4;
use crate::profile::{
    AccountForm, AddressRules, AsnField, AsnRange, AsnRow, AsnScope, AsnTaken, BgpRules, Block,
    Certainty, Charset, Fact, IdForm, IdRow, Ingress, InsideRule, InterfaceRules, Lengths,
    LocalScope, MtuRow, NamingRules, Overlap, PeeringRules, PendingDelete, Profile,
    ReservedAddresses, RoutesAfterDelete, RoutingRules, SameAccount, SecondRequest, Sessions,
    TagRule, TextRule, TunnelRules, VlanRange,
};

/// The facts about OUTSCALE.
pub static PROFILE: Profile = Profile {
    provider: OUTSCALE,
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
    refusals: refusals::REFUSALS,
};

const fn private(cidr: Cidr) -> Block {
    Block {
        cidr,
        what: "private space that a Net may use",
        from: &refs::NETS,
    }
}

const ADDRESSES: AddressRules = AddressRules {
    network_ipv4: Fact::known(Lengths::new(16, 28), &refs::OAPI),
    subnet_ipv4: Fact::known(Lengths::new(16, 29), &refs::OAPI),
    ipv6: Fact::known(false, &refs::OAPI),
    allowed: Fact::known(
        const {
            &[
                private(v4(10, 0, 0, 0, 8)),
                private(v4(172, 16, 0, 0, 12)),
                private(v4(192, 168, 0, 0, 16)),
            ]
        },
        &refs::NETS,
    ),
    range_optional: Fact::known(false, &refs::OAPI),
    // The page about unsupported peerings still speaks of several ranges.
    secondary: Fact::known(false, &refs::NETS),
    reserved_addresses: Fact::known(ReservedAddresses { first: 4, last: 1 }, &refs::NETS),
    ..AddressRules::UNKNOWN
};

const PEERING: PeeringRules = PeeringRules {
    overlap: Fact::known(Overlap::Fails, &refs::OAPI),
    same_account: Fact::known(SameAccount::ManualByApi, &refs::PEERINGS),
    lifetime: Fact::known(Seconds(7 * 24 * 3600), &refs::OAPI),
    across_regions: Fact::known(false, &refs::PEERINGS),
    one_per_pair: Fact::known(true, &refs::PEERINGS),
    second_request: Fact::known(SecondRequest::Rejected, &refs::OAPI),
    ingress: Fact::known(Ingress::Drop, &refs::PEERINGS_UNSUPPORTED),
    pending_delete: Fact::known(PendingDelete::Requester, &refs::OAPI),
    routes_after_delete: Fact::inferred(RoutesAfterDelete::Stay, &refs::OAPI),
    ..PeeringRules::UNKNOWN
};

const INTERFACES: InterfaceRules = InterfaceRules {
    types: Fact::known(&[Private], &refs::OAPI),
    vlan: Fact::known(
        VlanRange {
            first: 2,
            last: 4094,
        },
        &refs::OAPI,
    ),
    // The only one that an update takes.
    mtus: Fact::known(
        &[MtuRow {
            of: Private,
            mtu: 1500,
            jumbo: false,
            legacy: false,
        }],
        &refs::OAPI,
    ),
    mtu_default: Fact::inferred(1500, &refs::OAPI),
    link_usual_ipv4: Fact::inferred(&[30], &refs::OAPI),
    sessions: Fact::known(
        Sessions {
            most: Some(1),
            per_family: 1,
            more_with_redundancy: false,
            last_stays: true,
        },
        &refs::OAPI,
    ),
    families: Fact::known(&[Family::Ipv4], &refs::OAPI),
    dedicated_bandwidths: Fact::known(&["1Gbps", "10Gbps"], &refs::OAPI),
    ..InterfaceRules::UNKNOWN
};

const CUSTOMER: &[AsnField] = &[AsnField::Customer, AsnField::CustomerGateway];

const ANY_ASN: &[AsnRange] = &[AsnRange::new(1, 4_294_967_295)];

/// Releases before September 2024, and one page of the user guide still, allow 64512 to 65534 only.
const fn asn(field: AsnField) -> AsnRow {
    AsnRow {
        field,
        ranges: Fact::known(ANY_ASN, &refs::OAPI),
        disputed: &[],
        default: Fact::Unknown,
        private_recommended: false,
    }
}

const fn excluded(number: u64) -> AsnTaken {
    AsnTaken {
        number,
        fields: CUSTOMER,
        scope: AsnScope::Everywhere,
        what: "excluded by OUTSCALE",
        from: &refs::OAPI,
        certainty: Certainty::Stated,
    }
}

const BGP: BgpRules = BgpRules {
    asns: &[asn(AsnField::Customer), asn(AsnField::CustomerGateway)],
    taken: &[excluded(50_624), excluded(53_306), excluded(132_418)],
    ..BgpRules::UNKNOWN
};

const TUNNELS: TunnelRules = TunnelRules {
    inside_ipv4: Fact::known(
        InsideRule {
            within: v4(169, 254, 254, 0, 24),
            length: 30,
            reserved: &[],
        },
        &refs::OAPI,
    ),
    shared_key: Fact::known(
        TextRule::new(0, TextRule::ANY_LENGTH, Charset::Without("\r\n\"")),
        &refs::OAPI,
    ),
    ipv6_on_virtual_gateway: Fact::known(false, &refs::OAPI),
    one_per_pair: Fact::known(true, &refs::OAPI),
    ..TunnelRules::UNKNOWN
};

const ROUTING: RoutingRules = RoutingRules {
    local_routes: Fact::inferred(LocalScope::Network, &refs::OAPI),
    local_beats_propagated: Fact::inferred(true, &refs::OAPI),
    reports_blackholes: Fact::known(false, &refs::OAPI),
    propagation: Fact::known(true, &refs::OAPI),
    ipv6_over_peering: Fact::known(false, &refs::OAPI),
    ..RoutingRules::UNKNOWN
};

/// Prefixes of identifiers, as all samples have them.
const fn id(kind: Kind, prefix: &'static str) -> IdRow {
    IdRow {
        kind,
        form: Fact::inferred(IdForm::Prefix(prefix), &refs::OAPI),
    }
}

const fn tag(least: usize, from: &'static Reference) -> Fact<TextRule> {
    Fact::known(TextRule::new(least, 255, Charset::Any), from)
}

const NAMING: NamingRules = NamingRules {
    ids: &[
        id(Kind::Network, "vpc-"),
        id(Kind::Subnet, "subnet-"),
        id(Kind::RouteTable, "rtb-"),
        id(Kind::Peering, "pcx-"),
        id(Kind::InternetGateway, "igw-"),
        id(Kind::NatGateway, "nat-"),
        id(Kind::Interface, "eni-"),
        id(Kind::VirtualGateway, "vgw-"),
        id(Kind::CustomerGateway, "cgw-"),
        id(Kind::VpnConnection, "vpn-"),
        id(Kind::Connection, "dxcon-"),
        id(Kind::VirtualInterface, "dxvif-"),
    ],
    // All samples have twelve digits, one text of the documentation has eight.
    account: Fact::unsure(AccountForm::Digits(12), &refs::OAPI),
    service_owners: &[],
    names: &[],
    descriptions: &[],
    tags: &[TagRule {
        kinds: &[],
        key: tag(1, &refs::OAPI),
        value: tag(0, &refs::OAPI),
        reserved_prefix: Fact::Unknown,
        most: Fact::Unknown,
    }],
};
