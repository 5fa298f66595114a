//! The provider's own words.

use std::fmt;

use super::machine_of::MachineOf;
use crate::model::ElementKind;

/// What something is called, ready for a sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// `a` or `an`.
    pub article: &'static str,
    /// One of them, without article: `VPC peering connection`.
    pub one: &'static str,
    /// Several of them.
    pub many: &'static str,
}

impl Word {
    /// A word that takes `a`.
    #[must_use]
    pub const fn a(one: &'static str, many: &'static str) -> Self {
        Self {
            article: "a",
            one,
            many,
        }
    }

    /// A word that takes `an`.
    #[must_use]
    pub const fn an(one: &'static str, many: &'static str) -> Self {
        Self {
            article: "an",
            one,
            many,
        }
    }

    /// With its article: `an internet gateway`.
    #[must_use]
    pub fn with_article(self) -> String {
        format!("{} {}", self.article, self.one)
    }

    /// With a number: `1 VPC`, `3 VPCs`.
    #[must_use]
    pub fn counted(self, count: usize) -> String {
        format!("{count} {}", if count == 1 { self.one } else { self.many })
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.one)
    }
}

/// What an operation does, whatever the provider calls it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verb {
    /// Makes an element, or asks for one.
    Create,
    /// Makes an element on behalf of another account.
    Allocate,
    /// Accepts or confirms what another one asked for.
    Accept,
    /// Refuses what another one asked for.
    Reject,
    /// Removes an element.
    Delete,
    /// Changes an element.
    Modify,
    /// Ties two elements together: attach, associate, enable.
    Join,
    /// Unties them: detach, disassociate, disable.
    Part,
    /// Starts a test.
    StartTest,
    /// Ends a test.
    StopTest,
    /// Drops what was kept.
    Reset,
}

/// One of the provider's operations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Operation {
    /// The service, as scenarios write it before the dot.
    pub service: &'static str,
    /// The provider's name; unique among its services.
    pub name: &'static str,
    /// What it does.
    pub verb: Verb,
    /// On what.
    pub on: MachineOf,
}

/// The provider's words for kinds of elements and for its operations.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Words {
    /// The provider's name in a sentence.
    pub provider: &'static str,
    /// What owns elements.
    pub account: Word,
    /// Words that differ from the general ones.
    pub elements: &'static [(ElementKind, Word)],
    /// Operations.
    pub operations: &'static [Operation],
}

impl Words {
    /// The word for a kind: the provider's, else the general one.
    #[must_use]
    pub fn element(&self, kind: ElementKind) -> Word {
        self.elements
            .iter()
            .find(|(of, _)| *of == kind)
            .map_or_else(|| general(kind), |(_, word)| *word)
    }

    /// An operation by the provider's name.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<&'static Operation> {
        self.operations.iter().find(|row| row.name == name)
    }

    /// The first operation that does this to that kind.
    #[must_use]
    pub fn operation_for(&self, verb: Verb, on: MachineOf) -> Option<&'static Operation> {
        self.operations
            .iter()
            .find(|row| row.verb == verb && row.on == on)
    }
}

/// The word for a kind where no provider has its own.
#[must_use]
pub const fn general(kind: ElementKind) -> Word {
    match kind {
        ElementKind::Network => Word::a("network", "networks"),
        ElementKind::Subnet => Word::a("subnet", "subnets"),
        ElementKind::Peering => Word::a("peering", "peerings"),
        ElementKind::RouteTable => Word::a("route table", "route tables"),
        ElementKind::VirtualGateway => Word::a("virtual gateway", "virtual gateways"),
        ElementKind::TransitGateway => Word::a("transit gateway", "transit gateways"),
        ElementKind::TransitGatewayAttachment => {
            Word::a("transit gateway attachment", "transit gateway attachments")
        }
        ElementKind::TransitGatewayRouteTable => Word::a(
            "transit gateway route table",
            "transit gateway route tables",
        ),
        ElementKind::TransitGatewayConnectPeer => Word::a(
            "transit gateway Connect peer",
            "transit gateway Connect peers",
        ),
        ElementKind::DirectConnectGateway => {
            Word::a("Direct Connect gateway", "Direct Connect gateways")
        }
        ElementKind::DirectConnectGatewayAssociation => Word::a(
            "Direct Connect gateway association",
            "Direct Connect gateway associations",
        ),
        ElementKind::DirectConnectGatewayAttachment => Word::a(
            "Direct Connect gateway attachment",
            "Direct Connect gateway attachments",
        ),
        ElementKind::DirectConnectGatewayProposal => Word::a(
            "Direct Connect gateway association proposal",
            "Direct Connect gateway association proposals",
        ),
        ElementKind::Connection => Word::a("connection", "connections"),
        ElementKind::Lag => Word::a("link aggregation group", "link aggregation groups"),
        ElementKind::VirtualInterface => Word::a("virtual interface", "virtual interfaces"),
        ElementKind::BgpPeer => Word::a("BGP peer", "BGP peers"),
        ElementKind::RouteServer => Word::a("route server", "route servers"),
        ElementKind::RouteServerEndpoint => {
            Word::a("route server endpoint", "route server endpoints")
        }
        ElementKind::RouteServerPeer => Word::a("route server peer", "route server peers"),
        ElementKind::CustomerGateway => Word::a("customer gateway", "customer gateways"),
        ElementKind::VpnConnection => Word::a("VPN connection", "VPN connections"),
        ElementKind::VpnTunnel => Word::a("VPN tunnel", "VPN tunnels"),
        ElementKind::InternetGateway => Word::an("internet gateway", "internet gateways"),
        ElementKind::EgressOnlyInternetGateway => Word::an(
            "egress-only internet gateway",
            "egress-only internet gateways",
        ),
        ElementKind::NatGateway => Word::a("NAT gateway", "NAT gateways"),
        ElementKind::Interface => Word::a("network interface", "network interfaces"),
        ElementKind::PrefixList => Word::a("prefix list", "prefix lists"),
        ElementKind::Site => Word::a("site", "sites"),
        ElementKind::SiteRouter => Word::a("site router", "site routers"),
        ElementKind::SiteLink => Word::a("site link", "site links"),
        ElementKind::SharedRisk => Word::a("shared risk", "shared risks"),
        ElementKind::Location => Word::a("location", "locations"),
        ElementKind::Device => Word::a("device", "devices"),
    }
}
