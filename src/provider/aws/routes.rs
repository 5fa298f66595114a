//! Route tables of networks.

use super::lower::{Cx, Tags};
use super::raw::raw;
use crate::model::{
    AnyLink, ElementKind, Route, RouteOrigin, RouteTable, RouteTarget, TableAssociation,
};
use crate::profile::MachineOf as Of;
use crate::source::{Field, Part, Raw, Span, Text};

raw! {
    /// The state of an association.
    AssociationState { state = "State" | "state"; }
    /// A user of a table.
    Association {
        main = "Main" | "main";
        subnet = "SubnetId" | "subnetId";
        gateway = "GatewayId" | "gatewayId";
        -
        state: Part<AssociationState<'a>> = "AssociationState" | "associationState";
    }
    /// A gateway whose routes the table takes.
    PropagatingVgw { gateway = "GatewayId" | "gatewayId"; }
    /// A route: one destination, one target, each in a member of its own.
    VpcRoute {
        ipv4 = "DestinationCidrBlock" | "destinationCidrBlock";
        ipv6 = "DestinationIpv6CidrBlock" | "destinationIpv6CidrBlock";
        prefix_list = "DestinationPrefixListId" | "destinationPrefixListId";
        gateway = "GatewayId" | "gatewayId";
        egress_only = "EgressOnlyInternetGatewayId" | "egressOnlyInternetGatewayId";
        nat = "NatGatewayId" | "natGatewayId";
        transit = "TransitGatewayId" | "transitGatewayId";
        peering = "VpcPeeringConnectionId" | "vpcPeeringConnectionId";
        interface = "NetworkInterfaceId" | "networkInterfaceId";
        instance = "InstanceId" | "instanceId";
        endpoint = "VpcEndpointId" | "vpcEndpointId";
        local_gateway = "LocalGatewayId" | "localGatewayId";
        carrier = "CarrierGatewayId" | "carrierGatewayId";
        core_network = "CoreNetworkArn" | "coreNetworkArn";
        odb_network = "OdbNetworkArn" | "odbNetworkArn";
        origin = "Origin" | "origin";
        state = "State" | "state";
    }
    /// A table.
    Table {
        id = "RouteTableId" | "routeTableId";
        owner = "OwnerId" | "ownerId";
        vpc = "VpcId" | "vpcId";
        -
        associations: Part<Vec<Association<'a>>> = "Associations" | "associations";
        propagating: Part<Vec<PropagatingVgw<'a>>> = "PropagatingVgws" | "propagatingVgws";
        routes: Part<Vec<VpcRoute<'a>>> = "Routes" | "routes";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
}

const INTERNET: &[ElementKind] = &[ElementKind::InternetGateway];
const VIRTUAL: &[ElementKind] = &[ElementKind::VirtualGateway];
const GATEWAYS: &[ElementKind] = &[ElementKind::InternetGateway, ElementKind::VirtualGateway];

/// Kinds that an id of a gateway may belong to, by its prefix; none where no element is made of such.
fn gateway_kinds(id: &str) -> &'static [ElementKind] {
    match id.split_once('-').map(|(prefix, _)| prefix) {
        Some("igw") => INTERNET,
        Some("vgw") => VIRTUAL,
        Some("eigw") => &[ElementKind::EgressOnlyInternetGateway],
        Some("nat") => &[ElementKind::NatGateway],
        Some("tgw") => &[ElementKind::TransitGateway],
        Some("pcx") => &[ElementKind::Peering],
        Some("eni") => &[ElementKind::Interface],
        Some("vpce" | "lgw" | "cagw" | "i" | "arn") => &[],
        _ => GATEWAYS,
    }
}

/// What a member named for gateways leads to: it also holds the word for the network itself and ids of endpoints.
fn gateway_target(id: Field<Text>) -> RouteTarget {
    let Some(text) = id.get() else {
        return RouteTarget::Other(id);
    };
    if text == "local" {
        return RouteTarget::Local;
    }
    match gateway_kinds(&text) {
        [] => RouteTarget::Other(id),
        kinds => RouteTarget::To(AnyLink::unresolved(id, kinds)),
    }
}

/// The targets of a route, the likeliest first. A well-formed route has one.
#[derive(Default)]
struct Targets {
    first: Option<(RouteTarget, Span)>,
    more: Vec<RouteTarget>,
}

impl Targets {
    fn add(&mut self, id: Field<Text>, target: impl FnOnce(Field<Text>) -> RouteTarget) {
        let Some(span) = id.span() else {
            return;
        };
        if self.first.is_none() {
            self.first = Some((target(id), span));
        } else {
            self.more.push(target(id));
        }
    }
}

fn targets(cx: &mut Cx<'_>, raw: &VpcRoute<'_>) -> Targets {
    let mut found = Targets::default();
    macro_rules! to {
        ($leaf:ident, $kind:ident) => {
            found.add(cx.lower.id(&raw.$leaf), |id| {
                RouteTarget::To(AnyLink::unresolved(id, &[ElementKind::$kind]))
            })
        };
    }
    found.add(cx.lower.id(&raw.gateway), gateway_target);
    to!(peering, Peering);
    to!(transit, TransitGateway);
    to!(nat, NatGateway);
    to!(egress_only, EgressOnlyInternetGateway);
    to!(interface, Interface);
    // A route to an instance is printed with the interface that it leads to.
    let instance = if raw.interface.is_empty() {
        &raw.instance
    } else {
        &Raw::Absent
    };
    for leaf in [
        instance,
        &raw.endpoint,
        &raw.local_gateway,
        &raw.carrier,
        &raw.core_network,
        &raw.odb_network,
    ] {
        found.add(cx.lower.id(leaf), RouteTarget::Other);
    }
    found
}

fn origin(word: Option<&str>, target: &RouteTarget) -> RouteOrigin {
    match word {
        Some("CreateRouteTable") => RouteOrigin::Local,
        Some("CreateRoute") => RouteOrigin::Static,
        Some("EnableVgwRoutePropagation") => RouteOrigin::Propagated,
        Some("Advertisement") => RouteOrigin::RouteServer,
        // Records from before the member existed.
        None if matches!(target, RouteTarget::Local) => RouteOrigin::Local,
        _ => RouteOrigin::Unknown,
    }
}

fn route(cx: &mut Cx<'_>, raw: &VpcRoute<'_>, fallback: Span) -> Route {
    let (ipv4, ipv6) = (cx.range(&raw.ipv4), cx.range(&raw.ipv6));
    let to_list = cx.link(&raw.prefix_list);
    let destinations = [ipv4.span(), ipv6.span(), to_list.id.span()];
    let mut destinations = destinations.into_iter().flatten();
    let destination = destinations.next();
    let Targets { first, more } = targets(cx, raw);
    let (target, target_span) = first.map_or((RouteTarget::None, None), |(target, span)| {
        (target, Some(span))
    });
    Route {
        span: destination.or(target_span).unwrap_or(fallback),
        to: ipv4.or(ipv6),
        to_list,
        more_targets: more,
        more_destinations: destinations.collect(),
        origin: origin(raw.origin.text().as_deref(), &target),
        target,
        state: cx.text(&raw.state),
    }
}

pub(super) fn table(cx: &mut Cx<'_>, raw: &Table<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    cx.owned(&mut head, &raw.owner);
    let mut main = Field::Absent;
    let mut associations = Vec::new();
    for raw in raw.associations.items() {
        let is_main = cx.value::<bool>(&raw.main);
        if main.get() != Some(true) && is_main.get().is_some() {
            main = is_main;
        }
        let gateway = cx.lower.id(&raw.gateway);
        let kinds = gateway.get().map_or(GATEWAYS, |id| gateway_kinds(&id));
        let state = raw
            .state
            .as_ref()
            .map(|raw| cx.state(Of::TableAssociation, &raw.state));
        associations.push(TableAssociation {
            subnet: cx.link(&raw.subnet),
            gateway: if gateway.is_absent() {
                AnyLink::default()
            } else {
                AnyLink::unresolved(gateway, kinds)
            },
            main: is_main,
            state: state.unwrap_or_default(),
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
        network: cx.link(&raw.vpc),
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
