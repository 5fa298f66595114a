//! Operations of AWS Direct Connect, and what happens to its connections, interfaces and sessions.

mod answer;
mod association;
mod carrier;
mod conflicts;
mod create;
mod derive;
mod failover;
mod gateway;
mod interface;
mod links;
mod outage;
mod parameters;
mod peer;
mod proposal;
mod session;

use super::event::Event;
use super::operation::{By, Checked, Operation};
use super::world::World;
use crate::model::ElementKind as Of;
use parameters::*;

pub(in crate::simulate) use derive::{announcements_changed, derive, report};
pub use links::Links;
pub(in crate::simulate) use links::carrier_up;

const fn operation(
    name: &'static str,
    parameters: &'static [super::argument::Parameter],
    wrapper: &'static str,
    check: fn(&World, &super::operation::Call<'_>) -> Checked,
) -> Operation {
    Operation {
        services: &["directconnect"],
        name,
        parameters,
        wrapper,
        by: By::Owner,
        check,
    }
}

/// Operations.
pub(super) static OPERATIONS: &[Operation] = &[
    operation(
        "AllocatePrivateVirtualInterface",
        ALLOCATE_PRIVATE,
        "",
        create::allocate_private,
    ),
    operation(
        "AllocatePublicVirtualInterface",
        ALLOCATE_PUBLIC,
        "",
        create::allocate_public,
    ),
    operation(
        "AllocateTransitVirtualInterface",
        ALLOCATE_TRANSIT,
        "virtualInterface",
        create::allocate_transit,
    ),
    operation(
        "CreatePrivateVirtualInterface",
        CREATE_PRIVATE,
        "",
        create::private,
    ),
    operation(
        "CreatePublicVirtualInterface",
        CREATE_PUBLIC,
        "",
        create::public,
    ),
    operation(
        "CreateTransitVirtualInterface",
        CREATE_TRANSIT,
        "virtualInterface",
        create::transit,
    ),
    operation(
        "ConfirmPrivateVirtualInterface",
        CONFIRM_PRIVATE,
        "",
        interface::confirm_private,
    ),
    operation(
        "ConfirmPublicVirtualInterface",
        &[INTERFACE],
        "",
        interface::confirm_public,
    ),
    operation(
        "ConfirmTransitVirtualInterface",
        CONFIRM_TRANSIT,
        "",
        interface::confirm_transit,
    ),
    operation(
        "DeleteVirtualInterface",
        &[INTERFACE],
        "",
        interface::delete,
    ),
    operation(
        "DescribeVirtualInterfaces",
        DESCRIBE,
        "virtualInterfaces",
        interface::describe,
    ),
    operation(
        "CreateBGPPeer",
        CREATE_PEER,
        "virtualInterface",
        peer::create,
    ),
    operation(
        "DeleteBGPPeer",
        DELETE_PEER,
        "virtualInterface",
        peer::delete,
    ),
    operation(
        "StartBgpFailoverTest",
        START_TEST,
        "virtualInterfaceTest",
        failover::start,
    ),
    operation(
        "StopBgpFailoverTest",
        &[INTERFACE],
        "virtualInterfaceTest",
        failover::stop,
    ),
    operation(
        "CreateDirectConnectGatewayAssociation",
        CREATE_ASSOCIATION,
        "directConnectGatewayAssociation",
        association::create,
    ),
    operation(
        "UpdateDirectConnectGatewayAssociation",
        UPDATE_ASSOCIATION,
        "directConnectGatewayAssociation",
        association::update,
    ),
    operation(
        "DeleteDirectConnectGatewayAssociation",
        DELETE_ASSOCIATION,
        "directConnectGatewayAssociation",
        association::delete,
    ),
    operation(
        "CreateDirectConnectGatewayAssociationProposal",
        CREATE_PROPOSAL,
        "directConnectGatewayAssociationProposal",
        proposal::create,
    ),
    operation(
        "AcceptDirectConnectGatewayAssociationProposal",
        ACCEPT_PROPOSAL,
        "directConnectGatewayAssociation",
        proposal::accept,
    ),
    operation(
        "DeleteDirectConnectGatewayAssociationProposal",
        DELETE_PROPOSAL,
        "directConnectGatewayAssociationProposal",
        proposal::delete,
    ),
];

/// Events.
pub(super) static EVENTS: &[Event] = &[
    Event {
        name: "connection_down",
        of: &[Of::Connection],
        parameters: Some(&[]),
        check: outage::down,
    },
    Event {
        name: "connection_up",
        of: &[Of::Connection],
        parameters: Some(&[]),
        check: outage::up,
    },
    Event {
        name: "approve_public_vif",
        of: &[Of::VirtualInterface],
        parameters: Some(&[]),
        check: interface::approve,
    },
];
