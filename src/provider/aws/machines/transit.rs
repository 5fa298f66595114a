//! Transit gateways, what hangs on them, and their tables. Words are in camel case.

use super::refs;
use crate::model::ElementKind;
use crate::profile::notation::{HOUR, moves, states};
use crate::profile::{Machine, MachineOf};

/// `State` of a transit gateway.
pub(super) const TRANSIT_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::TransitGateway),
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "modifying" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateTransitGateway by Owner;
        "pending" -> "available", progress;
        "available" -> "modifying", ModifyTransitGateway by Owner;
        "modifying" -> "available", progress;
        "available" -> "deleting", DeleteTransitGateway by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `State` of an attachment of any kind: one list of words, several ways in.
pub(super) const ATTACHMENT: Machine = Machine {
    of: MachineOf::Element(ElementKind::TransitGatewayAttachment),
    states: states! { refs::TGW_VPC;
        // Out of use; the model lists it without a course.
        "initiating" Requested + wildcard from refs::MODEL_EC2;
        "initiatingRequest" Requested from refs::MODEL_EC2;
        "pendingAcceptance" AwaitingAcceptance;
        "pending" Provisioning;
        "available" Active + carries;
        "modifying" Active + carries;
        "rollingBack" Provisioning;
        "deleting" Deleting;
        "deleted" Deleted + terminal seen [Either: 2 * HOUR];
        "rejecting" Deleting;
        "rejected" Refused + terminal seen [Either: 2 * HOUR];
        "failing" Failed;
        "failed" Failed + terminal seen [Either: 2 * HOUR];
    },
    moves: moves! { refs::TGW_VPC;
        new -> "pending", CreateTransitGatewayVpcAttachment by Owner when AcceptedAutomatically;
        new -> "pendingAcceptance", CreateTransitGatewayVpcAttachment by Owner when NeedsAcceptance;
        new -> "initiatingRequest", CreateTransitGatewayPeeringAttachment by Requester + inferred from refs::TGW_PEERING;
        new -> "pending", CreateTransitGatewayConnect by Owner + inferred from refs::MODEL_EC2;
        new -> "pending", CreateVpnConnection by Owner + inferred from refs::MODEL_EC2;
        new -> "pending", CreateDirectConnectGatewayAssociation by Owner + inferred from refs::MODEL_EC2;
        new -> "pending", AcceptDirectConnectGatewayAssociationProposal by Owner + inferred from refs::MODEL_EC2;
        "initiatingRequest" -> "pendingAcceptance", progress + inferred from refs::TGW_PEERING;
        "initiatingRequest" -> "failing", failure + inferred from refs::TGW_PEERING;
        "pendingAcceptance" -> "pending", AcceptTransitGatewayVpcAttachment by GatewayOwner;
        "pendingAcceptance" -> "rejecting", RejectTransitGatewayVpcAttachment by GatewayOwner;
        "pendingAcceptance" -> "deleting", DeleteTransitGatewayVpcAttachment by Owner;
        "pendingAcceptance" -> "pending", AcceptTransitGatewayPeeringAttachment by Accepter from refs::TGW_PEERING;
        "pendingAcceptance" -> "rejecting", RejectTransitGatewayPeeringAttachment by Accepter from refs::TGW_PEERING;
        "pendingAcceptance" -> "deleting", DeleteTransitGatewayPeeringAttachment by Either + inferred from refs::TGW_PEERING;
        "rejecting" -> "rejected", progress;
        "pending" -> "available", progress;
        "pending" -> "failing", failure;
        "failing" -> "failed", progress;
        "available" -> "modifying", ModifyTransitGatewayVpcAttachment by Owner;
        "modifying" -> "available", progress;
        "modifying" -> "rollingBack", failure;
        "rollingBack" -> "available", progress;
        "rollingBack" -> "failing", failure + unsure;
        "available" -> "deleting", DeleteTransitGatewayVpcAttachment by Owner;
        "available" -> "deleting", DeleteTransitGatewayPeeringAttachment by Either from refs::TGW_PEERING;
        "available" -> "deleting", DeleteTransitGatewayConnect by Owner from refs::MODEL_EC2;
        "available" -> "deleting", DeleteVpnConnection by Owner + inferred from refs::MODEL_EC2;
        "available" -> "deleting", DeleteDirectConnectGatewayAssociation by Owner + inferred from refs::MODEL_EC2;
        "failed" -> "deleting", DeleteTransitGatewayVpcAttachment by Owner + inferred;
        "deleting" -> "deleted", progress;
    },
};

/// `State` of a transit gateway route table.
pub(super) const ROUTE_TABLE: Machine = Machine {
    of: MachineOf::Element(ElementKind::TransitGatewayRouteTable),
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateTransitGatewayRouteTable by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteTransitGatewayRouteTable by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `State` of a Connect peer.
pub(super) const CONNECT_PEER: Machine = Machine {
    of: MachineOf::Element(ElementKind::TransitGatewayConnectPeer),
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateTransitGatewayConnectPeer by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteTransitGatewayConnectPeer by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// State of an association.
pub(super) const ASSOCIATION: Machine = Machine {
    of: MachineOf::TransitAssociation,
    states: states! { refs::MODEL_EC2;
        "associating" Provisioning;
        "associated" Active + carries;
        "disassociating" Deleting;
        "disassociated" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "associating", AssociateTransitGatewayRouteTable by GatewayOwner;
        "associating" -> "associated", progress;
        "associated" -> "disassociating", DisassociateTransitGatewayRouteTable by GatewayOwner;
        "disassociating" -> "disassociated", progress;
    },
};

/// State of a propagation.
pub(super) const PROPAGATION: Machine = Machine {
    of: MachineOf::TransitPropagation,
    states: states! { refs::MODEL_EC2;
        "enabling" Provisioning;
        "enabled" Active + carries;
        "disabling" Deleting;
        "disabled" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "enabling", EnableTransitGatewayRouteTablePropagation by GatewayOwner;
        "enabling" -> "enabled", progress;
        "enabled" -> "disabling", DisableTransitGatewayRouteTablePropagation by GatewayOwner;
        "disabling" -> "disabled", progress;
    },
};

/// `State` of a route of a transit gateway.
pub(super) const ROUTE: Machine = Machine {
    of: MachineOf::TransitRoute,
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "active" Active + carries;
        "blackhole" Degraded;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateTransitGatewayRoute by GatewayOwner;
        "pending" -> "active", progress when Up;
        "pending" -> "blackhole", progress when Down;
        "active" -> "blackhole", down + inferred;
        "blackhole" -> "active", up + inferred;
        "active" -> "blackhole", ReplaceTransitGatewayRoute by GatewayOwner when Down + inferred;
        "blackhole" -> "active", ReplaceTransitGatewayRoute by GatewayOwner when Up + inferred;
        "active" -> "deleting", DeleteTransitGatewayRoute by GatewayOwner;
        "blackhole" -> "deleting", DeleteTransitGatewayRoute by GatewayOwner;
        "deleting" -> "deleted", progress;
    },
};

/// State of a reference to a prefix list.
pub(super) const PREFIX_LIST: Machine = Machine {
    of: MachineOf::TransitPrefixList,
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "modifying" Active + carries;
        "deleting" Deleting;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateTransitGatewayPrefixListReference by GatewayOwner;
        "pending" -> "available", progress;
        "available" -> "modifying", ModifyTransitGatewayPrefixListReference by GatewayOwner;
        "modifying" -> "available", progress;
        "available" -> "deleting", DeleteTransitGatewayPrefixListReference by GatewayOwner;
        "deleting" -> gone, progress;
    },
};

/// State of a policy table.
pub(super) const POLICY_TABLE: Machine = Machine {
    of: MachineOf::TransitPolicyTable,
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateTransitGatewayPolicyTable by GatewayOwner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteTransitGatewayPolicyTable by GatewayOwner;
        "deleting" -> "deleted", progress;
    },
};

/// State of an announcement of a table to a core network.
pub(super) const ANNOUNCEMENT: Machine = Machine {
    of: MachineOf::TransitAnnouncement,
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "failing" Failed;
        "failed" Failed + terminal;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateTransitGatewayRouteTableAnnouncement by GatewayOwner;
        "pending" -> "available", progress;
        "pending" -> "failing", failure;
        "failing" -> "failed", progress;
        "available" -> "deleting", DeleteTransitGatewayRouteTableAnnouncement by GatewayOwner;
        "deleting" -> "deleted", progress;
    },
};
