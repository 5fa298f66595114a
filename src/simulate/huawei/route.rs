//! Routes over peerings, in the default tables of VPCs.

use super::super::named::{own, present, visible};
use super::super::operation::{Call, Checked, Done};
use super::super::refusal::Refusal;
use super::super::routes;
use super::super::trace::{Fields, Note};
use super::super::world::{World, same_account};
use crate::model::{
    AnyId, AnyLink, ElementKind as Of, Id, Network, Peering, Route, RouteOrigin, RouteTable,
    RouteTarget, Target,
};
use crate::profile::{ErrorKind, MachineOf, MessageKind};
use crate::source::Field;

/// `CreateVpcRoute`: a route over a peering, in the VPC's default table.
pub(super) fn create(world: &World, call: &Call<'_>) -> Checked {
    if call.with.text("type").is_none_or(|word| word != "peering") {
        return Err(Refusal::value("type", "peering"));
    }
    let network = present::<Network>(world, call, "vpc_id")?;
    let peering = visible::<Peering>(world, call, "nexthop")?;
    own(world, call, AnyId::Network(network))?;
    let sides = world.design[peering].sides().map(|side| side.network.get());
    if !sides.contains(&Some(network)) {
        return Err(Refusal::value("nexthop", "a peering of the VPC"));
    }
    let Some(to) = call
        .with
        .cidr("destination")
        .map(crate::model::Cidr::network)
    else {
        return Err(Refusal::missing("destination"));
    };
    let table = world.routes.main(network);
    if let Some(table) = table
        && routes::at(&world.design, table, to).is_some()
    {
        let message = format!("the default table has a route to {to} already");
        let refusal = Refusal::new(ErrorKind::AlreadyExists, MessageKind::Duplicate, message);
        return Err(refusal.on(MachineOf::Route));
    }
    if let Some(subnet) = overlapped(world, network, to) {
        let printed = world.design.head(subnet).printed_id();
        let message = format!("{to} overlaps {printed}");
        return Err(Refusal::new(
            ErrorKind::Conflict,
            MessageKind::Overlap,
            message,
        ));
    }
    let tenant = world.design[network].head.account.get();
    Ok(Box::new(move |world| {
        let id = world.new_route_id("route-", table, to);
        let mut notes = Vec::new();
        let route = Route {
            span: world.place(),
            to: world.field(to),
            to_list: Default::default(),
            target: RouteTarget::To(AnyLink {
                id: world.field(world.design[peering].head.printed_id()),
                kinds: &[Of::Peering],
                target: Target::To(AnyId::Peering(peering)),
            }),
            more_targets: Vec::new(),
            more_destinations: Vec::new(),
            origin: RouteOrigin::Static,
            state: Field::Absent,
        };
        match table {
            Some(table) => routes::put(world, table, route),
            None => notes.push(Note::new(
                "routes_unknown",
                "the default table of the VPC is not in the design, so the route has no effect here",
            )),
        }
        Done::new(move |world| {
            let mut fields = Fields::default();
            fields.put("id", id);
            fields.put("type", "peering");
            fields.put("nexthop", world.design[peering].head.printed_id());
            fields.put("destination", to.to_string().as_str());
            fields.put("vpc_id", world.design[network].head.printed_id());
            fields.put_some("tenant_id", tenant);
            fields
        })
        .named(id)
        .noting(notes)
    }))
}

/// A live subnet of a network that a block overlaps; the network itself where its subnets are not in the design.
fn overlapped(world: &World, network: Id<Network>, to: crate::model::Cidr) -> Option<AnyId> {
    let mut subnets = world
        .design
        .subnets
        .iter()
        .filter(|(_, subnet)| subnet.network.get() == Some(network) && subnet.head.state.is_live())
        .peekable();
    if subnets.peek().is_none() {
        let mut blocks = world.design[network].live_cidrs();
        let design = world.design[network].head.is_design();
        return (design && blocks.any(|(cidr, _)| cidr.overlaps(to)))
            .then_some(AnyId::Network(network));
    }
    let hit = subnets.find(|(_, subnet)| subnet.live_cidrs().any(|(cidr, _)| cidr.overlaps(to)));
    hit.map(|(id, _)| AnyId::Subnet(id))
}

/// `DeleteVpcRoute`, by the id that `CreateVpcRoute` gave.
pub(super) fn delete(world: &World, call: &Call<'_>) -> Checked {
    let Some(id) = call.with.text("route_id") else {
        return Err(Refusal::missing("route_id"));
    };
    let missing = || {
        Refusal::new(
            ErrorKind::NotFound,
            MessageKind::NoSuchResource,
            format!("there is no route {id}"),
        )
        .on(MachineOf::Route)
        .named(id)
    };
    let (table, to): (Option<Id<RouteTable>>, _) = world.route_of(id).ok_or_else(missing)?;
    if let Some(table) = table {
        routes::at(&world.design, table, to).ok_or_else(missing)?;
        let owner = world.design[table].network.get();
        let owner = owner.and_then(|id| world.design[id].head.account.get());
        if call.caller.is_some() && !same_account(owner, call.caller) {
            let any = AnyId::RouteTable(table);
            return Err(Refusal::role(&world.design, any, "the owner of the VPC"));
        }
    }
    Ok(Box::new(move |world| {
        if let Some(table) = table {
            routes::take(world, table, to);
        }
        world.forget_route(id);
        Done::silent()
    }))
}
