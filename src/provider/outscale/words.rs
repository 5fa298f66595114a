//! What things and operations are called.

use crate::model::ElementKind as Kind;
use crate::profile::notation::operations;
use crate::profile::{Operation, Word, Words};

static OPERATIONS: &[Operation] = operations! {
    "outscale" {
        CreateNet Create Element(Kind::Network);
        DeleteNet Delete Element(Kind::Network);
        CreateSubnet Create Element(Kind::Subnet);
        UpdateSubnet Modify Element(Kind::Subnet);
        DeleteSubnet Delete Element(Kind::Subnet);
        CreateNetPeering Create Element(Kind::Peering);
        AcceptNetPeering Accept Element(Kind::Peering);
        RejectNetPeering Reject Element(Kind::Peering);
        DeleteNetPeering Delete Element(Kind::Peering);
        CreateRouteTable Create Element(Kind::RouteTable);
        DeleteRouteTable Delete Element(Kind::RouteTable);
        LinkRouteTable Join TableAssociation;
        UpdateRouteTableLink Modify TableAssociation;
        UnlinkRouteTable Part TableAssociation;
        UpdateRoutePropagation Modify Element(Kind::RouteTable);
        CreateRoute Create Route;
        UpdateRoute Modify Route;
        DeleteRoute Delete Route;
        CreateInternetService Create Element(Kind::InternetGateway);
        DeleteInternetService Delete Element(Kind::InternetGateway);
        LinkInternetService Join InternetAttachment;
        UnlinkInternetService Part InternetAttachment;
        CreateNatService Create Element(Kind::NatGateway);
        DeleteNatService Delete Element(Kind::NatGateway);
        CreateNic Create Element(Kind::Interface);
        LinkNic Join Element(Kind::Interface);
        UnlinkNic Part Element(Kind::Interface);
        DeleteNic Delete Element(Kind::Interface);
        CreateVirtualGateway Create Element(Kind::VirtualGateway);
        DeleteVirtualGateway Delete Element(Kind::VirtualGateway);
        LinkVirtualGateway Join NetworkAttachment;
        UnlinkVirtualGateway Part NetworkAttachment;
        CreateClientGateway Create Element(Kind::CustomerGateway);
        DeleteClientGateway Delete Element(Kind::CustomerGateway);
        CreateVpnConnection Create Element(Kind::VpnConnection);
        UpdateVpnConnection Modify Element(Kind::VpnConnection);
        DeleteVpnConnection Delete Element(Kind::VpnConnection);
        CreateVpnConnectionRoute Create VpnRoute;
        DeleteVpnConnectionRoute Delete VpnRoute;
        CreateDirectLink Create Element(Kind::Connection);
        DeleteDirectLink Delete Element(Kind::Connection);
        CreateDirectLinkInterface Create Element(Kind::VirtualInterface);
        UpdateDirectLinkInterface Modify Element(Kind::VirtualInterface);
        DeleteDirectLinkInterface Delete Element(Kind::VirtualInterface);
    }
    // Hosted interfaces exist in the older, AWS-compatible API only.
    "directlink" {
        AllocatePrivateVirtualInterface Allocate Element(Kind::VirtualInterface);
        ConfirmPrivateVirtualInterface Accept Element(Kind::VirtualInterface);
    }
};

/// The provider's words.
pub(super) const WORDS: Words = Words {
    provider: "OUTSCALE",
    account: Word::an("account", "accounts"),
    elements: &[
        (Kind::Network, Word::a("Net", "Nets")),
        (Kind::Subnet, Word::a("Subnet", "Subnets")),
        (Kind::Peering, Word::a("Net peering", "Net peerings")),
        (Kind::Connection, Word::a("DirectLink", "DirectLinks")),
        (
            Kind::VirtualInterface,
            Word::a("DirectLink interface", "DirectLink interfaces"),
        ),
        (
            Kind::CustomerGateway,
            Word::a("client gateway", "client gateways"),
        ),
        (
            Kind::InternetGateway,
            Word::an("internet service", "internet services"),
        ),
        (Kind::NatGateway, Word::a("NAT service", "NAT services")),
        (Kind::Interface, Word::a("NIC", "NICs")),
    ],
    operations: OPERATIONS,
};
