//! Peerings.

use super::{DAY, HOUR, refs, window, window_when};
use crate::model::{ElementKind, Phase, Seconds};
use crate::profile::Actor::{Accepter, Anyone, Deleter, Either, OtherSide, Provider, Requester};
use crate::profile::Condition::{
    FirstSide, OtherAccount, OtherRegion, Overlap, SameAccount, SameRegion, SecondSide,
};
use crate::profile::{Delay, Machine, MachineOf, Move, StateRow, Trigger};

const DELETE: &str = "DeleteVpcPeeringConnection";

/// `Status.Code` of a VPC peering connection.
pub(super) const PEERING: Machine = Machine {
    of: MachineOf::Element(ElementKind::Peering),
    states: &[
        StateRow::new("initiating-request", Phase::Requested, &refs::PEERING),
        StateRow::new(
            "pending-acceptance",
            Phase::AwaitingAcceptance,
            &refs::PEERING,
        ),
        StateRow::new("provisioning", Phase::Provisioning, &refs::PEERING),
        StateRow::new("active", Phase::Active, &refs::PEERING).carries(),
        StateRow::new("deleting", Phase::Deleting, &refs::PEERING),
        StateRow::new("deleted", Phase::Deleted, &refs::PEERING)
            .terminal()
            .seen(
                const {
                    &[
                        window_when(Deleter, OtherAccount, 2 * HOUR, &refs::PEERING),
                        window_when(OtherSide, OtherAccount, 2 * DAY, &refs::PEERING),
                        window_when(Anyone, SameAccount, 2 * HOUR, &refs::PEERING),
                    ]
                },
            ),
        StateRow::new("rejected", Phase::Refused, &refs::PEERING)
            .terminal()
            .seen(
                const {
                    &[
                        window_when(Requester, OtherAccount, 2 * DAY, &refs::PEERING),
                        window_when(Accepter, OtherAccount, 2 * HOUR, &refs::PEERING),
                        window_when(Anyone, SameAccount, 2 * HOUR, &refs::PEERING),
                    ]
                },
            ),
        StateRow::new("failed", Phase::Failed, &refs::PEERING)
            .terminal()
            .seen(
                const {
                    &[
                        window(Requester, 2 * HOUR, &refs::PEERING),
                        window_when(Accepter, OtherAccount, 0, &refs::PEERING),
                    ]
                },
            ),
        StateRow::new("expired", Phase::Expired, &refs::PEERING)
            .terminal()
            .seen(const { &[window(Either, 2 * DAY, &refs::PEERING)] }),
    ],
    moves: &[
        Move::create(
            "CreateVpcPeeringConnection",
            Requester,
            "initiating-request",
            &refs::MODEL_EC2,
        ),
        Move::auto("initiating-request", "pending-acceptance", &refs::PEERING),
        Move::fails("initiating-request", "failed", &refs::PEERING),
        Move::call(
            "pending-acceptance",
            "AcceptVpcPeeringConnection",
            Accepter,
            "provisioning",
            &refs::ACCEPT_PEERING,
        ),
        Move::call(
            "pending-acceptance",
            "RejectVpcPeeringConnection",
            Accepter,
            "rejected",
            &refs::MODEL_EC2,
        ),
        Move::new(
            "pending-acceptance",
            Trigger::Timeout,
            Provider,
            "expired",
            &refs::PEERING,
        )
        .after(Delay::Exactly(Seconds(7 * DAY))),
        Move::call(
            "pending-acceptance",
            DELETE,
            Requester,
            "deleted",
            &refs::PEERING_DELETE,
        )
        .when(SameRegion),
        Move::call(
            "pending-acceptance",
            DELETE,
            Requester,
            "deleting",
            &refs::PEERING,
        )
        .when(OtherRegion),
        Move::call(
            "pending-acceptance",
            "DeleteVpc",
            Requester,
            "deleted",
            &refs::PEERING_DELETE,
        ),
        Move::call(
            "pending-acceptance",
            "AssociateVpcCidrBlock",
            Accepter,
            "failed",
            &refs::VPC_BLOCKS,
        )
        .when(Overlap),
        Move::auto("provisioning", "active", &refs::PEERING),
        Move::fails("provisioning", "failed", &refs::PEERING).inferred(),
        // One page says that every deletion passes through "deleting", the other only those across regions: both ways are legal.
        Move::call("active", DELETE, Either, "deleted", &refs::PEERING).when(SameRegion),
        Move::call("active", DELETE, Either, "deleting", &refs::PEERING_DELETE).when(OtherRegion),
        Move::call(
            "active",
            "DeleteVpc",
            Either,
            "deleted",
            &refs::PEERING_DELETE,
        ),
        Move::auto("deleting", "deleted", &refs::PEERING),
    ],
};

/// `MultipathResilienceStatus` of a VPC peering connection across regions.
pub(super) const MULTIPATH: Machine = Machine {
    of: MachineOf::Multipath,
    states: &[
        StateRow::new("enabled", Phase::Active, &refs::MODEL_EC2).carries(),
        StateRow::new("pending", Phase::AwaitingAcceptance, &refs::MODEL_EC2).carries(),
        StateRow::new("disabled", Phase::Degraded, &refs::MODEL_EC2).carries(),
    ],
    moves: &[
        Move::create(
            "CreateVpcPeeringConnection",
            Requester,
            "disabled",
            &refs::MODEL_EC2,
        )
        .inferred(),
        Move::call(
            "disabled",
            "ModifyVpcPeeringConnectionOptions",
            Either,
            "pending",
            &refs::MODEL_EC2,
        )
        .when(FirstSide),
        Move::call(
            "pending",
            "ModifyVpcPeeringConnectionOptions",
            Either,
            "enabled",
            &refs::MODEL_EC2,
        )
        .when(SecondSide),
        Move::new(
            "pending",
            Trigger::Operation("ModifyVpcPeeringConnectionOptions"),
            Either,
            "disabled",
            &refs::MODEL_EC2,
        )
        .inferred(),
        Move::call(
            "enabled",
            "ModifyVpcPeeringConnectionOptions",
            Either,
            "pending",
            &refs::MODEL_EC2,
        )
        .inferred(),
    ],
};
