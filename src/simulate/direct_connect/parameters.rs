//! The parameters of Direct Connect, as its service model names and nests them.

use super::association::ASSOCIABLE;
use super::carrier::CARRIERS;
use crate::model::ElementKind as Of;
use crate::simulate::argument::{Kind, Parameter};

/// One entry of a list of prefixes; it may hold several, separated by commas.
const PREFIX: &[Parameter] = &[Parameter::optional("cidr", Kind::Text)];

/// A tag.
const TAG: &[Parameter] = &[
    Parameter::optional("key", Kind::Text),
    Parameter::optional("value", Kind::Text),
];

pub(super) const CONNECTION: Parameter = Parameter::required("connectionId", Kind::AnyId(CARRIERS));

pub(super) const OWNER: Parameter = Parameter::required("ownerAccount", Kind::Text);

pub(super) const INTERFACE: Parameter =
    Parameter::required("virtualInterfaceId", Kind::Id(Of::VirtualInterface));

pub(super) const OPTIONAL_INTERFACE: Parameter =
    Parameter::optional("virtualInterfaceId", Kind::Id(Of::VirtualInterface));

pub(super) const GATEWAY: Parameter =
    Parameter::required("directConnectGatewayId", Kind::Id(Of::DirectConnectGateway));

/// `NewPrivateVirtualInterface`.
const PRIVATE: &[Parameter] = &[
    Parameter::required("virtualInterfaceName", Kind::Text),
    Parameter::required("vlan", Kind::Number),
    Parameter::optional("asn", Kind::Number),
    Parameter::optional("asnLong", Kind::Number),
    Parameter::optional("mtu", Kind::Number),
    Parameter::optional("authKey", Kind::Text),
    Parameter::optional("amazonAddress", Kind::Text),
    Parameter::optional("customerAddress", Kind::Text),
    Parameter::optional("addressFamily", Kind::Text),
    Parameter::optional("virtualGatewayId", Kind::Id(Of::VirtualGateway)),
    Parameter::optional("directConnectGatewayId", Kind::Id(Of::DirectConnectGateway)),
    Parameter::optional("enableSiteLink", Kind::Flag),
    Parameter::optional("prefixPoolAllocatedCountIpv4", Kind::Number),
    Parameter::optional("prefixPoolAllocatedCountIpv6", Kind::Number),
    Parameter::optional("rateLimit", Kind::Text),
    Parameter::optional("tags", Kind::List(&Kind::Map(TAG))),
];
/// `NewPrivateVirtualInterfaceAllocation`.
const PRIVATE_ALLOCATION: &[Parameter] = &[
    Parameter::required("virtualInterfaceName", Kind::Text),
    Parameter::required("vlan", Kind::Number),
    Parameter::optional("asn", Kind::Number),
    Parameter::optional("asnLong", Kind::Number),
    Parameter::optional("mtu", Kind::Number),
    Parameter::optional("authKey", Kind::Text),
    Parameter::optional("amazonAddress", Kind::Text),
    Parameter::optional("customerAddress", Kind::Text),
    Parameter::optional("addressFamily", Kind::Text),
    Parameter::optional("rateLimit", Kind::Text),
    Parameter::optional("tags", Kind::List(&Kind::Map(TAG))),
];
/// `NewPublicVirtualInterface` and `NewPublicVirtualInterfaceAllocation`.
const PUBLIC: &[Parameter] = &[
    Parameter::required("virtualInterfaceName", Kind::Text),
    Parameter::required("vlan", Kind::Number),
    Parameter::optional("asn", Kind::Number),
    Parameter::optional("asnLong", Kind::Number),
    Parameter::optional("authKey", Kind::Text),
    Parameter::optional("amazonAddress", Kind::Text),
    Parameter::optional("customerAddress", Kind::Text),
    Parameter::optional("addressFamily", Kind::Text),
    Parameter::optional("routeFilterPrefixes", Kind::List(&Kind::Map(PREFIX))),
    Parameter::optional("rateLimit", Kind::Text),
    Parameter::optional("tags", Kind::List(&Kind::Map(TAG))),
];
/// `NewTransitVirtualInterface`.
const TRANSIT: &[Parameter] = &[
    Parameter::required("virtualInterfaceName", Kind::Text),
    Parameter::required("vlan", Kind::Number),
    Parameter::optional("asn", Kind::Number),
    Parameter::optional("asnLong", Kind::Number),
    Parameter::optional("mtu", Kind::Number),
    Parameter::optional("authKey", Kind::Text),
    Parameter::optional("amazonAddress", Kind::Text),
    Parameter::optional("customerAddress", Kind::Text),
    Parameter::optional("addressFamily", Kind::Text),
    Parameter::optional("directConnectGatewayId", Kind::Id(Of::DirectConnectGateway)),
    Parameter::optional("enableSiteLink", Kind::Flag),
    Parameter::optional("prefixPoolAllocatedCountIpv4", Kind::Number),
    Parameter::optional("prefixPoolAllocatedCountIpv6", Kind::Number),
    Parameter::optional("rateLimit", Kind::Text),
    Parameter::optional("tags", Kind::List(&Kind::Map(TAG))),
];
/// `NewTransitVirtualInterfaceAllocation`.
const TRANSIT_ALLOCATION: &[Parameter] = &[
    Parameter::required("virtualInterfaceName", Kind::Text),
    Parameter::required("vlan", Kind::Number),
    Parameter::optional("asn", Kind::Number),
    Parameter::optional("asnLong", Kind::Number),
    Parameter::optional("mtu", Kind::Number),
    Parameter::optional("authKey", Kind::Text),
    Parameter::optional("amazonAddress", Kind::Text),
    Parameter::optional("customerAddress", Kind::Text),
    Parameter::optional("addressFamily", Kind::Text),
    Parameter::optional("rateLimit", Kind::Text),
    Parameter::optional("tags", Kind::List(&Kind::Map(TAG))),
];
/// `NewBGPPeer`.
const PEER: &[Parameter] = &[
    Parameter::optional("asn", Kind::Number),
    Parameter::optional("asnLong", Kind::Number),
    Parameter::optional("authKey", Kind::Text),
    Parameter::optional("amazonAddress", Kind::Text),
    Parameter::optional("customerAddress", Kind::Text),
    Parameter::optional("addressFamily", Kind::Text),
];
pub(super) const CREATE_PRIVATE: &[Parameter] = &[
    CONNECTION,
    Parameter::required("newPrivateVirtualInterface", Kind::Map(PRIVATE)),
];

pub(super) const CREATE_PUBLIC: &[Parameter] = &[
    CONNECTION,
    Parameter::required("newPublicVirtualInterface", Kind::Map(PUBLIC)),
];

pub(super) const CREATE_TRANSIT: &[Parameter] = &[
    CONNECTION,
    Parameter::required("newTransitVirtualInterface", Kind::Map(TRANSIT)),
];

pub(super) const ALLOCATE_PRIVATE: &[Parameter] = &[
    CONNECTION,
    OWNER,
    Parameter::required(
        "newPrivateVirtualInterfaceAllocation",
        Kind::Map(PRIVATE_ALLOCATION),
    ),
];

pub(super) const ALLOCATE_PUBLIC: &[Parameter] = &[
    CONNECTION,
    OWNER,
    Parameter::required("newPublicVirtualInterfaceAllocation", Kind::Map(PUBLIC)),
];

pub(super) const ALLOCATE_TRANSIT: &[Parameter] = &[
    CONNECTION,
    OWNER,
    Parameter::required(
        "newTransitVirtualInterfaceAllocation",
        Kind::Map(TRANSIT_ALLOCATION),
    ),
];

pub(super) const CONFIRM_PRIVATE: &[Parameter] = &[
    INTERFACE,
    Parameter::optional("virtualGatewayId", Kind::Id(Of::VirtualGateway)),
    Parameter::optional("directConnectGatewayId", Kind::Id(Of::DirectConnectGateway)),
];

pub(super) const CONFIRM_TRANSIT: &[Parameter] = &[INTERFACE, GATEWAY];

pub(super) const DESCRIBE: &[Parameter] = &[
    Parameter::optional("connectionId", Kind::AnyId(CARRIERS)),
    OPTIONAL_INTERFACE,
    Parameter::optional("maxResults", Kind::Number),
    Parameter::optional("nextToken", Kind::Number),
];

pub(super) const CREATE_PEER: &[Parameter] = &[
    OPTIONAL_INTERFACE,
    Parameter::optional("newBGPPeer", Kind::Map(PEER)),
];

pub(super) const DELETE_PEER: &[Parameter] = &[
    OPTIONAL_INTERFACE,
    Parameter::optional("asn", Kind::Number),
    Parameter::optional("asnLong", Kind::Number),
    Parameter::optional("customerAddress", Kind::Text),
    Parameter::optional("bgpPeerId", Kind::Id(Of::BgpPeer)),
];

pub(super) const START_TEST: &[Parameter] = &[
    INTERFACE,
    Parameter::optional("bgpPeers", Kind::List(&Kind::Id(Of::BgpPeer))),
    Parameter::optional("testDurationInMinutes", Kind::Number),
];

pub(super) const CREATE_ASSOCIATION: &[Parameter] = &[
    GATEWAY,
    Parameter::optional("gatewayId", Kind::AnyId(ASSOCIABLE)),
    Parameter::optional(
        "addAllowedPrefixesToDirectConnectGateway",
        Kind::List(&Kind::Map(PREFIX)),
    ),
    Parameter::optional("virtualGatewayId", Kind::Id(Of::VirtualGateway)),
];

pub(super) const UPDATE_ASSOCIATION: &[Parameter] = &[
    Parameter::optional(
        "associationId",
        Kind::Id(Of::DirectConnectGatewayAssociation),
    ),
    Parameter::optional(
        "addAllowedPrefixesToDirectConnectGateway",
        Kind::List(&Kind::Map(PREFIX)),
    ),
    Parameter::optional(
        "removeAllowedPrefixesToDirectConnectGateway",
        Kind::List(&Kind::Map(PREFIX)),
    ),
];

pub(super) const DELETE_ASSOCIATION: &[Parameter] = &[
    Parameter::optional(
        "associationId",
        Kind::Id(Of::DirectConnectGatewayAssociation),
    ),
    Parameter::optional("directConnectGatewayId", Kind::Id(Of::DirectConnectGateway)),
    Parameter::optional("virtualGatewayId", Kind::Id(Of::VirtualGateway)),
];

// The caller is the owner of the gateway that is proposed, so it stands first.
pub(super) const CREATE_PROPOSAL: &[Parameter] = &[
    Parameter::required("gatewayId", Kind::AnyId(ASSOCIABLE)),
    GATEWAY,
    Parameter::required("directConnectGatewayOwnerAccount", Kind::Text),
    Parameter::optional(
        "addAllowedPrefixesToDirectConnectGateway",
        Kind::List(&Kind::Map(PREFIX)),
    ),
    Parameter::optional(
        "removeAllowedPrefixesToDirectConnectGateway",
        Kind::List(&Kind::Map(PREFIX)),
    ),
];

pub(super) const ACCEPT_PROPOSAL: &[Parameter] = &[
    GATEWAY,
    Parameter::required("proposalId", Kind::Id(Of::DirectConnectGatewayProposal)),
    Parameter::required("associatedGatewayOwnerAccount", Kind::Text),
    Parameter::optional(
        "overrideAllowedPrefixesToDirectConnectGateway",
        Kind::List(&Kind::Map(PREFIX)),
    ),
];

pub(super) const DELETE_PROPOSAL: &[Parameter] = &[Parameter::required(
    "proposalId",
    Kind::Id(Of::DirectConnectGatewayProposal),
)];
