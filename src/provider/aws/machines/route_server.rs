//! Route servers.

use super::refs;
use crate::finding::Reference;
use crate::model::{ElementKind, Phase};
use crate::profile::Actor::{Owner, Provider};
use crate::profile::Condition::{DurationChange, Reset, SwitchedOff, SwitchedOn};
use crate::profile::{Machine, MachineOf, Move, StateRow, Trigger};

const EC2: &Reference = &refs::MODEL_EC2;

/// `State` of a route server.
pub(super) const ROUTE_SERVER: Machine = Machine {
    of: MachineOf::Element(ElementKind::RouteServer),
    states: &[
        StateRow::new("pending", Phase::Provisioning, EC2),
        StateRow::new("available", Phase::Active, EC2).carries(),
        StateRow::new("modifying", Phase::Active, EC2).carries(),
        StateRow::new("deleting", Phase::Deleting, EC2),
        StateRow::new("deleted", Phase::Deleted, EC2).terminal(),
    ],
    moves: &[
        Move::create("CreateRouteServer", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::call("available", "ModifyRouteServer", Owner, "modifying", EC2),
        Move::auto("modifying", "available", EC2),
        Move::call("available", "DeleteRouteServer", Owner, "deleting", EC2),
        Move::auto("deleting", "deleted", EC2),
    ],
};

/// `PersistRoutesState` of a route server. One operation changes it in four ways.
pub(super) const PERSIST_ROUTES: Machine = Machine {
    of: MachineOf::PersistRoutes,
    states: &[
        StateRow::new("enabled", Phase::Active, EC2).carries(),
        StateRow::new("enabling", Phase::Provisioning, EC2),
        StateRow::new("resetting", Phase::Active, EC2),
        StateRow::new("modifying", Phase::Active, EC2).carries(),
        StateRow::new("disabling", Phase::Deleting, EC2),
        StateRow::new("disabled", Phase::Deleted, EC2),
    ],
    moves: &[
        Move::create("CreateRouteServer", Owner, "disabled", EC2),
        Move::call("disabled", "ModifyRouteServer", Owner, "enabling", EC2).when(SwitchedOn),
        Move::auto("enabling", "enabled", EC2),
        Move::call("enabled", "ModifyRouteServer", Owner, "disabling", EC2).when(SwitchedOff),
        Move::auto("disabling", "disabled", EC2),
        Move::call("enabled", "ModifyRouteServer", Owner, "resetting", EC2).when(Reset),
        Move::auto("resetting", "enabled", EC2).inferred(),
        Move::call("enabled", "ModifyRouteServer", Owner, "modifying", EC2).when(DurationChange),
        Move::auto("modifying", "enabled", EC2),
    ],
};

/// State of a route server's association.
pub(super) const ASSOCIATION: Machine = Machine {
    of: MachineOf::RouteServerAssociation,
    states: &[
        StateRow::new("associating", Phase::Provisioning, EC2),
        StateRow::new("associated", Phase::Active, EC2).carries(),
        StateRow::new("disassociating", Phase::Deleting, EC2),
    ],
    moves: &[
        Move::create("AssociateRouteServer", Owner, "associating", EC2),
        Move::auto("associating", "associated", EC2),
        Move::call(
            "associated",
            "DisassociateRouteServer",
            Owner,
            "disassociating",
            EC2,
        ),
        Move::vanishes("disassociating", EC2),
    ],
};

/// `State` of an endpoint.
pub(super) const ENDPOINT: Machine = Machine {
    of: MachineOf::Element(ElementKind::RouteServerEndpoint),
    states: &[
        StateRow::new("pending", Phase::Provisioning, EC2),
        StateRow::new("available", Phase::Active, EC2).carries(),
        StateRow::new("failing", Phase::Failed, EC2),
        StateRow::new("failed", Phase::Failed, EC2).terminal(),
        StateRow::new("deleting", Phase::Deleting, EC2),
        StateRow::new("deleted", Phase::Deleted, EC2).terminal(),
        // On its way out, though the last step went wrong.
        StateRow::new("delete-failed", Phase::Failed, EC2),
    ],
    moves: &[
        Move::create("CreateRouteServerEndpoint", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::fails("pending", "failing", EC2).inferred(),
        Move::auto("failing", "failed", EC2).inferred(),
        Move::call(
            "available",
            "DeleteRouteServerEndpoint",
            Owner,
            "deleting",
            EC2,
        ),
        Move::auto("deleting", "deleted", EC2),
        Move::fails("deleting", "delete-failed", EC2).inferred(),
        Move::call(
            "failed",
            "DeleteRouteServerEndpoint",
            Owner,
            "deleting",
            EC2,
        )
        .inferred(),
        Move::call(
            "delete-failed",
            "DeleteRouteServerEndpoint",
            Owner,
            "deleting",
            EC2,
        )
        .inferred(),
    ],
};

/// `State` of a peer.
pub(super) const PEER: Machine = Machine {
    of: MachineOf::Element(ElementKind::RouteServerPeer),
    states: &[
        StateRow::new("pending", Phase::Provisioning, &refs::ROUTE_SERVER_PEERS),
        StateRow::new("available", Phase::Active, &refs::ROUTE_SERVER_PEERS).carries(),
        StateRow::new("failing", Phase::Failed, &refs::ROUTE_SERVER_PEERS),
        StateRow::new("failed", Phase::Failed, &refs::ROUTE_SERVER_PEERS).terminal(),
        StateRow::new("deleting", Phase::Deleting, &refs::ROUTE_SERVER_PEERS),
        StateRow::new("deleted", Phase::Deleted, &refs::ROUTE_SERVER_PEERS).terminal(),
    ],
    moves: &[
        Move::create("CreateRouteServerPeer", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::fails("pending", "failing", EC2).inferred(),
        Move::auto("failing", "failed", EC2).inferred(),
        Move::call("available", "DeleteRouteServerPeer", Owner, "deleting", EC2),
        Move::call("failed", "DeleteRouteServerPeer", Owner, "deleting", EC2).inferred(),
        Move::auto("deleting", "deleted", EC2),
    ],
};

/// State of a propagation into a table.
pub(super) const PROPAGATION: Machine = Machine {
    of: MachineOf::RouteServerPropagation,
    states: &[
        StateRow::new("pending", Phase::Provisioning, EC2),
        StateRow::new("available", Phase::Active, EC2).carries(),
        StateRow::new("deleting", Phase::Deleting, EC2),
    ],
    moves: &[
        Move::create("EnableRouteServerPropagation", Owner, "pending", EC2),
        Move::auto("pending", "available", EC2),
        Move::call(
            "available",
            "DisableRouteServerPropagation",
            Owner,
            "deleting",
            EC2,
        ),
        Move::vanishes("deleting", EC2),
    ],
};

/// `BfdStatus.Status` of a peer; independent of the peer's state.
pub(super) const BFD_STATUS: Machine = Machine {
    of: MachineOf::BfdStatus,
    states: &[
        StateRow::new("up", Phase::Active, &refs::ROUTE_SERVER_PEERS).carries(),
        StateRow::new("down", Phase::Degraded, &refs::ROUTE_SERVER_PEERS),
    ],
    moves: &[
        Move::create(
            "CreateRouteServerPeer",
            Owner,
            "down",
            &refs::ROUTE_SERVER_PEERS,
        )
        .inferred(),
        Move::new(
            "down",
            Trigger::Up,
            Provider,
            "up",
            &refs::ROUTE_SERVER_PEERS,
        ),
        Move::new(
            "up",
            Trigger::Down,
            Provider,
            "down",
            &refs::ROUTE_SERVER_PEERS,
        ),
    ],
};
