//! State machines: words, meanings and moves, each with its source.

use super::references as refs;
use crate::model::ElementKind;
use crate::profile::notation::{DAY, HOUR, moves, states};
use crate::profile::{Machine, MachineOf, StateRow};

/// All machines, in the order of tables.
pub(super) static MACHINES: &[Machine] = &[
    NETWORK,
    SUBNET,
    ROUTE,
    INTERNET_ATTACHMENT,
    NAT_GATEWAY,
    INTERFACE,
    PEERING,
    VIRTUAL_GATEWAY,
    NETWORK_ATTACHMENT,
    CUSTOMER_GATEWAY,
    VPN_CONNECTION,
    VPN_ROUTE,
    VPN_TUNNEL,
    CONNECTION,
    VIRTUAL_INTERFACE,
];

/// `State` of a Net. The API lists the words; their course is that of the other elements.
const NETWORK: Machine = Machine {
    of: MachineOf::Element(ElementKind::Network),
    states: states! { refs::OAPI;
        "pending" Provisioning;
        "available" Active + carries;
        "deleting" Deleting;
    },
    moves: moves! { refs::OAPI;
        new -> "pending", CreateNet by Owner + inferred;
        "pending" -> "available", progress + inferred;
        "available" -> "deleting", DeleteNet by Owner + inferred;
        "deleting" -> gone, progress + inferred;
    },
};

/// `State` of a Subnet; there is no word for being deleted.
const SUBNET: Machine = Machine {
    of: MachineOf::Element(ElementKind::Subnet),
    states: states! { refs::OAPI;
        "pending" Provisioning;
        "available" Active + carries;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::OAPI;
        new -> "pending", CreateSubnet by Owner + inferred;
        "pending" -> "available", progress + inferred;
        "available" -> "deleted", DeleteSubnet by Owner + inferred;
    },
};

/// `State` of a route: always the same, also where the target is gone.
const ROUTE: Machine = Machine {
    of: MachineOf::Route,
    states: states! { refs::OAPI;
        "active" Active + carries;
    },
    moves: moves! { refs::OAPI;
        new -> "active", CreateRoute by Owner;
        "active" -> gone, DeleteRoute by Owner;
    },
};

/// `State` of an internet service, which is that of its tie to a Net; without one there is none.
const INTERNET_ATTACHMENT: Machine = Machine {
    of: MachineOf::InternetAttachment,
    states: states! { refs::OAPI;
        "available" Active + carries;
    },
    moves: moves! { refs::OAPI;
        new -> "available", LinkInternetService by Owner;
        "available" -> gone, UnlinkInternetService by Owner;
    },
};

const FOUR_STATES: &[StateRow] = states! { refs::OAPI;
    "pending" Provisioning;
    "available" Active + carries;
    "deleting" Deleting;
    "deleted" Deleted + terminal;
};

/// `State` of a NAT service.
const NAT_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::NatGateway),
    states: FOUR_STATES,
    moves: moves! { refs::OAPI;
        new -> "pending", CreateNatService by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteNatService by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `State` of a NIC.
const INTERFACE: Machine = Machine {
    of: MachineOf::Element(ElementKind::Interface),
    states: states! { refs::OAPI;
        "in-use" Active + carries;
        "available" Active;
        "attaching" Provisioning;
        "detaching" Deleting;
    },
    moves: moves! { refs::OAPI;
        new -> "available", CreateNic by Owner;
        "available" -> "attaching", LinkNic by Owner;
        "attaching" -> "in-use", progress;
        "in-use" -> "detaching", UnlinkNic by Owner;
        "detaching" -> "available", progress;
    },
};

/// `State.Name` of a Net peering. What has ended can no longer be deleted.
const PEERING: Machine = Machine {
    of: MachineOf::Element(ElementKind::Peering),
    states: states! { refs::OAPI;
        "pending-acceptance" AwaitingAcceptance;
        "active" Active + carries;
        "rejected" Refused + terminal seen [Anyone: HOUR] from refs::PEERING_READ;
        "failed" Failed + terminal seen [Anyone: HOUR] from refs::PEERING_READ;
        "expired" Expired + terminal seen [Anyone: HOUR] from refs::PEERING_READ;
        "deleted" Deleted + terminal seen [Anyone: HOUR] from refs::PEERING_READ;
    },
    moves: moves! { refs::OAPI;
        new -> "pending-acceptance", CreateNetPeering by Requester;
        // Only inside one account.
        new -> "active", CreateNetPeering by Requester when Console from refs::PEERINGS;
        new -> "failed", CreateNetPeering by Requester when Overlap;
        new -> "rejected", CreateNetPeering by Requester when ReverseActive;
        "pending-acceptance" -> "active", AcceptNetPeering by Accepter;
        "pending-acceptance" -> "rejected", RejectNetPeering by Accepter;
        // The requester accepts the request that goes the other way.
        "pending-acceptance" -> "rejected", AcceptNetPeering by Requester when ReverseActive;
        "pending-acceptance" -> "expired", timeout after Exactly(7 * DAY);
        "pending-acceptance" -> "deleted", DeleteNetPeering by Requester;
        "active" -> "deleted", DeleteNetPeering by Either;
    },
};

/// `State` of a virtual gateway.
const VIRTUAL_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::VirtualGateway),
    states: FOUR_STATES,
    moves: moves! { refs::TERRAFORM;
        new -> "pending", CreateVirtualGateway by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteVirtualGateway by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `State` of a virtual gateway's tie to a Net.
const NETWORK_ATTACHMENT: Machine = Machine {
    of: MachineOf::NetworkAttachment,
    states: states! { refs::OAPI;
        "attaching" Provisioning;
        "attached" Active + carries;
        "detaching" Deleting;
        "detached" Deleted;
    },
    moves: moves! { refs::OAPI;
        new -> "attaching", LinkVirtualGateway by Owner;
        "attaching" -> "attached", progress from refs::TERRAFORM;
        "attached" -> "detaching", UnlinkVirtualGateway by Owner;
        "detaching" -> "detached", progress;
        "detached" -> "attaching", LinkVirtualGateway by Owner;
    },
};

/// `State` of a client gateway.
const CUSTOMER_GATEWAY: Machine = Machine {
    of: MachineOf::Element(ElementKind::CustomerGateway),
    states: FOUR_STATES,
    moves: moves! { refs::TERRAFORM;
        new -> "pending", CreateClientGateway by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteClientGateway by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `State` of a VPN connection.
const VPN_CONNECTION: Machine = Machine {
    of: MachineOf::Element(ElementKind::VpnConnection),
    states: FOUR_STATES,
    moves: moves! { refs::TERRAFORM;
        new -> "pending", CreateVpnConnection by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteVpnConnection by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `State` of a static route of a VPN connection.
const VPN_ROUTE: Machine = Machine {
    of: MachineOf::VpnRoute,
    states: FOUR_STATES,
    moves: moves! { refs::TERRAFORM;
        new -> "pending", CreateVpnConnectionRoute by Owner;
        "pending" -> "available", progress;
        "available" -> "deleting", DeleteVpnConnectionRoute by Owner;
        "deleting" -> "deleted", progress;
    },
};

/// `State` of a tunnel, in upper case.
const VPN_TUNNEL: Machine = Machine {
    of: MachineOf::Element(ElementKind::VpnTunnel),
    states: states! { refs::OAPI;
        "UP" Active + carries;
        "DOWN" Degraded;
    },
    moves: moves! { refs::OAPI;
        new -> "DOWN", CreateVpnConnection by Owner + inferred;
        "DOWN" -> "UP", up;
        "UP" -> "DOWN", down;
    },
};

/// `State` of a DirectLink. `requested` stands in a sample answer only.
const CONNECTION: Machine = Machine {
    of: MachineOf::Element(ElementKind::Connection),
    states: states! { refs::OAPI;
        "requested" Requested;
        "pending" Provisioning;
        "available" Active + carries;
        "disabled" Degraded;
        "deleted" Deleted + terminal;
    },
    moves: moves! { refs::OAPI;
        new -> "requested", CreateDirectLink by Owner + inferred;
        "requested" -> "pending", approval + inferred;
        // It waits for the cable.
        "pending" -> "available", up;
        "available" -> "disabled", down + inferred;
        "disabled" -> "available", up + inferred;
        "requested" -> "deleted", DeleteDirectLink by Owner + inferred;
        "pending" -> "deleted", DeleteDirectLink by Owner + inferred;
        "available" -> "deleted", DeleteDirectLink by Owner + inferred;
        "disabled" -> "deleted", DeleteDirectLink by Owner + inferred;
    },
};

/// `State` of a DirectLink interface.
const VIRTUAL_INTERFACE: Machine = Machine {
    of: MachineOf::Element(ElementKind::VirtualInterface),
    states: states! { refs::OAPI;
        "confirming" AwaitingAcceptance;
        "pending" Provisioning;
        "available" Active + carries;
        "deleting" Deleting;
        "deleted" Deleted + terminal;
        "rejected" Refused + terminal;
        "expired" Expired + terminal;
    },
    moves: moves! { refs::OAPI;
        new -> "pending", CreateDirectLinkInterface by ConnectionOwner;
        new -> "confirming", AllocatePrivateVirtualInterface by ConnectionOwner from refs::HOSTED;
        "confirming" -> "pending", ConfirmPrivateVirtualInterface by InterfaceOwner from refs::HOSTED;
        "confirming" -> "rejected", DeleteDirectLinkInterface by InterfaceOwner + inferred;
        "confirming" -> "expired", timeout after Exactly(7 * DAY) from refs::HOSTED;
        "confirming" -> "deleting", DeleteDirectLinkInterface by ConnectionOwner + inferred;
        "pending" -> "available", progress from refs::HOSTED;
        "pending" -> "deleting", DeleteDirectLinkInterface by Owner + inferred;
        "available" -> "deleting", DeleteDirectLinkInterface by Owner;
        "deleting" -> "deleted", progress;
    },
};
