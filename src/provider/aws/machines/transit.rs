//! Transit gateways, what hangs on them, and their tables. Words are in camel case.

use super::refs;
use crate::finding::Reference;
use crate::model::{ElementKind, Phase};
use crate::profile::Actor::{Accepter, Either, GatewayOwner, Owner, Provider, Requester};
use crate::profile::Condition::{AcceptedAutomatically, Down, NeedsAcceptance, Up};
use crate::profile::{Machine, MachineOf, Move, StateRow, Trigger};

const EC2: &Reference = &refs::MODEL_EC2;

const FOUR_STATES: &[StateRow] = &[
    StateRow::new("pending", Phase::Provisioning, EC2),
    StateRow::new("available", Phase::Active, EC2).carries(),
    StateRow::new("deleting", Phase::Deleting, EC2),
    StateRow::new("deleted", Phase::Deleted, EC2).terminal(),
];

/// `State` of a transit gateway.
pub(super) const TRANSIT_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::TransitGateway),
    states: &[
        StateRow::new("pending", Phase::Provisioning, EC2),
        StateRow::new("available", Phase::Active, EC2).carries(),
        StateRow::new("modifying", Phase::Active, EC2).carries(),
        StateRow::new("deleting", Phase::Deleting, EC2),
        StateRow::new("deleted", Phase::Deleted, EC2).terminal(),
    ],
    moves: &[
        Move::create("CreateTransitGateway", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::call("available", "ModifyTransitGateway", Owner, "modifying", EC2),
        Move::auto("modifying", "available", EC2),
        Move::call("available", "DeleteTransitGateway", Owner, "deleting", EC2),
        Move::auto("deleting", "deleted", EC2),
    ],
};

const TWO_HOURS: i64 = 2 * super::HOUR;

/// `State` of an attachment of any kind: one list of words, several ways in.
pub(super) const ATTACHMENT: Machine = Machine {
    of: MachineOf::Element(ElementKind::TransitGatewayAttachment),
    states: &[
        // Out of use; the model lists it without a course.
        StateRow::new("initiating", Phase::Requested, EC2).wildcard(),
        StateRow::new("initiatingRequest", Phase::Requested, EC2),
        StateRow::new(
            "pendingAcceptance",
            Phase::AwaitingAcceptance,
            &refs::TGW_VPC,
        ),
        StateRow::new("pending", Phase::Provisioning, &refs::TGW_VPC),
        StateRow::new("available", Phase::Active, &refs::TGW_VPC).carries(),
        StateRow::new("modifying", Phase::Active, &refs::TGW_VPC).carries(),
        StateRow::new("rollingBack", Phase::Provisioning, &refs::TGW_VPC),
        StateRow::new("deleting", Phase::Deleting, &refs::TGW_VPC),
        StateRow::new("deleted", Phase::Deleted, &refs::TGW_VPC)
            .terminal()
            .seen(const { &[super::window(Either, TWO_HOURS, &refs::TGW_VPC)] }),
        StateRow::new("rejecting", Phase::Deleting, &refs::TGW_VPC),
        StateRow::new("rejected", Phase::Refused, &refs::TGW_VPC)
            .terminal()
            .seen(const { &[super::window(Either, TWO_HOURS, &refs::TGW_VPC)] }),
        StateRow::new("failing", Phase::Failed, &refs::TGW_VPC),
        StateRow::new("failed", Phase::Failed, &refs::TGW_VPC)
            .terminal()
            .seen(const { &[super::window(Either, TWO_HOURS, &refs::TGW_VPC)] }),
    ],
    moves: &[
        Move::create(
            "CreateTransitGatewayVpcAttachment",
            Owner,
            "pending",
            &refs::TGW_VPC,
        )
        .when(AcceptedAutomatically),
        Move::create(
            "CreateTransitGatewayVpcAttachment",
            Owner,
            "pendingAcceptance",
            &refs::TGW_VPC,
        )
        .when(NeedsAcceptance),
        Move::create(
            "CreateTransitGatewayPeeringAttachment",
            Requester,
            "initiatingRequest",
            &refs::TGW_PEERING,
        )
        .inferred(),
        Move::create("CreateTransitGatewayConnect", Owner, "pending", EC2).inferred(),
        Move::create("CreateVpnConnection", Owner, "pending", EC2).inferred(),
        Move::create(
            "CreateDirectConnectGatewayAssociation",
            Owner,
            "pending",
            EC2,
        )
        .inferred(),
        Move::create(
            "AcceptDirectConnectGatewayAssociationProposal",
            Owner,
            "pending",
            EC2,
        )
        .inferred(),
        Move::auto("initiatingRequest", "pendingAcceptance", &refs::TGW_PEERING).inferred(),
        Move::fails("initiatingRequest", "failing", &refs::TGW_PEERING).inferred(),
        Move::call(
            "pendingAcceptance",
            "AcceptTransitGatewayVpcAttachment",
            GatewayOwner,
            "pending",
            &refs::TGW_VPC,
        ),
        Move::call(
            "pendingAcceptance",
            "RejectTransitGatewayVpcAttachment",
            GatewayOwner,
            "rejecting",
            &refs::TGW_VPC,
        ),
        Move::call(
            "pendingAcceptance",
            "DeleteTransitGatewayVpcAttachment",
            Owner,
            "deleting",
            &refs::TGW_VPC,
        ),
        Move::call(
            "pendingAcceptance",
            "AcceptTransitGatewayPeeringAttachment",
            Accepter,
            "pending",
            &refs::TGW_PEERING,
        ),
        Move::call(
            "pendingAcceptance",
            "RejectTransitGatewayPeeringAttachment",
            Accepter,
            "rejecting",
            &refs::TGW_PEERING,
        ),
        Move::call(
            "pendingAcceptance",
            "DeleteTransitGatewayPeeringAttachment",
            Either,
            "deleting",
            &refs::TGW_PEERING,
        )
        .inferred(),
        Move::auto("rejecting", "rejected", &refs::TGW_VPC),
        Move::auto("pending", "available", &refs::TGW_VPC),
        Move::fails("pending", "failing", &refs::TGW_VPC),
        Move::auto("failing", "failed", &refs::TGW_VPC),
        Move::call(
            "available",
            "ModifyTransitGatewayVpcAttachment",
            Owner,
            "modifying",
            &refs::TGW_VPC,
        ),
        Move::auto("modifying", "available", &refs::TGW_VPC),
        Move::fails("modifying", "rollingBack", &refs::TGW_VPC),
        Move::auto("rollingBack", "available", &refs::TGW_VPC),
        Move::fails("rollingBack", "failing", &refs::TGW_VPC).unsure(),
        Move::call(
            "available",
            "DeleteTransitGatewayVpcAttachment",
            Owner,
            "deleting",
            &refs::TGW_VPC,
        ),
        Move::call(
            "available",
            "DeleteTransitGatewayPeeringAttachment",
            Either,
            "deleting",
            &refs::TGW_PEERING,
        ),
        Move::call(
            "available",
            "DeleteTransitGatewayConnect",
            Owner,
            "deleting",
            EC2,
        ),
        Move::call("available", "DeleteVpnConnection", Owner, "deleting", EC2).inferred(),
        Move::call(
            "available",
            "DeleteDirectConnectGatewayAssociation",
            Owner,
            "deleting",
            EC2,
        )
        .inferred(),
        Move::call(
            "failed",
            "DeleteTransitGatewayVpcAttachment",
            Owner,
            "deleting",
            &refs::TGW_VPC,
        )
        .inferred(),
        Move::auto("deleting", "deleted", &refs::TGW_VPC),
    ],
};

/// `State` of a transit gateway route table.
pub(super) const ROUTE_TABLE: Machine = Machine {
    of: MachineOf::Element(ElementKind::TransitGatewayRouteTable),
    states: FOUR_STATES,
    moves: &[
        Move::create("CreateTransitGatewayRouteTable", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::call(
            "available",
            "DeleteTransitGatewayRouteTable",
            Owner,
            "deleting",
            EC2,
        ),
        Move::auto("deleting", "deleted", EC2),
    ],
};

/// `State` of a Connect peer.
pub(super) const CONNECT_PEER: Machine = Machine {
    of: MachineOf::Element(ElementKind::TransitGatewayConnectPeer),
    states: FOUR_STATES,
    moves: &[
        Move::create("CreateTransitGatewayConnectPeer", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::call(
            "available",
            "DeleteTransitGatewayConnectPeer",
            Owner,
            "deleting",
            EC2,
        ),
        Move::auto("deleting", "deleted", EC2),
    ],
};

/// State of an association.
pub(super) const ASSOCIATION: Machine = Machine {
    of: MachineOf::TransitAssociation,
    states: &[
        StateRow::new("associating", Phase::Provisioning, EC2),
        StateRow::new("associated", Phase::Active, EC2).carries(),
        StateRow::new("disassociating", Phase::Deleting, EC2),
        StateRow::new("disassociated", Phase::Deleted, EC2).terminal(),
    ],
    moves: &[
        Move::create(
            "AssociateTransitGatewayRouteTable",
            GatewayOwner,
            "associating",
            EC2,
        ),
        Move::auto("associating", "associated", EC2),
        Move::call(
            "associated",
            "DisassociateTransitGatewayRouteTable",
            GatewayOwner,
            "disassociating",
            EC2,
        ),
        Move::auto("disassociating", "disassociated", EC2),
    ],
};

/// State of a propagation.
pub(super) const PROPAGATION: Machine = Machine {
    of: MachineOf::TransitPropagation,
    states: &[
        StateRow::new("enabling", Phase::Provisioning, EC2),
        StateRow::new("enabled", Phase::Active, EC2).carries(),
        StateRow::new("disabling", Phase::Deleting, EC2),
        StateRow::new("disabled", Phase::Deleted, EC2).terminal(),
    ],
    moves: &[
        Move::create(
            "EnableTransitGatewayRouteTablePropagation",
            GatewayOwner,
            "enabling",
            EC2,
        ),
        Move::auto("enabling", "enabled", EC2),
        Move::call(
            "enabled",
            "DisableTransitGatewayRouteTablePropagation",
            GatewayOwner,
            "disabling",
            EC2,
        ),
        Move::auto("disabling", "disabled", EC2),
    ],
};

/// `State` of a route of a transit gateway.
pub(super) const ROUTE: Machine = Machine {
    of: MachineOf::TransitRoute,
    states: &[
        StateRow::new("pending", Phase::Provisioning, EC2),
        StateRow::new("active", Phase::Active, EC2).carries(),
        StateRow::new("blackhole", Phase::Degraded, EC2),
        StateRow::new("deleting", Phase::Deleting, EC2),
        StateRow::new("deleted", Phase::Deleted, EC2).terminal(),
    ],
    moves: &[
        Move::create("CreateTransitGatewayRoute", GatewayOwner, "pending", EC2),
        Move::auto("pending", "active", EC2).when(Up),
        Move::auto("pending", "blackhole", EC2).when(Down),
        Move::new("active", Trigger::Down, Provider, "blackhole", EC2).inferred(),
        Move::new("blackhole", Trigger::Up, Provider, "active", EC2).inferred(),
        Move::call(
            "active",
            "ReplaceTransitGatewayRoute",
            GatewayOwner,
            "blackhole",
            EC2,
        )
        .when(Down)
        .inferred(),
        Move::call(
            "blackhole",
            "ReplaceTransitGatewayRoute",
            GatewayOwner,
            "active",
            EC2,
        )
        .when(Up)
        .inferred(),
        Move::call(
            "active",
            "DeleteTransitGatewayRoute",
            GatewayOwner,
            "deleting",
            EC2,
        ),
        Move::call(
            "blackhole",
            "DeleteTransitGatewayRoute",
            GatewayOwner,
            "deleting",
            EC2,
        ),
        Move::auto("deleting", "deleted", EC2),
    ],
};

/// State of a reference to a prefix list.
pub(super) const PREFIX_LIST: Machine = Machine {
    of: MachineOf::TransitPrefixList,
    states: &[
        StateRow::new("pending", Phase::Provisioning, EC2),
        StateRow::new("available", Phase::Active, EC2).carries(),
        StateRow::new("modifying", Phase::Active, EC2).carries(),
        StateRow::new("deleting", Phase::Deleting, EC2),
    ],
    moves: &[
        Move::create(
            "CreateTransitGatewayPrefixListReference",
            GatewayOwner,
            "pending",
            EC2,
        ),
        Move::auto("pending", "available", EC2),
        Move::call(
            "available",
            "ModifyTransitGatewayPrefixListReference",
            GatewayOwner,
            "modifying",
            EC2,
        ),
        Move::auto("modifying", "available", EC2),
        Move::call(
            "available",
            "DeleteTransitGatewayPrefixListReference",
            GatewayOwner,
            "deleting",
            EC2,
        ),
        Move::vanishes("deleting", EC2),
    ],
};

/// State of a policy table.
pub(super) const POLICY_TABLE: Machine = Machine {
    of: MachineOf::TransitPolicyTable,
    states: FOUR_STATES,
    moves: &[
        Move::create(
            "CreateTransitGatewayPolicyTable",
            GatewayOwner,
            "pending",
            EC2,
        ),
        Move::auto("pending", "available", EC2),
        Move::call(
            "available",
            "DeleteTransitGatewayPolicyTable",
            GatewayOwner,
            "deleting",
            EC2,
        ),
        Move::auto("deleting", "deleted", EC2),
    ],
};

/// State of an announcement of a table to a core network.
pub(super) const ANNOUNCEMENT: Machine = Machine {
    of: MachineOf::TransitAnnouncement,
    states: &[
        StateRow::new("pending", Phase::Provisioning, EC2),
        StateRow::new("available", Phase::Active, EC2).carries(),
        StateRow::new("failing", Phase::Failed, EC2),
        StateRow::new("failed", Phase::Failed, EC2).terminal(),
        StateRow::new("deleting", Phase::Deleting, EC2),
        StateRow::new("deleted", Phase::Deleted, EC2).terminal(),
    ],
    moves: &[
        Move::create(
            "CreateTransitGatewayRouteTableAnnouncement",
            GatewayOwner,
            "pending",
            EC2,
        ),
        Move::auto("pending", "available", EC2),
        Move::fails("pending", "failing", EC2),
        Move::auto("failing", "failed", EC2),
        Move::call(
            "available",
            "DeleteTransitGatewayRouteTableAnnouncement",
            GatewayOwner,
            "deleting",
            EC2,
        ),
        Move::auto("deleting", "deleted", EC2),
    ],
};
