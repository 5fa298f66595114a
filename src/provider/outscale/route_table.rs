//! Route tables of Nets.

use super::lower::{Cx, Tags};
use super::raw::raw;
use crate::model::{
    AnyLink, ElementKind, Route, RouteOrigin, RouteTable, RouteTarget, TableAssociation,
};
use crate::source::{Field, Part, Raw, Span, Text};

raw! {
    /// A user of a table: a subnet, or the Net of which it is the main table.
    TableLink {
        main = "Main";
        subnet = "SubnetId";
    }
    /// A gateway whose routes the table takes.
    Propagating { gateway = "VirtualGatewayId"; }
    /// A route.
    NetRoute {
        range = "DestinationIpRange";
        service = "DestinationServiceId";
        gateway = "GatewayId";
        nat = "NatServiceId";
        peering = "NetPeeringId";
        nic = "NicId";
        vm = "VmId";
        access_point = "NetAccessPointId";
        method = "CreationMethod";
        state = "State";
    }
    /// A table.
    Table {
        id = "RouteTableId";
        net = "NetId";
        -
        links: Part<Vec<TableLink<'a>>> = "LinkRouteTables";
        propagating: Part<Vec<Propagating<'a>>> = "RoutePropagatingVirtualGateways";
        routes: Part<Vec<NetRoute<'a>>> = "Routes";
        tags: Part<Tags<'a>> = "Tags";
    }
}

/// What the member for gateways leads to, by the beginning of the id.
fn gateway(id: Field<Text>) -> RouteTarget {
    let kinds: &'static [ElementKind] = match id.get() {
        Some(text) if text == "local" => return RouteTarget::Local,
        Some(text) if text.starts_with("igw-") => &[ElementKind::InternetGateway],
        Some(text) if text.starts_with("vgw-") => &[ElementKind::VirtualGateway],
        _ => &[ElementKind::InternetGateway, ElementKind::VirtualGateway],
    };
    RouteTarget::To(AnyLink::unresolved(id, kinds))
}

/// The targets of a route, the first one first; a well-formed route has one, or none where it leads into the Net itself.
fn targets(cx: &mut Cx<'_>, raw: &NetRoute<'_>) -> Vec<(RouteTarget, Span)> {
    let mut found = Vec::with_capacity(1);
    let mut add = |id: Field<Text>, target: fn(Field<Text>) -> RouteTarget| {
        if let Some(span) = id.span() {
            found.push((target(id), span));
        }
    };
    macro_rules! to {
        ($kind:ident) => {
            |id| RouteTarget::To(AnyLink::unresolved(id, &[ElementKind::$kind]))
        };
    }
    add(cx.lower.id(&raw.gateway), gateway);
    add(cx.lower.id(&raw.peering), to!(Peering));
    add(cx.lower.id(&raw.nat), to!(NatGateway));
    add(cx.lower.id(&raw.nic), to!(Interface));
    // A route to a machine is printed with the interface that it leads to.
    let vm = if raw.nic.is_empty() {
        &raw.vm
    } else {
        &Raw::Absent
    };
    add(cx.lower.id(vm), RouteTarget::Other);
    add(cx.lower.id(&raw.access_point), RouteTarget::Other);
    found
}

fn route(cx: &mut Cx<'_>, raw: &NetRoute<'_>, fallback: Span) -> Route {
    let range = cx.range(&raw.range);
    let service = cx.link(&raw.service);
    let destinations = [range.span(), service.id.span()];
    let mut destinations = destinations.into_iter().flatten();
    let destination = destinations.next();
    let method = raw.method.text();
    let made_with_table = matches!(method.as_deref(), Some("CreateRouteTable"));
    let mut targets = targets(cx, raw).into_iter();
    let (target, place) = match targets.next() {
        Some((target, span)) => (target, Some(span)),
        // The Net's own range has no target at all.
        None if made_with_table => (RouteTarget::Local, None),
        None => (RouteTarget::None, None),
    };
    let origin = match method.as_deref() {
        Some("CreateRouteTable") => RouteOrigin::Local,
        Some("CreateRoute") => RouteOrigin::Static,
        Some("EnableVgwRoutePropagation") => RouteOrigin::Propagated,
        None if matches!(target, RouteTarget::Local) => RouteOrigin::Local,
        _ => RouteOrigin::Unknown,
    };
    Route {
        span: destination.or(place).unwrap_or(fallback),
        to: range,
        to_list: service,
        target,
        more_targets: targets.map(|(target, _)| target).collect(),
        more_destinations: destinations.collect(),
        origin,
        state: cx.text(&raw.state),
    }
}

pub(super) fn table(cx: &mut Cx<'_>, raw: &Table<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let head = cx.head(id, tags);
    let mut main = Field::Absent;
    let mut associations = Vec::new();
    for link in raw.links.items() {
        let is_main = cx.value::<bool>(&link.main);
        if main.get() != Some(true) && is_main.get().is_some() {
            main = is_main;
        }
        associations.push(TableAssociation {
            subnet: cx.link(&link.subnet),
            main: is_main,
            ..TableAssociation::default()
        });
    }
    let propagating = raw
        .propagating
        .items()
        .map(|raw| cx.link(&raw.gateway))
        .collect();
    let fallback = head.origin();
    let routes = raw
        .routes
        .as_ref()
        .map(|routes| routes.iter().map(|raw| route(cx, raw, fallback)).collect());
    let table = RouteTable {
        network: cx.link(&raw.net),
        main,
        associations,
        propagating,
        routes,
        head,
    };
    if cx.whole(ElementKind::RouteTable, &table.head, mark) {
        cx.design.route_tables.push(table);
    }
}
