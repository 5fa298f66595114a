//! Virtual private gateways, customer gateways, VPN connections.

use super::refs;
use crate::model::ElementKind;
use crate::profile::notation::{moves, states};
use crate::profile::{Machine, MachineOf};

/// `State` of a virtual private gateway.
pub(super) const VIRTUAL_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::VirtualGateway),
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateVpnGateway by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteVpnGateway by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// State of a virtual private gateway's attachment.
pub(super) const NETWORK_ATTACHMENT: Machine = Machine {
    of: MachineOf::NetworkAttachment,
    states: states! { refs::MODEL_EC2;
        "attaching" Provisioning;
        "attached" Active + carries;
        "detaching" Deleting;
        "detached" Deleted;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "attaching", AttachVpnGateway by Owner;
        "attaching" -> "attached", progress;
        "attached" -> "detaching", DetachVpnGateway by Owner;
        "detaching" -> "detached", progress;
        "detached" -> "attaching", AttachVpnGateway by Owner + inferred;
    },
};

/// `State` of a customer gateway.
pub(super) const CUSTOMER_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::CustomerGateway),
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateCustomerGateway by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteCustomerGateway by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `State` of a VPN connection. `modifying` occurs in real answers; the model does not list it.
pub(super) const VPN_CONNECTION: Machine = Machine {
    of: MachineOf::Element(ElementKind::VpnConnection),
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "modifying" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateVpnConnection by Owner;
        "pending" -> "available", progress;
        "available" -> "modifying", ModifyVpnConnection by Owner;
        "modifying" -> "available", progress;
        "available" -> "deleting", DeleteVpnConnection by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `GatewayAssociationState` of a VPN connection.
pub(super) const VPN_ASSOCIATION: Machine = Machine {
    of: MachineOf::VpnAssociation,
    states: states! { refs::MODEL_EC2;
        "associating" Provisioning;
        "associated" Active + carries;
        "disassociating" Deleting;
        "not-associated" Deleted;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "not-associated", CreateVpnConnection by Owner + inferred;
        "not-associated" -> "associating", ModifyVpnConnection by Owner + inferred;
        "associating" -> "associated", progress;
        "associated" -> "disassociating", ModifyVpnConnection by Owner + inferred;
        "disassociating" -> "not-associated", progress;
    },
};

/// State of a static route of a VPN connection.
pub(super) const VPN_ROUTE: Machine = Machine {
    of: MachineOf::VpnRoute,
    states: states! { refs::MODEL_EC2;
        "pending" Provisioning;
        "available" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "pending", CreateVpnConnectionRoute by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteVpnConnectionRoute by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// Status of a tunnel, in upper case.
pub(super) const VPN_TUNNEL: Machine = Machine {
    of: MachineOf::Element(ElementKind::VpnTunnel),
    states: states! { refs::MODEL_EC2;
        "UP" Active + carries;
        "DOWN" Degraded;
    },
    moves: moves! { refs::MODEL_EC2;
        new -> "DOWN", CreateVpnConnection by Owner + inferred;
        "DOWN" -> "UP", up;
        "UP" -> "DOWN", down;
    },
};
