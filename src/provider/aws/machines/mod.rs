//! State machines: words, meanings and moves, each with its source.

mod direct_connect;
mod network;
mod peering;
mod route_server;
mod transit;
mod vpn;

use super::references as refs;
use crate::profile::Machine;

/// All machines, in the order of tables.
pub(super) static MACHINES: &[Machine] = &[
    network::NETWORK,
    network::NETWORK_BLOCK,
    network::SUBNET,
    network::SUBNET_BLOCK,
    network::TABLE_ASSOCIATION,
    network::ROUTE,
    network::INTERNET_ATTACHMENT,
    network::NAT_GATEWAY,
    network::INTERFACE,
    network::PREFIX_LIST,
    peering::PEERING,
    peering::MULTIPATH,
    vpn::VIRTUAL_GATEWAY,
    vpn::NETWORK_ATTACHMENT,
    vpn::CUSTOMER_GATEWAY,
    vpn::VPN_CONNECTION,
    vpn::VPN_ASSOCIATION,
    vpn::VPN_ROUTE,
    vpn::VPN_TUNNEL,
    transit::TRANSIT_GATEWAY,
    transit::ATTACHMENT,
    transit::ROUTE_TABLE,
    transit::CONNECT_PEER,
    transit::ASSOCIATION,
    transit::PROPAGATION,
    transit::ROUTE,
    transit::PREFIX_LIST,
    transit::POLICY_TABLE,
    transit::ANNOUNCEMENT,
    direct_connect::CONNECTION,
    direct_connect::LAG,
    direct_connect::INTERCONNECT,
    direct_connect::MACSEC_KEY,
    direct_connect::VIRTUAL_INTERFACE,
    direct_connect::BGP_PEER,
    direct_connect::BGP_STATUS,
    direct_connect::GATEWAY,
    direct_connect::GATEWAY_ASSOCIATION,
    direct_connect::GATEWAY_ATTACHMENT,
    direct_connect::GATEWAY_PROPOSAL,
    route_server::ROUTE_SERVER,
    route_server::PERSIST_ROUTES,
    route_server::ASSOCIATION,
    route_server::ENDPOINT,
    route_server::PEER,
    route_server::PROPAGATION,
    route_server::BFD_STATUS,
];
