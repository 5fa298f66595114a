//! Direct Connect. The documents list the words; their order follows from what they mean, so nearly all moves are inferred.

use super::refs;
use crate::model::ElementKind;
use crate::profile::notation::{moves, states};
use crate::profile::{Machine, MachineOf};

/// `status` of a connection, standard or hosted.
pub(super) const CONNECTION: Machine = Machine {
    of: MachineOf::Element(ElementKind::Connection),
    states: states! { refs::DC_MODELS;
        "APPLY" Requested;
        "PENDING_SURVEY" Requested;
        "PENDING_PAY" Requested;
        "PAID" Provisioning;
        "BUILD" Provisioning;
        "LEASED_LINE_DELIVERY" Provisioning;
        "PENDING_CREATE" Provisioning;
        "PENDING_UPDATE" Provisioning;
        "ACTIVE" Active + carries;
        "DOWN" Degraded;
        "ERROR" Failed;
        "DENY" Refused + terminal;
        "PENDING_DELETE" Deleting;
        "DELETED" Deleted + terminal;
    },
    moves: moves! { refs::DC_MODELS;
        new -> "APPLY", order by Owner + inferred;
        "APPLY" -> "PENDING_SURVEY", progress + inferred;
        "APPLY" -> "PENDING_PAY", approval + inferred;
        "APPLY" -> "DENY", failure;
        "PENDING_SURVEY" -> "PENDING_PAY", approval + inferred;
        "PENDING_SURVEY" -> "DENY", failure;
        "PENDING_PAY" -> "PAID", payment by Owner + inferred;
        "PAID" -> "BUILD", progress + inferred;
        "PAID" -> "LEASED_LINE_DELIVERY", approval + inferred;
        "BUILD" -> "LEASED_LINE_DELIVERY", approval + inferred;
        "LEASED_LINE_DELIVERY" -> "BUILD", approval + inferred;
        "BUILD" -> "ACTIVE", progress + inferred;
        "LEASED_LINE_DELIVERY" -> "ACTIVE", progress + inferred;
        // Hosted ones.
        new -> "PENDING_CREATE", CreateHostedDirectConnect by ConnectionOwner + inferred;
        "PENDING_CREATE" -> "BUILD", progress + inferred;
        "PENDING_CREATE" -> "ERROR", failure + inferred;
        "ACTIVE" -> "PENDING_UPDATE", UpdateHostedDirectConnect by ConnectionOwner + inferred;
        "PENDING_UPDATE" -> "ACTIVE", progress + inferred;
        "PENDING_UPDATE" -> "ERROR", failure + inferred;
        "BUILD" -> "ERROR", failure + inferred;
        "ACTIVE" -> "DOWN", down + inferred;
        "DOWN" -> "ACTIVE", up + inferred;
        "ACTIVE" -> "ERROR", failure + inferred;
        "ERROR" -> "ACTIVE", up + inferred;
        "APPLY" -> "PENDING_DELETE", DeleteDirectConnect by Owner + inferred;
        "PENDING_PAY" -> "PENDING_DELETE", DeleteDirectConnect by Owner + inferred;
        "ACTIVE" -> "PENDING_DELETE", DeleteDirectConnect by Owner + inferred;
        "DOWN" -> "PENDING_DELETE", DeleteDirectConnect by Owner + inferred;
        "ERROR" -> "PENDING_DELETE", DeleteDirectConnect by Owner + inferred;
        "ACTIVE" -> "PENDING_DELETE", DeleteHostedDirectConnect by ConnectionOwner + inferred;
        "DOWN" -> "PENDING_DELETE", DeleteHostedDirectConnect by ConnectionOwner + inferred;
        "ERROR" -> "PENDING_DELETE", DeleteHostedDirectConnect by ConnectionOwner + inferred;
        "PENDING_DELETE" -> "DELETED", progress + inferred;
    },
};

/// `status` of a connection at Open Telekom Cloud.
pub(super) const OTC_CONNECTION: Machine = Machine {
    of: MachineOf::Element(ElementKind::Connection),
    states: states! { refs::OTC_DC_API;
        "APPLY" Requested;
        "PENDING_PAY" Requested;
        "PAID" Provisioning;
        "BUILD" Provisioning;
        "ACTIVE" Active + carries;
        "DOWN" Degraded;
        "ERROR" Failed;
        "DENY" Refused + terminal;
        "PENDING_DELETE" Deleting;
        "DELETED" Deleted + terminal;
        // One page lists these three, none says when they occur.
        "ORDERING" Requested + wildcard;
        "ACCEPT" Provisioning + wildcard;
        "REJECTED" Refused + terminal + wildcard;
    },
    moves: moves! { refs::OTC_DC_API;
        new -> "APPLY", CreateDirectConnect by Owner + inferred;
        "APPLY" -> "PENDING_PAY", approval + inferred;
        "APPLY" -> "DENY", failure + inferred;
        "PENDING_PAY" -> "PAID", payment by Owner + inferred;
        "PAID" -> "BUILD", progress + inferred;
        "BUILD" -> "ACTIVE", progress + inferred;
        "BUILD" -> "ERROR", failure + inferred;
        "ACTIVE" -> "DOWN", down + inferred;
        "DOWN" -> "ACTIVE", up + inferred;
        "ACTIVE" -> "ERROR", failure + inferred;
        "ERROR" -> "ACTIVE", up + inferred;
        "APPLY" -> "PENDING_DELETE", DeleteDirectConnect by Owner + inferred;
        "PENDING_PAY" -> "PENDING_DELETE", DeleteDirectConnect by Owner + inferred;
        "ACTIVE" -> "PENDING_DELETE", DeleteDirectConnect by Owner + inferred;
        "DOWN" -> "PENDING_DELETE", DeleteDirectConnect by Owner + inferred;
        "ERROR" -> "PENDING_DELETE", DeleteDirectConnect by Owner + inferred;
        "PENDING_DELETE" -> "DELETED", progress + inferred;
    },
};

/// `status` of a virtual interface. One for another project waits for its consent.
pub(super) const VIRTUAL_INTERFACE: Machine = Machine {
    of: MachineOf::Element(ElementKind::VirtualInterface),
    states: states! { refs::DC_MODELS;
        "AUTHORIZATION" AwaitingAcceptance;
        "PENDING_CREATE" Provisioning;
        "PENDING_UPDATE" Provisioning;
        "ACTIVE" Active + carries;
        "DOWN" Degraded;
        "ERROR" Failed;
        "REJECTED" Refused + terminal;
        "PENDING_DELETE" Deleting;
        "DELETED" Deleted + terminal;
        // Listed without a meaning.
        "BUILD" Requested + wildcard;
    },
    moves: moves! { refs::DC_MODELS;
        new -> "PENDING_CREATE", CreateVirtualInterface by ConnectionOwner when SameAccount + inferred;
        new -> "AUTHORIZATION", CreateVirtualInterface by ConnectionOwner when OtherAccount;
        "AUTHORIZATION" -> "PENDING_CREATE", UpdateVirtualInterface by InterfaceOwner when Accepting + inferred;
        "AUTHORIZATION" -> "REJECTED", UpdateVirtualInterface by InterfaceOwner when Refusing + inferred;
        "PENDING_CREATE" -> "ACTIVE", progress + inferred;
        "PENDING_CREATE" -> "DOWN", down + inferred;
        "PENDING_CREATE" -> "ERROR", failure + inferred;
        "ACTIVE" -> "DOWN", down + inferred;
        "DOWN" -> "ACTIVE", up + inferred;
        "ACTIVE" -> "PENDING_UPDATE", UpdateVirtualInterface by Owner + inferred;
        "DOWN" -> "PENDING_UPDATE", UpdateVirtualInterface by Owner + inferred;
        "PENDING_UPDATE" -> "ACTIVE", progress + inferred;
        "PENDING_UPDATE" -> "DOWN", down + inferred;
        "PENDING_UPDATE" -> "ERROR", failure + inferred;
        "ACTIVE" -> "ERROR", failure + inferred;
        "ERROR" -> "ACTIVE", up + inferred;
        "AUTHORIZATION" -> "PENDING_DELETE", DeleteVirtualInterface by Either + inferred;
        "ACTIVE" -> "PENDING_DELETE", DeleteVirtualInterface by Owner + inferred;
        "DOWN" -> "PENDING_DELETE", DeleteVirtualInterface by Owner + inferred;
        "ERROR" -> "PENDING_DELETE", DeleteVirtualInterface by Owner + inferred;
        "PENDING_DELETE" -> "DELETED", progress + inferred;
    },
};

/// `status` of a virtual interface peer. Samples show one word; the others are those of interfaces.
pub(super) const BGP_PEER: Machine = Machine {
    of: MachineOf::Element(ElementKind::BgpPeer),
    states: states! { refs::DC_MODELS;
        "ACTIVE" Active + carries;
        "PENDING_CREATE" Provisioning + wildcard;
        "PENDING_UPDATE" Provisioning + wildcard;
        "BUILD" Requested + wildcard;
        "DOWN" Degraded + wildcard;
        "ERROR" Failed + wildcard;
        "PENDING_DELETE" Deleting + wildcard;
        "DELETED" Deleted + wildcard;
    },
    moves: moves! { refs::DC_MODELS;
        new -> "ACTIVE", CreateVifPeer by InterfaceOwner + inferred;
        new -> "ACTIVE", CreateVirtualInterface by ConnectionOwner + inferred;
        "ACTIVE" -> gone, DeleteVifPeer by InterfaceOwner + inferred;
    },
};

/// `bgp_status`, of which the interface says only that it is short; the words are those of the metrics.
pub(super) const BGP_STATUS: Machine = Machine {
    of: MachineOf::BgpStatus,
    states: states! { refs::DC_MODELS;
        "ACTIVE" Active + carries;
        "DOWN" Degraded;
    },
    moves: moves! { refs::DC_MODELS;
        new -> "DOWN", CreateVifPeer by InterfaceOwner + inferred;
        "DOWN" -> "ACTIVE", up + inferred;
        "ACTIVE" -> "DOWN", down + inferred;
    },
};

/// `status` of a virtual gateway.
pub(super) const VIRTUAL_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::VirtualGateway),
    states: states! { refs::DC_MODELS;
        "PENDING_CREATE" Provisioning;
        "PENDING_UPDATE" Provisioning;
        "ACTIVE" Active + carries;
        "DOWN" Degraded;
        "ERROR" Failed;
        "PENDING_DELETE" Deleting;
        // Listed without a meaning.
        "BUILD" Requested + wildcard;
    },
    moves: moves! { refs::DC_MODELS;
        new -> "PENDING_CREATE", CreateVirtualGateway by Owner + inferred;
        "PENDING_CREATE" -> "ACTIVE", progress + inferred;
        "PENDING_CREATE" -> "ERROR", failure + inferred;
        "ACTIVE" -> "PENDING_UPDATE", UpdateVirtualGateway by Owner + inferred;
        "PENDING_UPDATE" -> "ACTIVE", progress + inferred;
        "PENDING_UPDATE" -> "ERROR", failure + inferred;
        "ACTIVE" -> "DOWN", down + inferred;
        "DOWN" -> "ACTIVE", up + inferred;
        "ACTIVE" -> "PENDING_DELETE", DeleteVirtualGateway by Owner + inferred;
        "DOWN" -> "PENDING_DELETE", DeleteVirtualGateway by Owner + inferred;
        "ERROR" -> "PENDING_DELETE", DeleteVirtualGateway by Owner + inferred;
        "PENDING_DELETE" -> gone, progress + inferred;
    },
};

/// `status` of a global DC gateway.
pub(super) const GLOBAL_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::DirectConnectGateway),
    states: states! { refs::DC_MODELS;
        "ACTIVE" Active + carries;
        "PENDING_UPDATE" Provisioning;
        "DOWN" Degraded;
        "ERROR" Failed;
    },
    moves: moves! { refs::DC_MODELS;
        // `DOWN` means that nothing is connected.
        new -> "DOWN", CreateGlobalDcGateway by Owner + inferred;
        "DOWN" -> "ACTIVE", up + inferred;
        "ACTIVE" -> "DOWN", down + inferred;
        "ACTIVE" -> "PENDING_UPDATE", UpdateGlobalDcGateway by Owner + inferred;
        "DOWN" -> "PENDING_UPDATE", UpdateGlobalDcGateway by Owner + inferred;
        "PENDING_UPDATE" -> "ACTIVE", progress + inferred;
        "PENDING_UPDATE" -> "DOWN", down + inferred;
        "PENDING_UPDATE" -> "ERROR", failure + inferred;
        "ACTIVE" -> gone, DeleteGlobalDcGateway by Owner + inferred;
        "DOWN" -> gone, DeleteGlobalDcGateway by Owner + inferred;
        "ERROR" -> gone, DeleteGlobalDcGateway by Owner + inferred;
    },
};
