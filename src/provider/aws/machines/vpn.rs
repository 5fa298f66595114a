//! Virtual private gateways, customer gateways, VPN connections.

use super::refs;
use crate::finding::Reference;
use crate::model::{ElementKind, Phase};
use crate::profile::Actor::{Owner, Provider};
use crate::profile::{Machine, MachineOf, Move, StateRow, Trigger};

const EC2: &Reference = &refs::MODEL_EC2;

const FOUR_STATES: &[StateRow] = &[
    StateRow::new("pending", Phase::Provisioning, EC2),
    StateRow::new("available", Phase::Active, EC2).carries(),
    StateRow::new("deleting", Phase::Deleting, EC2),
    StateRow::new("deleted", Phase::Deleted, EC2).terminal(),
];

/// `State` of a virtual private gateway.
pub(super) const VIRTUAL_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::VirtualGateway),
    states: FOUR_STATES,
    moves: &[
        Move::create("CreateVpnGateway", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::call("available", "DeleteVpnGateway", Owner, "deleting", EC2),
        Move::auto("deleting", "deleted", EC2),
    ],
};

/// State of a virtual private gateway's attachment.
pub(super) const NETWORK_ATTACHMENT: Machine = Machine {
    of: MachineOf::NetworkAttachment,
    states: &[
        StateRow::new("attaching", Phase::Provisioning, EC2),
        StateRow::new("attached", Phase::Active, EC2).carries(),
        StateRow::new("detaching", Phase::Deleting, EC2),
        StateRow::new("detached", Phase::Deleted, EC2),
    ],
    moves: &[
        Move::create("AttachVpnGateway", Owner, "attaching", EC2),
        Move::auto("attaching", "attached", EC2),
        Move::call("attached", "DetachVpnGateway", Owner, "detaching", EC2),
        Move::auto("detaching", "detached", EC2),
        Move::call("detached", "AttachVpnGateway", Owner, "attaching", EC2).inferred(),
    ],
};

/// `State` of a customer gateway.
pub(super) const CUSTOMER_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::CustomerGateway),
    states: FOUR_STATES,
    moves: &[
        Move::create("CreateCustomerGateway", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::call("available", "DeleteCustomerGateway", Owner, "deleting", EC2),
        Move::auto("deleting", "deleted", EC2),
    ],
};

/// `State` of a VPN connection. `modifying` occurs in real answers; the model does not list it.
pub(super) const VPN_CONNECTION: Machine = Machine {
    of: MachineOf::Element(ElementKind::VpnConnection),
    states: &[
        StateRow::new("pending", Phase::Provisioning, EC2),
        StateRow::new("available", Phase::Active, EC2).carries(),
        StateRow::new("modifying", Phase::Active, EC2).carries(),
        StateRow::new("deleting", Phase::Deleting, EC2),
        StateRow::new("deleted", Phase::Deleted, EC2).terminal(),
    ],
    moves: &[
        Move::create("CreateVpnConnection", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::call("available", "ModifyVpnConnection", Owner, "modifying", EC2),
        Move::auto("modifying", "available", EC2),
        Move::call("available", "DeleteVpnConnection", Owner, "deleting", EC2),
        Move::auto("deleting", "deleted", EC2),
    ],
};

/// `GatewayAssociationState` of a VPN connection.
pub(super) const VPN_ASSOCIATION: Machine = Machine {
    of: MachineOf::VpnAssociation,
    states: &[
        StateRow::new("associating", Phase::Provisioning, EC2),
        StateRow::new("associated", Phase::Active, EC2).carries(),
        StateRow::new("disassociating", Phase::Deleting, EC2),
        StateRow::new("not-associated", Phase::Deleted, EC2),
    ],
    moves: &[
        Move::create("CreateVpnConnection", Owner, "not-associated", EC2).inferred(),
        Move::call(
            "not-associated",
            "ModifyVpnConnection",
            Owner,
            "associating",
            EC2,
        )
        .inferred(),
        Move::auto("associating", "associated", EC2),
        Move::call(
            "associated",
            "ModifyVpnConnection",
            Owner,
            "disassociating",
            EC2,
        )
        .inferred(),
        Move::auto("disassociating", "not-associated", EC2),
    ],
};

/// State of a static route of a VPN connection.
pub(super) const VPN_ROUTE: Machine = Machine {
    of: MachineOf::VpnRoute,
    states: FOUR_STATES,
    moves: &[
        Move::create("CreateVpnConnectionRoute", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::call(
            "available",
            "DeleteVpnConnectionRoute",
            Owner,
            "deleting",
            EC2,
        ),
        Move::auto("deleting", "deleted", EC2),
    ],
};

/// Status of a tunnel, in upper case.
pub(super) const VPN_TUNNEL: Machine = Machine {
    of: MachineOf::Element(ElementKind::VpnTunnel),
    states: &[
        StateRow::new("UP", Phase::Active, EC2).carries(),
        StateRow::new("DOWN", Phase::Degraded, EC2),
    ],
    moves: &[
        Move::create("CreateVpnConnection", Owner, "DOWN", EC2).inferred(),
        Move::new("DOWN", Trigger::Up, Provider, "UP", EC2),
        Move::new("UP", Trigger::Down, Provider, "DOWN", EC2),
    ],
};
