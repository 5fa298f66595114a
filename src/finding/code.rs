//! Rule codes: a group prefix and three digits, never reused.

use std::fmt;

/// A group of rules; its prefix begins their codes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// Address blocks.
    Cidr,
    /// IPv6.
    Ipv6,
    /// Peerings.
    Peering,
    /// States and transitions.
    State,
    /// Virtual interfaces and connections.
    VirtualInterface,
    /// BGP sessions.
    Bgp,
    /// Autonomous system numbers.
    Asn,
    /// Route servers.
    RouteServer,
    /// Transit gateways.
    TransitGateway,
    /// Direct Connect gateways.
    DirectConnectGateway,
    /// Routes and gateways.
    Route,
    /// Virtual private networks.
    Vpn,
    /// Names and tags.
    Tag,
    /// Input hygiene.
    Input,
    /// Settings, exceptions and baselines.
    Settings,
    /// Simulations and assertions.
    Simulation,
}

impl Group {
    /// All groups in the order of the catalogue.
    pub const ALL: [Group; 16] = [
        Group::Cidr,
        Group::Ipv6,
        Group::Peering,
        Group::State,
        Group::VirtualInterface,
        Group::Bgp,
        Group::Asn,
        Group::RouteServer,
        Group::TransitGateway,
        Group::DirectConnectGateway,
        Group::Route,
        Group::Vpn,
        Group::Tag,
        Group::Input,
        Group::Settings,
        Group::Simulation,
    ];

    /// The prefix of the group's codes.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Group::Cidr => "CIDR",
            Group::Ipv6 => "IPV6",
            Group::Peering => "PEER",
            Group::State => "STATE",
            Group::VirtualInterface => "VIF",
            Group::Bgp => "BGP",
            Group::Asn => "ASN",
            Group::RouteServer => "RS",
            Group::TransitGateway => "TGW",
            Group::DirectConnectGateway => "DXG",
            Group::Route => "ROUTE",
            Group::Vpn => "VPN",
            Group::Tag => "TAG",
            Group::Input => "IN",
            Group::Settings => "SET",
            Group::Simulation => "SIM",
        }
    }

    /// What the group is about, for headings.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Group::Cidr => "Address blocks",
            Group::Ipv6 => "IPv6",
            Group::Peering => "Peerings",
            Group::State => "States and transitions",
            Group::VirtualInterface => "Virtual interfaces and connections",
            Group::Bgp => "BGP sessions",
            Group::Asn => "Autonomous system numbers",
            Group::RouteServer => "Route servers",
            Group::TransitGateway => "Transit gateways",
            Group::DirectConnectGateway => "Direct Connect gateways",
            Group::Route => "Routes and gateways",
            Group::Vpn => "VPN connections",
            Group::Tag => "Names and tags",
            Group::Input => "Input",
            Group::Settings => "Settings, exceptions and baselines",
            Group::Simulation => "Simulation and assertions",
        }
    }
}

/// A rule's code, printed like `PEER001`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Code {
    /// The group.
    pub group: Group,
    /// The number within the group.
    pub number: u16,
}

impl Code {
    /// The code of a group and a number below 1000.
    #[must_use]
    pub const fn new(group: Group, number: u16) -> Self {
        assert!(number > 0 && number < 1000, "a code has three digits");
        Self { group, number }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:03}", self.group.prefix(), self.number)
    }
}
