//! VPN tunnels, Connect peers, blocks of transit gateways.

use super::refs;
use super::{LINK_LOCAL, UNIQUE_LOCAL, block};
use crate::profile::range::v4;
use crate::profile::{Charset, Fact, InsideRule, Lengths, TextRule, TransitBlockRule, TunnelRules};

pub(super) const TUNNELS: TunnelRules = TunnelRules {
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
