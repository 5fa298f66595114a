//! Quotas: default, highest value after a raise, and who raises them.

use super::references as refs;
use crate::profile::Limit;
use crate::profile::notation::limits;

/// All of them.
pub(super) static LIMITS: &[Limit] = limits! {
    refs::VPC_QUOTAS {
        Networks per AccountAndRegion: 5, OnRequest;
        Subnets per Network: 200, OnRequest;
        Ipv4Blocks per Network: 5 up to 50, OnRequest;
        Ipv6Blocks per Network: 5 up to 50, OnRequest;
        RouteTables per Network: 200, OnRequest;
        StaticRoutes per RouteTableAndFamily: 500 up to 1000, OnRequest;
        PropagatedRoutes per RouteTable: 100;
        InternetGateways per Network: 1;
        EgressOnlyInternetGateways per Network: 1;
        InternetGateways per AccountAndRegion: 5, Follows(Networks);
        NatGateways per Zone: 5, OnRequest;
        PrefixListEntries per PrefixList: 1000, OnRequest;
        AddressUsage per Network: 64_000 up to 256_000, OnRequest;
        AddressUsage per NetworkAndItsPeers: 128_000 up to 512_000, OnRequest;
    }
    refs::PEERING_QUOTAS {
        ActivePeerings per Network: 50 up to 125, OnRequest;
        PendingPeerings per AccountAndRegion: 25, OnRequest;
    }
    refs::VPC_QUOTAS {
        RouteServers per Network: 5, OnRequest;
        RouteServerEndpoints per RouteServer: 10, OnRequest;
        RouteServerEndpoints per RouteServerAndSubnet: 2;
        // The page counts per network interface, read as that of the endpoint.
        RouteServerPeers per RouteServerEndpoint: 20, OnRequest + inferred;
        RouteServerRoutes per RouteServerPeer: 100;
        RouteServerRoutes per RouteServer: 100;
    }
    refs::ROUTE_SERVER {
        Networks per RouteServer: 1;
    }
    refs::MODEL_EC2 {
        Networks per VirtualGateway: 1;
    }
    refs::VPN_QUOTAS {
        VirtualGateways per AccountAndRegion: 5, OnRequest;
        VirtualGateways per Network: 1;
        CustomerGateways per AccountAndRegion: 50, OnRequest;
        VpnConnections per AccountAndRegion: 50, OnRequest;
        VpnConnections per VirtualGateway: 10, OnRequest;
        VpnRoutesIn per VirtualGatewayVpn: 100;
        VpnRoutesIn per TransitGatewayVpn: 1000;
        VpnRoutesOut per VirtualGatewayVpn: 1000;
        VpnRoutesOut per TransitGatewayVpn: 5000;
        VpnStaticRoutes per VirtualGateway: 100;
    }
    refs::TGW_QUOTAS {
        TransitGateways per AccountAndRegion: 5, OnRequest;
        TransitGateways per Network: 5;
        TransitGatewayAttachments per TransitGateway: 5000, OnRequest;
        TransitGatewayPeerings per TransitGateway: 50, OnRequest;
        PendingTransitGatewayPeerings per TransitGateway: 10, OnRequest;
        TransitGatewayPeerings per TransitGatewayPair: 1;
        TransitGatewayRouteTables per TransitGateway: 20, OnRequest;
        Routes per TransitGateway: 10_000, ByAccountTeam;
        TransitGatewayBlocks per TransitGateway: 5;
        ConnectPeers per ConnectAttachment: 4;
        ConnectRoutesIn per ConnectPeer: 1000, ByAccountTeam;
        ConnectRoutesOut per ConnectPeer: 5000;
        DirectConnectGateways per TransitGateway: 20;
    }
    refs::DX_QUOTAS {
        TransitGateways per DirectConnectGateway: 6;
        VirtualGateways per DirectConnectGateway: 20;
        VirtualInterfaces per DirectConnectGateway: 30;
        DirectConnectGateways per Account: 200, ByAccountTeam;
        PrivateOrPublicInterfaces per DedicatedConnection: 50;
        TransitInterfaces per DedicatedConnection: 4, ByAccountTeam;
        // The General Reference adds up to 54, which is no less than what this page says.
        VirtualInterfaces per DedicatedConnection: 51 + unsure;
        VirtualInterfaces per HostedConnection: 1;
        Connections per LocationAndRegion: 10, ByAccountTeam;
        Lags per AccountAndRegion: 10, ByAccountTeam;
    }
    refs::DX_LAGS {
        LagMembers per LagBelow100G: 4;
        LagMembers per LagFrom100G: 2;
    }
    refs::DX_QUOTAS {
        RateLimiters per DedicatedConnection: 10, ByAccountTeam;
    }
    refs::DX_PREFIX_CONTROLS {
        InboundPrefixes per PrivateOrTransitInterfaceAndFamily: 100 up to 1000, SelfService;
    }
    refs::DX_QUOTAS {
        InboundPrefixes per PublicInterface: 1000;
    }
    refs::DX_INTERFACES {
        RouteFilterPrefixes per PublicInterface: 1000;
    }
    refs::DX_PREFIX_CONTROLS {
        PrefixAllocations per DirectConnectGateway: 10_000, Unstated;
        PrefixAllocations per ConnectionUpTo10G: 5000;
        PrefixAllocations per Connection100G: 30_000;
        PrefixAllocations per Connection400G: 50_000;
    }
    refs::DX_QUOTAS {
        AllowedPrefixes per TransitAssociation: 200, ByAccountTeam;
        CoreNetworkPrefixes per CoreNetwork: 5000, ByAccountTeam;
    }
};
