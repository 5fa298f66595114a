//! What stands against an association: states, quotas, ranges that overlap.

use super::gateway::unmixed;
use crate::model::{
    AnyId, Cidr, DirectConnectGateway, DirectConnectGatewayAssociation as Association, Id, Network,
    VirtualGateway,
};
use crate::profile::{Counted, ErrorKind, MessageKind, Per, Profile};
use crate::simulate::peering::{full, overlap};
use crate::simulate::refusal::Refusal;
use crate::simulate::world::World;
use crate::source::Field;

/// The network that a virtual gateway is attached to; `None` where the design does not say.
fn network(world: &World, id: Id<VirtualGateway>) -> Option<Id<Network>> {
    let ties = world.design[id].attachments.as_ref()?;
    let live = ties.iter().find(|tie| tie.state.is_live())?;
    live.network.get()
}

/// The associations of a gateway that are neither gone nor on their way out.
pub(super) fn live(world: &World, of: AnyId) -> impl Iterator<Item = Id<Association>> + '_ {
    let all = world.links.associations(of).iter().copied();
    all.filter(|id| world.design[*id].head.state.is_live())
}

/// What stands against an association: state, quota, conflicts.
pub(super) fn judge(
    world: &World,
    profile: &Profile,
    gateway: Id<DirectConnectGateway>,
    to: AnyId,
    allowed: &[Cidr],
) -> Result<(), Refusal> {
    if let AnyId::VirtualGateway(id) = to {
        let ties = world.design[id].attachments.as_ref();
        if ties.is_some_and(|ties| !ties.iter().any(|tie| tie.state.is_live())) {
            let printed = world.design[id].head.printed_id();
            return Err(Refusal::new(
                ErrorKind::InvalidState,
                MessageKind::WrongState,
                format!("{printed} is not attached to a VPC"),
            )
            .about(&world.design, to));
        }
    }
    room(world, profile, gateway, to, allowed)?;
    known(world, gateway, to)?;
    unmixed(world, gateway, matches!(to, AnyId::TransitGateway(_)))?;
    if let AnyId::TransitGateway(id) = to
        && profile.bgp.gateways_differ.get() == Some(true)
        && let (Some(one), Some(other)) =
            (world.design[gateway].asn.get(), world.design[id].asn.get())
        && one.number == other.number
    {
        return Err(Refusal::value(
            "gatewayId",
            "a gateway with another AS number than the Direct Connect gateway's",
        ));
    }
    apart(world, gateway, to, allowed)
}

fn room(
    world: &World,
    profile: &Profile,
    gateway: Id<DirectConnectGateway>,
    to: AnyId,
    allowed: &[Cidr],
) -> Result<(), Refusal> {
    let any = AnyId::DirectConnectGateway(gateway);
    let refuse = |what: Counted, per: Per, of: AnyId, count: usize| {
        full(world, profile, of, what, per, count)
    };
    let of_kind = |id: &Id<Association>| {
        let other = world.design[*id].to.get();
        other.is_some_and(|other| other.kind() == to.kind())
    };
    let count = live(world, any).filter(of_kind).count();
    if matches!(to, AnyId::VirtualGateway(_)) {
        return refuse(
            Counted::VirtualGateways,
            Per::DirectConnectGateway,
            any,
            count,
        );
    }
    refuse(
        Counted::TransitGateways,
        Per::DirectConnectGateway,
        any,
        count,
    )?;
    let count = live(world, to).count();
    refuse(
        Counted::DirectConnectGateways,
        Per::TransitGateway,
        to,
        count,
    )?;
    prefixes(world, profile, gateway, allowed)
}

/// A transit gateway's list of allowed prefixes is limited.
pub(super) fn prefixes(
    world: &World,
    profile: &Profile,
    gateway: Id<DirectConnectGateway>,
    allowed: &[Cidr],
) -> Result<(), Refusal> {
    let owner = world.design[gateway].head.account.get();
    let (what, per) = (Counted::AllowedPrefixes, Per::TransitAssociation);
    match world.quota(profile, owner, what, per) {
        Some(most) if allowed.len() > most as usize => Err(Refusal::new(
            ErrorKind::LimitExceeded,
            MessageKind::Quota,
            format!("{} allowed prefixes are more than {most}", allowed.len()),
        )
        .about(&world.design, AnyId::DirectConnectGateway(gateway))),
        _ => Ok(()),
    }
}

/// A virtual gateway belongs to one Direct Connect gateway, and no pair is associated twice.
fn known(world: &World, gateway: Id<DirectConnectGateway>, to: AnyId) -> Result<(), Refusal> {
    let once = matches!(to, AnyId::VirtualGateway(_));
    let other = live(world, to).find(|id| once || world.design[*id].gateway.get() == Some(gateway));
    let Some(other) = other else {
        return Ok(());
    };
    let message = format!(
        "{} is associated with a Direct Connect gateway already",
        world.design.head(to).printed_id()
    );
    let other = AnyId::DirectConnectGatewayAssociation(other);
    Err(
        Refusal::new(ErrorKind::AlreadyExists, MessageKind::Duplicate, message)
            .about(&world.design, other),
    )
}

/// Networks behind virtual gateways are disjoint, and so are the allowed prefixes of different transit gateways.
pub(super) fn apart(
    world: &World,
    gateway: Id<DirectConnectGateway>,
    to: AnyId,
    allowed: &[Cidr],
) -> Result<(), Refusal> {
    let any = AnyId::DirectConnectGateway(gateway);
    let clash = |other: AnyId| {
        let message = format!(
            "{} and {} overlap on {}",
            world.design.head(to).printed_id(),
            world.design.head(other).printed_id(),
            world.design[gateway].head.printed_id(),
        );
        Refusal::new(ErrorKind::Conflict, MessageKind::Overlap, message).about(&world.design, to)
    };
    for association in live(world, any) {
        let association = &world.design[association];
        let Some(other) = association.to.get().filter(|other| *other != to) else {
            continue;
        };
        let overlaps = match (to, other) {
            (AnyId::VirtualGateway(one), AnyId::VirtualGateway(two)) => {
                match (network(world, one), network(world, two)) {
                    (Some(one), Some(two)) => overlap(&world.design, one, two),
                    _ => false,
                }
            }
            (AnyId::TransitGateway(_), AnyId::TransitGateway(_)) => {
                let others = association.allowed_prefixes.iter().flatten();
                let mut others = others.filter_map(Field::get);
                others.any(|other| allowed.iter().any(|own| own.overlaps(other)))
            }
            _ => false,
        };
        if overlaps {
            return Err(clash(other));
        }
    }
    Ok(())
}

/// What the network of a virtual gateway has.
pub(super) fn network_blocks(world: &World, id: Id<VirtualGateway>) -> Option<Vec<Cidr>> {
    let network = network(world, id)?;
    let blocks = world.design[network].live_cidrs();
    Some(blocks.map(|(cidr, _)| cidr).collect())
}
