//! Networks, subnets, their tables and gateways.

use super::refs;
use crate::model::ElementKind;
use crate::profile::notation::{moves, states};
use crate::profile::{Machine, MachineOf};

/// `State` of a VPC.
pub(super) const NETWORK: Machine = Machine {
    of: MachineOf::Element(ElementKind::Network),
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "deleting" Deleting;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateVpc by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteVpc by Owner;
        "deleting" -> gone, progress;
    },
};

/// State of a block of a VPC.
pub(super) const NETWORK_BLOCK: Machine = Machine {
    of: MachineOf::NetworkBlock,
    states: states! { refs::VPC_BLOCKS;
        "associating" Provisioning;
        "associated" Active + carries;
        "disassociating" Deleting;
        "disassociated" Deleted + terminal;
        "failing" Failed;
        "failed" Failed + terminal;
    },
    moves: moves! { refs::VPC_BLOCKS;
        new -> "associating", AssociateVpcCidrBlock by Owner;
        // The block that a VPC is created with is there at once.
        new -> "associated", CreateVpc by Owner + inferred from refs::MODEL_EC2;
        "associating" -> "associated", progress;
        "associating" -> "failing", failure;
        "failing" -> "failed", progress;
        "associated" -> "disassociating", DisassociateVpcCidrBlock by Owner;
        "disassociating" -> "disassociated", progress;
    },
};

/// State of an IPv6 block of a subnet.
pub(super) const SUBNET_BLOCK: Machine = Machine {
    of: MachineOf::SubnetBlock,
    states: states! { refs::VPC_BLOCKS;
        "associating" Provisioning;
        "associated" Active + carries;
        "disassociating" Deleting;
        "disassociated" Deleted + terminal;
        "failing" Failed;
        "failed" Failed + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "associating", AssociateSubnetCidrBlock by Owner;
        new -> "associated", CreateSubnet by Owner + inferred;
        "associating" -> "associated", progress;
        "associating" -> "failing", failure;
        "failing" -> "failed", progress;
        "associated" -> "disassociating", DisassociateSubnetCidrBlock by Owner;
        "disassociating" -> "disassociated", progress;
    },
};

/// `State` of a subnet.
pub(super) const SUBNET: Machine = Machine {
    of: MachineOf::Element(ElementKind::Subnet),
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "unavailable" Degraded;
        "failed" Failed + terminal;
        "failed-insufficient-capacity" Failed + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateSubnet by Owner;
        "pending" -> "available", progress;
        "pending" -> "failed", failure + inferred;
        // Told apart from the other failure by its cause only.
        "pending" -> "failed-insufficient-capacity", down + inferred;
        "available" -> "unavailable", down + inferred;
        "unavailable" -> "available", up + inferred;
    },
};

/// State of a route table's association.
pub(super) const TABLE_ASSOCIATION: Machine = Machine {
    of: MachineOf::TableAssociation,
    states: states! { refs::MODEL_EC2;
        "associating" Provisioning;
        "associated" Active + carries;
        "disassociating" Deleting;
        "disassociated" Deleted + terminal;
        "failed" Failed + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "associating", AssociateRouteTable by Owner;
        "associating" -> "associated", progress;
        "associating" -> "failed", failure;
        "associated" -> "disassociating", DisassociateRouteTable by Owner;
        "disassociating" -> "disassociated", progress;
    },
};

/// `State` of a route.
pub(super) const ROUTE: Machine = Machine {
    of: MachineOf::Route,
    states: states! { refs::MODEL_EC2;
        "active" Active + carries;
        "blackhole" Degraded from refs::PEERING_ROUTES;
        // The model lists the word without a meaning.
        "filtered" Degraded + wildcard;
    },
    moves: moves! { refs::PEERING_ROUTES;
        new -> "active", CreateRoute by Owner when Up from refs::MODEL_EC2;
        new -> "blackhole", CreateRoute by Owner when Down;
        "active" -> "blackhole", down;
        "blackhole" -> "active", up;
    },
};

/// State of an internet gateway's attachment. Real answers say `available` where the model lists `attached`.
pub(super) const INTERNET_ATTACHMENT: Machine = Machine {
    of: MachineOf::InternetAttachment,
    states: states! { refs::MODEL_EC2;
        "available" Active + carries;
        "attached" Active + carries + wildcard;
        "attaching" Provisioning;
        "detaching" Deleting;
        "detached" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "attaching", AttachInternetGateway by Owner;
        new -> "attaching", CreateEgressOnlyInternetGateway by Owner + inferred;
        "attaching" -> "available", progress;
        "available" -> "detaching", DetachInternetGateway by Owner;
        "detaching" -> "detached", progress;
        "detached" -> gone, progress + inferred;
    },
};

/// `State` of a NAT gateway.
pub(super) const NAT_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::NatGateway),
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "failed" Failed + terminal;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateNatGateway by Owner;
        "pending" -> "available", progress;
        "pending" -> "failed", failure;
        "available" -> "deleting", DeleteNatGateway by Owner;
        "failed" -> "deleting", DeleteNatGateway by Owner + inferred;
        "deleting" -> "deleted", progress;
    },
};

/// `Status` of a network interface.
pub(super) const INTERFACE: Machine = Machine {
    of: MachineOf::Element(ElementKind::Interface),
    states: states! { refs::MODEL_EC2;
        "in-use" Active + carries;
        "available" Active;
        "attaching" Provisioning;
        "detaching" Deleting;
        // Interfaces on a parent one; the model gives no course of states.
        "associated" Active + carries + wildcard;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "available", CreateNetworkInterface by Owner;
        "available" -> "attaching", AttachNetworkInterface by Owner;
        "attaching" -> "in-use", progress;
        "in-use" -> "detaching", DetachNetworkInterface by Owner;
        "detaching" -> "available", progress;
    },
};

/// `State` of a managed prefix list.
pub(super) const PREFIX_LIST: Machine = Machine {
    of: MachineOf::Element(ElementKind::PrefixList),
    states: states! { refs::MODEL_EC2;
        "create-complete" Active + carries;
        "modify-complete" Active + carries;
        "restore-complete" Active + carries;
        "create-in-progress" Provisioning;
        "create-failed" Failed + terminal;
        "modify-in-progress" Active + carries;
        "modify-failed" Degraded + carries;
        "restore-in-progress" Active + carries;
        "restore-failed" Degraded + carries;
        "delete-in-progress" Deleting;
        "delete-complete" Deleted + terminal;
        "delete-failed" Failed;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "create-in-progress", CreateManagedPrefixList by Owner;
        "create-in-progress" -> "create-complete", progress;
        "create-in-progress" -> "create-failed", failure;
        "create-complete" -> "modify-in-progress", ModifyManagedPrefixList by Owner + inferred;
        "modify-complete" -> "modify-in-progress", ModifyManagedPrefixList by Owner + inferred;
        "modify-failed" -> "modify-in-progress", ModifyManagedPrefixList by Owner + inferred;
        "restore-complete" -> "modify-in-progress", ModifyManagedPrefixList by Owner + inferred;
        "restore-failed" -> "modify-in-progress", ModifyManagedPrefixList by Owner + inferred;
        "modify-in-progress" -> "modify-complete", progress;
        "modify-in-progress" -> "modify-failed", failure;
        "create-complete" -> "restore-in-progress", RestoreManagedPrefixListVersion by Owner + inferred;
        "modify-complete" -> "restore-in-progress", RestoreManagedPrefixListVersion by Owner + inferred;
        "modify-failed" -> "restore-in-progress", RestoreManagedPrefixListVersion by Owner + inferred;
        "restore-complete" -> "restore-in-progress", RestoreManagedPrefixListVersion by Owner + inferred;
        "restore-failed" -> "restore-in-progress", RestoreManagedPrefixListVersion by Owner + inferred;
        "restore-in-progress" -> "restore-complete", progress;
        "restore-in-progress" -> "restore-failed", failure;
        "create-complete" -> "delete-in-progress", DeleteManagedPrefixList by Owner + inferred;
        "create-failed" -> "delete-in-progress", DeleteManagedPrefixList by Owner + inferred;
        "modify-complete" -> "delete-in-progress", DeleteManagedPrefixList by Owner + inferred;
        "modify-failed" -> "delete-in-progress", DeleteManagedPrefixList by Owner + inferred;
        "restore-complete" -> "delete-in-progress", DeleteManagedPrefixList by Owner + inferred;
        "restore-failed" -> "delete-in-progress", DeleteManagedPrefixList by Owner + inferred;
        "delete-failed" -> "delete-in-progress", DeleteManagedPrefixList by Owner + inferred;
        "delete-in-progress" -> "delete-complete", progress;
        "delete-in-progress" -> "delete-failed", failure;
    },
};
