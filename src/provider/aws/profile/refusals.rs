//! Codes with which calls are refused.

use super::super::references as refs;
use crate::model::ElementKind as Of;
use crate::profile::MachineOf::{Element, Route};
use crate::profile::{ErrorKind as Kind, MessageKind as Why, RefusalRow};

const fn ec2(kind: Kind, code: &'static str) -> RefusalRow {
    RefusalRow::new("ec2", kind, code, &refs::ERROR_CODES)
}

const fn direct_connect(kind: Kind) -> RefusalRow {
    let code = "DirectConnectClientException";
    RefusalRow::new("directconnect", kind, code, &refs::MODEL_DX)
}

/// Direct Connect has one class for everything that the caller does wrong, and tells the cause in its text.
pub(super) static REFUSALS: &[RefusalRow] = &[
    ec2(Kind::Missing, "MissingParameter"),
    ec2(Kind::Malformed, "InvalidVpcPeeringConnectionId.Malformed").on(Element(Of::Peering)),
    ec2(Kind::Malformed, "InvalidVpcID.Malformed").on(Element(Of::Network)),
    ec2(Kind::Malformed, "InvalidRouteTableId.Malformed").on(Element(Of::RouteTable)),
    ec2(Kind::Malformed, "InvalidParameterValue").inferred(),
    ec2(Kind::InvalidValue, "InvalidParameterValue"),
    ec2(Kind::NotFound, "InvalidVpcPeeringConnectionID.NotFound").on(Element(Of::Peering)),
    ec2(Kind::NotFound, "InvalidVpcID.NotFound").on(Element(Of::Network)),
    ec2(Kind::NotFound, "InvalidRouteTableID.NotFound").on(Element(Of::RouteTable)),
    ec2(Kind::NotFound, "InvalidVpnGatewayID.NotFound").on(Element(Of::VirtualGateway)),
    ec2(Kind::NotFound, "InvalidTransitGatewayID.NotFound").on(Element(Of::TransitGateway)),
    ec2(Kind::NotFound, "InvalidInternetGatewayID.NotFound").on(Element(Of::InternetGateway)),
    ec2(Kind::NotFound, "NatGatewayNotFound").on(Element(Of::NatGateway)),
    ec2(Kind::NotFound, "InvalidNetworkInterfaceID.NotFound").on(Element(Of::Interface)),
    ec2(Kind::NotFound, "InvalidPrefixListID.NotFound").on(Element(Of::PrefixList)),
    ec2(Kind::NotFound, "InvalidRoute.NotFound").on(Route),
    ec2(Kind::DryRunOk, "DryRunOperation"),
    ec2(Kind::Unauthorized, "UnauthorizedOperation"),
    ec2(Kind::NotPermitted, "OperationNotPermitted"),
    ec2(Kind::WrongRegion, "OperationNotPermitted").inferred(),
    ec2(Kind::InvalidState, "InvalidStateTransition").on(Element(Of::Peering)),
    ec2(Kind::InvalidState, "DependencyViolation")
        .on(Element(Of::Network))
        .inferred(),
    ec2(Kind::InvalidState, "Gateway.NotAttached")
        .on(Element(Of::VirtualGateway))
        .inferred(),
    ec2(Kind::InvalidState, "IncorrectState").inferred(),
    ec2(Kind::AlreadyExists, "VpcPeeringConnectionAlreadyExists").on(Element(Of::Peering)),
    ec2(Kind::AlreadyExists, "RouteAlreadyExists").on(Route),
    ec2(
        Kind::LimitExceeded,
        "VpcPeeringConnectionsPerVpcLimitExceeded",
    )
    .on(Element(Of::Network))
    .also(&["ActiveVpcPeeringConnectionPerVpcLimitExceeded"]),
    ec2(
        Kind::LimitExceeded,
        "OutstandingVpcPeeringConnectionLimitExceeded",
    )
    .on(Element(Of::Peering))
    .also(&["PendingVpcPeeringConnectionLimitExceeded"]),
    ec2(Kind::LimitExceeded, "RouteLimitExceeded").on(Route),
    ec2(Kind::Conflict, "InvalidParameterValue").inferred(),
    direct_connect(Kind::Missing),
    direct_connect(Kind::Malformed),
    RefusalRow {
        why: Some(Why::Duplicate),
        code: "DuplicateTagKeysException",
        ..direct_connect(Kind::InvalidValue)
    },
    RefusalRow {
        why: Some(Why::Quota),
        code: "TooManyTagsException",
        ..direct_connect(Kind::InvalidValue)
    },
    direct_connect(Kind::InvalidValue),
    direct_connect(Kind::NotFound),
    direct_connect(Kind::Unauthorized).inferred(),
    direct_connect(Kind::NotPermitted),
    direct_connect(Kind::WrongRegion).inferred(),
    direct_connect(Kind::InvalidState),
    direct_connect(Kind::AlreadyExists).why(Why::Duplicate),
    direct_connect(Kind::LimitExceeded),
    direct_connect(Kind::Conflict),
    RefusalRow::new(
        "directconnect",
        Kind::Server,
        "DirectConnectServerException",
        &refs::MODEL_DX,
    ),
];
