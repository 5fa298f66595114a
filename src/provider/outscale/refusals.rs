//! Codes with which calls are refused: the `Type` of the answer, or its number where that says more.

use super::references as refs;
use crate::profile::{ErrorKind as Kind, MessageKind as Why, RefusalRow};

const fn row(service: &'static str, kind: Kind, code: &'static str) -> RefusalRow {
    RefusalRow::new(service, kind, code, &refs::OAPI)
}

const fn osc(kind: Kind, code: &'static str) -> RefusalRow {
    row("outscale", kind, code)
}

/// The calls in the words of AWS have codes in the words of AWS.
const fn ec2(kind: Kind, code: &'static str) -> RefusalRow {
    row("ec2", kind, code).inferred()
}

pub(super) static REFUSALS: &[RefusalRow] = &[
    osc(Kind::Missing, "MissingParameter").inferred(),
    osc(Kind::Malformed, "InvalidParameterValue").inferred(),
    osc(Kind::InvalidValue, "InvalidParameterValue"),
    osc(Kind::NotFound, "InvalidResource").inferred(),
    osc(Kind::DryRunOk, "DryRunOperation").inferred(),
    osc(Kind::Unauthorized, "AccessDenied"),
    osc(Kind::NotPermitted, "AccessDenied").inferred(),
    osc(Kind::WrongRegion, "InvalidResource").inferred(),
    osc(Kind::InvalidState, "InvalidState").also(&["6003", "6004"]),
    osc(Kind::AlreadyExists, "9067").why(Why::Duplicate),
    osc(Kind::LimitExceeded, "TooManyResources").inferred(),
    osc(Kind::Conflict, "ResourceConflict").inferred(),
    ec2(Kind::Missing, "MissingParameter"),
    ec2(Kind::Malformed, "InvalidParameterValue"),
    ec2(Kind::InvalidValue, "InvalidParameterValue"),
    ec2(Kind::NotFound, "InvalidVpcPeeringConnectionID.NotFound"),
    ec2(Kind::DryRunOk, "DryRunOperation"),
    ec2(Kind::Unauthorized, "UnauthorizedOperation"),
    ec2(Kind::NotPermitted, "OperationNotPermitted"),
    ec2(Kind::WrongRegion, "OperationNotPermitted"),
    ec2(Kind::InvalidState, "InvalidStateTransition"),
    ec2(Kind::AlreadyExists, "VpcPeeringConnectionAlreadyExists"),
];
