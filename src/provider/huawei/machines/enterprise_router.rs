//! Enterprise routers, what hangs on them, and their tables. Words in small letters; their order is inferred.

use super::refs;
use crate::model::ElementKind;
use crate::profile::notation::{moves, states};
use crate::profile::{Machine, MachineOf};

/// `state` of an enterprise router, of which no list is published; the words are those of its attachments.
pub(super) const ROUTER: Machine = Machine {
    of: MachineOf::Element(ElementKind::TransitGateway),
    states: states! { refs::ER_MODELS;
        "available" Active + carries;
        "pending" Provisioning + wildcard;
        "modifying" Active + carries + wildcard;
        "freezed" Degraded + wildcard;
        "failed" Failed + wildcard;
        "deleting" Deleting + wildcard;
        "deleted" Deleted + wildcard;
    },
    moves: moves! { refs::ER_MODELS;
        new -> "available", CreateEnterpriseRouter by Owner + inferred;
        "available" -> gone, DeleteEnterpriseRouter by Owner + inferred;
    },
};

/// `state` of an attachment.
pub(super) const ATTACHMENT: Machine = Machine {
    of: MachineOf::Element(ElementKind::TransitGatewayAttachment),
    states: states! { refs::ER_MODELS;
        "initiating_request" Requested;
        "pending_acceptance" AwaitingAcceptance;
        "pending" Provisioning;
        "available" Active + carries;
        "modifying" Active + carries;
        "failed" Failed;
        "rejected" Refused + terminal;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
        // For lack of payment.
        "freezed" Degraded + wildcard;
    },
    moves: moves! { refs::ER_MODELS;
        new -> "pending", CreateVpcAttachment by Owner when AcceptedAutomatically + inferred;
        new -> "initiating_request", CreateVpcAttachment by Owner when NeedsAcceptance + inferred;
        "initiating_request" -> "pending_acceptance", progress + inferred;
        "pending_acceptance" -> "pending", AcceptAttachment by GatewayOwner + inferred;
        "pending_acceptance" -> "rejected", RejectAttachment by GatewayOwner + inferred;
        "pending_acceptance" -> "deleting", DeleteVpcAttachment by Owner + inferred;
        "pending" -> "available", progress + inferred;
        "pending" -> "failed", failure + inferred;
        "available" -> "modifying", UpdateVpcAttachment by Owner + inferred;
        "modifying" -> "available", progress + inferred;
        "modifying" -> "failed", failure + inferred;
        "available" -> "deleting", DeleteVpcAttachment by Owner + inferred;
        "failed" -> "deleting", DeleteVpcAttachment by Owner + inferred;
        "deleting" -> "deleted", progress + inferred;
    },
};

/// `state` of a route table of an enterprise router.
pub(super) const ROUTE_TABLE: Machine = Machine {
    of: MachineOf::Element(ElementKind::TransitGatewayRouteTable),
    states: states! { refs::ER_MODELS;
        "pending" Provisioning;
        "available" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
        "failed" Failed;
    },
    moves: moves! { refs::ER_MODELS;
        new -> "pending", CreateRouteTable by Owner + inferred;
        "pending" -> "available", progress + inferred;
        "pending" -> "failed", failure + inferred;
        "available" -> "deleting", DeleteRouteTable by Owner + inferred;
        "failed" -> "deleting", DeleteRouteTable by Owner + inferred;
        "deleting" -> "deleted", progress + inferred;
    },
};
