//! VPCs.

use super::super::operation::{Call, Checked};
use super::super::peering::calls::remove;
use super::super::peering::own_network;
use super::super::refusal::Refusal;
use crate::model::{AnyId, ElementKind, Phase};
use crate::profile::{ErrorKind, MessageKind};

/// `DeleteVpc`: its connections go too, but a request that another account sent must be rejected first.
pub(super) fn delete(world: &super::super::world::World, call: &Call<'_>) -> Checked {
    let network = own_network(world, call, "VpcId")?;
    let peerings = world.peerings.of(network).to_vec();
    for id in &peerings {
        let peering = &world.design[*id];
        if matches!(
            peering.head.state.phase,
            Phase::Requested | Phase::Provisioning
        ) {
            return Err(Refusal::state(&world.design, AnyId::Peering(*id))
                .on(ElementKind::Network)
                .named(world.design[network].head.printed_id()));
        }
        let received = peering.accepter.network.get() == Some(network);
        let waits = peering.head.state.phase == Phase::AwaitingAcceptance;
        if received && waits && !world.part(*id, call.caller).requester {
            let printed = peering.head.printed_id();
            return Err(Refusal::new(
                ErrorKind::InvalidState,
                MessageKind::WrongState,
                format!("the request {printed} must be rejected first"),
            )
            .on(ElementKind::Network)
            .about(&world.design, AnyId::Network(network)));
        }
    }
    let (profile, caller) = (call.profile, call.caller);
    Ok(Box::new(move |world| {
        for id in peerings {
            remove(world, profile, id, caller, false);
        }
        world.remove(AnyId::Network(network));
        super::returned()
    }))
}
