//! The documents that the facts come from.

use crate::finding::Reference;

/// The copies of the pages that were read are of these months; where two differ, the newer one holds.
const READ: &str = "2025 to 2026-10";

const fn page(title: &'static str, url: &'static str) -> Reference {
    Reference {
        title,
        url,
        read: READ,
    }
}

macro_rules! pages {
    ($($name:ident $title:literal $url:literal;)*) => {
        $(#[doc = $title] pub(super) static $name: Reference = page($title, $url);)*
    };
}

/// The EC2 API description 2016-11-15 as shipped in botocore 1.44.5.
pub(super) static MODEL_EC2: Reference = Reference {
    title: "Amazon EC2 API 2016-11-15 (service model in botocore 1.44.5)",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Welcome.html",
    read: "",
};

/// The Direct Connect API description 2012-10-25 as shipped in botocore 1.44.5.
pub(super) static MODEL_DX: Reference = Reference {
    title: "AWS Direct Connect API 2012-10-25 (service model in botocore 1.44.5)",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/Welcome.html",
    read: "",
};

pages! {
    ACCEPT_PEERING "Amazon EC2 API, AcceptVpcPeeringConnection" "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcPeeringConnection.html";
    ROUTE_SERVER_PEERS "Amazon EC2 API, DescribeRouteServerPeers" "";
    DX_API_CHANGES "AWS API changes of 2016-12-01, Direct Connect" "";
    ERROR_CODES "Amazon EC2 Developer Guide, Error codes for the Amazon EC2 API" "";
    PEERING "VPC Peering Guide, How VPC peering connections work" "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html";
    PEERING_QUOTAS "VPC Peering Guide, Quotas" "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-connection-quotas.html";
    PEERING_ROUTES "VPC Peering Guide, Update your route tables" "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html";
    PEERING_DELETE "VPC Peering Guide, Delete a VPC peering connection" "https://docs.aws.amazon.com/vpc/latest/peering/delete-vpc-peering-connection.html";
    PEERING_DNS "VPC Peering Guide, Enable DNS resolution" "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html";
    VPC_BLOCKS "VPC User Guide, VPC CIDR blocks" "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";
    SUBNET_BLOCKS "VPC User Guide, Subnet CIDR blocks" "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html";
    IP_ADDRESSING "VPC User Guide, IP addressing" "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html";
    VPC_QUOTAS "VPC User Guide, Amazon VPC quotas" "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
    SUBNET_TABLES "VPC User Guide, Subnet route tables" "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html";
    GATEWAY_TABLES "VPC User Guide, Gateway route tables" "https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html";
    ROUTE_PRIORITY "VPC User Guide, Route priority" "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html";
    ROUTE_SERVER "VPC User Guide, Dynamic routing with VPC Route Server" "https://docs.aws.amazon.com/vpc/latest/userguide/dynamic-routing-route-server.html";
    DX_INTERFACES "Direct Connect User Guide, Virtual interfaces" "https://docs.aws.amazon.com/directconnect/latest/UserGuide/WorkingWithVirtualInterfaces.html";
    DX_QUOTAS "Direct Connect User Guide, Quotas" "https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html";
    DX_ROUTING "Direct Connect User Guide, Routing policies and BGP communities" "https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html";
    DX_BGP "Direct Connect User Guide, BGP settings of virtual interfaces" "";
    DX_PREFIX_CONTROLS "Direct Connect User Guide, Inbound prefix controls" "";
    DX_MTU "Direct Connect User Guide, Set network MTU" "https://docs.aws.amazon.com/directconnect/latest/UserGuide/interface-set-mtu.html";
    DX_FAILOVER_TEST "Direct Connect User Guide, Failover Test" "https://docs.aws.amazon.com/directconnect/latest/UserGuide/resiliency_failover.html";
    DX_DEDICATED "Direct Connect User Guide, Dedicated connections" "https://docs.aws.amazon.com/directconnect/latest/UserGuide/dedicated_connection.html";
    DX_HOSTED "Direct Connect User Guide, Hosted connections" "https://docs.aws.amazon.com/directconnect/latest/UserGuide/hosted_connection.html";
    DX_LAGS "Direct Connect User Guide, Link aggregation groups" "https://docs.aws.amazon.com/directconnect/latest/UserGuide/lags.html";
    DX_GATEWAY_VGW "Direct Connect User Guide, Virtual private gateway associations" "https://docs.aws.amazon.com/directconnect/latest/UserGuide/virtualgateways.html";
    DX_ALLOWED "Direct Connect User Guide, Allowed prefixes interactions" "https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html";
    DX_REVIEW "AWS re:Post, Public virtual interface stuck in the verifying state" "";
    TGW "Transit Gateway Guide, How transit gateways work" "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html";
    TGW_VPC "Transit Gateway Guide, VPC attachments" "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html";
    TGW_PEERING "Transit Gateway Guide, Peering attachments" "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html";
    TGW_CONNECT "Transit Gateway Guide, Connect attachments and Connect peers" "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-connect.html";
    TGW_QUOTAS "Transit Gateway Guide, Quotas" "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html";
    TGW_CREATE "Transit Gateway Guide, Create a transit gateway" "https://docs.aws.amazon.com/vpc/latest/tgw/create-tgw.html";
    VPN "Site-to-Site VPN User Guide, How it works" "https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html";
    VPN_CUSTOMER_GATEWAY "Site-to-Site VPN User Guide, Customer gateway options" "https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html";
    VPN_QUOTAS "Site-to-Site VPN User Guide, Quotas" "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html";
    VPN_ROUTES "Site-to-Site VPN User Guide, Route tables and VPN route priority" "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html";
    VPN_CLOUDHUB "Site-to-Site VPN User Guide, VPN CloudHub" "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPN_CloudHub.html";
    RESOURCE_TAGS "AWS General Reference, Tagging AWS resources" "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html";
}
