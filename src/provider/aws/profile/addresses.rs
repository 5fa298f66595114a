//! Blocks of VPCs and subnets.

use super::refs;
use super::{LINK_LOCAL, UNIQUE_LOCAL, block};
use crate::model::Cidr;
use crate::profile::range::{v4, v6};
use crate::profile::{AddressRules, Fact, Lengths, PrivateIpv6, ReservedAddresses, Restriction};

const TEN: Cidr = v4(10, 0, 0, 0, 8);
const TEN_ZERO: Cidr = v4(10, 0, 0, 0, 16);
const TEN_ZERO_AND_ONE: Cidr = v4(10, 0, 0, 0, 15);
const ONE_SEVEN_TWO: Cidr = v4(172, 16, 0, 0, 12);
const DEFAULT_NETWORK: Cidr = v4(172, 31, 0, 0, 16);
const ONE_NINE_TWO: Cidr = v4(192, 168, 0, 0, 16);
const BENCHMARK_HALF: Cidr = v4(198, 19, 0, 0, 16);

const fn restriction(holds: &'static [Cidr], refuses: &'static [Cidr]) -> Restriction {
    Restriction {
        holds,
        outside: &[],
        refuses,
        doubtful: false,
        from: &refs::VPC_BLOCKS,
    }
}

pub(super) const ADDRESSES: AddressRules = AddressRules {
    network_ipv4: Fact::known(Lengths::new(16, 28), &refs::VPC_BLOCKS),
    secondary_ipv4: Fact::known(Lengths::new(16, 28), &refs::VPC_BLOCKS),
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
