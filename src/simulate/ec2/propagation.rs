//! Which virtual private gateways a route table takes routes from.

use super::returned;
use super::route::{table, tied};
use crate::model::{AnyId, Id, Link, RouteTable, Target, VirtualGateway};
use crate::profile::{ErrorKind, MessageKind};
use crate::simulate::named::{ITS_OWNER, own, present, right_owner};
use crate::simulate::operation::{Call, Checked};
use crate::simulate::refusal::Refusal;
use crate::simulate::world::World;

/// A table and a gateway: both are there, the call is made in the table's region, and both are the caller's.
fn named(world: &World, call: &Call<'_>) -> Result<(Id<RouteTable>, Id<VirtualGateway>), Refusal> {
    let table = table(world, call)?;
    let gateway = present::<VirtualGateway>(world, call, "GatewayId")?;
    own(world, call, AnyId::RouteTable(table))?;
    right_owner(world, call, AnyId::VirtualGateway(gateway), ITS_OWNER)?;
    Ok((table, gateway))
}

fn takes(world: &World, table: Id<RouteTable>, gateway: Id<VirtualGateway>) -> bool {
    let mut links = world.design[table].propagating.iter();
    links.any(|link| link.get() == Some(gateway))
}

/// `EnableVgwRoutePropagation`: the gateway must be attached to the table's VPC, and the table may not be one of a gateway.
pub(super) fn enable(world: &World, call: &Call<'_>) -> Checked {
    let (table, gateway) = named(world, call)?;
    let network = world.design[table].network.get();
    let ties = world.design[gateway].attachments.as_deref();
    if network.and_then(|network| tied(ties, network)) == Some(false) {
        let printed = world.design[gateway].head.printed_id();
        return Err(Refusal::new(
            ErrorKind::InvalidState,
            MessageKind::WrongState,
            format!("{printed} is not attached to the VPC of the table"),
        )
        .about(&world.design, AnyId::VirtualGateway(gateway)));
    }
    let ties = world.design[table].associations.iter();
    let mut edges = ties.filter(|tie| !tie.gateway.is_absent() && tie.state.is_live());
    if edges.next().is_some() {
        return Err(Refusal::value(
            "RouteTableId",
            "a table of subnets, not one of a gateway",
        ));
    }
    Ok(Box::new(move |world| {
        if !takes(world, table, gateway) {
            let printed = world.design[gateway].head.printed_id();
            let link = Link {
                id: world.field(printed),
                target: Target::To(gateway),
            };
            world.design[table].propagating.push(link);
            let any = AnyId::RouteTable(table);
            world.note_change(any, Some("propagation"), None, Some(printed));
        }
        returned()
    }))
}

/// `DisableVgwRoutePropagation`. What is off already stays off.
pub(super) fn disable(world: &World, call: &Call<'_>) -> Checked {
    let (table, gateway) = named(world, call)?;
    Ok(Box::new(move |world| {
        if takes(world, table, gateway) {
            let printed = world.design[gateway].head.printed_id();
            let links = &mut world.design[table].propagating;
            links.retain(|link| link.get() != Some(gateway));
            let any = AnyId::RouteTable(table);
            world.note_change(any, Some("propagation"), Some(printed), None);
        }
        returned()
    }))
}
