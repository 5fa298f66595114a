//! Connections, virtual interfaces, their sessions.

use super::refs;
use crate::finding::Reference;
use crate::model::InterfaceType::{Private, Public};
use crate::model::{Bandwidth, Cidr, Family};
use crate::profile::range::v4;
use crate::profile::{
    AsnField, AsnRange, AsnRow, AsnScope, AsnTaken, BandwidthRange, BgpRules, Block, Certainty,
    Charset, Fact, Hosted, Hosting, InterfaceRules, Sessions, TextRule, VlanRange,
};

const fn up_to(most: u64) -> BandwidthRange {
    BandwidthRange {
        least: Bandwidth(2),
        most: Some(Bandwidth(most)),
    }
}

const fn refused(cidr: Cidr) -> Block {
    Block {
        cidr,
        what: "refused for the customer's side",
        from: &refs::OTC_DC_MANUAL,
    }
}

const REMOTE_FORBIDDEN: &[Block] = &[
    refused(v4(100, 64, 0, 0, 10)),
    refused(v4(127, 0, 0, 0, 8)),
    refused(v4(169, 254, 0, 0, 16)),
    refused(v4(224, 0, 0, 0, 3)),
];

const fn sessions(most: u32) -> Sessions {
    Sessions {
        most: Some(most),
        per_family: 1,
        more_with_redundancy: false,
        last_stays: false,
    }
}

/// What both say in the same words.
const fn shared(from: &'static Reference) -> InterfaceRules {
    InterfaceRules {
        untagged_alone: Fact::known(true, &refs::OTC_DC_MANUAL),
        // Any length, but no blanks; none is needed.
        auth_key: Fact::known(
            TextRule::new(0, TextRule::ANY_LENGTH, Charset::Without(" ")),
            &refs::OTC_DC_MANUAL,
        ),
        link_usual_ipv4: Fact::known(&[30], &refs::OTC_DC_MANUAL),
        hosted: Fact::known(
            Hosted {
                interfaces: 1,
                vlan_given: true,
            },
            from,
        ),
        hosting: Fact::known(
            Hosting {
                no_interfaces: true,
                vlan_on_hosted_only: true,
            },
            from,
        ),
        static_sessions: Fact::known(true, from),
        remote_forbidden: Fact::known(REMOTE_FORBIDDEN, from),
        remote_apart_from_local: Fact::known(true, from),
        ..InterfaceRules::UNKNOWN
    }
}

/// Those of Huawei Cloud.
pub(super) const INTERFACES: InterfaceRules = InterfaceRules {
    types: Fact::known(&[Private, Public], &refs::DC_MODELS),
    // 0 means untagged.
    vlan: Fact::known(
        VlanRange {
            first: 0,
            last: 3999,
        },
        &refs::DC_MODELS,
    ),
    untagged_alone: Fact::inferred(true, &refs::OTC_DC_MANUAL),
    sessions: Fact::known(sessions(2), &refs::VIF_PEER),
    // IPv6 in some regions only.
    families: Fact::known(&[Family::Ipv4, Family::Ipv6], &refs::VIF_PEER),
    interface_bandwidth: Fact::known(
        BandwidthRange {
            least: Bandwidth(2),
            most: None,
        },
        &refs::DC_MODELS,
    ),
    connection_bandwidth: Fact::known(up_to(100_000), &refs::DC_MODELS),
    hosted_bandwidth: Fact::known(up_to(400_000), &refs::DC_MODELS),
    priority_with_bgp_only: Fact::known(true, &refs::DC_MODELS),
    one_failure_detection: Fact::known(true, &refs::TERRAFORM),
    remote_covers_link: Fact::known(true, &refs::TERRAFORM),
    ..shared(&refs::DC_PRODUCT)
};

/// Those of Open Telekom Cloud.
pub(super) const OTC_INTERFACES: InterfaceRules = InterfaceRules {
    types: Fact::known(&[Private], &refs::OTC_DC_API),
    // The interface takes 1 to 4063; the console's text has 0 to 3999, and 0 for untagged.
    vlan: Fact::unsure(
        VlanRange {
            first: 0,
            last: 4063,
        },
        &refs::OTC_DC_API,
    ),
    sessions: Fact::known(sessions(1), &refs::OTC_DC_API),
    families: Fact::known(&[Family::Ipv4], &refs::OTC_DC_API),
    interface_bandwidth: Fact::known(up_to(10_000), &refs::OTC_DC_API),
    connection_bandwidth: Fact::known(up_to(20_000), &refs::OTC_DC_API),
    ..shared(&refs::OTC_DC_API)
};

const ANY_ASN: &[AsnRange] = &[AsnRange::new(1, 4_294_967_295)];

const fn asn(field: AsnField, default: Fact<u64>, from: &'static Reference) -> AsnRow {
    AsnRow {
        field,
        ranges: Fact::known(ANY_ASN, from),
        disputed: &[],
        default,
        private_recommended: false,
    }
}

/// Those of Huawei Cloud.
pub(super) const BGP: BgpRules = BgpRules {
    asns: &[
        asn(AsnField::Customer, Fact::Unknown, &refs::DC_MODELS),
        asn(
            AsnField::VirtualGateway,
            Fact::known(64_512, &refs::TERRAFORM),
            &refs::DC_MODELS,
        ),
        asn(
            AsnField::DirectConnectGateway,
            Fact::Unknown,
            &refs::DC_MODELS,
        ),
    ],
    // The interface itself does not refuse it.
    taken: &[AsnTaken {
        number: 64_512,
        fields: &[AsnField::Customer],
        scope: AsnScope::Everywhere,
        what: "the usual number of the cloud's side",
        from: &refs::TERRAFORM,
        certainty: Certainty::Unsure,
    }],
    interface_sides_differ: Fact::known(true, &refs::OTC_DC_API),
    ..BgpRules::UNKNOWN
};

const fn cloud_side(number: u64, region: &'static str) -> AsnTaken {
    AsnTaken {
        number,
        fields: &[AsnField::Customer],
        scope: AsnScope::Region(region),
        what: "the number of the cloud's side in that region",
        from: &refs::OTC_DC_MANUAL,
        certainty: Certainty::Inferred,
    }
}

/// Those of Open Telekom Cloud.
pub(super) const OTC_BGP: BgpRules = BgpRules {
    asns: &[
        asn(AsnField::Customer, Fact::Unknown, &refs::OTC_DC_API),
        // In one region it is another number.
        asn(
            AsnField::VirtualGateway,
            Fact::unsure(64_512, &refs::OTC_DC_API),
            &refs::OTC_DC_API,
        ),
    ],
    taken: &[cloud_side(65_146, "eu-de"), cloud_side(64_512, "eu-nl")],
    interface_sides_differ: Fact::known(true, &refs::OTC_DC_API),
    ..BgpRules::UNKNOWN
};
