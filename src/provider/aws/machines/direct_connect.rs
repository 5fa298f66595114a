//! Direct Connect: connections, groups, virtual interfaces, sessions, gateways.

use super::refs;
use crate::model::ElementKind;
use crate::profile::notation::{DAY, MINUTE, moves, states};
use crate::profile::{Machine, MachineOf};

/// `connectionState`, of dedicated and hosted connections.
pub(super) const CONNECTION: Machine = Machine {
    of: MachineOf::Element(ElementKind::Connection),
    states: states! { refs::MODEL_DX;
        "ordering" AwaitingAcceptance;
        "requested" Requested;
        "pending" Provisioning;
        "available" Active + carries;
        "down" Degraded;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
        "rejected" Refused + terminal;
        "unknown" Unknown + wildcard;
    },
    moves: moves! { refs::MODEL_DX;
        new -> "requested", CreateConnection by Owner;
        new -> "ordering", AllocateHostedConnection by ConnectionOwner;
        // The letter of authority is issued, normally within 72 business hours.
        "requested" -> "pending", approval from refs::DX_DEDICATED;
        "ordering" -> "pending", ConfirmConnection by Owner + inferred;
        "ordering" -> "rejected", DeleteConnection by Owner;
        "pending" -> "available", progress;
        "pending" -> "down", down + inferred;
        "available" -> "down", down;
        "down" -> "available", up;
        "requested" -> "deleting", DeleteConnection by Owner;
        "requested" -> "deleting", timeout + inferred from refs::DX_DEDICATED;
        "pending" -> "deleting", DeleteConnection by Owner;
        // The port is withdrawn if it is not used for 90 days.
        "pending" -> "deleting", timeout after Exactly(100 * DAY) + inferred from refs::DX_DEDICATED;
        "available" -> "deleting", DeleteConnection by Owner;
        "down" -> "deleting", DeleteConnection by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `lagState`.
pub(super) const LAG: Machine = Machine {
    of: MachineOf::Element(ElementKind::Lag),
    states: states! { refs::MODEL_DX;
        "requested" Requested;
        "pending" Provisioning;
        "available" Active + carries;
        "down" Degraded;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
        "unknown" Unknown + wildcard;
    },
    moves: moves! { refs::MODEL_DX;
        new -> "requested", CreateLag by Owner;
        "requested" -> "pending", progress;
        "pending" -> "available", progress;
        "pending" -> "down", down + inferred;
        "available" -> "down", down;
        "down" -> "available", up;
        "requested" -> "deleting", DeleteLag by Owner;
        "pending" -> "deleting", DeleteLag by Owner;
        "available" -> "deleting", DeleteLag by Owner;
        "down" -> "deleting", DeleteLag by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `interconnectState`.
pub(super) const INTERCONNECT: Machine = Machine {
    of: MachineOf::Interconnect,
    states: states! { refs::MODEL_DX;
        "requested" Requested;
        "pending" Provisioning;
        "available" Active + carries;
        "down" Degraded;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
        "unknown" Unknown + wildcard;
    },
    moves: moves! { refs::MODEL_DX;
        new -> "requested", CreateInterconnect by Owner;
        "requested" -> "pending", progress;
        "pending" -> "available", progress;
        "available" -> "down", down;
        "down" -> "available", up;
        "requested" -> "deleting", DeleteInterconnect by Owner;
        "pending" -> "deleting", DeleteInterconnect by Owner;
        "available" -> "deleting", DeleteInterconnect by Owner;
        "down" -> "deleting", DeleteInterconnect by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// State of a MACsec key.
pub(super) const MACSEC_KEY: Machine = Machine {
    of: MachineOf::MacSecKey,
    states: states! { refs::MODEL_DX;
        "associating" Provisioning;
        "associated" Active + carries;
        "disassociating" Deleting;
        "disassociated" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_DX;
        new -> "associating", AssociateMacSecKey by Owner;
        "associating" -> "associated", progress;
        "associated" -> "disassociating", DisassociateMacSecKey by Owner;
        "disassociating" -> "disassociated", progress;
    },
};

/// `virtualInterfaceState`.
pub(super) const VIRTUAL_INTERFACE: Machine = Machine {
    of: MachineOf::Element(ElementKind::VirtualInterface),
    states: states! { refs::MODEL_DX;
        "confirming" AwaitingAcceptance;
        "verifying" Provisioning;
        "pending" Provisioning;
        "available" Active + carries;
        "down" Degraded;
        // Some sessions are held down; the others go on.
        "testing" Degraded + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal seen [Anyone: 15 * MINUTE];
        "rejected" Refused + terminal;
        "unknown" Unknown + wildcard;
    },
    moves: moves! { refs::MODEL_DX;
        new -> "pending", CreatePrivateVirtualInterface by ConnectionOwner;
        new -> "pending", CreateTransitVirtualInterface by ConnectionOwner;
        new -> "verifying", CreatePublicVirtualInterface by ConnectionOwner from refs::DX_REVIEW;
        new -> "confirming", AllocatePrivateVirtualInterface by ConnectionOwner;
        new -> "confirming", AllocatePublicVirtualInterface by ConnectionOwner;
        new -> "confirming", AllocateTransitVirtualInterface by ConnectionOwner;
        "confirming" -> "pending", ConfirmPrivateVirtualInterface by InterfaceOwner + inferred;
        "confirming" -> "pending", ConfirmTransitVirtualInterface by InterfaceOwner + inferred;
        "confirming" -> "verifying", ConfirmPublicVirtualInterface by InterfaceOwner;
        "confirming" -> "rejected", DeleteVirtualInterface by InterfaceOwner from refs::DX_API_CHANGES;
        "confirming" -> "deleting", DeleteVirtualInterface by ConnectionOwner + inferred;
        "verifying" -> "pending", approval + inferred from refs::DX_REVIEW;
        "pending" -> "available", progress when Up;
        "pending" -> "down", progress when Down + inferred;
        "available" -> "down", down;
        "down" -> "available", up;
        "available" -> "pending", UpdateVirtualInterfaceAttributes by InterfaceOwner when MtuChange from refs::DX_MTU;
        "down" -> "pending", UpdateVirtualInterfaceAttributes by InterfaceOwner when MtuChange from refs::DX_MTU;
        "available" -> "testing", StartBgpFailoverTest by InterfaceOwner from refs::DX_FAILOVER_TEST;
        "down" -> "testing", StartBgpFailoverTest by InterfaceOwner from refs::DX_FAILOVER_TEST;
        "testing" -> "available", StopBgpFailoverTest by InterfaceOwner when Up + inferred;
        "testing" -> "down", StopBgpFailoverTest by InterfaceOwner when Down + inferred;
        "testing" -> "available", timeout when Up after AtMost(3 * DAY) + inferred;
        "testing" -> "down", timeout when Down after AtMost(3 * DAY) + inferred;
        "verifying" -> "deleting", DeleteVirtualInterface by Either from refs::DX_API_CHANGES;
        "pending" -> "deleting", DeleteVirtualInterface by Either from refs::DX_API_CHANGES;
        "available" -> "deleting", DeleteVirtualInterface by Either from refs::DX_API_CHANGES;
        "down" -> "deleting", DeleteVirtualInterface by Either from refs::DX_API_CHANGES;
        "testing" -> "deleting", DeleteVirtualInterface by Either from refs::DX_API_CHANGES;
        // A new session or prefix of a public interface is reviewed; whether the interface shows it is not sure.
        "pending" -> "verifying", CreateBGPPeer by InterfaceOwner when Public + unsure;
        "available" -> "verifying", CreateBGPPeer by InterfaceOwner when Public + unsure;
        "down" -> "verifying", CreateBGPPeer by InterfaceOwner when Public + unsure;
        "deleting" -> "deleted", progress from refs::DX_API_CHANGES;
    },
};

/// `bgpPeerState`.
pub(super) const BGP_PEER: Machine = Machine {
    of: MachineOf::Element(ElementKind::BgpPeer),
    states: states! { refs::MODEL_DX;
        "verifying" Provisioning;
        "pending" Provisioning;
        // It may be established; whether it is, its status says.
        "available" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::DX_API_CHANGES;
        new -> "pending", CreateBGPPeer by InterfaceOwner from refs::MODEL_DX;
        new -> "verifying", CreateBGPPeer by InterfaceOwner when Public from refs::MODEL_DX;
        "verifying" -> "pending", approval + inferred;
        "pending" -> "available", progress from refs::MODEL_DX;
        "verifying" -> "deleting", DeleteBGPPeer by InterfaceOwner;
        "pending" -> "deleting", DeleteBGPPeer by InterfaceOwner;
        "available" -> "deleting", DeleteBGPPeer by InterfaceOwner;
        "deleting" -> "deleted", progress;
    },
};

/// `bgpStatus`, and the status of sessions elsewhere.
pub(super) const BGP_STATUS: Machine = Machine {
    of: MachineOf::BgpStatus,
    states: states! { refs::MODEL_DX;
        "up" Active + carries;
        "down" Degraded;
        "unknown" Unknown + wildcard;
    },
    moves: moves! { refs::MODEL_DX;
        new -> "down", CreateBGPPeer by InterfaceOwner + inferred;
        "down" -> "up", up;
        "up" -> "down", down;
    },
};

/// `directConnectGatewayState`.
pub(super) const GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::DirectConnectGateway),
    states: states! { refs::MODEL_DX;
        "pending" Provisioning;
        "available" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal seen [Anyone: 0];
    },
    moves: moves! { refs::MODEL_DX;
        new -> "pending", CreateDirectConnectGateway by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteDirectConnectGateway by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `associationState`.
pub(super) const GATEWAY_ASSOCIATION: Machine = Machine {
    of: MachineOf::Element(ElementKind::DirectConnectGatewayAssociation),
    states: states! { refs::MODEL_DX;
        "associating" Provisioning;
        "associated" Active + carries;
        "updating" Active + carries;
        "disassociating" Deleting;
        "disassociated" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_DX;
        new -> "associating", CreateDirectConnectGatewayAssociation by GatewayOwner;
        new -> "associating", AcceptDirectConnectGatewayAssociationProposal by GatewayOwner;
        "associating" -> "associated", progress;
        "associated" -> "updating", UpdateDirectConnectGatewayAssociation by GatewayOwner;
        "associated" -> "updating", AssociateVpcCidrBlock by Owner from refs::DX_ALLOWED;
        "updating" -> "associated", progress;
        "associated" -> "disassociating", DeleteDirectConnectGatewayAssociation by Either;
        "associated" -> "disassociating", DetachVpnGateway by Owner from refs::DX_GATEWAY_VGW;
        "disassociating" -> "disassociated", progress;
    },
};

/// `attachmentState`.
pub(super) const GATEWAY_ATTACHMENT: Machine = Machine {
    of: MachineOf::Element(ElementKind::DirectConnectGatewayAttachment),
    states: states! { refs::MODEL_DX;
        "attaching" Provisioning;
        "attached" Active + carries;
        "detaching" Deleting;
        "detached" Deleted + terminal;
    },
    moves: moves! { refs::MODEL_DX;
        new -> "attaching", CreatePrivateVirtualInterface by Owner;
        new -> "attaching", CreateTransitVirtualInterface by Owner;
        new -> "attaching", ConfirmPrivateVirtualInterface by Owner + inferred;
        new -> "attaching", ConfirmTransitVirtualInterface by Owner + inferred;
        "attaching" -> "attached", progress;
        "attached" -> "detaching", DeleteVirtualInterface by Either;
        "detaching" -> "detached", progress;
    },
};

/// `proposalState`. Deletion by the gateway's owner is a refusal.
pub(super) const GATEWAY_PROPOSAL: Machine = Machine {
    of: MachineOf::Element(ElementKind::DirectConnectGatewayProposal),
    states: states! { refs::MODEL_DX;
        "requested" AwaitingAcceptance;
        "accepted" Active + terminal seen [Either: 3 * DAY] from refs::DX_GATEWAY_VGW;
        "deleted" Deleted + terminal seen [Either: 3 * DAY] from refs::DX_GATEWAY_VGW;
    },
    moves: moves! { refs::MODEL_DX;
        new -> "requested", CreateDirectConnectGatewayAssociationProposal by Requester;
        "requested" -> "accepted", AcceptDirectConnectGatewayAssociationProposal by Accepter;
        "requested" -> "deleted", DeleteDirectConnectGatewayAssociationProposal by Either;
        "requested" -> "deleted", timeout after Exactly(7 * DAY) + inferred from refs::DX_GATEWAY_VGW;
    },
};
