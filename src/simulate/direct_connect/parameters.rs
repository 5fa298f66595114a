//! The parameters of Direct Connect, as its service model names and nests them.

use super::association::ASSOCIABLE;
use super::carrier::CARRIERS;
use crate::model::ElementKind as Of;
use crate::simulate::argument::{Kind, Parameter};

/// One entry of a list of prefixes; it may hold several, separated by commas.
const PREFIX: &[Parameter] = &[Parameter::required("cidr", Kind::Text)];

/// A tag.
const TAG: &[Parameter] = &[
    Parameter::required("key", Kind::Text),
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

/// Two lists of parameters, one after the other.
const fn joined<const A: usize, const B: usize, const ALL: usize>(
    first: [Parameter; A],
    second: [Parameter; B],
) -> [Parameter; ALL] {
    assert!(A + B == ALL, "a list of parameters has another length");
    let mut all = [first[0]; ALL];
    let mut at = 0;
    while at < ALL {
        all[at] = if at < A { first[at] } else { second[at - A] };
        at += 1;
    }
    all
}

/// `NewBGPPeer`: what every session has.
const PEER: [Parameter; 6] = [
    Parameter::optional("asn", Kind::Number),
    Parameter::optional("asnLong", Kind::Number),
    Parameter::optional("authKey", Kind::Text),
    Parameter::optional("amazonAddress", Kind::Text),
    Parameter::optional("customerAddress", Kind::Text),
    Parameter::optional("addressFamily", Kind::Text),
];

/// What every new interface has, its first session among it.
const ANY: [Parameter; 10] = joined(
    [
        Parameter::required("virtualInterfaceName", Kind::Text),
        Parameter::required("vlan", Kind::Number),
        Parameter::optional("rateLimit", Kind::Text),
        Parameter::optional("tags", Kind::List(&Kind::Map(TAG))),
    ],
    PEER,
);

/// What private and transit ones have besides it.
const MTU: Parameter = Parameter::optional("mtu", Kind::Number);

/// What of those leads to a Direct Connect gateway.
const TO_GATEWAY: [Parameter; 5] = [
    MTU,
    Parameter::optional("directConnectGatewayId", Kind::Id(Of::DirectConnectGateway)),
    Parameter::optional("enableSiteLink", Kind::Flag),
    Parameter::optional("prefixPoolAllocatedCountIpv4", Kind::Number),
    Parameter::optional("prefixPoolAllocatedCountIpv6", Kind::Number),
];

/// `NewTransitVirtualInterface`.
const TRANSIT: [Parameter; 15] = joined(ANY, TO_GATEWAY);

/// `NewPrivateVirtualInterface`.
const PRIVATE: [Parameter; 16] = joined(
    TRANSIT,
    [Parameter::optional(
        "virtualGatewayId",
        Kind::Id(Of::VirtualGateway),
    )],
);

/// `NewPrivateVirtualInterfaceAllocation` and `NewTransitVirtualInterfaceAllocation`.
const ALLOCATION: [Parameter; 11] = joined(ANY, [MTU]);

/// `NewPublicVirtualInterface` and `NewPublicVirtualInterfaceAllocation`.
const PUBLIC: [Parameter; 11] = joined(
    ANY,
    [Parameter::optional(
        "routeFilterPrefixes",
        Kind::List(&Kind::Map(PREFIX)),
    )],
);

pub(super) const CREATE_PRIVATE: &[Parameter] = &[
    CONNECTION,
    Parameter::required("newPrivateVirtualInterface", Kind::Map(&PRIVATE)),
];

pub(super) const CREATE_PUBLIC: &[Parameter] = &[
    CONNECTION,
    Parameter::required("newPublicVirtualInterface", Kind::Map(&PUBLIC)),
];

pub(super) const CREATE_TRANSIT: &[Parameter] = &[
    CONNECTION,
    Parameter::required("newTransitVirtualInterface", Kind::Map(&TRANSIT)),
];

pub(super) const ALLOCATE_PRIVATE: &[Parameter] = &[
    CONNECTION,
    OWNER,
    Parameter::required(
        "newPrivateVirtualInterfaceAllocation",
        Kind::Map(&ALLOCATION),
    ),
];

pub(super) const ALLOCATE_PUBLIC: &[Parameter] = &[
    CONNECTION,
    OWNER,
    Parameter::required("newPublicVirtualInterfaceAllocation", Kind::Map(&PUBLIC)),
];

pub(super) const ALLOCATE_TRANSIT: &[Parameter] = &[
    CONNECTION,
    OWNER,
    Parameter::required(
        "newTransitVirtualInterfaceAllocation",
        Kind::Map(&ALLOCATION),
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
    Parameter::optional("newBGPPeer", Kind::Map(&PEER)),
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
