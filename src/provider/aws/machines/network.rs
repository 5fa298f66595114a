//! Networks, subnets, their tables and gateways.

use super::refs;
use crate::model::{ElementKind, Phase};
use crate::profile::Actor::{Owner, Provider};
use crate::profile::Condition::{Down, Up};
use crate::profile::{Machine, MachineOf, Move, StateRow, Trigger};

use crate::finding::Reference;

const EC2: &Reference = &refs::MODEL_EC2;

/// `State` of a VPC.
pub(super) const NETWORK: Machine = Machine {
    of: MachineOf::Element(ElementKind::Network),
    states: &[
        StateRow::new("pending", Phase::Provisioning, EC2),
        StateRow::new("available", Phase::Active, EC2).carries(),
        StateRow::new("deleting", Phase::Deleting, EC2),
    ],
    moves: &[
        Move::create("CreateVpc", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::call("available", "DeleteVpc", Owner, "deleting", EC2),
        Move::vanishes("deleting", EC2),
    ],
};

const BLOCK_STATES: &[StateRow] = &[
    StateRow::new("associating", Phase::Provisioning, &refs::VPC_BLOCKS),
    StateRow::new("associated", Phase::Active, &refs::VPC_BLOCKS).carries(),
    StateRow::new("disassociating", Phase::Deleting, &refs::VPC_BLOCKS),
    StateRow::new("disassociated", Phase::Deleted, &refs::VPC_BLOCKS).terminal(),
    StateRow::new("failing", Phase::Failed, &refs::VPC_BLOCKS),
    StateRow::new("failed", Phase::Failed, &refs::VPC_BLOCKS).terminal(),
];

/// State of a block of a VPC.
pub(super) const NETWORK_BLOCK: Machine = Machine {
    of: MachineOf::NetworkBlock,
    states: BLOCK_STATES,
    moves: &[
        Move::create(
            "AssociateVpcCidrBlock",
            Owner,
            "associating",
            &refs::VPC_BLOCKS,
        ),
        // The block that a VPC is created with is there at once.
        Move::create("CreateVpc", Owner, "associated", EC2).inferred(),
        Move::auto("associating", "associated", &refs::VPC_BLOCKS),
        Move::fails("associating", "failing", &refs::VPC_BLOCKS),
        Move::auto("failing", "failed", &refs::VPC_BLOCKS),
        Move::call(
            "associated",
            "DisassociateVpcCidrBlock",
            Owner,
            "disassociating",
            &refs::VPC_BLOCKS,
        ),
        Move::auto("disassociating", "disassociated", &refs::VPC_BLOCKS),
    ],
};

/// State of an IPv6 block of a subnet.
pub(super) const SUBNET_BLOCK: Machine = Machine {
    of: MachineOf::SubnetBlock,
    states: BLOCK_STATES,
    moves: &[
        Move::create("AssociateSubnetCidrBlock", Owner, "associating", EC2),
        Move::create("CreateSubnet", Owner, "associated", EC2).inferred(),
        Move::auto("associating", "associated", EC2),
        Move::fails("associating", "failing", EC2),
        Move::auto("failing", "failed", EC2),
        Move::call(
            "associated",
            "DisassociateSubnetCidrBlock",
            Owner,
            "disassociating",
            EC2,
        ),
        Move::auto("disassociating", "disassociated", EC2),
    ],
};

/// `State` of a subnet.
pub(super) const SUBNET: Machine = Machine {
    of: MachineOf::Element(ElementKind::Subnet),
    states: &[
        StateRow::new("pending", Phase::Provisioning, EC2),
        StateRow::new("available", Phase::Active, EC2).carries(),
        StateRow::new("unavailable", Phase::Degraded, EC2),
        StateRow::new("failed", Phase::Failed, EC2).terminal(),
        StateRow::new("failed-insufficient-capacity", Phase::Failed, EC2).terminal(),
    ],
    moves: &[
        Move::create("CreateSubnet", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::fails("pending", "failed", EC2).inferred(),
        // Told apart from the other failure by its cause only.
        Move::new(
            "pending",
            Trigger::Down,
            Provider,
            "failed-insufficient-capacity",
            EC2,
        )
        .inferred(),
        Move::new("available", Trigger::Down, Provider, "unavailable", EC2).inferred(),
        Move::new("unavailable", Trigger::Up, Provider, "available", EC2).inferred(),
    ],
};

/// State of a route table's association.
pub(super) const TABLE_ASSOCIATION: Machine = Machine {
    of: MachineOf::TableAssociation,
    states: &[
        StateRow::new("associating", Phase::Provisioning, EC2),
        StateRow::new("associated", Phase::Active, EC2).carries(),
        StateRow::new("disassociating", Phase::Deleting, EC2),
        StateRow::new("disassociated", Phase::Deleted, EC2).terminal(),
        StateRow::new("failed", Phase::Failed, EC2).terminal(),
    ],
    moves: &[
        Move::create("AssociateRouteTable", Owner, "associating", EC2),
        Move::auto("associating", "associated", EC2),
        Move::fails("associating", "failed", EC2),
        Move::call(
            "associated",
            "DisassociateRouteTable",
            Owner,
            "disassociating",
            EC2,
        ),
        Move::auto("disassociating", "disassociated", EC2),
    ],
};

/// `State` of a route.
pub(super) const ROUTE: Machine = Machine {
    of: MachineOf::Route,
    states: &[
        StateRow::new("active", Phase::Active, EC2).carries(),
        StateRow::new("blackhole", Phase::Degraded, &refs::PEERING_ROUTES),
        // The model lists the word without a meaning.
        StateRow::new("filtered", Phase::Degraded, EC2).wildcard(),
    ],
    moves: &[
        Move::create("CreateRoute", Owner, "active", EC2).when(Up),
        Move::create("CreateRoute", Owner, "blackhole", &refs::PEERING_ROUTES).when(Down),
        Move::new(
            "active",
            Trigger::Down,
            Provider,
            "blackhole",
            &refs::PEERING_ROUTES,
        ),
        Move::new(
            "blackhole",
            Trigger::Up,
            Provider,
            "active",
            &refs::PEERING_ROUTES,
        ),
    ],
};

/// State of an internet gateway's attachment. Real answers say `available` where the model lists `attached`.
pub(super) const INTERNET_ATTACHMENT: Machine = Machine {
    of: MachineOf::InternetAttachment,
    states: &[
        StateRow::new("available", Phase::Active, EC2).carries(),
        StateRow::new("attached", Phase::Active, EC2)
            .carries()
            .wildcard(),
        StateRow::new("attaching", Phase::Provisioning, EC2),
        StateRow::new("detaching", Phase::Deleting, EC2),
        StateRow::new("detached", Phase::Deleted, EC2).terminal(),
    ],
    moves: &[
        Move::create("AttachInternetGateway", Owner, "attaching", EC2),
        Move::create("CreateEgressOnlyInternetGateway", Owner, "attaching", EC2).inferred(),
        Move::auto("attaching", "available", EC2),
        Move::call(
            "available",
            "DetachInternetGateway",
            Owner,
            "detaching",
            EC2,
        ),
        Move::auto("detaching", "detached", EC2),
        Move::vanishes("detached", EC2).inferred(),
    ],
};

/// `State` of a NAT gateway.
pub(super) const NAT_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::NatGateway),
    states: &[
        StateRow::new("pending", Phase::Provisioning, EC2),
        StateRow::new("available", Phase::Active, EC2).carries(),
        StateRow::new("failed", Phase::Failed, EC2).terminal(),
        StateRow::new("deleting", Phase::Deleting, EC2),
        StateRow::new("deleted", Phase::Deleted, EC2).terminal(),
    ],
    moves: &[
        Move::create("CreateNatGateway", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::fails("pending", "failed", EC2),
        Move::call("available", "DeleteNatGateway", Owner, "deleting", EC2),
        Move::call("failed", "DeleteNatGateway", Owner, "deleting", EC2).inferred(),
        Move::auto("deleting", "deleted", EC2),
    ],
};

/// `Status` of a network interface.
pub(super) const INTERFACE: Machine = Machine {
    of: MachineOf::Element(ElementKind::Interface),
    states: &[
        StateRow::new("in-use", Phase::Active, EC2).carries(),
        StateRow::new("available", Phase::Active, EC2),
        StateRow::new("attaching", Phase::Provisioning, EC2),
        StateRow::new("detaching", Phase::Deleting, EC2),
        // Interfaces on a parent one; the model gives no course of states.
        StateRow::new("associated", Phase::Active, EC2)
            .carries()
            .wildcard(),
    ],
    moves: &[
        Move::create("CreateNetworkInterface", Owner, "available", EC2),
        Move::call(
            "available",
            "AttachNetworkInterface",
            Owner,
            "attaching",
            EC2,
        ),
        Move::auto("attaching", "in-use", EC2),
        Move::call("in-use", "DetachNetworkInterface", Owner, "detaching", EC2),
        Move::auto("detaching", "available", EC2),
    ],
};

/// `State` of a managed prefix list.
pub(super) const PREFIX_LIST: Machine = Machine {
    of: MachineOf::Element(ElementKind::PrefixList),
    states: &[
        StateRow::new("create-complete", Phase::Active, EC2).carries(),
        StateRow::new("modify-complete", Phase::Active, EC2).carries(),
        StateRow::new("restore-complete", Phase::Active, EC2).carries(),
        StateRow::new("create-in-progress", Phase::Provisioning, EC2),
        StateRow::new("create-failed", Phase::Failed, EC2).terminal(),
        StateRow::new("modify-in-progress", Phase::Active, EC2).carries(),
        StateRow::new("modify-failed", Phase::Degraded, EC2).carries(),
        StateRow::new("restore-in-progress", Phase::Active, EC2).carries(),
        StateRow::new("restore-failed", Phase::Degraded, EC2).carries(),
        StateRow::new("delete-in-progress", Phase::Deleting, EC2),
        StateRow::new("delete-complete", Phase::Deleted, EC2).terminal(),
        StateRow::new("delete-failed", Phase::Failed, EC2),
    ],
    moves: PREFIX_LIST_MOVES,
};

const MODIFY: &str = "ModifyManagedPrefixList";
const RESTORE: &str = "RestoreManagedPrefixListVersion";
const DELETE: &str = "DeleteManagedPrefixList";

/// The course follows from the words: after each change the list is as before, or better.
const PREFIX_LIST_MOVES: &[Move] = &[
    Move::create("CreateManagedPrefixList", Owner, "create-in-progress", EC2),
    Move::auto("create-in-progress", "create-complete", EC2),
    Move::fails("create-in-progress", "create-failed", EC2),
    Move::call("create-complete", MODIFY, Owner, "modify-in-progress", EC2).inferred(),
    Move::call("modify-complete", MODIFY, Owner, "modify-in-progress", EC2).inferred(),
    Move::call("modify-failed", MODIFY, Owner, "modify-in-progress", EC2).inferred(),
    Move::call("restore-complete", MODIFY, Owner, "modify-in-progress", EC2).inferred(),
    Move::call("restore-failed", MODIFY, Owner, "modify-in-progress", EC2).inferred(),
    Move::auto("modify-in-progress", "modify-complete", EC2),
    Move::fails("modify-in-progress", "modify-failed", EC2),
    Move::call(
        "create-complete",
        RESTORE,
        Owner,
        "restore-in-progress",
        EC2,
    )
    .inferred(),
    Move::call(
        "modify-complete",
        RESTORE,
        Owner,
        "restore-in-progress",
        EC2,
    )
    .inferred(),
    Move::call("modify-failed", RESTORE, Owner, "restore-in-progress", EC2).inferred(),
    Move::call(
        "restore-complete",
        RESTORE,
        Owner,
        "restore-in-progress",
        EC2,
    )
    .inferred(),
    Move::call("restore-failed", RESTORE, Owner, "restore-in-progress", EC2).inferred(),
    Move::auto("restore-in-progress", "restore-complete", EC2),
    Move::fails("restore-in-progress", "restore-failed", EC2),
    Move::call("create-complete", DELETE, Owner, "delete-in-progress", EC2).inferred(),
    Move::call("create-failed", DELETE, Owner, "delete-in-progress", EC2).inferred(),
    Move::call("modify-complete", DELETE, Owner, "delete-in-progress", EC2).inferred(),
    Move::call("modify-failed", DELETE, Owner, "delete-in-progress", EC2).inferred(),
    Move::call("restore-complete", DELETE, Owner, "delete-in-progress", EC2).inferred(),
    Move::call("restore-failed", DELETE, Owner, "delete-in-progress", EC2).inferred(),
    Move::call("delete-failed", DELETE, Owner, "delete-in-progress", EC2).inferred(),
    Move::auto("delete-in-progress", "delete-complete", EC2),
    Move::fails("delete-in-progress", "delete-failed", EC2),
];
