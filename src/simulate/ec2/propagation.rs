//! Which virtual private gateways a route table takes routes from.

use super::route::own_table;
use crate::model::{AnyId, ElementKind as Of, Id, Link, RouteTable, Target, VirtualGateway};
use crate::profile::{ErrorKind, MessageKind};
use crate::simulate::operation::{Call, Checked, Done};
use crate::simulate::refusal::Refusal;
use crate::simulate::trace::Fields;
use crate::simulate::world::{World, same_account};

fn gateway(world: &World, call: &Call<'_>) -> Result<Id<VirtualGateway>, Refusal> {
    let Some(given) = call.with.given("GatewayId") else {
        return Err(Refusal::missing("GatewayId"));
    };
    let Some(any @ AnyId::VirtualGateway(gateway)) = given.element.filter(|id| world.exists(*id))
    else {
        return Err(Refusal::not_found(
            Of::VirtualGateway,
            given.text,
            call.profile,
        ));
    };
    if !same_account(world.design.head(any).account.get(), call.caller) {
        return Err(Refusal::role(&world.design, any, "its owner"));
    }
    Ok(gateway)
}

/// Whether the gateway is tied to the table's VPC; `None` where the design does not say.
fn tied(world: &World, table: Id<RouteTable>, gateway: Id<VirtualGateway>) -> Option<bool> {
    let network = world.design[table].network.get()?;
    let ties = world.design[gateway].attachments.as_ref()?;
    let mut live = ties.iter().filter(|tie| tie.state.is_live());
    Some(live.any(|tie| tie.network.get() == Some(network)))
}

fn done() -> Done {
    Done::new(|_| {
        let mut fields = Fields::default();
        fields.put("Return", true);
        fields
    })
}

fn takes(world: &World, table: Id<RouteTable>, gateway: Id<VirtualGateway>) -> bool {
    let mut links = world.design[table].propagating.iter();
    links.any(|link| link.get() == Some(gateway))
}

/// `EnableVgwRoutePropagation`: the gateway must be attached to the table's VPC, and the table may not be one of a gateway.
pub(super) fn enable(world: &World, call: &Call<'_>) -> Checked {
    let table = own_table(world, call)?;
    let gateway = gateway(world, call)?;
    if tied(world, table, gateway) == Some(false) {
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
        done()
    }))
}

/// `DisableVgwRoutePropagation`. What is off already stays off.
pub(super) fn disable(world: &World, call: &Call<'_>) -> Checked {
    let table = own_table(world, call)?;
    let gateway = gateway(world, call)?;
    Ok(Box::new(move |world| {
        if takes(world, table, gateway) {
            let printed = world.design[gateway].head.printed_id();
            let links = &mut world.design[table].propagating;
            links.retain(|link| link.get() != Some(gateway));
            let any = AnyId::RouteTable(table);
            world.note_change(any, Some("propagation"), Some(printed), None);
        }
        done()
    }))
}
