//! Blocks of VPCs and subnets.

use super::refs;
use crate::finding::Reference;
use crate::model::Cidr;
use crate::profile::range::v4;
use crate::profile::{AddressRules, Block, Fact, Lengths, ReservedAddresses};

const fn block(cidr: Cidr, what: &'static str, from: &'static Reference) -> Block {
    Block { cidr, what, from }
}

const fn private(cidr: Cidr, from: &'static Reference) -> Block {
    block(cidr, "private space that a VPC may use", from)
}

const fn refused(cidr: Cidr) -> Block {
    block(cidr, "refused beside a VPC's primary range", &refs::OTC_API)
}

const fn whole(cidr: Cidr) -> Block {
    block(
        cidr,
        "refused as a whole beside a VPC's primary range",
        &refs::OTC_API,
    )
}

const fn system(cidr: Cidr) -> Block {
    block(cidr, "a system route of every table", &refs::OTC_MANUAL)
}

const SECONDARY_FORBIDDEN: &[Block] = &[
    refused(v4(100, 64, 0, 0, 10)),
    refused(v4(214, 0, 0, 0, 7)),
    refused(v4(198, 18, 0, 0, 15)),
    refused(v4(169, 254, 0, 0, 16)),
    refused(v4(0, 0, 0, 0, 8)),
    refused(v4(127, 0, 0, 0, 8)),
    refused(v4(240, 0, 0, 0, 4)),
    refused(v4(172, 31, 0, 0, 16)),
];
const SECONDARY_FORBIDDEN_WHOLE: &[Block] = &[
    whole(v4(10, 0, 0, 0, 8)),
    whole(v4(172, 16, 0, 0, 12)),
    whole(v4(192, 168, 0, 0, 16)),
];
const SYSTEM_ROUTES: &[Block] = &[
    system(v4(100, 64, 0, 0, 10)),
    system(v4(198, 19, 128, 0, 20)),
    system(v4(127, 0, 0, 0, 8)),
];

/// Those of Huawei Cloud.
pub(super) const ADDRESSES: AddressRules = AddressRules {
    // The documentation of the Terraform provider has 8 to 24.
    network_ipv4: Fact::known(Lengths::new(8, 28), &refs::VPC_MODELS),
    subnet_ipv4: Fact::known(Lengths::new(8, 28), &refs::VPC_MODELS),
    allowed: Fact::known(
        const {
            &[
                private(v4(10, 0, 0, 0, 8), &refs::VPC_MODELS),
                private(v4(172, 16, 0, 0, 12), &refs::VPC_MODELS),
                private(v4(192, 168, 0, 0, 16), &refs::VPC_MODELS),
            ]
        },
        &refs::VPC_MODELS,
    ),
    range_optional: Fact::known(true, &refs::VPC_MODELS),
    secondary_forbidden: Fact::known(SECONDARY_FORBIDDEN, &refs::VPC_MODELS),
    // This vendor's own list names the third only.
    secondary_forbidden_whole: Fact::inferred(SECONDARY_FORBIDDEN_WHOLE, &refs::OTC_API),
    secondary: Fact::known(true, &refs::VPC_MODELS),
    ..SHARED
};

/// Those of Open Telekom Cloud.
pub(super) const OTC_ADDRESSES: AddressRules = AddressRules {
    network_ipv4: Fact::known(Lengths::new(8, 24), &refs::OTC_API),
    subnet_ipv4: Fact::known(Lengths::new(8, 28), &refs::OTC_API),
    subnet_ipv4_disputed: Fact::known(29, &refs::OTC_MANUAL),
    // One page only recommends these blocks.
    allowed: Fact::unsure(
        const {
            &[
                private(v4(10, 0, 0, 0, 8), &refs::OTC_API),
                private(v4(172, 16, 0, 0, 12), &refs::OTC_API),
                private(v4(192, 168, 0, 0, 16), &refs::OTC_API),
            ]
        },
        &refs::OTC_API,
    ),
    range_optional: Fact::known(true, &refs::OTC_API),
    secondary: Fact::known(true, &refs::OTC_API),
    secondary_forbidden: Fact::known(SECONDARY_FORBIDDEN, &refs::OTC_API),
    secondary_forbidden_whole: Fact::known(SECONDARY_FORBIDDEN_WHOLE, &refs::OTC_API),
    ..SHARED
};

const SHARED: AddressRules = AddressRules {
    // Subnets have IPv6, assigned by the provider; networks have no block of it.
    ipv6: Fact::known(true, &refs::OTC_MANUAL),
    subnet_ipv6: Fact::inferred(Lengths::new(64, 64), &refs::OTC_MANUAL),
    // The network's address and the gateway's; three at the end.
    reserved_addresses: Fact::known(ReservedAddresses { first: 2, last: 3 }, &refs::OTC_MANUAL),
    reserved_destinations: Fact::known(SYSTEM_ROUTES, &refs::OTC_MANUAL),
    ..AddressRules::UNKNOWN
};
