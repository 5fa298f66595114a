//! The list `Routes` that two calls share, and the routes of virtual interfaces: lists without the id of what they belong to.

use super::lower::Cx;
use super::raw::raw;
use super::transit_tables::RouteAttachment;
use crate::model::{
    Asn, ElementKind, InterfaceRoute, RouteServerRoute, TransitRoute, VirtualInterface,
};
use crate::profile::MachineOf as Of;
use crate::source::{Field, Part, Raw, Scalar, Span, Text};

raw! {
    /// A reason why a table has not taken a route.
    Installation {
        table = "RouteTableId" | "routeTableId";
        status = "RouteInstallationStatus" | "routeInstallationStatus";
        reason = "RouteInstallationStatusReason" | "routeInstallationStatusReason";
    }
    /// A route of a transit gateway's table or of a route server's database.
    SearchedRoute {
        // Of a transit gateway.
        to = "DestinationCidrBlock" | "destinationCidrBlock";
        to_list = "PrefixListId" | "prefixListId";
        route_type = "Type" | "type";
        state = "State" | "state";
        table = "TransitGatewayRouteTableId" | "transitGatewayRouteTableId";
        // Of a route server.
        prefix = "Prefix" | "prefix";
        peer = "RouteServerPeerId" | "routeServerPeerId";
        status = "RouteStatus" | "routeStatus";
        med = "Med" | "med";
        next_hop = "NextHopIp" | "nextHopIp";
        // Of neither.
        local_gateway = "LocalGatewayRouteTableId" | "localGatewayRouteTableId";
        client_vpn = "ClientVpnEndpointId" | "clientVpnEndpointId";
        -
        attachments: Part<Vec<RouteAttachment<'a>>> = "TransitGatewayAttachments" | "transitGatewayAttachments";
        as_paths: Part<Vec<Raw<'a>>> = "AsPaths" | "asPaths";
        installations: Part<Vec<Installation<'a>>> = "RouteInstallationDetails" | "routeInstallationDetails";
    }
    /// A piece of an AS_PATH.
    PathSegment {
        -
        path: Part<Vec<Raw<'a>>> = "path" | "Path";
    }
    /// A route seen on a virtual interface.
    SeenRoute {
        cidr = "cidr" | "Cidr";
        direction = "routeDirection" | "RouteDirection";
        family = "addressFamily" | "AddressFamily";
        device = "awsLogicalDeviceId" | "AwsLogicalDeviceId";
        -
        as_path: Part<Vec<PathSegment<'a>>> = "asPath" | "AsPath";
        communities: Part<Vec<Raw<'a>>> = "communities" | "Communities";
    }
}

/// A route, told apart by its members.
pub(super) enum Searched {
    /// Of a transit gateway's table, with the table where the route names it.
    Transit(Field<Text>, TransitRoute),
    /// Of a route server's database.
    Server(RouteServerRoute),
    /// Of something else, for which there is no element.
    Other(&'static str),
}

/// Reads a route; `None` where it is refused.
pub(super) fn searched(cx: &mut Cx<'_>, raw: &SearchedRoute<'_>) -> Option<Searched> {
    if !raw.local_gateway.is_empty() {
        return Some(Searched::Other("aws.ec2.LocalGatewayRoutes"));
    }
    if !raw.client_vpn.is_empty() {
        return Some(Searched::Other("aws.ec2.ClientVpnRoutes"));
    }
    let mark = cx.begin();
    let fallback = Span::file(cx.lower.file());
    if raw.prefix.is_empty() && raw.peer.is_empty() && raw.status.is_empty() {
        let to = cx.range(&raw.to);
        let to_list = cx.link(&raw.to_list);
        let state = cx.state(Of::TransitRoute, &raw.state);
        let attachments: Vec<_> = raw
            .attachments
            .items()
            .map(|raw| cx.link(&raw.id))
            .collect();
        let blackhole = attachments.is_empty() && state.word() == "blackhole";
        let route = TransitRoute {
            span: to.span().or(to_list.id.span()).unwrap_or(fallback),
            to,
            to_list,
            attachments,
            route_type: cx.word(&raw.route_type),
            state,
            blackhole,
        };
        let table = cx.lower.id(&raw.table);
        let head = cx.mention(table);
        return cx
            .whole(ElementKind::TransitGatewayRouteTable, &head, mark)
            .then_some(Searched::Transit(table, route));
    }
    let prefix = cx.range(&raw.prefix);
    let rejected = raw
        .installations
        .items()
        .filter(|raw| raw.status.text().as_deref() == Some("rejected"))
        .map(|raw| (cx.link(&raw.table), cx.text(&raw.reason)))
        .collect();
    let mut as_path = Vec::new();
    for leaf in raw.as_paths.items() {
        // A leaf holds one number or a whole path.
        let text = leaf.text().unwrap_or_default();
        as_path.extend(text.split([' ', ',']).filter_map(Asn::parse));
    }
    let route = RouteServerRoute {
        span: prefix.span().unwrap_or(fallback),
        prefix,
        peer: cx.link(&raw.peer),
        status: cx.word(&raw.status),
        as_path,
        med: cx.value(&raw.med),
        next_hop: cx.value(&raw.next_hop),
        rejected,
    };
    let head = cx.mention(Field::Absent);
    cx.whole(ElementKind::RouteServer, &head, mark)
        .then_some(Searched::Server(route))
}

/// A route seen on a virtual interface; `None` where it is refused.
pub(super) fn seen(cx: &mut Cx<'_>, raw: &SeenRoute<'_>) -> Option<InterfaceRoute> {
    let mark = cx.begin();
    let cidr = cx.range(&raw.cidr);
    let segments = raw.as_path.items().flat_map(|segment| segment.path.items());
    let route = InterfaceRoute {
        span: cidr.span().unwrap_or(Span::file(cx.lower.file())),
        cidr,
        direction: cx.word(&raw.direction),
        family: cx.value(&raw.family),
        as_path: segments
            .filter_map(|leaf| Asn::parse(&leaf.text()?))
            .collect(),
        communities: raw
            .communities
            .items()
            .filter_map(|leaf| cx.text(leaf).get())
            .collect(),
        logical_device: cx.text(&raw.device),
    };
    let head = cx.mention(Field::Absent);
    cx.whole(ElementKind::VirtualInterface, &head, mark)
        .then_some(route)
}

/// An interface of which the routes are known.
pub(super) fn with_routes(cx: &mut Cx<'_>, interface: Field<Text>, routes: Vec<InterfaceRoute>) {
    let mentioned = VirtualInterface {
        head: cx.mention(interface),
        routes: Some(routes),
        ..VirtualInterface::default()
    };
    cx.design.virtual_interfaces.push(mentioned);
}
