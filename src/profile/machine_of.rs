//! What has a state: kinds of elements, and parts of them.

use crate::model::ElementKind;

/// What a machine is about: a kind of element, or a part of one that has a state of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MachineOf {
    /// A kind of element.
    Element(ElementKind),
    /// A block of a network.
    NetworkBlock,
    /// A block of a subnet.
    SubnetBlock,
    /// A virtual gateway's tie to a network.
    NetworkAttachment,
    /// An internet gateway's tie to a network.
    InternetAttachment,
    /// A route table's tie to a subnet or gateway.
    TableAssociation,
    /// A route of a network's table.
    Route,
    /// Multipath resilience of a peering.
    Multipath,
    /// A static route of a VPN.
    VpnRoute,
    /// A VPN's tie to its gateway.
    VpnAssociation,
    /// A route of a transit gateway.
    TransitRoute,
    /// An attachment's association with a transit gateway's table.
    TransitAssociation,
    /// An attachment's propagation into a transit gateway's table.
    TransitPropagation,
    /// A transit gateway's reference to a prefix list.
    TransitPrefixList,
    /// A transit gateway's policy table.
    TransitPolicyTable,
    /// An announcement of a transit gateway's table.
    TransitAnnouncement,
    /// A route server's tie to a network.
    RouteServerAssociation,
    /// A route server's propagation into a table.
    RouteServerPropagation,
    /// Whether a route server keeps routes while its sessions are down.
    PersistRoutes,
    /// A BGP session as such.
    BgpStatus,
    /// Fast failure detection of a session.
    BfdStatus,
    /// A partner's connection that carries hosted ones.
    Interconnect,
    /// A MACsec key of a connection.
    MacSecKey,
}

impl MachineOf {
    /// Those that are no kind of element.
    pub const PARTS: &'static [MachineOf] = &[
        MachineOf::NetworkBlock,
        MachineOf::SubnetBlock,
        MachineOf::NetworkAttachment,
        MachineOf::InternetAttachment,
        MachineOf::TableAssociation,
        MachineOf::Route,
        MachineOf::Multipath,
        MachineOf::VpnRoute,
        MachineOf::VpnAssociation,
        MachineOf::TransitRoute,
        MachineOf::TransitAssociation,
        MachineOf::TransitPropagation,
        MachineOf::TransitPrefixList,
        MachineOf::TransitPolicyTable,
        MachineOf::TransitAnnouncement,
        MachineOf::RouteServerAssociation,
        MachineOf::RouteServerPropagation,
        MachineOf::PersistRoutes,
        MachineOf::BgpStatus,
        MachineOf::BfdStatus,
        MachineOf::Interconnect,
        MachineOf::MacSecKey,
    ];

    /// The word for it in options and tables: that of the kind, else its own.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            MachineOf::Element(kind) => kind.word(),
            MachineOf::NetworkBlock => "network-block",
            MachineOf::SubnetBlock => "subnet-block",
            MachineOf::NetworkAttachment => "virtual-gateway-attachment",
            MachineOf::InternetAttachment => "internet-gateway-attachment",
            MachineOf::TableAssociation => "route-table-association",
            MachineOf::Route => "route",
            MachineOf::Multipath => "multipath-resilience",
            MachineOf::VpnRoute => "vpn-route",
            MachineOf::VpnAssociation => "vpn-gateway-association",
            MachineOf::TransitRoute => "transit-gateway-route",
            MachineOf::TransitAssociation => "transit-gateway-association",
            MachineOf::TransitPropagation => "transit-gateway-propagation",
            MachineOf::TransitPrefixList => "transit-gateway-prefix-list-reference",
            MachineOf::TransitPolicyTable => "transit-gateway-policy-table",
            MachineOf::TransitAnnouncement => "transit-gateway-route-table-announcement",
            MachineOf::RouteServerAssociation => "route-server-association",
            MachineOf::RouteServerPropagation => "route-server-propagation",
            MachineOf::PersistRoutes => "route-server-persist-routes",
            MachineOf::BgpStatus => "bgp-status",
            MachineOf::BfdStatus => "bfd-status",
            MachineOf::Interconnect => "interconnect",
            MachineOf::MacSecKey => "macsec-key",
        }
    }

    /// What a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        ElementKind::from_word(word)
            .map(MachineOf::Element)
            .or_else(|| Self::PARTS.iter().copied().find(|part| part.word() == word))
    }
}

impl From<ElementKind> for MachineOf {
    fn from(kind: ElementKind) -> Self {
        MachineOf::Element(kind)
    }
}
