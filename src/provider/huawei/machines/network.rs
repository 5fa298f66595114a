//! Networks, subnets, peerings.

use super::refs;
use crate::model::ElementKind;
use crate::profile::notation::{moves, states};
use crate::profile::{Machine, MachineOf};

/// `status` of a VPC: one course, for which two generations of the interface have different words.
pub(super) const NETWORK: Machine = Machine {
    of: MachineOf::Element(ElementKind::Network),
    states: states! { refs::OTC_API;
        "ACTIVE" Active + carries;
        "OK" Active + carries as "ACTIVE";
        "PENDING" Provisioning;
        "CREATING" Provisioning as "PENDING";
        "ERROR" Failed from refs::VPC_MODELS;
    },
    moves: moves! { refs::OTC_API;
        new -> "PENDING", CreateVpc by Owner;
        "PENDING" -> "ACTIVE", progress;
        "PENDING" -> "ERROR", failure + inferred;
        "ACTIVE" -> gone, DeleteVpc by Owner;
        "ERROR" -> gone, DeleteVpc by Owner + inferred;
    },
};

/// `status` of a subnet. `UNKNOWN` means that it is not attached yet.
pub(super) const SUBNET: Machine = Machine {
    of: MachineOf::Element(ElementKind::Subnet),
    states: states! { refs::OTC_API;
        "ACTIVE" Active + carries;
        "UNKNOWN" Provisioning;
        "ERROR" Failed;
        "DOWN" Degraded + wildcard from refs::TERRAFORM;
    },
    moves: moves! { refs::OTC_API;
        new -> "UNKNOWN", CreateSubnet by Owner;
        "UNKNOWN" -> "ACTIVE", progress;
        "UNKNOWN" -> "ERROR", failure;
        "ACTIVE" -> gone, DeleteSubnet by Owner;
        "UNKNOWN" -> gone, DeleteSubnet by Owner + inferred;
        "ERROR" -> gone, DeleteSubnet by Owner + inferred;
    },
};

/// `status` of a VPC peering connection. Either side deletes it in any state, and the record disappears at once.
pub(super) const PEERING: Machine = Machine {
    of: MachineOf::Element(ElementKind::Peering),
    states: states! { refs::CREATE_PEERING;
        "PENDING_ACCEPTANCE" AwaitingAcceptance;
        "ACTIVE" Active + carries;
        "REJECTED" Refused + terminal;
        "EXPIRED" Expired + terminal;
        "DELETED" Deleted + terminal seen [Anyone: 0] from refs::OTC_MANUAL;
    },
    moves: moves! { refs::OTC_MANUAL;
        new -> "ACTIVE", CreateVpcPeering by Requester when SameAccount from refs::CREATE_PEERING;
        new -> "PENDING_ACCEPTANCE", CreateVpcPeering by Requester when OtherAccount from refs::CREATE_PEERING;
        "PENDING_ACCEPTANCE" -> "ACTIVE", AcceptVpcPeering by Accepter from refs::OTC_API;
        "PENDING_ACCEPTANCE" -> "REJECTED", RejectVpcPeering by Accepter from refs::OTC_API;
        // After what time, no page says.
        "PENDING_ACCEPTANCE" -> "EXPIRED", timeout + inferred from refs::CREATE_PEERING;
        "PENDING_ACCEPTANCE" -> "DELETED", DeleteVpcPeering by Either;
        "ACTIVE" -> "DELETED", DeleteVpcPeering by Either;
        "REJECTED" -> "DELETED", DeleteVpcPeering by Either;
        "EXPIRED" -> "DELETED", DeleteVpcPeering by Either;
    },
};
