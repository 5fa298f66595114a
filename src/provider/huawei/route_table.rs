//! Route tables, and routes that stand outside any.

use rustc_hash::FxHashMap;

use super::lower::Cx;
use super::network::head;
use super::raw::raw;
use super::read::project;
use crate::model::{
    AnyLink, ElementKind, Head, Presence, Route, RouteOrigin, RouteTable, RouteTarget,
    TableAssociation,
};
use crate::source::{Field, Part, Raw, Span, Text};

raw! {
    /// A subnet that uses a table.
    User { id = "id"; }
    /// A route of a table.
    TableRoute {
        kind = "type";
        destination = "destination";
        next_hop = "nexthop";
    }
    /// A table.
    Table {
        id = "id";
        name = "name";
        vpc = "vpc_id";
        default = "default";
        tenant = "tenant_id";
        -
        subnets: Part<Vec<User<'a>>> = "subnets";
        routes: Part<Vec<TableRoute<'a>>> = "routes";
    }
    /// A route of the default table of its network, which it does not name.
    LooseRoute {
        kind = "type";
        destination = "destination";
        next_hop = "nexthop";
        vpc = "vpc_id";
        tenant = "tenant_id";
    }
}

/// What the id behind a type of route names.
fn target(kind: &str, next_hop: Field<Text>) -> RouteTarget {
    let kinds: &'static [ElementKind] = match kind {
        "local" => return RouteTarget::Local,
        "peering" => &[ElementKind::Peering],
        "nat" => &[ElementKind::NatGateway],
        "vpn" => &[ElementKind::VpnConnection],
        "dc" => &[ElementKind::VirtualGateway],
        "er" => &[ElementKind::TransitGateway],
        "eni" | "subeni" => &[ElementKind::Interface],
        // Servers, virtual addresses, cloud connections.
        _ => return RouteTarget::Other(next_hop),
    };
    RouteTarget::To(AnyLink::unresolved(next_hop, kinds))
}

fn route(
    cx: &mut Cx<'_>,
    [kind, destination, next_hop]: [&Raw<'_>; 3],
    default: bool,
    fallback: Span,
) -> Route {
    let to = cx.range(destination);
    let next_hop = cx.lower.id(next_hop);
    let kind = kind.text();
    let kind = kind.as_deref();
    let target = match kind {
        Some(kind) => target(kind, next_hop),
        None if next_hop.is_absent() => RouteTarget::None,
        None => RouteTarget::Other(next_hop),
    };
    let origin = match kind {
        Some("local") => RouteOrigin::Local,
        // In a default table only the services themselves make these.
        Some("vpn" | "dc") if default => RouteOrigin::Propagated,
        Some(_) => RouteOrigin::Static,
        None => RouteOrigin::Unknown,
    };
    Route {
        span: to.span().or(next_hop.span()).unwrap_or(fallback),
        to,
        to_list: Default::default(),
        target,
        more_targets: Vec::new(),
        more_destinations: Vec::new(),
        origin,
        state: Field::Absent,
    }
}

pub(super) fn table(cx: &mut Cx<'_>, raw: &Table<'_>) {
    let mark = cx.begin();
    let head = head(
        cx,
        &raw.id,
        &raw.name,
        [&raw.tenant, &Raw::Absent],
        &Part::Absent,
    );
    let main = cx.value::<bool>(&raw.default);
    let associations = raw
        .subnets
        .items()
        .map(|user| TableAssociation {
            subnet: cx.link(&user.id),
            ..TableAssociation::default()
        })
        .collect();
    let fallback = head.origin();
    let is_default = main.get() == Some(true);
    // One vendor's list leaves them out, which says nothing about how many there are.
    let routes = raw.routes.as_ref().map(|routes| {
        let each = |raw: &TableRoute<'_>| {
            route(
                cx,
                [&raw.kind, &raw.destination, &raw.next_hop],
                is_default,
                fallback,
            )
        };
        routes.iter().map(each).collect()
    });
    let table = RouteTable {
        network: cx.link(&raw.vpc),
        main,
        associations,
        propagating: Vec::new(),
        routes,
        head,
    };
    if cx.whole(ElementKind::RouteTable, &table.head, mark) {
        cx.design.route_tables.push(table);
    }
}

/// Files a route under the default table of its network.
pub(super) fn loose(cx: &mut Cx<'_>, tables: &mut FxHashMap<Text, usize>, raw: &LooseRoute<'_>) {
    let mark = cx.begin();
    let network = cx.link(&raw.vpc);
    let fallback = network.id.span().unwrap_or(Span::file(cx.lower.file()));
    let route = route(
        cx,
        [&raw.kind, &raw.destination, &raw.next_hop],
        true,
        fallback,
    );
    let mut head = cx.mention(Field::Absent);
    let owner = project(cx, &raw.tenant);
    if owner.get().is_some() {
        head.account = owner;
    }
    if !cx.whole(ElementKind::RouteTable, &head, mark) {
        return;
    }
    let Some(id) = network.id.get() else {
        return;
    };
    let known = tables
        .get(&id)
        .and_then(|known| cx.design.route_tables.as_mut_slice().get_mut(*known));
    if let Some(table) = known {
        table.routes.get_or_insert_default().push(route);
        return;
    }
    tables.insert(id, cx.design.route_tables.len());
    cx.design.route_tables.push(RouteTable {
        head: Head {
            name: Field::at(Text::new(&format!("{id}/default")), fallback),
            presence: Presence::Mentioned,
            origins: vec![fallback],
            ..head
        },
        network,
        main: Field::at(true, fallback),
        associations: Vec::new(),
        propagating: Vec::new(),
        routes: Some(vec![route]),
    });
}
