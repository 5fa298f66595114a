//! Direct Connect: connections, groups, virtual interfaces, sessions, gateways.

use super::{DAY, MINUTE, refs, window};
use crate::finding::Reference;
use crate::model::{ElementKind, Phase, Seconds};
use crate::profile::Actor::{
    Accepter, Anyone, ConnectionOwner, Either, GatewayOwner, InterfaceOwner, Owner, Provider,
    Requester,
};
use crate::profile::Condition::{Down, MtuChange, Public, Up};
use crate::profile::{Delay, Machine, MachineOf, Move, StateRow, Trigger};

const DX: &Reference = &refs::MODEL_DX;

/// `connectionState`, of dedicated and hosted connections.
pub(super) const CONNECTION: Machine = Machine {
    of: MachineOf::Element(ElementKind::Connection),
    states: &[
        StateRow::new("ordering", Phase::AwaitingAcceptance, DX),
        StateRow::new("requested", Phase::Requested, DX),
        StateRow::new("pending", Phase::Provisioning, DX),
        StateRow::new("available", Phase::Active, DX).carries(),
        StateRow::new("down", Phase::Degraded, DX),
        StateRow::new("deleting", Phase::Deleting, DX),
        StateRow::new("deleted", Phase::Deleted, DX).terminal(),
        StateRow::new("rejected", Phase::Refused, DX).terminal(),
        StateRow::new("unknown", Phase::Unknown, DX).wildcard(),
    ],
    moves: &[
        Move::create("CreateConnection", Owner, "requested", DX),
        Move::create("AllocateHostedConnection", ConnectionOwner, "ordering", DX),
        // The letter of authority is issued, normally within 72 business hours.
        Move::new(
            "requested",
            Trigger::Approval,
            Provider,
            "pending",
            &refs::DX_DEDICATED,
        ),
        Move::call("ordering", "ConfirmConnection", Owner, "pending", DX).inferred(),
        Move::call("ordering", "DeleteConnection", Owner, "rejected", DX),
        Move::auto("pending", "available", DX),
        Move::new("pending", Trigger::Down, Provider, "down", DX).inferred(),
        Move::new("available", Trigger::Down, Provider, "down", DX),
        Move::new("down", Trigger::Up, Provider, "available", DX),
        Move::call("requested", "DeleteConnection", Owner, "deleting", DX),
        Move::new(
            "requested",
            Trigger::Timeout,
            Provider,
            "deleting",
            &refs::DX_DEDICATED,
        )
        .inferred(),
        Move::call("pending", "DeleteConnection", Owner, "deleting", DX),
        // The port is withdrawn if it is not used for 90 days.
        Move::new(
            "pending",
            Trigger::Timeout,
            Provider,
            "deleting",
            &refs::DX_DEDICATED,
        )
        .after(Delay::Exactly(Seconds(100 * DAY)))
        .inferred(),
        Move::call("available", "DeleteConnection", Owner, "deleting", DX),
        Move::call("down", "DeleteConnection", Owner, "deleting", DX),
        Move::auto("deleting", "deleted", DX),
    ],
};

const GROUP_STATES: &[StateRow] = &[
    StateRow::new("requested", Phase::Requested, DX),
    StateRow::new("pending", Phase::Provisioning, DX),
    StateRow::new("available", Phase::Active, DX).carries(),
    StateRow::new("down", Phase::Degraded, DX),
    StateRow::new("deleting", Phase::Deleting, DX),
    StateRow::new("deleted", Phase::Deleted, DX).terminal(),
    StateRow::new("unknown", Phase::Unknown, DX).wildcard(),
];

/// `lagState`.
pub(super) const LAG: Machine = Machine {
    of: MachineOf::Element(ElementKind::Lag),
    states: GROUP_STATES,
    moves: &[
        Move::create("CreateLag", Owner, "requested", DX),
        Move::auto("requested", "pending", DX),
        Move::auto("pending", "available", DX),
        Move::new("pending", Trigger::Down, Provider, "down", DX).inferred(),
        Move::new("available", Trigger::Down, Provider, "down", DX),
        Move::new("down", Trigger::Up, Provider, "available", DX),
        Move::call("requested", "DeleteLag", Owner, "deleting", DX),
        Move::call("pending", "DeleteLag", Owner, "deleting", DX),
        Move::call("available", "DeleteLag", Owner, "deleting", DX),
        Move::call("down", "DeleteLag", Owner, "deleting", DX),
        Move::auto("deleting", "deleted", DX),
    ],
};

/// `interconnectState`.
pub(super) const INTERCONNECT: Machine = Machine {
    of: MachineOf::Interconnect,
    states: GROUP_STATES,
    moves: &[
        Move::create("CreateInterconnect", Owner, "requested", DX),
        Move::auto("requested", "pending", DX),
        Move::auto("pending", "available", DX),
        Move::new("available", Trigger::Down, Provider, "down", DX),
        Move::new("down", Trigger::Up, Provider, "available", DX),
        Move::call("requested", "DeleteInterconnect", Owner, "deleting", DX),
        Move::call("pending", "DeleteInterconnect", Owner, "deleting", DX),
        Move::call("available", "DeleteInterconnect", Owner, "deleting", DX),
        Move::call("down", "DeleteInterconnect", Owner, "deleting", DX),
        Move::auto("deleting", "deleted", DX),
    ],
};

/// State of a MACsec key.
pub(super) const MACSEC_KEY: Machine = Machine {
    of: MachineOf::MacSecKey,
    states: &[
        StateRow::new("associating", Phase::Provisioning, DX),
        StateRow::new("associated", Phase::Active, DX).carries(),
        StateRow::new("disassociating", Phase::Deleting, DX),
        StateRow::new("disassociated", Phase::Deleted, DX).terminal(),
    ],
    moves: &[
        Move::create("AssociateMacSecKey", Owner, "associating", DX),
        Move::auto("associating", "associated", DX),
        Move::call(
            "associated",
            "DisassociateMacSecKey",
            Owner,
            "disassociating",
            DX,
        ),
        Move::auto("disassociating", "disassociated", DX),
    ],
};

/// `virtualInterfaceState`.
pub(super) const VIRTUAL_INTERFACE: Machine = Machine {
    of: MachineOf::Element(ElementKind::VirtualInterface),
    states: &[
        StateRow::new("confirming", Phase::AwaitingAcceptance, DX),
        StateRow::new("verifying", Phase::Provisioning, DX),
        StateRow::new("pending", Phase::Provisioning, DX),
        StateRow::new("available", Phase::Active, DX).carries(),
        StateRow::new("down", Phase::Degraded, DX),
        // Some sessions are held down; the others go on.
        StateRow::new("testing", Phase::Degraded, DX).carries(),
        StateRow::new("deleting", Phase::Deleting, DX),
        StateRow::new("deleted", Phase::Deleted, DX)
            .terminal()
            .seen(const { &[window(Anyone, 15 * MINUTE, DX)] }),
        StateRow::new("rejected", Phase::Refused, DX).terminal(),
        StateRow::new("unknown", Phase::Unknown, DX).wildcard(),
    ],
    moves: VIRTUAL_INTERFACE_MOVES,
};

const DELETE_INTERFACE: &str = "DeleteVirtualInterface";
const UPDATE: &str = "UpdateVirtualInterfaceAttributes";
const START_TEST: &str = "StartBgpFailoverTest";
const STOP_TEST: &str = "StopBgpFailoverTest";

const VIRTUAL_INTERFACE_MOVES: &[Move] = &[
    Move::create(
        "CreatePrivateVirtualInterface",
        ConnectionOwner,
        "pending",
        DX,
    ),
    Move::create(
        "CreateTransitVirtualInterface",
        ConnectionOwner,
        "pending",
        DX,
    ),
    Move::create(
        "CreatePublicVirtualInterface",
        ConnectionOwner,
        "verifying",
        &refs::DX_REVIEW,
    ),
    Move::create(
        "AllocatePrivateVirtualInterface",
        ConnectionOwner,
        "confirming",
        DX,
    ),
    Move::create(
        "AllocatePublicVirtualInterface",
        ConnectionOwner,
        "confirming",
        DX,
    ),
    Move::create(
        "AllocateTransitVirtualInterface",
        ConnectionOwner,
        "confirming",
        DX,
    ),
    Move::call(
        "confirming",
        "ConfirmPrivateVirtualInterface",
        InterfaceOwner,
        "pending",
        DX,
    )
    .inferred(),
    Move::call(
        "confirming",
        "ConfirmTransitVirtualInterface",
        InterfaceOwner,
        "pending",
        DX,
    )
    .inferred(),
    Move::call(
        "confirming",
        "ConfirmPublicVirtualInterface",
        InterfaceOwner,
        "verifying",
        DX,
    ),
    Move::call(
        "confirming",
        DELETE_INTERFACE,
        InterfaceOwner,
        "rejected",
        &refs::DX_API_CHANGES,
    ),
    Move::call(
        "confirming",
        DELETE_INTERFACE,
        ConnectionOwner,
        "deleting",
        DX,
    )
    .inferred(),
    Move::new(
        "verifying",
        Trigger::Approval,
        Provider,
        "pending",
        &refs::DX_REVIEW,
    )
    .inferred(),
    Move::auto("pending", "available", DX).when(Up),
    Move::auto("pending", "down", DX).when(Down).inferred(),
    Move::new("available", Trigger::Down, Provider, "down", DX),
    Move::new("down", Trigger::Up, Provider, "available", DX),
    Move::call(
        "available",
        UPDATE,
        InterfaceOwner,
        "pending",
        &refs::DX_MTU,
    )
    .when(MtuChange),
    Move::call("down", UPDATE, InterfaceOwner, "pending", &refs::DX_MTU).when(MtuChange),
    Move::call(
        "available",
        START_TEST,
        InterfaceOwner,
        "testing",
        &refs::DX_FAILOVER_TEST,
    ),
    Move::call(
        "down",
        START_TEST,
        InterfaceOwner,
        "testing",
        &refs::DX_FAILOVER_TEST,
    ),
    Move::call("testing", STOP_TEST, InterfaceOwner, "available", DX)
        .when(Up)
        .inferred(),
    Move::call("testing", STOP_TEST, InterfaceOwner, "down", DX)
        .when(Down)
        .inferred(),
    Move::new("testing", Trigger::Timeout, Provider, "available", DX)
        .when(Up)
        .after(Delay::AtMost(Seconds(4320 * MINUTE)))
        .inferred(),
    Move::new("testing", Trigger::Timeout, Provider, "down", DX)
        .when(Down)
        .after(Delay::AtMost(Seconds(4320 * MINUTE)))
        .inferred(),
    Move::call(
        "verifying",
        DELETE_INTERFACE,
        Either,
        "deleting",
        &refs::DX_API_CHANGES,
    ),
    Move::call(
        "pending",
        DELETE_INTERFACE,
        Either,
        "deleting",
        &refs::DX_API_CHANGES,
    ),
    Move::call(
        "available",
        DELETE_INTERFACE,
        Either,
        "deleting",
        &refs::DX_API_CHANGES,
    ),
    Move::call(
        "down",
        DELETE_INTERFACE,
        Either,
        "deleting",
        &refs::DX_API_CHANGES,
    ),
    Move::call(
        "testing",
        DELETE_INTERFACE,
        Either,
        "deleting",
        &refs::DX_API_CHANGES,
    ),
    // A new session or prefix of a public interface is reviewed; whether the interface shows it is not sure.
    Move::call("pending", "CreateBGPPeer", InterfaceOwner, "verifying", DX)
        .when(Public)
        .unsure(),
    Move::call(
        "available",
        "CreateBGPPeer",
        InterfaceOwner,
        "verifying",
        DX,
    )
    .when(Public)
    .unsure(),
    Move::call("down", "CreateBGPPeer", InterfaceOwner, "verifying", DX)
        .when(Public)
        .unsure(),
    Move::auto("deleting", "deleted", &refs::DX_API_CHANGES),
];

/// `bgpPeerState`.
pub(super) const BGP_PEER: Machine = Machine {
    of: MachineOf::Element(ElementKind::BgpPeer),
    states: &[
        StateRow::new("verifying", Phase::Provisioning, DX),
        StateRow::new("pending", Phase::Provisioning, DX),
        // It may be established; whether it is, its status says.
        StateRow::new("available", Phase::Active, DX).carries(),
        StateRow::new("deleting", Phase::Deleting, DX),
        StateRow::new("deleted", Phase::Deleted, DX).terminal(),
    ],
    moves: &[
        Move::create("CreateBGPPeer", InterfaceOwner, "pending", DX),
        Move::create("CreateBGPPeer", InterfaceOwner, "verifying", DX).when(Public),
        Move::new(
            "verifying",
            Trigger::Approval,
            Provider,
            "pending",
            &refs::DX_API_CHANGES,
        )
        .inferred(),
        Move::auto("pending", "available", DX),
        Move::call(
            "verifying",
            "DeleteBGPPeer",
            InterfaceOwner,
            "deleting",
            &refs::DX_API_CHANGES,
        ),
        Move::call(
            "pending",
            "DeleteBGPPeer",
            InterfaceOwner,
            "deleting",
            &refs::DX_API_CHANGES,
        ),
        Move::call(
            "available",
            "DeleteBGPPeer",
            InterfaceOwner,
            "deleting",
            &refs::DX_API_CHANGES,
        ),
        Move::auto("deleting", "deleted", &refs::DX_API_CHANGES),
    ],
};

/// `bgpStatus`, and the status of sessions elsewhere.
pub(super) const BGP_STATUS: Machine = Machine {
    of: MachineOf::BgpStatus,
    states: &[
        StateRow::new("up", Phase::Active, DX).carries(),
        StateRow::new("down", Phase::Degraded, DX),
        StateRow::new("unknown", Phase::Unknown, DX).wildcard(),
    ],
    moves: &[
        Move::create("CreateBGPPeer", InterfaceOwner, "down", DX).inferred(),
        Move::new("down", Trigger::Up, Provider, "up", DX),
        Move::new("up", Trigger::Down, Provider, "down", DX),
    ],
};

/// `directConnectGatewayState`.
pub(super) const GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::DirectConnectGateway),
    states: &[
        StateRow::new("pending", Phase::Provisioning, DX),
        StateRow::new("available", Phase::Active, DX).carries(),
        StateRow::new("deleting", Phase::Deleting, DX),
        StateRow::new("deleted", Phase::Deleted, DX)
            .terminal()
            .seen(const { &[window(Anyone, 0, DX)] }),
    ],
    moves: &[
        Move::create("CreateDirectConnectGateway", Owner, "pending", DX),
        Move::auto("pending", "available", DX),
        Move::call(
            "available",
            "DeleteDirectConnectGateway",
            Owner,
            "deleting",
            DX,
        ),
        Move::auto("deleting", "deleted", DX),
    ],
};

/// `associationState`.
pub(super) const GATEWAY_ASSOCIATION: Machine = Machine {
    of: MachineOf::Element(ElementKind::DirectConnectGatewayAssociation),
    states: &[
        StateRow::new("associating", Phase::Provisioning, DX),
        StateRow::new("associated", Phase::Active, DX).carries(),
        StateRow::new("updating", Phase::Active, DX).carries(),
        StateRow::new("disassociating", Phase::Deleting, DX),
        StateRow::new("disassociated", Phase::Deleted, DX).terminal(),
    ],
    moves: &[
        Move::create(
            "CreateDirectConnectGatewayAssociation",
            GatewayOwner,
            "associating",
            DX,
        ),
        Move::create(
            "AcceptDirectConnectGatewayAssociationProposal",
            GatewayOwner,
            "associating",
            DX,
        ),
        Move::auto("associating", "associated", DX),
        Move::call(
            "associated",
            "UpdateDirectConnectGatewayAssociation",
            GatewayOwner,
            "updating",
            DX,
        ),
        Move::call(
            "associated",
            "AssociateVpcCidrBlock",
            Owner,
            "updating",
            &refs::DX_ALLOWED,
        ),
        Move::auto("updating", "associated", DX),
        Move::call(
            "associated",
            "DeleteDirectConnectGatewayAssociation",
            Either,
            "disassociating",
            DX,
        ),
        Move::call(
            "associated",
            "DetachVpnGateway",
            Owner,
            "disassociating",
            &refs::DX_GATEWAY_VGW,
        ),
        Move::auto("disassociating", "disassociated", DX),
    ],
};

/// `attachmentState`.
pub(super) const GATEWAY_ATTACHMENT: Machine = Machine {
    of: MachineOf::Element(ElementKind::DirectConnectGatewayAttachment),
    states: &[
        StateRow::new("attaching", Phase::Provisioning, DX),
        StateRow::new("attached", Phase::Active, DX).carries(),
        StateRow::new("detaching", Phase::Deleting, DX),
        StateRow::new("detached", Phase::Deleted, DX).terminal(),
    ],
    moves: &[
        Move::create("CreatePrivateVirtualInterface", Owner, "attaching", DX),
        Move::create("CreateTransitVirtualInterface", Owner, "attaching", DX),
        Move::create("ConfirmPrivateVirtualInterface", Owner, "attaching", DX).inferred(),
        Move::create("ConfirmTransitVirtualInterface", Owner, "attaching", DX).inferred(),
        Move::auto("attaching", "attached", DX),
        Move::call(
            "attached",
            "DeleteVirtualInterface",
            Either,
            "detaching",
            DX,
        ),
        Move::auto("detaching", "detached", DX),
    ],
};

const PROPOSAL_DELETE: &str = "DeleteDirectConnectGatewayAssociationProposal";

/// `proposalState`. Deletion by the gateway's owner is a refusal.
pub(super) const GATEWAY_PROPOSAL: Machine = Machine {
    of: MachineOf::Element(ElementKind::DirectConnectGatewayProposal),
    states: &[
        StateRow::new("requested", Phase::AwaitingAcceptance, DX),
        StateRow::new("accepted", Phase::Active, DX)
            .terminal()
            .seen(const { &[window(Either, 3 * DAY, &refs::DX_GATEWAY_VGW)] }),
        StateRow::new("deleted", Phase::Deleted, DX)
            .terminal()
            .seen(const { &[window(Either, 3 * DAY, &refs::DX_GATEWAY_VGW)] }),
    ],
    moves: &[
        Move::create(
            "CreateDirectConnectGatewayAssociationProposal",
            Requester,
            "requested",
            DX,
        ),
        Move::call(
            "requested",
            "AcceptDirectConnectGatewayAssociationProposal",
            Accepter,
            "accepted",
            DX,
        ),
        Move::call("requested", PROPOSAL_DELETE, Either, "deleted", DX),
        Move::new(
            "requested",
            Trigger::Timeout,
            Provider,
            "deleted",
            &refs::DX_GATEWAY_VGW,
        )
        .after(Delay::Exactly(Seconds(7 * DAY)))
        .inferred(),
    ],
};
