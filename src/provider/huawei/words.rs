//! What things and operations are called: the names of the vendor's client libraries.

use crate::model::ElementKind as Kind;
use crate::profile::notation::operations;
use crate::profile::{Operation, Word, Words};

macro_rules! shared_operations {
    ($service:literal { $($more:tt)* }) => {
        operations! {
            $service {
                CreateVpc Create Element(Kind::Network);
                UpdateVpc Modify Element(Kind::Network);
                DeleteVpc Delete Element(Kind::Network);
                AddVpcExtendCidr Join NetworkBlock;
                RemoveVpcExtendCidr Part NetworkBlock;
                CreateSubnet Create Element(Kind::Subnet);
                UpdateSubnet Modify Element(Kind::Subnet);
                DeleteSubnet Delete Element(Kind::Subnet);
                CreateVpcPeering Create Element(Kind::Peering);
                AcceptVpcPeering Accept Element(Kind::Peering);
                RejectVpcPeering Reject Element(Kind::Peering);
                UpdateVpcPeering Modify Element(Kind::Peering);
                DeleteVpcPeering Delete Element(Kind::Peering);
                CreateVpcRoute Create Route;
                DeleteVpcRoute Delete Route;
                CreateRouteTable Create Element(Kind::RouteTable);
                UpdateRouteTable Modify Element(Kind::RouteTable);
                DeleteRouteTable Delete Element(Kind::RouteTable);
                AssociateRouteTable Join TableAssociation;
                DisassociateRouteTable Part TableAssociation;
                CreateHostedDirectConnect Allocate Element(Kind::Connection);
                UpdateHostedDirectConnect Modify Element(Kind::Connection);
                DeleteHostedDirectConnect Delete Element(Kind::Connection);
                UpdateDirectConnect Modify Element(Kind::Connection);
                DeleteDirectConnect Delete Element(Kind::Connection);
                CreateVirtualGateway Create Element(Kind::VirtualGateway);
                UpdateVirtualGateway Modify Element(Kind::VirtualGateway);
                DeleteVirtualGateway Delete Element(Kind::VirtualGateway);
                CreateVirtualInterface Create Element(Kind::VirtualInterface);
                UpdateVirtualInterface Modify Element(Kind::VirtualInterface);
                DeleteVirtualInterface Delete Element(Kind::VirtualInterface);
                CreateVifPeer Create Element(Kind::BgpPeer);
                UpdateVifPeer Modify Element(Kind::BgpPeer);
                DeleteVifPeer Delete Element(Kind::BgpPeer);
                CreateEnterpriseRouter Create Element(Kind::TransitGateway);
                UpdateEnterpriseRouter Modify Element(Kind::TransitGateway);
                DeleteEnterpriseRouter Delete Element(Kind::TransitGateway);
                CreateVpcAttachment Create Element(Kind::TransitGatewayAttachment);
                UpdateVpcAttachment Modify Element(Kind::TransitGatewayAttachment);
                DeleteVpcAttachment Delete Element(Kind::TransitGatewayAttachment);
                AcceptAttachment Accept Element(Kind::TransitGatewayAttachment);
                RejectAttachment Reject Element(Kind::TransitGatewayAttachment);
                EnablePropagation Join TransitPropagation;
                DisablePropagation Part TransitPropagation;
                CreateStaticRoute Create TransitRoute;
                UpdateStaticRoute Modify TransitRoute;
                DeleteStaticRoute Delete TransitRoute;
                $($more)*
            }
        }
    };
}

static OPERATIONS: &[Operation] = shared_operations! { "huawei" {
    CreateGlobalDcGateway Create Element(Kind::DirectConnectGateway);
    UpdateGlobalDcGateway Modify Element(Kind::DirectConnectGateway);
    DeleteGlobalDcGateway Delete Element(Kind::DirectConnectGateway);
} };

static OTC_OPERATIONS: &[Operation] = shared_operations! { "otc" {
    CreateDirectConnect Create Element(Kind::Connection);
} };

const VPC: (Kind, Word) = (Kind::Network, Word::a("VPC", "VPCs"));
const PEERING: (Kind, Word) = (
    Kind::Peering,
    Word::a("VPC peering connection", "VPC peering connections"),
);
const CONNECTION: (Kind, Word) = (
    Kind::Connection,
    Word::a("Direct Connect connection", "Direct Connect connections"),
);
const ROUTER: (Kind, Word) = (
    Kind::TransitGateway,
    Word::an("enterprise router", "enterprise routers"),
);
const ROUTER_ATTACHMENT: (Kind, Word) = (
    Kind::TransitGatewayAttachment,
    Word::an(
        "enterprise router attachment",
        "enterprise router attachments",
    ),
);
const ROUTER_TABLE: (Kind, Word) = (
    Kind::TransitGatewayRouteTable,
    Word::an(
        "enterprise router route table",
        "enterprise router route tables",
    ),
);

/// Huawei Cloud's words.
pub(super) const WORDS: Words = Words {
    provider: "Huawei Cloud",
    account: Word::a("project", "projects"),
    elements: &[
        VPC,
        PEERING,
        CONNECTION,
        ROUTER,
        ROUTER_ATTACHMENT,
        ROUTER_TABLE,
        (
            Kind::DirectConnectGateway,
            Word::a("global DC gateway", "global DC gateways"),
        ),
        (
            Kind::BgpPeer,
            Word::a("virtual interface peer", "virtual interface peers"),
        ),
    ],
    operations: OPERATIONS,
};

/// Open Telekom Cloud's words.
pub(super) const OTC_WORDS: Words = Words {
    provider: "Open Telekom Cloud",
    account: Word::a("project", "projects"),
    elements: &[
        VPC,
        PEERING,
        CONNECTION,
        ROUTER,
        ROUTER_ATTACHMENT,
        ROUTER_TABLE,
    ],
    operations: OTC_OPERATIONS,
};
