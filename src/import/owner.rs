//! Who owns what an element refers to, and inside what short names count.

use crate::model::*;
use crate::source::{Field, Text};

/// Whose the things are that an element refers to. What is not named here is the holder's own.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Owners {
    /// Kinds of which nothing in the holder tells the owner.
    foreign: &'static [ElementKind],
    /// Kinds of which the holder says the owner, and perhaps the region.
    named: [Option<NamedOwner>; 3],
}

/// A kind, the account that owns what is meant, and its region.
type NamedOwner = (ElementKind, Option<Text>, Option<Text>);

/// Whose something is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Owner {
    /// The holder's own account and region.
    Same,
    /// This account, in this region where it is another one.
    Named(Text, Option<Text>),
    /// Anybody's.
    Unknown,
}

impl Owners {
    const fn foreign(kinds: &'static [ElementKind]) -> Self {
        Self {
            foreign: kinds,
            named: [None; 3],
        }
    }

    fn named(mut self, kind: ElementKind, account: Field<Text>, region: Field<Text>) -> Self {
        if let Some(free) = self.named.iter_mut().find(|slot| slot.is_none()) {
            *free = Some((kind, account.get(), region.get()));
        }
        self
    }

    /// Whose the things of a kind are.
    pub(super) fn of(&self, kind: ElementKind) -> Owner {
        match self
            .named
            .iter()
            .flatten()
            .find(|(named, ..)| *named == kind)
        {
            Some((_, Some(account), region)) => Owner::Named(*account, *region),
            Some((_, None, _)) => Owner::Unknown,
            None if self.foreign.contains(&kind) => Owner::Unknown,
            None => Owner::Same,
        }
    }
}

/// The elements inside which short names count, as the holder refers to them.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Scope {
    pub(super) network: Field<Text>,
    pub(super) gateway: Field<Text>,
    pub(super) server: Field<Text>,
    pub(super) site: Field<Text>,
    /// The name of the holder, where it is a hub or route server itself.
    pub(super) own: Option<Text>,
}

impl Scope {
    fn network(link: &Link<Network>) -> Self {
        Self {
            network: link.id,
            ..Self::default()
        }
    }
    fn gateway(link: &Link<TransitGateway>) -> Self {
        Self {
            gateway: link.id,
            ..Self::default()
        }
    }
    fn site(link: &Link<Site>) -> Self {
        Self {
            site: link.id,
            ..Self::default()
        }
    }
}

/// An element that refers to others.
pub(super) trait Holder: Element {
    /// Whose the things are that this element refers to.
    fn owners(&self) -> Owners {
        Owners::default()
    }

    /// Inside what its references may be short.
    fn scope(&self) -> Scope {
        Scope::default()
    }
}

/// Everything is the holder's own, and nothing is short.
macro_rules! plain {
    ($($kind:ident)*) => { $(impl Holder for $kind {})* };
}
plain! {
    Network Peering VirtualGateway InternetGateway EgressOnlyInternetGateway DirectConnectGateway PrefixList
    Lag VpnTunnel Site SiteLink SharedRisk
}

use ElementKind as K;

impl Holder for Subnet {
    fn scope(&self) -> Scope {
        Scope::network(&self.network)
    }
}

// Interfaces, hubs and lists may be shared by other accounts, and a peering's list is that of either side.
impl Holder for RouteTable {
    fn owners(&self) -> Owners {
        Owners::foreign(&[K::Interface, K::PrefixList, K::TransitGateway, K::Peering])
    }
    fn scope(&self) -> Scope {
        Scope::network(&self.network)
    }
}

impl Holder for NatGateway {
    fn scope(&self) -> Scope {
        Scope::network(&self.network)
    }
}

// In a shared subnet the interface's owner is not the network's.
impl Holder for Interface {
    fn owners(&self) -> Owners {
        Owners::foreign(&[K::Network, K::Subnet])
    }
    fn scope(&self) -> Scope {
        Scope::network(&self.network)
    }
}

impl Holder for CustomerGateway {
    fn scope(&self) -> Scope {
        Scope::site(&self.site)
    }
}

impl Holder for BgpPeer {
    fn scope(&self) -> Scope {
        Scope::site(&self.site)
    }
}

impl Holder for SiteRouter {
    fn scope(&self) -> Scope {
        Scope::site(&self.site)
    }
}

// A hosted interface or connection runs on what another account owns.
impl Holder for VirtualInterface {
    fn owners(&self) -> Owners {
        Owners::foreign(&[K::Connection, K::Lag])
    }
}

impl Holder for Connection {
    fn owners(&self) -> Owners {
        Owners::foreign(&[K::Lag])
    }
}

impl Holder for DirectConnectGatewayAssociation {
    fn owners(&self) -> Owners {
        Owners::default()
            .named(K::DirectConnectGateway, self.gateway_owner, Field::Absent)
            .named(K::VirtualGateway, self.to_owner, self.to_region)
            .named(K::TransitGateway, self.to_owner, self.to_region)
    }
}

impl Holder for DirectConnectGatewayAttachment {
    fn owners(&self) -> Owners {
        Owners::foreign(&[K::VirtualInterface])
    }
}

impl Holder for DirectConnectGatewayProposal {
    fn owners(&self) -> Owners {
        Owners::foreign(&[K::VirtualGateway, K::TransitGateway]).named(
            K::DirectConnectGateway,
            self.gateway_owner,
            Field::Absent,
        )
    }
}

// The owner of an attachment is that of what is attached; the hub's is said apart, and both ends of a peering are hubs.
impl Holder for TransitGatewayAttachment {
    fn owners(&self) -> Owners {
        if self.resource.kinds == [K::TransitGateway] || !self.requester.gateway.is_absent() {
            return Owners::foreign(&[
                K::TransitGateway,
                K::TransitGatewayRouteTable,
                K::TransitGatewayAttachment,
            ]);
        }
        Owners::foreign(&[K::TransitGatewayAttachment])
            .named(K::TransitGateway, self.gateway_owner, Field::Absent)
            .named(
                K::TransitGatewayRouteTable,
                self.gateway_owner,
                Field::Absent,
            )
    }
    fn scope(&self) -> Scope {
        Scope {
            network: self.resource.id,
            gateway: self.gateway.id,
            ..Scope::default()
        }
    }
}

impl Holder for TransitGateway {
    fn scope(&self) -> Scope {
        Scope {
            own: self.head.name.get(),
            ..Scope::default()
        }
    }
}

impl Holder for TransitGatewayRouteTable {
    fn owners(&self) -> Owners {
        Owners::foreign(&[K::PrefixList])
    }
    fn scope(&self) -> Scope {
        Scope::gateway(&self.gateway)
    }
}

impl Holder for TransitGatewayConnectPeer {
    fn owners(&self) -> Owners {
        Owners::foreign(&[K::TransitGatewayAttachment])
    }
}

impl Holder for VpnConnection {
    fn owners(&self) -> Owners {
        Owners::foreign(&[K::TransitGateway, K::TransitGatewayAttachment])
    }
}

impl Holder for RouteServer {
    fn scope(&self) -> Scope {
        let network = self
            .associations
            .iter()
            .flatten()
            .next()
            .map(|a| a.network.id)
            .unwrap_or_default();
        Scope {
            network,
            own: self.head.name.get(),
            ..Scope::default()
        }
    }
}

impl Holder for RouteServerEndpoint {
    fn scope(&self) -> Scope {
        Scope {
            network: self.network.id,
            server: self.server.id,
            ..Scope::default()
        }
    }
}

impl Holder for RouteServerPeer {
    fn scope(&self) -> Scope {
        Scope {
            network: self.network.id,
            server: self.server.id,
            ..Scope::default()
        }
    }
}
