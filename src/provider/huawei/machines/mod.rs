//! State machines: words, meanings and moves, each with its source.

mod direct_connect;
mod enterprise_router;
mod network;

use super::references as refs;
use crate::profile::Machine;

/// Those of Huawei Cloud, in the order of tables.
pub(super) static MACHINES: &[Machine] = &[
    network::NETWORK,
    network::SUBNET,
    network::PEERING,
    direct_connect::CONNECTION,
    direct_connect::VIRTUAL_INTERFACE,
    direct_connect::BGP_PEER,
    direct_connect::BGP_STATUS,
    direct_connect::VIRTUAL_GATEWAY,
    direct_connect::GLOBAL_GATEWAY,
    enterprise_router::ROUTER,
    enterprise_router::ATTACHMENT,
    enterprise_router::ROUTE_TABLE,
];

/// Those of Open Telekom Cloud.
pub(super) static OTC_MACHINES: &[Machine] = &[
    network::NETWORK,
    network::SUBNET,
    network::PEERING,
    direct_connect::OTC_CONNECTION,
    direct_connect::VIRTUAL_INTERFACE,
    direct_connect::BGP_PEER,
    direct_connect::BGP_STATUS,
    direct_connect::VIRTUAL_GATEWAY,
    enterprise_router::ROUTER,
    enterprise_router::ATTACHMENT,
    enterprise_router::ROUTE_TABLE,
];
