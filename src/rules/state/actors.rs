//! Whose call an operation has to be, and in which region.

use crate::model::{AnyId, Element, ElementKind, Head, Link, PeeringSide, TransitPeer};
use crate::profile::Actor;
use crate::rules::Context;
use crate::rules::plan::{Made, Thing, World};
use crate::source::{Field, Text};

/// The accounts that an actor of a thing is; `None` where that cannot be told.
pub(in crate::rules) fn accounts(
    world: &World<'_>,
    thing: Thing,
    actor: Actor,
) -> Option<Vec<Text>> {
    if actor == Actor::Either {
        let mut both = match kind(world, thing)? {
            ElementKind::VirtualInterface | ElementKind::BgpPeer => {
                accounts(world, thing, Actor::InterfaceOwner)?
            }
            _ => accounts(world, thing, Actor::Requester)?,
        };
        both.extend(match kind(world, thing)? {
            ElementKind::VirtualInterface | ElementKind::BgpPeer => {
                accounts(world, thing, Actor::ConnectionOwner)?
            }
            _ => accounts(world, thing, Actor::Accepter)?,
        });
        return Some(both);
    }
    let one = match thing {
        Thing::Element(id) => of_element(world.cx, id, actor),
        Thing::Made(at) => of_made(world, world.made(at)?, actor),
    };
    one.map(|account| vec![account])
}

fn kind(world: &World<'_>, thing: Thing) -> Option<ElementKind> {
    match thing {
        Thing::Element(id) => Some(id.kind()),
        Thing::Made(at) => world.made(at).map(|made| made.kind),
    }
}

fn owner_of<T: Element>(cx: &Context<'_>, link: &Link<T>) -> Option<Text> {
    cx.head(link.get()?).account.get()
}

fn side_owner(cx: &Context<'_>, side: &PeeringSide) -> Option<Text> {
    side.owner.get().or_else(|| owner_of(cx, &side.network))
}

fn hub_owner(cx: &Context<'_>, side: &TransitPeer) -> Option<Text> {
    side.owner.get().or_else(|| owner_of(cx, &side.gateway))
}

fn of_element(cx: &Context<'_>, id: AnyId, actor: Actor) -> Option<Text> {
    let d = cx.design;
    let head: &Head = d.head(id);
    match (id, actor) {
        (_, Actor::Owner) => head.account.get(),
        (AnyId::Peering(p), Actor::Requester) => side_owner(cx, &d[p].requester),
        (AnyId::Peering(p), Actor::Accepter) => side_owner(cx, &d[p].accepter),
        (AnyId::VirtualInterface(_), Actor::InterfaceOwner) => head.account.get(),
        (AnyId::VirtualInterface(v), Actor::ConnectionOwner) => {
            d.head(d[v].connection.get()?).account.get()
        }
        (AnyId::BgpPeer(p), Actor::InterfaceOwner) => owner_of(cx, &d[p].virtual_interface),
        (AnyId::DirectConnectGatewayProposal(p), Actor::Requester) => d[p].head.account.get(),
        (AnyId::DirectConnectGatewayProposal(p), Actor::Accepter) => d[p]
            .gateway_owner
            .get()
            .or_else(|| owner_of(cx, &d[p].gateway)),
        (AnyId::DirectConnectGatewayAssociation(a), Actor::GatewayOwner | Actor::Accepter) => d[a]
            .gateway_owner
            .get()
            .or_else(|| owner_of(cx, &d[a].gateway)),
        (AnyId::DirectConnectGatewayAssociation(a), Actor::Requester) => d[a]
            .to_owner
            .get()
            .or_else(|| d.head(d[a].to.get()?).account.get()),
        (AnyId::TransitGatewayAttachment(a), Actor::GatewayOwner) => d[a]
            .gateway_owner
            .get()
            .or_else(|| owner_of(cx, &d[a].gateway)),
        (AnyId::TransitGatewayAttachment(a), Actor::Requester) => hub_owner(cx, &d[a].requester),
        (AnyId::TransitGatewayAttachment(a), Actor::Accepter) => hub_owner(cx, &d[a].accepter),
        _ => None,
    }
}

/// The same for what an earlier step made, from that step's parameters.
fn of_made(world: &World<'_>, made: &Made<'_>, actor: Actor) -> Option<Text> {
    let caller = made.call.step.account.get();
    let account = || {
        let has = |text: &str, part: &str| text.to_ascii_lowercase().contains(part);
        let said = made.call.parameters().into_iter().find(|p| {
            has(p.key, "owner")
                || has(p.key, "account")
                || (has(p.key, "tenant") && has(p.within, "accept"))
        });
        said.map(|p| Text::new(p.text))
    };
    match (made.kind, actor) {
        (ElementKind::Peering, Actor::Requester) => caller,
        (ElementKind::Peering, Actor::Accepter) => {
            account().or_else(|| asked(world, made)?.account.get())
        }
        (ElementKind::VirtualInterface, Actor::ConnectionOwner) => caller,
        (ElementKind::VirtualInterface, Actor::InterfaceOwner) => account().or(caller),
        _ => None,
    }
}

/// The network that a planned request is sent to.
fn asked<'a>(world: &World<'a>, made: &Made<'_>) -> Option<&'a Head> {
    let has = |text: &str, part: &str| text.to_ascii_lowercase().contains(part);
    made.call.parameters().into_iter().find_map(|p| {
        let theirs = has(p.key, "peer") || has(p.key, "accept") || has(p.within, "accept");
        match world
            .named(ElementKind::Network, p.text)
            .filter(|_| theirs)?
        {
            Thing::Element(id) => Some(world.cx.design.head(id)),
            Thing::Made(_) => None,
        }
    })
}

/// The region of the side that was asked and of the side that asked.
pub(super) fn regions(world: &World<'_>, thing: Thing) -> Option<(Text, Text)> {
    let cx = world.cx;
    let region = |said: Field<Text>, of: Option<&Head>| said.get().or_else(|| of?.region.get());
    match thing {
        Thing::Element(AnyId::Peering(id)) => {
            let [from, to] = cx.design[id].sides();
            let of = |side: &PeeringSide| {
                let network = side.network.get().map(|network| cx.head(network));
                region(side.region, network)
            };
            Some((of(to)?, of(from)?))
        }
        Thing::Element(AnyId::TransitGatewayAttachment(id)) => {
            let attachment = &cx.design[id];
            let of = |side: &TransitPeer| {
                region(side.region, side.gateway.get().map(|hub| cx.head(hub)))
            };
            Some((of(&attachment.accepter)?, of(&attachment.requester)?))
        }
        Thing::Made(at) => {
            let made = world
                .made(at)
                .filter(|made| made.kind == ElementKind::Peering)?;
            let from = made.call.step.region.get()?;
            let said = made
                .call
                .parameter(|key| key.to_ascii_lowercase().contains("region"));
            let to = match said {
                Some(p) => Text::new(p.text),
                None => asked(world, made)?.region.get()?,
            };
            Some((to, from))
        }
        Thing::Element(_) => None,
    }
}
