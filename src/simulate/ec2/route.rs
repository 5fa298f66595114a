//! Routes of VPC route tables.

use super::{TABLE_ID, returned};
use crate::model::{
    AnyId, AnyLink, Cidr, Design, ElementKind as Of, Family, Id, Link, Network, NetworkAttachment,
    Phase, PrefixList, Route, RouteOrigin, RouteTable, RouteTarget, Subnet, Target,
};
use crate::profile::{Counted, ErrorKind, InsideLocal, MachineOf, MessageKind, Per};
use crate::simulate::argument::{Given, Kind, Parameter};
use crate::simulate::named::{own, present};
use crate::simulate::operation::{Call, Checked, DRY_RUN};
use crate::simulate::refusal::Refusal;
use crate::simulate::routes;
use crate::simulate::sight::lies_in;
use crate::simulate::trace::Note;
use crate::simulate::world::World;
use crate::source::{Field, Text};

const TO_IPV4: Parameter = Parameter::optional("DestinationCidrBlock", Kind::Cidr);
const TO_IPV6: Parameter = Parameter::optional("DestinationIpv6CidrBlock", Kind::Cidr);
const TO_LIST: Parameter = Parameter::optional("DestinationPrefixListId", Kind::Id(Of::PrefixList));

/// Targets that are elements, each with the kinds that it takes.
const GATEWAY: Parameter = Parameter::optional(
    "GatewayId",
    Kind::AnyId(&[Of::InternetGateway, Of::VirtualGateway]),
);
const NAT: Parameter = Parameter::optional("NatGatewayId", Kind::Id(Of::NatGateway));
const HUB: Parameter = Parameter::optional("TransitGatewayId", Kind::Id(Of::TransitGateway));
const PEERING: Parameter = Parameter::optional("VpcPeeringConnectionId", Kind::Id(Of::Peering));
const INTERFACE: Parameter = Parameter::optional("NetworkInterfaceId", Kind::Id(Of::Interface));
const OUTGOING: Parameter = Parameter::optional(
    "EgressOnlyInternetGatewayId",
    Kind::Id(Of::EgressOnlyInternetGateway),
);

/// Targets that netvet does not model.
const INSTANCE: Parameter = Parameter::optional("InstanceId", Kind::Text);
const LOCAL_GATEWAY: Parameter = Parameter::optional("LocalGatewayId", Kind::Text);
const CARRIER: Parameter = Parameter::optional("CarrierGatewayId", Kind::Text);
const ENDPOINT: Parameter = Parameter::optional("VpcEndpointId", Kind::Text);
const CORE: Parameter = Parameter::optional("CoreNetworkArn", Kind::Text);
const DATABASE: Parameter = Parameter::optional("OdbNetworkArn", Kind::Text);
const LOCAL: Parameter = Parameter::optional("LocalTarget", Kind::Flag);

const ELEMENTS: [&Parameter; 6] = [&GATEWAY, &NAT, &HUB, &PEERING, &INTERFACE, &OUTGOING];
const OTHERS: [&Parameter; 6] = [
    &INSTANCE,
    &LOCAL_GATEWAY,
    &CARRIER,
    &ENDPOINT,
    &CORE,
    &DATABASE,
];

pub(super) const CREATE: &[Parameter] = &[
    TABLE_ID,
    TO_IPV4,
    TO_IPV6,
    TO_LIST,
    GATEWAY,
    NAT,
    HUB,
    PEERING,
    INTERFACE,
    OUTGOING,
    INSTANCE,
    LOCAL_GATEWAY,
    CARRIER,
    ENDPOINT,
    CORE,
    DATABASE,
    DRY_RUN,
];

pub(super) const REPLACE: &[Parameter] = &[
    TABLE_ID,
    TO_IPV4,
    TO_IPV6,
    TO_LIST,
    GATEWAY,
    NAT,
    HUB,
    PEERING,
    INTERFACE,
    OUTGOING,
    INSTANCE,
    LOCAL_GATEWAY,
    CARRIER,
    ENDPOINT,
    CORE,
    DATABASE,
    LOCAL,
    DRY_RUN,
];

pub(super) const DELETE: &[Parameter] = &[TABLE_ID, TO_IPV4, TO_IPV6, TO_LIST, DRY_RUN];

/// What a route is for.
#[derive(Clone, Copy, PartialEq, Debug)]
enum To {
    Block(Cidr),
    List(Id<PrefixList>),
}

/// The table that a call names, which must be there.
pub(super) fn table(world: &World, call: &Call<'_>) -> Result<Id<RouteTable>, Refusal> {
    present(world, call, TABLE_ID.name)
}

/// Exactly one destination.
fn destination(world: &World, call: &Call<'_>) -> Result<To, Refusal> {
    let rows = [&TO_IPV4, &TO_IPV6, &TO_LIST];
    let mut given = rows.iter().filter(|row| call.with.get(row.name).is_some());
    let Some(one) = given.next() else {
        return Err(Refusal::missing(TO_IPV4.name));
    };
    if given.next().is_some() {
        return Err(Refusal::value(one.name, "the only destination"));
    }
    if one.name == TO_LIST.name {
        return Ok(To::List(present(world, call, one.name)?));
    }
    let family = if one.name == TO_IPV4.name {
        Family::Ipv4
    } else {
        Family::Ipv6
    };
    match call.with.cidr(one.name) {
        // Host bits are dropped.
        Some(cidr) if cidr.family() == family => Ok(To::Block(cidr.network())),
        _ => Err(Refusal::value(
            one.name,
            &format!("an {} block", family.word()),
        )),
    }
}

/// Exactly one target, which is there.
fn target(world: &World, call: &Call<'_>) -> Result<(&'static Parameter, Chosen), Refusal> {
    let local = call.with.flag(LOCAL.name) == Some(true);
    let elements = ELEMENTS.iter().map(|row| (*row, true));
    let others = OTHERS.iter().map(|row| (*row, false));
    let mut given = elements
        .chain(others)
        .filter_map(|(row, modelled)| Some((row, modelled, call.with.given(row.name)?)));
    let Some((row, modelled, value)) = given.next() else {
        return if local {
            Ok((&LOCAL, Chosen::Local))
        } else {
            Err(Refusal::missing(GATEWAY.name))
        };
    };
    if local || given.next().is_some() {
        return Err(Refusal::value(row.name, "the only target"));
    }
    if !modelled {
        return Ok((row, Chosen::Other(value.text)));
    }
    Ok((row, Chosen::Element(there(world, call, row, value)?)))
}

/// A table and what is asked of it: everything is there, and the table is the caller's; then whether the target can be one of it now.
fn judged(world: &World, call: &Call<'_>) -> Result<(Id<RouteTable>, To, Chosen), Refusal> {
    let to = destination(world, call)?;
    let (row, target) = target(world, call)?;
    let table = table(world, call)?;
    own(world, call, AnyId::RouteTable(table))?;
    let Chosen::Element(id) = target else {
        return Ok((table, to, target));
    };
    if world.phase(id).is_terminal() {
        return Err(Refusal::state(&world.design, id));
    }
    let network = world.design[table].network.get();
    if let Some(network) = network
        && belongs(&world.design, id, network) == Some(false)
    {
        let printed = world.design[network].head.printed_id();
        return Err(Refusal::value(
            row.name,
            &format!("attached to {printed}, the VPC of the table"),
        ));
    }
    Ok((table, to, target))
}

/// The element that a target names.
fn there(world: &World, call: &Call<'_>, row: &Parameter, value: Given) -> Result<AnyId, Refusal> {
    let kind = match row.kind {
        Kind::Id(kind) => kind,
        _ => Of::InternetGateway,
    };
    let Some(id) = value.element.filter(|id| world.exists(*id)) else {
        return Err(Refusal::not_found(kind, value.text, call.profile));
    };
    // Hubs are shared; of the rest only what the caller sees.
    if kind != Of::TransitGateway && !world.sees(call.caller, id) {
        return Err(Refusal::not_found(kind, value.text, call.profile));
    }
    Ok(id)
}

/// Whether live ties of a gateway lead to a network; `None` where they are not known.
pub(super) fn tied(ties: Option<&[NetworkAttachment]>, network: Id<Network>) -> Option<bool> {
    let mut live = ties?.iter().filter(|tie| tie.state.is_live());
    Some(live.any(|tie| tie.network.get() == Some(network)))
}

/// Whether a target belongs to a network; `None` where the design does not say.
fn belongs(design: &Design, id: AnyId, network: Id<Network>) -> Option<bool> {
    let tied = |ties: &Option<Vec<NetworkAttachment>>| tied(ties.as_deref(), network);
    let is = |own: Link<Network>, subnet: Link<Subnet>| {
        lies_in(design, own, subnet).map(|id| id == network)
    };
    match id {
        AnyId::Peering(id) => {
            let sides = design[id].sides().map(|side| side.network.get());
            match sides {
                [Some(one), Some(other)] => Some(one == network || other == network),
                sides => sides.contains(&Some(network)).then_some(true),
            }
        }
        AnyId::InternetGateway(id) => tied(&design[id].attachments),
        AnyId::EgressOnlyInternetGateway(id) => tied(&design[id].attachments),
        AnyId::VirtualGateway(id) => tied(&design[id].attachments),
        AnyId::NatGateway(id) => is(design[id].network, design[id].subnet),
        AnyId::Interface(id) => is(design[id].network, design[id].subnet),
        AnyId::TransitGateway(hub) => {
            let mut attachments = design.transit_gateway_attachments.iter();
            let tied = attachments.any(|(_, attachment)| {
                attachment.gateway.get() == Some(hub)
                    && attachment.resource.get() == Some(AnyId::Network(network))
                    && attachment.head.state.is_live()
            });
            // Of a hub that was exported there may be attachments that were not.
            (tied || design[hub].head.is_design()).then_some(tied)
        }
        _ => None,
    }
}

/// Where a route leads.
#[derive(Clone, Copy, Debug)]
enum Chosen {
    Element(AnyId),
    Other(Text),
    Local,
}

impl Chosen {
    fn is_appliance(self) -> bool {
        match self {
            Chosen::Element(id) => matches!(id.kind(), Of::Interface | Of::NatGateway),
            Chosen::Other(_) => true,
            Chosen::Local => false,
        }
    }
}

/// Destinations that the provider takes: not its own reserved space, inside the VPC only whole subnets to appliances, and of a family
/// that the target carries.
fn legal(
    world: &World,
    call: &Call<'_>,
    table: Id<RouteTable>,
    to: To,
    target: Chosen,
) -> Result<(), Refusal> {
    let To::Block(to) = to else { return Ok(()) };
    let name = match to.family() {
        Family::Ipv4 => TO_IPV4.name,
        Family::Ipv6 => TO_IPV6.name,
    };
    let reserved = call.profile.addresses.reserved_destinations.get();
    for block in reserved.unwrap_or(&[]) {
        if block.cidr.contains(to) {
            let expected = format!("outside {} ({})", block.cidr, block.what);
            return Err(Refusal::value(name, &expected));
        }
    }
    let wrong_family = match target {
        // Translation to IPv4 has a prefix of its own.
        Chosen::Element(AnyId::NatGateway(_)) => {
            to.family() == Family::Ipv6 && to.to_string() != "64:ff9b::/96"
        }
        Chosen::Element(AnyId::EgressOnlyInternetGateway(_)) => to.family() == Family::Ipv4,
        _ => false,
    };
    if wrong_family {
        return Err(Refusal::value(name, "of a family that the target carries"));
    }
    let form = call.profile.routing.inside_local.get();
    let Some(network) = world.design[table].network.get() else {
        return Ok(());
    };
    let mut blocks = world.design[network].live_cidrs();
    let inside = blocks.any(|(block, _)| block.contains(to) && block.network() != to);
    if !inside || form != Some(InsideLocal::WholeSubnetToAppliance) {
        return Ok(());
    }
    let mut subnets =
        world.design.subnets.iter().filter(|(_, subnet)| {
            subnet.network.get() == Some(network) && subnet.head.state.is_live()
        });
    let whole =
        subnets.any(|(_, subnet)| subnet.live_cidrs().any(|(cidr, _)| cidr.network() == to));
    if whole && target.is_appliance() {
        return Ok(());
    }
    let expected = "a whole subnet, with an appliance as target, where it lies inside the VPC";
    Err(Refusal::value(name, expected))
}

/// Whether a block is one of the VPC's own, which local routes cover.
fn is_local(world: &World, table: Id<RouteTable>, to: To) -> bool {
    let (To::Block(to), Some(network)) = (to, world.design[table].network.get()) else {
        return false;
    };
    let mut blocks = world.design[network].live_cidrs();
    blocks.any(|(block, _)| block.network() == to)
}

/// The place of the written route to a destination.
fn place(design: &Design, table: Id<RouteTable>, to: To) -> Option<usize> {
    match to {
        To::Block(to) => routes::at(design, table, to),
        To::List(list) => {
            let routes = design[table].routes.as_ref()?;
            routes.iter().position(|route| {
                route.origin == RouteOrigin::Static && route.to_list.get() == Some(list)
            })
        }
    }
}

fn no_route(world: &World, table: Id<RouteTable>) -> Refusal {
    let printed = world.design[table].head.printed_id();
    Refusal::new(
        ErrorKind::NotFound,
        MessageKind::NoSuchResource,
        format!("{printed} has no such route"),
    )
    .on(MachineOf::Route)
}

/// Refuses where a table has as many written routes of the family as it may.
fn room(world: &World, call: &Call<'_>, table: Id<RouteTable>, to: To) -> Result<(), Refusal> {
    let owner = world.design[table].head.account.get();
    let (counted, per) = (Counted::StaticRoutes, Per::RouteTableAndFamily);
    let quota = world.quota(call.profile, owner, counted, per);
    let (To::Block(to), Some(most)) = (to, quota) else {
        return Ok(());
    };
    let routes = world.design[table].routes.iter().flatten();
    let written = routes.filter(|route| {
        route.origin == RouteOrigin::Static
            && route
                .to
                .get()
                .is_some_and(|known| known.family() == to.family())
    });
    if written.count() < most as usize {
        return Ok(());
    }
    Err(Refusal::quota("static routes of the table", most).on(MachineOf::Route))
}

/// Adds a route, written by this call.
fn write(world: &mut World, table: Id<RouteTable>, to: To, target: Chosen) {
    let to_list = match to {
        To::List(list) => Link {
            id: world.field(world.design[list].head.printed_id()),
            target: Target::To(list),
        },
        To::Block(_) => Link::default(),
    };
    let usable = match target {
        Chosen::Element(id) => world.phase(id) == Phase::Active,
        Chosen::Other(_) | Chosen::Local => true,
    };
    let state = Text::new(if usable { "active" } else { "blackhole" });
    let route = Route {
        span: world.place(),
        to: match to {
            To::Block(cidr) => world.field(cidr),
            To::List(_) => Field::Absent,
        },
        to_list,
        target: match target {
            Chosen::Element(id) => RouteTarget::To(AnyLink {
                id: world.field(world.design.head(id).printed_id()),
                kinds: &[],
                target: Target::To(id),
            }),
            Chosen::Other(id) => RouteTarget::Other(world.field(id)),
            Chosen::Local => RouteTarget::Local,
        },
        more_targets: Vec::new(),
        more_destinations: Vec::new(),
        origin: RouteOrigin::Static,
        state: world.field(state),
    };
    routes::put(world, table, route);
}

fn erase(world: &mut World, table: Id<RouteTable>, to: To) {
    match to {
        To::Block(cidr) => {
            routes::take(world, table, cidr);
        }
        To::List(_) => {
            let Some(at) = place(&world.design, table, to) else {
                return;
            };
            let gone = world.design[table]
                .routes
                .as_mut()
                .map(|all| all.remove(at));
            if let Some(route) = gone {
                let text = routes::printed(&world.design, &route);
                world.note_change(AnyId::RouteTable(table), Some("route"), Some(text), None);
            }
        }
    }
}

/// `CreateRoute`.
pub(super) fn create(world: &World, call: &Call<'_>) -> Checked {
    let (table, to, target) = judged(world, call)?;
    legal(world, call, table, to, target)?;
    room(world, call, table, to)?;
    if is_local(world, table, to) || place(&world.design, table, to).is_some() {
        let printed = world.design[table].head.printed_id();
        return Err(Refusal::new(
            ErrorKind::AlreadyExists,
            MessageKind::Duplicate,
            format!("{printed} has a route to that destination already"),
        )
        .on(MachineOf::Route));
    }
    Ok(Box::new(move |world| {
        write(world, table, to, target);
        returned().noting(unknown_routes(world, table))
    }))
}

/// A remark where the routes of a table are not known, and so stay.
fn unknown_routes(world: &World, table: Id<RouteTable>) -> Vec<Note> {
    if world.design[table].routes.is_some() {
        return Vec::new();
    }
    vec![Note::new(
        "routes_unknown",
        "the routes of the table are not in the design, so what traffic does stays unknown",
    )]
}

/// `ReplaceRoute`: also of the local route, by an appliance and back.
pub(super) fn replace(world: &World, call: &Call<'_>) -> Checked {
    let (table, to, target) = judged(world, call)?;
    let known = place(&world.design, table, to).is_some();
    let local = is_local(world, table, to);
    if !known && !local {
        return Err(no_route(world, table));
    }
    if local && !target.is_appliance() && !matches!(target, Chosen::Local) {
        return Err(Refusal::value(
            GATEWAY.name,
            "an appliance or the local target, for a route to the VPC itself",
        ));
    }
    if !local && matches!(target, Chosen::Local) {
        return Err(Refusal::value(
            LOCAL.name,
            "left out, for a route that is not local",
        ));
    }
    legal(world, call, table, to, target)?;
    Ok(Box::new(move |world| {
        erase(world, table, to);
        if !(local && matches!(target, Chosen::Local)) {
            write(world, table, to, target);
        }
        returned()
    }))
}

/// `DeleteRoute`.
pub(super) fn delete(world: &World, call: &Call<'_>) -> Checked {
    let to = destination(world, call)?;
    let table = table(world, call)?;
    own(world, call, AnyId::RouteTable(table))?;
    if place(&world.design, table, to).is_none() || is_local(world, table, to) {
        if is_local(world, table, to) {
            return Err(Refusal::value(
                TO_IPV4.name,
                "other than that of the local route",
            ));
        }
        return Err(no_route(world, table));
    }
    Ok(Box::new(move |world| {
        erase(world, table, to);
        returned()
    }))
}
