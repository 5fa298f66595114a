//! What things and operations are called.

use crate::model::ElementKind as Kind;
use crate::profile::notation::operations;
use crate::profile::{Operation, Word, Words};

static OPERATIONS: &[Operation] = operations! {
    "ec2" {
        CreateVpc Create Element(Kind::Network);
        DeleteVpc Delete Element(Kind::Network);
        AssociateVpcCidrBlock Join NetworkBlock;
        DisassociateVpcCidrBlock Part NetworkBlock;
        CreateSubnet Create Element(Kind::Subnet);
        DeleteSubnet Delete Element(Kind::Subnet);
        AssociateSubnetCidrBlock Join SubnetBlock;
        DisassociateSubnetCidrBlock Part SubnetBlock;
        AssociateRouteTable Join TableAssociation;
        DisassociateRouteTable Part TableAssociation;
        CreateRouteTable Create Element(Kind::RouteTable);
        DeleteRouteTable Delete Element(Kind::RouteTable);
        CreateRoute Create Route;
        ReplaceRoute Modify Route;
        DeleteRoute Delete Route;
        EnableVgwRoutePropagation Join Element(Kind::RouteTable);
        DisableVgwRoutePropagation Part Element(Kind::RouteTable);
        CreateVpcPeeringConnection Create Element(Kind::Peering);
        AcceptVpcPeeringConnection Accept Element(Kind::Peering);
        RejectVpcPeeringConnection Reject Element(Kind::Peering);
        DeleteVpcPeeringConnection Delete Element(Kind::Peering);
        ModifyVpcPeeringConnectionOptions Modify Multipath;
        CreateInternetGateway Create Element(Kind::InternetGateway);
        DeleteInternetGateway Delete Element(Kind::InternetGateway);
        AttachInternetGateway Join InternetAttachment;
        DetachInternetGateway Part InternetAttachment;
        CreateEgressOnlyInternetGateway Create Element(Kind::EgressOnlyInternetGateway);
        DeleteEgressOnlyInternetGateway Delete Element(Kind::EgressOnlyInternetGateway);
        CreateNatGateway Create Element(Kind::NatGateway);
        DeleteNatGateway Delete Element(Kind::NatGateway);
        CreateNetworkInterface Create Element(Kind::Interface);
        AttachNetworkInterface Join Element(Kind::Interface);
        DetachNetworkInterface Part Element(Kind::Interface);
        DeleteNetworkInterface Delete Element(Kind::Interface);
        CreateManagedPrefixList Create Element(Kind::PrefixList);
        ModifyManagedPrefixList Modify Element(Kind::PrefixList);
        RestoreManagedPrefixListVersion Reset Element(Kind::PrefixList);
        DeleteManagedPrefixList Delete Element(Kind::PrefixList);
        CreateVpnGateway Create Element(Kind::VirtualGateway);
        DeleteVpnGateway Delete Element(Kind::VirtualGateway);
        AttachVpnGateway Join NetworkAttachment;
        DetachVpnGateway Part NetworkAttachment;
        CreateCustomerGateway Create Element(Kind::CustomerGateway);
        DeleteCustomerGateway Delete Element(Kind::CustomerGateway);
        CreateVpnConnection Create Element(Kind::VpnConnection);
        ModifyVpnConnection Modify Element(Kind::VpnConnection);
        DeleteVpnConnection Delete Element(Kind::VpnConnection);
        CreateVpnConnectionRoute Create VpnRoute;
        DeleteVpnConnectionRoute Delete VpnRoute;
        CreateTransitGateway Create Element(Kind::TransitGateway);
        ModifyTransitGateway Modify Element(Kind::TransitGateway);
        DeleteTransitGateway Delete Element(Kind::TransitGateway);
        CreateTransitGatewayVpcAttachment Create Element(Kind::TransitGatewayAttachment);
        ModifyTransitGatewayVpcAttachment Modify Element(Kind::TransitGatewayAttachment);
        AcceptTransitGatewayVpcAttachment Accept Element(Kind::TransitGatewayAttachment);
        RejectTransitGatewayVpcAttachment Reject Element(Kind::TransitGatewayAttachment);
        DeleteTransitGatewayVpcAttachment Delete Element(Kind::TransitGatewayAttachment);
        CreateTransitGatewayPeeringAttachment Create Element(Kind::TransitGatewayAttachment);
        AcceptTransitGatewayPeeringAttachment Accept Element(Kind::TransitGatewayAttachment);
        RejectTransitGatewayPeeringAttachment Reject Element(Kind::TransitGatewayAttachment);
        DeleteTransitGatewayPeeringAttachment Delete Element(Kind::TransitGatewayAttachment);
        CreateTransitGatewayConnect Create Element(Kind::TransitGatewayAttachment);
        DeleteTransitGatewayConnect Delete Element(Kind::TransitGatewayAttachment);
        CreateTransitGatewayConnectPeer Create Element(Kind::TransitGatewayConnectPeer);
        DeleteTransitGatewayConnectPeer Delete Element(Kind::TransitGatewayConnectPeer);
        CreateTransitGatewayRouteTable Create Element(Kind::TransitGatewayRouteTable);
        DeleteTransitGatewayRouteTable Delete Element(Kind::TransitGatewayRouteTable);
        AssociateTransitGatewayRouteTable Join TransitAssociation;
        DisassociateTransitGatewayRouteTable Part TransitAssociation;
        EnableTransitGatewayRouteTablePropagation Join TransitPropagation;
        DisableTransitGatewayRouteTablePropagation Part TransitPropagation;
        CreateTransitGatewayRoute Create TransitRoute;
        ReplaceTransitGatewayRoute Modify TransitRoute;
        DeleteTransitGatewayRoute Delete TransitRoute;
        CreateTransitGatewayPrefixListReference Create TransitPrefixList;
        ModifyTransitGatewayPrefixListReference Modify TransitPrefixList;
        DeleteTransitGatewayPrefixListReference Delete TransitPrefixList;
        CreateTransitGatewayPolicyTable Create TransitPolicyTable;
        DeleteTransitGatewayPolicyTable Delete TransitPolicyTable;
        CreateTransitGatewayRouteTableAnnouncement Create TransitAnnouncement;
        DeleteTransitGatewayRouteTableAnnouncement Delete TransitAnnouncement;
        CreateRouteServer Create Element(Kind::RouteServer);
        ModifyRouteServer Modify Element(Kind::RouteServer);
        DeleteRouteServer Delete Element(Kind::RouteServer);
        AssociateRouteServer Join RouteServerAssociation;
        DisassociateRouteServer Part RouteServerAssociation;
        EnableRouteServerPropagation Join RouteServerPropagation;
        DisableRouteServerPropagation Part RouteServerPropagation;
        CreateRouteServerEndpoint Create Element(Kind::RouteServerEndpoint);
        DeleteRouteServerEndpoint Delete Element(Kind::RouteServerEndpoint);
        CreateRouteServerPeer Create Element(Kind::RouteServerPeer);
        DeleteRouteServerPeer Delete Element(Kind::RouteServerPeer);
    }
    "directconnect" {
        CreateConnection Create Element(Kind::Connection);
        AllocateHostedConnection Allocate Element(Kind::Connection);
        ConfirmConnection Accept Element(Kind::Connection);
        DeleteConnection Delete Element(Kind::Connection);
        CreateLag Create Element(Kind::Lag);
        DeleteLag Delete Element(Kind::Lag);
        CreateInterconnect Create Interconnect;
        DeleteInterconnect Delete Interconnect;
        AssociateMacSecKey Join MacSecKey;
        DisassociateMacSecKey Part MacSecKey;
        CreatePrivateVirtualInterface Create Element(Kind::VirtualInterface);
        CreatePublicVirtualInterface Create Element(Kind::VirtualInterface);
        CreateTransitVirtualInterface Create Element(Kind::VirtualInterface);
        AllocatePrivateVirtualInterface Allocate Element(Kind::VirtualInterface);
        AllocatePublicVirtualInterface Allocate Element(Kind::VirtualInterface);
        AllocateTransitVirtualInterface Allocate Element(Kind::VirtualInterface);
        ConfirmPrivateVirtualInterface Accept Element(Kind::VirtualInterface);
        ConfirmPublicVirtualInterface Accept Element(Kind::VirtualInterface);
        ConfirmTransitVirtualInterface Accept Element(Kind::VirtualInterface);
        UpdateVirtualInterfaceAttributes Modify Element(Kind::VirtualInterface);
        DeleteVirtualInterface Delete Element(Kind::VirtualInterface);
        StartBgpFailoverTest StartTest Element(Kind::VirtualInterface);
        StopBgpFailoverTest StopTest Element(Kind::VirtualInterface);
        CreateBGPPeer Create Element(Kind::BgpPeer);
        DeleteBGPPeer Delete Element(Kind::BgpPeer);
        CreateDirectConnectGateway Create Element(Kind::DirectConnectGateway);
        UpdateDirectConnectGateway Modify Element(Kind::DirectConnectGateway);
        DeleteDirectConnectGateway Delete Element(Kind::DirectConnectGateway);
        CreateDirectConnectGatewayAssociation Create Element(Kind::DirectConnectGatewayAssociation);
        UpdateDirectConnectGatewayAssociation Modify Element(Kind::DirectConnectGatewayAssociation);
        DeleteDirectConnectGatewayAssociation Delete Element(Kind::DirectConnectGatewayAssociation);
        CreateDirectConnectGatewayAssociationProposal Create Element(Kind::DirectConnectGatewayProposal);
        AcceptDirectConnectGatewayAssociationProposal Accept Element(Kind::DirectConnectGatewayProposal);
        DeleteDirectConnectGatewayAssociationProposal Delete Element(Kind::DirectConnectGatewayProposal);
    }
};

/// The provider's words.
pub(super) const WORDS: Words = Words {
    provider: "AWS",
    account: Word::an("account", "accounts"),
    elements: &[
        (Kind::Network, Word::a("VPC", "VPCs")),
        (
            Kind::Peering,
            Word::a("VPC peering connection", "VPC peering connections"),
        ),
        (
            Kind::VirtualGateway,
            Word::a("virtual private gateway", "virtual private gateways"),
        ),
        (
            Kind::Connection,
            Word::a("Direct Connect connection", "Direct Connect connections"),
        ),
        (
            Kind::VpnConnection,
            Word::a(
                "Site-to-Site VPN connection",
                "Site-to-Site VPN connections",
            ),
        ),
    ],
    operations: OPERATIONS,
};
