//! Route servers.

use super::refs;
use crate::model::ElementKind;
use crate::profile::notation::{moves, states};
use crate::profile::{Machine, MachineOf};

/// `State` of a route server.
pub(super) const ROUTE_SERVER: Machine = Machine {
    of: MachineOf::Element(ElementKind::RouteServer),
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "modifying" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateRouteServer by Owner;
        "pending" -> "available", progress;
        "available" -> "modifying", ModifyRouteServer by Owner;
        "modifying" -> "available", progress;
        "available" -> "deleting", DeleteRouteServer by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `PersistRoutesState` of a route server. One operation changes it in four ways.
pub(super) const PERSIST_ROUTES: Machine = Machine {
    of: MachineOf::PersistRoutes,
    states: states! { refs::MODEL_EC2;
        "enabled" Active + carries;
        "enabling" Provisioning;
        "resetting" Active;
        "modifying" Active + carries;
        "disabling" Deleting;
        "disabled" Deleted;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "disabled", CreateRouteServer by Owner;
        "disabled" -> "enabling", ModifyRouteServer by Owner when SwitchedOn;
        "enabling" -> "enabled", progress;
        "enabled" -> "disabling", ModifyRouteServer by Owner when SwitchedOff;
        "disabling" -> "disabled", progress;
        "enabled" -> "resetting", ModifyRouteServer by Owner when Reset;
        "resetting" -> "enabled", progress + inferred;
        "enabled" -> "modifying", ModifyRouteServer by Owner when DurationChange;
        "modifying" -> "enabled", progress;
    },
};

/// State of a route server's association.
pub(super) const ASSOCIATION: Machine = Machine {
    of: MachineOf::RouteServerAssociation,
    states: states! { refs::MODEL_EC2;
        "associating" Provisioning;
        "associated" Active + carries;
        "disassociating" Deleting;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "associating", AssociateRouteServer by Owner;
        "associating" -> "associated", progress;
        "associated" -> "disassociating", DisassociateRouteServer by Owner;
        "disassociating" -> gone, progress;
    },
};

/// `State` of an endpoint.
pub(super) const ENDPOINT: Machine = Machine {
    of: MachineOf::Element(ElementKind::RouteServerEndpoint),
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "failing" Failed;
        "failed" Failed + terminal;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
        // On its way out, though the last step went wrong.
        "delete-failed" Failed;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateRouteServerEndpoint by Owner;
        "pending" -> "available", progress;
        "pending" -> "failing", failure + inferred;
        "failing" -> "failed", progress + inferred;
        "available" -> "deleting", DeleteRouteServerEndpoint by Owner;
        "deleting" -> "deleted", progress;
        "deleting" -> "delete-failed", failure + inferred;
        "failed" -> "deleting", DeleteRouteServerEndpoint by Owner + inferred;
        "delete-failed" -> "deleting", DeleteRouteServerEndpoint by Owner + inferred;
    },
};

/// `State` of a peer.
pub(super) const PEER: Machine = Machine {
    of: MachineOf::Element(ElementKind::RouteServerPeer),
    states: states! { refs::ROUTE_SERVER_PEERS;
        "pending" Provisioning;
        "available" Active + carries;
        "failing" Failed;
        "failed" Failed + terminal;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateRouteServerPeer by Owner;
        "pending" -> "available", progress;
        "pending" -> "failing", failure + inferred;
        "failing" -> "failed", progress + inferred;
        "available" -> "deleting", DeleteRouteServerPeer by Owner;
        "failed" -> "deleting", DeleteRouteServerPeer by Owner + inferred;
        "deleting" -> "deleted", progress;
    },
};

/// State of a propagation into a table.
pub(super) const PROPAGATION: Machine = Machine {
    of: MachineOf::RouteServerPropagation,
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "deleting" Deleting;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", EnableRouteServerPropagation by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DisableRouteServerPropagation by Owner;
        "deleting" -> gone, progress;
    },
};

/// `BfdStatus.Status` of a peer; independent of the peer's state.
pub(super) const BFD_STATUS: Machine = Machine {
    of: MachineOf::BfdStatus,
    states: states! { refs::ROUTE_SERVER_PEERS;
        "up" Active + carries;
        "down" Degraded;
    },
    moves: moves! { refs::ROUTE_SERVER_PEERS;
        new -> "down", CreateRouteServerPeer by Owner + inferred;
        "down" -> "up", up;
        "up" -> "down", down;
    },
};
