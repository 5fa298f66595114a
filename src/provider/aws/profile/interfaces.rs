//! Connections and virtual interfaces.

use super::LINK_LOCAL;
use super::refs;
use crate::model::InterfaceType::{Private, Public, Transit};
use crate::model::{Bandwidth, Family, InterfaceType};
use crate::profile::{
    Allocation, Charset, Fact, Hosted, InterfaceRules, Lengths, MtuRow, RouteFilter, Sessions,
    SiteLinkRule, TestLength, TextRule, VlanRange,
};

const fn mtu(of: InterfaceType, mtu: i64, legacy: bool) -> MtuRow {
    MtuRow {
        of,
        mtu,
        jumbo: mtu > 1500,
        legacy,
    }
}

pub(super) const INTERFACES: InterfaceRules = InterfaceRules {
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
    failover_test: Fact::known(
        TestLength {
            default: 180,
            least: 1,
            most: 4320,
        },
        &refs::DX_FAILOVER_TEST,
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
    ..InterfaceRules::UNKNOWN
};

const DEDICATED: &[&str] = &["1Gbps", "10Gbps", "100Gbps", "400Gbps"];
