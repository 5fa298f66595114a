//! VPN connections and their tunnels.

use std::net::IpAddr;

use super::lower::{Cx, Tags};
use super::raw::raw;
use super::vpn_configuration::{self, Described};
use crate::model::{Cidr, ElementKind, Head, Link, VpnConnection, VpnTunnel};
use crate::source::{Field, Part, Span, Text};

raw! {
    /// A tunnel as it was asked for.
    TunnelOption {
        outside = "OutsideIpAddress" | "outsideIpAddress";
        inside = "TunnelInsideCidr" | "tunnelInsideCidr";
        inside_ipv6 = "TunnelInsideIpv6Cidr" | "tunnelInsideIpv6Cidr";
        key = "PreSharedKey" | "preSharedKey";
    }
    /// How a tunnel does.
    Telemetry {
        outside = "OutsideIpAddress" | "outsideIpAddress";
        status = "Status" | "status";
        message = "StatusMessage" | "statusMessage";
        accepted = "AcceptedRouteCount" | "acceptedRouteCount";
    }
    /// A static route.
    StaticRoute {
        cidr = "DestinationCidrBlock" | "destinationCidrBlock";
        state = "State" | "state";
    }
    /// Options.
    Options {
        static_only = "StaticRoutesOnly" | "staticRoutesOnly";
        local_ipv4 = "LocalIpv4NetworkCidr" | "localIpv4NetworkCidr";
        remote_ipv4 = "RemoteIpv4NetworkCidr" | "remoteIpv4NetworkCidr";
        local_ipv6 = "LocalIpv6NetworkCidr" | "localIpv6NetworkCidr";
        remote_ipv6 = "RemoteIpv6NetworkCidr" | "remoteIpv6NetworkCidr";
        outside_type = "OutsideIpAddressType" | "outsideIpAddressType";
        transport = "TransportTransitGatewayAttachmentId" | "transportTransitGatewayAttachmentId";
        inside_family = "TunnelInsideIpVersion" | "tunnelInsideIpVersion";
        -
        tunnels: Part<Vec<TunnelOption<'a>>> = "TunnelOptions" | "tunnelOptions";
    }
    /// A VPN connection.
    Vpn {
        id = "VpnConnectionId" | "vpnConnectionId";
        state = "State" | "state";
        customer_gateway = "CustomerGatewayId" | "customerGatewayId";
        virtual_gateway = "VpnGatewayId" | "vpnGatewayId";
        transit_gateway = "TransitGatewayId" | "transitGatewayId";
        core_network = "CoreNetworkArn" | "coreNetworkArn";
        concentrator = "VpnConcentratorId" | "vpnConcentratorId";
        configuration = "CustomerGatewayConfiguration" | "customerGatewayConfiguration";
        -
        options: Part<Options<'a>> = "Options" | "options";
        routes: Part<Vec<StaticRoute<'a>>> = "Routes" | "routes";
        telemetry: Part<Vec<Telemetry<'a>>> = "VgwTelemetry" | "vgwTelemetry";
        tags: Part<Tags<'a>> = "Tags" | "tags";
    }
}

fn static_routes(cx: &mut Cx<'_>, raw: &Part<Vec<StaticRoute<'_>>>) -> Option<Vec<Field<Cidr>>> {
    let list = raw.as_ref()?;
    let mut routes = Vec::with_capacity(list.len());
    for raw in list {
        let cidr = cx.range(&raw.cidr);
        // The list goes on to show routes that were taken out.
        let gone = matches!(raw.state.text().as_deref(), Some("deleted" | "deleting"));
        if !gone && !cidr.is_absent() {
            routes.push(cidr);
        }
    }
    Some(routes)
}

pub(super) fn connection(cx: &mut Cx<'_>, raw: &Vpn<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::VpnConnection, &raw.state);
    let mut vpn = VpnConnection {
        customer_gateway: cx.link(&raw.customer_gateway),
        virtual_gateway: cx.link(&raw.virtual_gateway),
        transit_gateway: cx.link(&raw.transit_gateway),
        other_target: cx.text(&raw.core_network),
        static_routes: static_routes(cx, &raw.routes),
        head,
        ..VpnConnection::default()
    };
    vpn.other_target = vpn.other_target.or(cx.text(&raw.concentrator));
    if let Some(options) = raw.options.as_ref() {
        vpn.static_only = cx.value(&options.static_only);
        vpn.local_ipv4 = cx.range(&options.local_ipv4);
        vpn.remote_ipv4 = cx.range(&options.remote_ipv4);
        vpn.local_ipv6 = cx.range(&options.local_ipv6);
        vpn.remote_ipv6 = cx.range(&options.remote_ipv6);
        vpn.outside_type = cx.text(&options.outside_type);
        vpn.transport = cx.link(&options.transport);
        vpn.inside_family = cx.text(&options.inside_family);
    }
    let described = vpn_configuration::read(&raw.configuration);
    if described.holds_keys {
        vpn.secret = cx.lower.span(&raw.configuration);
    }
    let tunnels = tunnels(cx, raw, &described, &vpn.head);
    if cx.whole(ElementKind::VpnConnection, &vpn.head, mark) {
        cx.design.vpn_connections.push(vpn);
        for tunnel in tunnels {
            cx.design.vpn_tunnels.push(tunnel);
        }
    }
}

/// A tunnel of the connection `of`, known by its outside address where it has one.
fn tunnel(of: &Head, outside: Field<IpAddr>, origin: Span) -> VpnTunnel {
    VpnTunnel {
        head: Head {
            provider: of.provider,
            mode: of.mode,
            account: of.account,
            exporter: of.exporter,
            region: of.region,
            origins: vec![origin],
            ..Head::default()
        },
        connection: Link::unresolved(of.id),
        outside_address: outside,
        ..VpnTunnel::default()
    }
}

fn tunnels(cx: &mut Cx<'_>, raw: &Vpn<'_>, described: &Described, of: &Head) -> Vec<VpnTunnel> {
    let mut tunnels: Vec<VpnTunnel> = Vec::with_capacity(2);
    let options = raw.options.as_ref().map(|options| &options.tunnels);
    for raw in options.into_iter().flat_map(Part::items) {
        let outside = cx.value::<IpAddr>(&raw.outside);
        let inside = cx.range(&raw.inside);
        let inside_ipv6 = cx.range(&raw.inside_ipv6);
        let key = cx.secret(&raw.key);
        let first = [
            outside.span(),
            inside.span(),
            inside_ipv6.span(),
            key.span(),
        ];
        // The answer to a creation shows tunnels without any members.
        let Some(origin) = first.into_iter().flatten().next() else {
            continue;
        };
        tunnels.push(VpnTunnel {
            inside_cidr: inside,
            inside_ipv6_cidr: inside_ipv6,
            pre_shared_key: key,
            ..tunnel(of, outside, origin)
        });
    }
    if tunnels.is_empty()
        && let Some(span) = cx.lower.span(&raw.configuration)
    {
        tunnels.extend(described.tunnels.iter().map(|found| VpnTunnel {
            inside_cidr: found.inside.map_or(Field::Absent, |c| Field::at(c, span)),
            ..tunnel(of, Field::at(found.outside, span), span)
        }));
    }
    for raw in raw.telemetry.items() {
        let outside = cx.value::<IpAddr>(&raw.outside);
        let status = cx.text(&raw.status);
        let message = cx.text(&raw.message);
        let accepted = cx.value(&raw.accepted);
        let same = |t: &&mut VpnTunnel| {
            outside.get().is_some() && t.outside_address.get() == outside.get()
        };
        if let Some(known) = tunnels.iter_mut().find(same) {
            (known.status, known.message, known.accepted_routes) = (status, message, accepted);
        } else if let Some(origin) = outside.span().or(status.span()) {
            tunnels.push(VpnTunnel {
                status,
                message,
                accepted_routes: accepted,
                ..tunnel(of, outside, origin)
            });
        }
    }
    let parent = of.name.get().unwrap_or(of.printed_id());
    for (index, tunnel) in tunnels.iter_mut().enumerate() {
        let name = match tunnel.outside_address.get() {
            Some(address) => format!("{parent}/{address}"),
            None => format!("{parent}/t{}", index + 1),
        };
        tunnel.head.name = Field::at(Text::new(&name), tunnel.head.origin());
    }
    tunnels
}
