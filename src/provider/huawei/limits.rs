//! Quotas. Whether and how far they are raised, the pages read do not say.

use super::references as refs;
use crate::profile::Limit;
use crate::profile::notation::limits;

/// Those of Huawei Cloud.
pub(super) static LIMITS: &[Limit] = limits! {
    refs::FAQ_PEERING {
        // Accepted ones count on both sides, pending ones on the requester's only.
        Peerings per AccountAndRegion: 50, Unstated;
    }
    refs::OTC_MANUAL {
        Subnets per AccountAndRegion: 100, Unstated + inferred;
        SecondaryIpv4Blocks per Network: 5, Unstated + inferred;
    }
    refs::GUIDE_SUGGESTIONS {
        // The page of the Paris region has 100.
        CustomRoutes per RouteTable: 200, Unstated + unsure;
        RouteTables per Network: 5, Unstated;
        CustomRoutes per Network: 1000, Unstated;
    }
    refs::DC_PRODUCT {
        Connections per AccountAndRegion: 10, Unstated;
        VirtualInterfaces per AccountAndRegion: 50, Unstated;
        VirtualGateways per AccountAndRegion: 5, Unstated;
        DirectConnectGateways per AccountAndRegion: 5, Unstated;
        VirtualGateways per Network: 1;
        Connections per VirtualGateway: 2;
        VirtualInterfaces per HostedConnection: 1;
        LocalPrefixes per VirtualGateway: 50, Unstated + inferred;
        RemotePrefixes per VirtualInterface: 50, Unstated;
        InboundPrefixes per VirtualInterface: 100, Unstated;
    }
    refs::VIF_PEER {
        BgpPeers per VirtualInterface: 2;
    }
};

/// Those of Open Telekom Cloud.
pub(super) static OTC_LIMITS: &[Limit] = limits! {
    refs::OTC_MANUAL {
        // Accepted ones count on both sides, pending ones on the requester's only.
        Peerings per AccountAndRegion: 50, Unstated;
        Subnets per AccountAndRegion: 100, Unstated + inferred;
        CustomRoutes per RouteTable: 200, Unstated;
        RouteTables per Network: 10, Unstated;
    }
    refs::OTC_API {
        SecondaryIpv4Blocks per Network: 5, Unstated;
    }
    refs::OTC_DC_MANUAL {
        Connections per AccountAndRegion: 10, Unstated;
        VirtualInterfaces per AccountAndRegion: 50, Unstated;
        VirtualGateways per AccountAndRegion: 5, Unstated;
        VirtualGateways per Network: 1;
        Connections per VirtualGateway: 2;
        VirtualInterfaces per HostedConnection: 1;
        LocalPrefixes per VirtualGateway: 50, Unstated + inferred;
        RemotePrefixes per VirtualInterface: 50, Unstated;
        InboundPrefixes per VirtualInterface: 100, Unstated;
    }
    refs::OTC_DC_API {
        BgpPeers per VirtualInterface: 1;
    }
};
