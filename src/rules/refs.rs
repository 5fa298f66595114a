//! The documents that rules rest on; standards and registries stand beside the ranges they define (`profile::range`).

use crate::finding::Reference;

/// The day on which the pages were read.
const READ: &str = "2026-11-25";

/// IANA, IPv4 Special-Purpose Address Registry.
pub static IANA_SPECIAL_IPV4: Reference = Reference {
    title: "IANA, IPv4 Special-Purpose Address Registry",
    url: "https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml",
    read: READ,
};

/// Amazon VPC User Guide, VPC CIDR blocks.
pub static VPC_CIDR: Reference = Reference {
    title: "Amazon VPC User Guide, VPC CIDR blocks",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    read: READ,
};

/// Amazon VPC User Guide, Subnet CIDR blocks.
pub static VPC_SUBNET_CIDR: Reference = Reference {
    title: "Amazon VPC User Guide, Subnet CIDR blocks",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    read: READ,
};

/// Amazon VPC User Guide, IP addressing for your VPCs and subnets.
pub static VPC_ADDRESSING: Reference = Reference {
    title: "Amazon VPC User Guide, IP addressing for your VPCs and subnets",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html",
    read: READ,
};

/// Amazon VPC User Guide, Subnet route tables.
pub static VPC_ROUTES: Reference = Reference {
    title: "Amazon VPC User Guide, Subnet route tables",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html",
    read: READ,
};

/// Amazon VPC User Guide, DNS64 and NAT64.
pub static VPC_NAT64: Reference = Reference {
    title: "Amazon VPC User Guide, DNS64 and NAT64",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html",
    read: READ,
};

/// Amazon EC2 API Reference, CreateVpc.
pub static EC2_CREATE_VPC: Reference = Reference {
    title: "Amazon EC2 API Reference, CreateVpc",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html",
    read: READ,
};

/// Amazon EC2 API Reference, CreateSubnet.
pub static EC2_CREATE_SUBNET: Reference = Reference {
    title: "Amazon EC2 API Reference, CreateSubnet",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html",
    read: READ,
};

/// Amazon EC2 API Reference, CreateRoute.
pub static EC2_CREATE_ROUTE: Reference = Reference {
    title: "Amazon EC2 API Reference, CreateRoute",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html",
    read: READ,
};

/// Amazon EC2 API Reference, CreateVpnGateway.
pub static EC2_CREATE_VPN_GATEWAY: Reference = Reference {
    title: "Amazon EC2 API Reference, CreateVpnGateway",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html",
    read: READ,
};

/// Amazon EC2 API Reference, CreateCustomerGateway.
pub static EC2_CREATE_CUSTOMER_GATEWAY: Reference = Reference {
    title: "Amazon EC2 API Reference, CreateCustomerGateway",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html",
    read: READ,
};

/// Amazon EC2 API Reference, TransitGatewayRequestOptions.
pub static EC2_TRANSIT_GATEWAY_OPTIONS: Reference = Reference {
    title: "Amazon EC2 API Reference, TransitGatewayRequestOptions",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRequestOptions.html",
    read: READ,
};

/// Amazon EC2 Developer Guide, Error codes for the Amazon EC2 API.
pub static EC2_ERRORS: Reference = Reference {
    title: "Amazon EC2 Developer Guide, Error codes for the Amazon EC2 API",
    url: "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
    read: READ,
};

/// Amazon EC2 API Reference, CreateVpcPeeringConnection.
pub static EC2_CREATE_PEERING: Reference = Reference {
    title: "Amazon EC2 API Reference, CreateVpcPeeringConnection",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html",
    read: READ,
};

/// boto3, EC2.Client.accept_vpc_peering_connection.
pub static EC2_ACCEPT_PEERING: Reference = Reference {
    title: "boto3, EC2.Client.accept_vpc_peering_connection",
    url: "https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/ec2/client/accept_vpc_peering_connection.html",
    read: READ,
};

/// boto3, EC2.Client.describe_route_server_peers.
pub static EC2_ROUTE_SERVER_PEERS: Reference = Reference {
    title: "boto3, EC2.Client.describe_route_server_peers",
    url: "https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/ec2/client/describe_route_server_peers.html",
    read: READ,
};

/// Amazon VPC Peering Guide, How VPC peering connections work.
pub static PEERING_BASICS: Reference = Reference {
    title: "Amazon VPC Peering Guide, How VPC peering connections work",
    url: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
    read: READ,
};

/// Amazon VPC Peering Guide, Quotas.
pub static PEERING_QUOTAS: Reference = Reference {
    title: "Amazon VPC Peering Guide, Quotas",
    url: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-connection-quotas.html",
    read: READ,
};

/// Amazon VPC Peering Guide, Update your route tables.
pub static PEERING_ROUTES: Reference = Reference {
    title: "Amazon VPC Peering Guide, Update your route tables",
    url: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html",
    read: READ,
};

/// AWS Direct Connect API changes of 2016-12-01 (CreateBGPPeer, DeleteBGPPeer).
pub static DX_API_2016: Reference = Reference {
    title: "AWS Direct Connect API changes of 2016-12-01 (CreateBGPPeer, DeleteBGPPeer)",
    url: "",
    read: "",
};

/// AWS Direct Connect User Guide, Virtual interfaces and hosted virtual interfaces.
pub static DX_INTERFACES: Reference = Reference {
    title: "AWS Direct Connect User Guide, Virtual interfaces and hosted virtual interfaces",
    url: "https://docs.aws.amazon.com/directconnect/latest/UserGuide/WorkingWithVirtualInterfaces.html",
    read: READ,
};

/// AWS Direct Connect User Guide, Add a BGP peer.
pub static DX_ADD_PEER: Reference = Reference {
    title: "AWS Direct Connect User Guide, Add a BGP peer",
    url: "https://docs.aws.amazon.com/directconnect/latest/UserGuide/add-peer-to-vif.html",
    read: READ,
};

/// AWS Direct Connect User Guide, Routing policies and BGP communities.
pub static DX_ROUTING: Reference = Reference {
    title: "AWS Direct Connect User Guide, Routing policies and BGP communities",
    url: "https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html",
    read: READ,
};

/// AWS Direct Connect User Guide, Transit gateway associations.
pub static DX_TRANSIT: Reference = Reference {
    title: "AWS Direct Connect User Guide, Transit gateway associations",
    url: "https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-transit-gateways.html",
    read: READ,
};

/// AWS Direct Connect API Reference, CreateBGPPeer.
pub static DX_CREATE_PEER: Reference = Reference {
    title: "AWS Direct Connect API Reference, CreateBGPPeer",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateBGPPeer.html",
    read: READ,
};

/// AWS Direct Connect API Reference, NewBGPPeer.
pub static DX_NEW_PEER: Reference = Reference {
    title: "AWS Direct Connect API Reference, NewBGPPeer",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_NewBGPPeer.html",
    read: READ,
};

/// AWS Direct Connect API Reference, BGPPeer.
pub static DX_PEER: Reference = Reference {
    title: "AWS Direct Connect API Reference, BGPPeer",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_BGPPeer.html",
    read: READ,
};

/// AWS Direct Connect API Reference, VirtualInterface.
pub static DX_INTERFACE: Reference = Reference {
    title: "AWS Direct Connect API Reference, VirtualInterface",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_VirtualInterface.html",
    read: READ,
};

/// AWS Direct Connect API Reference, RouteFilterPrefix.
pub static DX_FILTER_PREFIX: Reference = Reference {
    title: "AWS Direct Connect API Reference, RouteFilterPrefix",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_RouteFilterPrefix.html",
    read: READ,
};

/// AWS Direct Connect API Reference, CreateDirectConnectGateway.
pub static DX_CREATE_GATEWAY: Reference = Reference {
    title: "AWS Direct Connect API Reference, CreateDirectConnectGateway",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateDirectConnectGateway.html",
    read: READ,
};

/// AWS Direct Connect API Reference, CreateTransitVirtualInterface.
pub static DX_CREATE_TRANSIT_INTERFACE: Reference = Reference {
    title: "AWS Direct Connect API Reference, CreateTransitVirtualInterface",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateTransitVirtualInterface.html",
    read: READ,
};

/// AWS Transit Gateway Guide, Transit gateway peering attachments.
pub static TGW_PEERING: Reference = Reference {
    title: "AWS Transit Gateway Guide, Transit gateway peering attachments",
    url: "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html",
    read: READ,
};

/// AWS Site-to-Site VPN User Guide, How AWS Site-to-Site VPN works.
pub static VPN_HOW: Reference = Reference {
    title: "AWS Site-to-Site VPN User Guide, How AWS Site-to-Site VPN works",
    url: "https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html",
    read: READ,
};

/// Amazon EC2 API Reference, VpnTunnelOptionsSpecification.
pub static VPN_TUNNELS: Reference = Reference {
    title: "Amazon EC2 API Reference, VpnTunnelOptionsSpecification",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnTunnelOptionsSpecification.html",
    read: READ,
};

/// Amazon VPC User Guide, Dynamic routing with Amazon VPC Route Server.
pub static VPC_ROUTE_SERVER: Reference = Reference {
    title: "Amazon VPC User Guide, Dynamic routing with Amazon VPC Route Server",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/dynamic-routing-route-server.html",
    read: READ,
};

/// Amazon VPC User Guide, Amazon VPC quotas.
pub static VPC_QUOTAS: Reference = Reference {
    title: "Amazon VPC User Guide, Amazon VPC quotas",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
    read: READ,
};

/// Amazon VPC User Guide, Gateway route tables.
pub static VPC_GATEWAY_TABLES: Reference = Reference {
    title: "Amazon VPC User Guide, Gateway route tables",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html",
    read: READ,
};

/// Amazon VPC User Guide, Route priority.
pub static VPC_ROUTE_PRIORITY: Reference = Reference {
    title: "Amazon VPC User Guide, Route priority",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html",
    read: READ,
};

/// Amazon EC2 API Reference, CreateTransitGatewayVpcAttachment.
pub static EC2_CREATE_TGW_ATTACHMENT: Reference = Reference {
    title: "Amazon EC2 API Reference, CreateTransitGatewayVpcAttachment",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html",
    read: READ,
};

/// Amazon EC2 API Reference, TransitGatewayRoute.
pub static EC2_TGW_ROUTE: Reference = Reference {
    title: "Amazon EC2 API Reference, TransitGatewayRoute",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRoute.html",
    read: READ,
};

/// Amazon EC2 API Reference, EnableVgwRoutePropagation.
pub static EC2_VGW_PROPAGATION: Reference = Reference {
    title: "Amazon EC2 API Reference, EnableVgwRoutePropagation",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableVgwRoutePropagation.html",
    read: READ,
};

/// Amazon EC2 API Reference, CreateVpnConnection.
pub static EC2_CREATE_VPN: Reference = Reference {
    title: "Amazon EC2 API Reference, CreateVpnConnection",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnection.html",
    read: READ,
};

/// Amazon EC2 API Reference, Tag.
pub static EC2_TAG: Reference = Reference {
    title: "Amazon EC2 API Reference, Tag",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Tag.html",
    read: READ,
};

/// AWS Direct Connect API Reference, Tag.
pub static DX_TAG: Reference = Reference {
    title: "AWS Direct Connect API Reference, Tag",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Tag.html",
    read: READ,
};

/// AWS Transit Gateway Guide, How transit gateways work.
pub static TGW_HOW: Reference = Reference {
    title: "AWS Transit Gateway Guide, How transit gateways work",
    url: "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html",
    read: READ,
};

/// AWS Transit Gateway Guide, VPC attachments.
pub static TGW_ATTACHMENTS: Reference = Reference {
    title: "AWS Transit Gateway Guide, VPC attachments",
    url: "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html",
    read: READ,
};

/// AWS Transit Gateway Guide, Connect attachments and Connect peers.
pub static TGW_CONNECT: Reference = Reference {
    title: "AWS Transit Gateway Guide, Connect attachments and Connect peers",
    url: "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-connect.html",
    read: READ,
};

/// AWS Transit Gateway Guide, Create a transit gateway.
pub static TGW_CREATE: Reference = Reference {
    title: "AWS Transit Gateway Guide, Create a transit gateway",
    url: "https://docs.aws.amazon.com/vpc/latest/tgw/create-tgw.html",
    read: READ,
};

/// AWS Transit Gateway Guide, Quotas.
pub static TGW_QUOTAS: Reference = Reference {
    title: "AWS Transit Gateway Guide, Quotas",
    url: "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html",
    read: READ,
};

/// AWS Site-to-Site VPN User Guide, Quotas.
pub static VPN_QUOTAS: Reference = Reference {
    title: "AWS Site-to-Site VPN User Guide, Quotas",
    url: "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html",
    read: READ,
};

/// AWS Site-to-Site VPN User Guide, Route tables and VPN route priority.
pub static VPN_ROUTES: Reference = Reference {
    title: "AWS Site-to-Site VPN User Guide, Route tables and VPN route priority",
    url: "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html",
    read: READ,
};

/// Amazon EC2 API Reference, VpnConnectionOptionsSpecification.
pub static VPN_OPTIONS: Reference = Reference {
    title: "Amazon EC2 API Reference, VpnConnectionOptionsSpecification",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnConnectionOptionsSpecification.html",
    read: READ,
};

/// OUTSCALE User Guide, Creating a Net Peering.
pub static OUTSCALE_NET_PEERING: Reference = Reference {
    title: "OUTSCALE User Guide, Creating a Net Peering",
    url: "https://docs.outscale.com/en/userguide/Creating-a-Net-Peering.html",
    read: READ,
};

/// OUTSCALE API 1.42.0.
pub static OUTSCALE_API: Reference = Reference {
    title: "OUTSCALE API 1.42.0",
    url: "https://docs.outscale.com/api",
    read: "",
};

/// Huawei Cloud VPC API Reference, Creating a VPC Peering Connection.
pub static HUAWEI_PEERING: Reference = Reference {
    title: "Huawei Cloud VPC API Reference, Creating a VPC Peering Connection",
    url: "",
    read: READ,
};

/// Huawei Cloud Direct Connect API Reference, Creating a Virtual Interface Peer.
pub static HUAWEI_PEER: Reference = Reference {
    title: "Huawei Cloud Direct Connect API Reference, Creating a Virtual Interface Peer",
    url: "https://support.huaweicloud.com/eu/api-dc/CreateVifPeer.html",
    read: READ,
};

/// Open Telekom Cloud, Virtual Private Cloud User Guide.
pub static OTC_VPC: Reference = Reference {
    title: "Open Telekom Cloud, Virtual Private Cloud User Guide",
    url: "https://docs.otc.t-systems.com/virtual-private-cloud/umn/",
    read: READ,
};

/// Amazon VPC Peering Guide, Delete a VPC peering connection.
pub static PEERING_DELETE: Reference = Reference {
    title: "Amazon VPC Peering Guide, Delete a VPC peering connection",
    url: "https://docs.aws.amazon.com/vpc/latest/peering/delete-vpc-peering-connection.html",
    read: READ,
};

/// Amazon VPC Peering Guide, Enable DNS resolution for a VPC peering connection.
pub static PEERING_DNS: Reference = Reference {
    title: "Amazon VPC Peering Guide, Enable DNS resolution for a VPC peering connection",
    url: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html",
    read: READ,
};

/// Amazon EC2 API Reference, DeleteVpnGateway.
pub static EC2_DELETE_VPN_GATEWAY: Reference = Reference {
    title: "Amazon EC2 API Reference, DeleteVpnGateway",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpnGateway.html",
    read: READ,
};

/// Amazon EC2 API Reference, DeleteCustomerGateway.
pub static EC2_DELETE_CUSTOMER_GATEWAY: Reference = Reference {
    title: "Amazon EC2 API Reference, DeleteCustomerGateway",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteCustomerGateway.html",
    read: READ,
};

/// AWS Direct Connect API Reference, DeleteDirectConnectGateway.
pub static DX_DELETE_GATEWAY: Reference = Reference {
    title: "AWS Direct Connect API Reference, DeleteDirectConnectGateway",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteDirectConnectGateway.html",
    read: READ,
};

/// AWS Direct Connect API Reference, AssociateVirtualInterface.
pub static DX_ASSOCIATE_INTERFACE: Reference = Reference {
    title: "AWS Direct Connect API Reference, AssociateVirtualInterface",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AssociateVirtualInterface.html",
    read: READ,
};

/// AWS Direct Connect API Reference, DirectConnectGatewayAssociation.
pub static DX_ASSOCIATION: Reference = Reference {
    title: "AWS Direct Connect API Reference, DirectConnectGatewayAssociation",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGatewayAssociation.html",
    read: READ,
};

/// AWS Direct Connect API Reference, Connection.
pub static DX_CONNECTION: Reference = Reference {
    title: "AWS Direct Connect API Reference, Connection",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Connection.html",
    read: READ,
};

/// AWS Direct Connect API Reference, Lag.
pub static DX_LAG: Reference = Reference {
    title: "AWS Direct Connect API Reference, Lag",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Lag.html",
    read: READ,
};

/// AWS Direct Connect User Guide, Link aggregation groups.
pub static DX_LAGS: Reference = Reference {
    title: "AWS Direct Connect User Guide, Link aggregation groups",
    url: "https://docs.aws.amazon.com/directconnect/latest/UserGuide/lags.html",
    read: READ,
};

/// AWS Direct Connect User Guide, Hosted connections.
pub static DX_HOSTED: Reference = Reference {
    title: "AWS Direct Connect User Guide, Hosted connections",
    url: "https://docs.aws.amazon.com/directconnect/latest/UserGuide/hosted_connection.html",
    read: READ,
};

/// AWS Direct Connect User Guide, Set network MTU.
pub static DX_MTU: Reference = Reference {
    title: "AWS Direct Connect User Guide, Set network MTU for private or transit virtual interfaces",
    url: "https://docs.aws.amazon.com/directconnect/latest/UserGuide/set-jumbo-frames-vif.html",
    read: READ,
};

/// AWS Direct Connect User Guide, Quotas.
pub static DX_QUOTAS: Reference = Reference {
    title: "AWS Direct Connect User Guide, Quotas",
    url: "https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html",
    read: READ,
};

/// AWS Direct Connect User Guide, Direct Connect gateways.
pub static DX_GATEWAYS: Reference = Reference {
    title: "AWS Direct Connect User Guide, Direct Connect gateways",
    url: "https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways.html",
    read: READ,
};

/// AWS Direct Connect User Guide, Virtual private gateway associations.
pub static DX_GATEWAY_VGW: Reference = Reference {
    title: "AWS Direct Connect User Guide, Virtual private gateway associations",
    url: "https://docs.aws.amazon.com/directconnect/latest/UserGuide/virtualgateways.html",
    read: READ,
};

/// AWS Direct Connect User Guide, Allowed prefixes interactions.
pub static DX_ALLOWED: Reference = Reference {
    title: "AWS Direct Connect User Guide, Allowed prefixes interactions",
    url: "https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html",
    read: READ,
};

/// AWS Direct Connect API Reference, DeleteBGPPeer.
pub static DX_DELETE_PEER: Reference = Reference {
    title: "AWS Direct Connect API Reference, DeleteBGPPeer",
    url: "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteBGPPeer.html",
    read: READ,
};

/// AWS Site-to-Site VPN User Guide, Customer gateway options.
pub static VPN_CUSTOMER_GATEWAY: Reference = Reference {
    title: "AWS Site-to-Site VPN User Guide, Customer gateway options",
    url: "https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html",
    read: READ,
};

/// AWS Direct Connect User Guide, Using the AWS Direct Connect Resiliency Toolkit to get started.
pub static DX_RESILIENCY: Reference = Reference {
    title: "AWS Direct Connect User Guide, Using the AWS Direct Connect Resiliency Toolkit to get started",
    url: "https://docs.aws.amazon.com/directconnect/latest/UserGuide/resiliency_toolkit.html",
    read: "2023-06",
};
