//! Peerings.

use super::refs;
use crate::model::ElementKind;
use crate::profile::notation::{DAY, HOUR, moves, states};
use crate::profile::{Machine, MachineOf};

/// `Status.Code` of a VPC peering connection.
pub(super) const PEERING: Machine = Machine {
    of: MachineOf::Element(ElementKind::Peering),
    states: states! { refs::PEERING;
        "initiating-request" Requested;
        "pending-acceptance" AwaitingAcceptance;
        "provisioning" Provisioning;
        "active" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal seen [Deleter when OtherAccount: 2 * HOUR, OtherSide when OtherAccount: 2 * DAY, Anyone when SameAccount: 2 * HOUR];
        "rejected" Refused + terminal seen [Requester when OtherAccount: 2 * DAY, Accepter when OtherAccount: 2 * HOUR, Anyone when SameAccount: 2 * HOUR];
        "failed" Failed + terminal seen [Requester: 2 * HOUR, Accepter when OtherAccount: 0];
        "expired" Expired + terminal seen [Either: 2 * DAY];
    },
    moves: moves! { refs::PEERING;
        new -> "initiating-request", CreateVpcPeeringConnection by Requester from refs::MODEL_EC2;
        "initiating-request" -> "pending-acceptance", progress;
        "initiating-request" -> "failed", failure;
        "pending-acceptance" -> "provisioning", AcceptVpcPeeringConnection by Accepter from refs::ACCEPT_PEERING;
        "pending-acceptance" -> "rejected", RejectVpcPeeringConnection by Accepter from refs::MODEL_EC2;
        "pending-acceptance" -> "expired", timeout after Exactly(7 * DAY);
        "pending-acceptance" -> "deleted", DeleteVpcPeeringConnection by Requester when SameRegion from refs::PEERING_DELETE;
        "pending-acceptance" -> "deleting", DeleteVpcPeeringConnection by Requester when OtherRegion;
        "pending-acceptance" -> "deleted", DeleteVpc by Requester from refs::PEERING_DELETE;
        "pending-acceptance" -> "failed", AssociateVpcCidrBlock by Accepter when Overlap from refs::VPC_BLOCKS;
        "provisioning" -> "active", progress;
        "provisioning" -> "failed", failure + inferred;
        // One page says that every deletion passes through "deleting", the other only those across regions: both ways are legal.
        "active" -> "deleted", DeleteVpcPeeringConnection by Either when SameRegion;
        "active" -> "deleting", DeleteVpcPeeringConnection by Either when OtherRegion from refs::PEERING_DELETE;
        "active" -> "deleted", DeleteVpc by Either from refs::PEERING_DELETE;
        "deleting" -> "deleted", progress;
    },
};

/// `MultipathResilienceStatus` of a VPC peering connection across regions.
pub(super) const MULTIPATH: Machine = Machine {
    of: MachineOf::Multipath,
    states: states! { refs::MODEL_EC2;
        "enabled" Active + carries;
        "pending" AwaitingAcceptance + carries;
        "disabled" Degraded + carries;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "disabled", CreateVpcPeeringConnection by Requester + inferred;
        "disabled" -> "pending", ModifyVpcPeeringConnectionOptions by Either when FirstSide;
        "pending" -> "enabled", ModifyVpcPeeringConnectionOptions by Either when SecondSide;
        "pending" -> "disabled", ModifyVpcPeeringConnectionOptions by Either + inferred;
        "enabled" -> "pending", ModifyVpcPeeringConnectionOptions by Either + inferred;
    },
};
