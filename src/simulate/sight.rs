//! Who sees what, how long something that ended is still seen, and in which network something lies.

use super::peering::owner;
use super::world::{World, same_account};
use crate::model::{AnyId, Design, Id, Link, Network, Subnet};
use crate::profile::{Actor, Condition};
use crate::source::Text;

/// The part that an account has in an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// It asked, or owns what asked.
    pub requester: bool,
    /// It was asked, or owns what was asked.
    pub accepter: bool,
}

impl Part {
    /// It has none.
    #[must_use]
    pub fn is_none(self) -> bool {
        !self.requester && !self.accepter
    }
}

/// The network of what lies in a network or in a subnet of one.
pub(super) fn lies_in(
    design: &Design,
    network: Link<Network>,
    subnet: Link<Subnet>,
) -> Option<Id<Network>> {
    let of_subnet = || design[subnet.get()?].network.get();
    network.get().or_else(of_subnet)
}

impl World {
    /// The part of an account in a peering.
    #[must_use]
    pub fn part(
        &self,
        peering: crate::model::Id<crate::model::Peering>,
        who: Option<Text>,
    ) -> Part {
        let peering = &self.design[peering];
        Part {
            requester: same_account(owner(&self.design, &peering.requester), who),
            accepter: same_account(owner(&self.design, &peering.accepter), who),
        }
    }

    /// Whether an account sees an element now.
    #[must_use]
    pub fn sees(&self, who: Option<Text>, id: AnyId) -> bool {
        let (part, same) = match id {
            AnyId::Peering(peering) => {
                let sides = self.design[peering].sides();
                let sides = sides.map(|side| owner(&self.design, side));
                (self.part(peering, who), same_account(sides[0], sides[1]))
            }
            _ => {
                let owner = self.design.head(id).account.get();
                let own = same_account(owner, who) || self.shares(who, id);
                let part = Part {
                    requester: own,
                    accepter: own,
                };
                (part, true)
            }
        };
        if part.is_none() {
            return false;
        }
        let Some(ended) = self.ended(id) else {
            return true;
        };
        let state = self.design.head(id).state;
        if state.native.is_absent() {
            return state.is_live();
        }
        let Some(row) = self.profile_of(id).state(id.kind(), state.word()) else {
            return true;
        };
        let deleter = same_account(ended.by, who);
        let concerns = |viewer: Actor| match viewer {
            Actor::Requester => part.requester,
            Actor::Accepter => part.accepter,
            Actor::Deleter => deleter,
            Actor::OtherSide => !deleter,
            _ => true,
        };
        let applies = |when: Condition| match when {
            Condition::SameAccount => same,
            Condition::OtherAccount => !same,
            _ => true,
        };
        let lasts = row
            .visible
            .iter()
            .filter(|window| concerns(window.viewer) && applies(window.when))
            .map(|window| window.lasts)
            .max();
        lasts.is_none_or(|lasts| self.now.0 < ended.since.0.saturating_add(lasts.0))
    }

    /// Whether an account sees an element of another one, because it owns what that runs on or leads to.
    fn shares(&self, who: Option<Text>, id: AnyId) -> bool {
        let owner = |id: AnyId| self.design.head(id).account.get();
        let other = match id {
            AnyId::VirtualInterface(interface) => {
                self.links.carrier(&self.design, interface).map(owner)
            }
            AnyId::DirectConnectGatewayAssociation(association) => {
                self.design[association].to.get().map(owner)
            }
            AnyId::DirectConnectGatewayProposal(proposal) => {
                let gateway = self.design[proposal].gateway.get();
                gateway.map(|gateway| owner(AnyId::DirectConnectGateway(gateway)))
            }
            _ => None,
        };
        other.is_some_and(|other| same_account(other, who))
    }
}
