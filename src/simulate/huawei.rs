//! Operations of Huawei Cloud and Open Telekom Cloud: peerings of VPCs and routes over them.

use super::argument::{Kind, Parameter};
use super::operation::{By, Call, Checked, Done, Made, Operation};
use super::peering::calls;
use super::peering::{Request, named, other_network, overlap, own_network, share};
use super::refusal::Refusal;
use super::routes;
use super::trace::{Fields, Note};
use super::world::{World, same_account};
use crate::model::{
    AnyId, AnyLink, ElementKind as Of, Id, Network, Peering, PeeringSide, Route, RouteOrigin,
    RouteTable, RouteTarget, Target,
};
use crate::profile::{ErrorKind, MachineOf, MessageKind, SameAccount, TextRule};
use crate::source::Field;

const SERVICES: &[&str] = &["huawei", "otc"];

const ID: Parameter = Parameter::required("peering_id", Kind::Id(Of::Peering));

const SIDE: &[Parameter] = &[
    Parameter::required("vpc_id", Kind::Id(Of::Network)),
    Parameter::optional("tenant_id", Kind::Text),
];

/// All of them.
pub(super) static OPERATIONS: &[Operation] = &[
    Operation {
        services: SERVICES,
        name: "CreateVpcPeering",
        parameters: &[
            Parameter::required("name", Kind::Text),
            Parameter::optional("description", Kind::Text),
            Parameter::required("request_vpc_info", Kind::Map(SIDE)),
            Parameter::required("accept_vpc_info", Kind::Map(SIDE)),
        ],
        wrapper: "peering",
        by: By::Owner,
        check: create,
    },
    Operation {
        services: SERVICES,
        name: "AcceptVpcPeering",
        parameters: &[ID],
        wrapper: "",
        by: By::Accepter,
        check: |world, call| calls::accept(world, call, ID.name, answer),
    },
    Operation {
        services: SERVICES,
        name: "RejectVpcPeering",
        parameters: &[ID],
        wrapper: "",
        by: By::Accepter,
        check: |world, call| calls::reject(world, call, ID.name, answer),
    },
    Operation {
        services: SERVICES,
        name: "UpdateVpcPeering",
        parameters: &[
            ID,
            Parameter::optional("name", Kind::Text),
            Parameter::optional("description", Kind::Text),
        ],
        wrapper: "peering",
        by: By::Requester,
        check: update,
    },
    Operation {
        services: SERVICES,
        name: "DeleteVpcPeering",
        parameters: &[ID],
        wrapper: "",
        by: By::Requester,
        check: |world, call| calls::delete(world, call, ID.name, |_, _| Fields::default()),
    },
    Operation {
        services: SERVICES,
        name: "CreateVpcRoute",
        parameters: &[
            Parameter::required("type", Kind::Text),
            Parameter::required("nexthop", Kind::Id(Of::Peering)),
            Parameter::required("destination", Kind::Cidr),
            Parameter::required("vpc_id", Kind::Id(Of::Network)),
        ],
        wrapper: "route",
        by: By::Requester,
        check: create_route,
    },
    Operation {
        services: SERVICES,
        name: "DeleteVpcRoute",
        parameters: &[Parameter::required("route_id", Kind::Text)],
        wrapper: "",
        by: By::Owner,
        check: delete_route,
    },
];

/// Refuses a text that is too long, too short, or holds what it may not.
fn fits(call: &Call<'_>, parameter: &str, rule: Option<TextRule>) -> Result<(), Refusal> {
    let (Some(text), Some(rule)) = (call.with.text(parameter), rule) else {
        return Ok(());
    };
    let length = text.chars().count();
    if length < rule.least || length > rule.most {
        let expected = format!("{} to {} characters long", rule.least, rule.most);
        return Err(Refusal::value(parameter, &expected));
    }
    match rule.charset.refuses(&text) {
        Some(bad) => Err(Refusal::value(parameter, &format!("without `{bad}`"))),
        None => Ok(()),
    }
}

fn texts_fit(call: &Call<'_>) -> Result<(), Refusal> {
    // The characters of names are those of the console; the interface only counts them.
    let name = call.profile.naming.name(Of::Peering).get();
    let name = name.map(|rule| TextRule {
        charset: crate::profile::Charset::Any,
        ..rule
    });
    fits(call, "name", name)?;
    let description = call.profile.naming.description(Of::Peering).get();
    fits(call, "description", description)
}

/// `CreateVpcPeering`.
fn create(world: &World, call: &Call<'_>) -> Checked {
    texts_fit(call)?;
    let requester = own_network(world, call, "request_vpc_info.vpc_id")?;
    let head = &world.design[requester].head;
    let caller = call.caller.or(head.account.get());
    let told = call.with.text("request_vpc_info.tenant_id");
    if told.is_some() && !same_account(told, caller) {
        let any = AnyId::Network(requester);
        return Err(Refusal::role(&world.design, any, "its owner"));
    }
    let Some(other) = call.with.given("accept_vpc_info.vpc_id") else {
        return Err(Refusal::missing("accept_vpc_info.vpc_id"));
    };
    let tenant = call.with.text("accept_vpc_info.tenant_id");
    let home = call.region.or(head.region.get());
    let owner_of = |id: AnyId| world.design.head(id).account.get();
    if let (None, Some(found)) = (tenant, other.element)
        && !same_account(owner_of(found), caller)
    {
        return Err(Refusal::missing("accept_vpc_info.tenant_id"));
    }
    let owner = tenant.or(caller);
    let Some(accepter) = other_network(world, other.element, owner, home) else {
        return Err(Refusal::not_found(Of::Network, other.text, call.profile));
    };
    let side = PeeringSide {
        owner: head.account,
        region: head.region,
        ..PeeringSide::default()
    };
    share(world, call.profile, &side)?;
    let kind = ErrorKind::Conflict;
    let second = calls::second(world, call.profile, requester, Some(accepter), kind)?;
    let rules = world.chosen.peering(call.profile.peering);
    let automatic = rules.same_account.get() == Some(SameAccount::Automatic);
    let active = automatic && same_account(caller, owner);
    let request = Request {
        requester,
        accepter: Some(accepter),
        accepter_id: other.text,
        accepter_owner: owner,
        accepter_region: home,
        caller,
    };
    let mut notes = Vec::new();
    if overlap(&world.design, requester, accepter) {
        notes.push(Note::new(
            "routes_may_not_take_effect",
            "ranges of the two VPCs overlap; routes between subnets that overlap have no effect",
        ));
    }
    if !active && rules.lifetime.get().is_none() {
        notes.push(Note::new(
            "expiry_not_published",
            "a request that nobody accepts expires, but after what time is not published; here it never does",
        ));
    }
    let (profile, name) = (call.profile, call.with.text("name"));
    let description = call.with.text("description");
    Ok(Box::new(move |world| {
        let mut done = calls::make(world, profile, request, second, active, answer);
        if let Some(Made::Element(AnyId::Peering(id))) = done.made() {
            let (name, description) = (world.text(name), world.text(description));
            let peering = &mut world.design[id];
            peering.head.name = name;
            peering.description = description;
        }
        done.notes.extend(notes);
        done
    }))
}

/// `UpdateVpcPeering`: name and description, by either side.
fn update(world: &World, call: &Call<'_>) -> Checked {
    texts_fit(call)?;
    let id = named(world, call, ID.name)?;
    let (name, description) = (call.with.text("name"), call.with.text("description"));
    Ok(Box::new(move |world| {
        let any = AnyId::Peering(id);
        if name.is_some() {
            let new = world.text(name);
            let old = std::mem::replace(&mut world.design[id].head.name, new);
            world.note_change(any, Some("name"), old.get(), name);
        }
        if description.is_some() {
            let new = world.text(description);
            let old = std::mem::replace(&mut world.design[id].description, new);
            world.note_change(any, Some("description"), old.get(), description);
        }
        Done::new(move |world| answer(world, id))
    }))
}

fn answer(world: &World, id: Id<Peering>) -> Fields {
    let mut fields = Fields::default();
    let peering = &world.design[id];
    fields.put("id", peering.head.printed_id());
    fields.put_some("name", peering.head.name.get());
    fields.put("status", peering.head.state.word());
    let sides = [
        ("request_vpc_info", &peering.requester),
        ("accept_vpc_info", &peering.accepter),
    ];
    for (name, side) in sides {
        fields.below(name, |fields| {
            let known = side.network.get();
            let id = known.map(|id| world.design[id].head.printed_id());
            fields.put_some("vpc_id", id.or(side.network.id.get()));
            fields.put_some("tenant_id", side.owner.get());
        });
    }
    fields.put_some("description", peering.description.get());
    fields.put_some("created_at", peering.created.get());
    fields
}

/// `CreateVpcRoute`: a route over a peering, in the VPC's default table.
fn create_route(world: &World, call: &Call<'_>) -> Checked {
    if call.with.text("type").is_none_or(|word| word != "peering") {
        return Err(Refusal::value("type", "peering"));
    }
    let network = own_network(world, call, "vpc_id")?;
    let peering = named(world, call, "nexthop")?;
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
fn delete_route(world: &World, call: &Call<'_>) -> Checked {
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
