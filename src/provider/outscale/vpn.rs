//! VPN connections and their tunnels.

use std::net::IpAddr;

use super::lower::{Cx, Tags};
use super::raw::raw;
use crate::model::{ElementKind, Head, Link, VpnConnection, VpnTunnel};
use crate::source::{Field, Part, Raw, Span, Text};

raw! {
    /// A static route.
    StaticRoute {
        range = "DestinationIpRange";
        state = "State";
    }
    /// How a tunnel does.
    Telemetry {
        outside = "OutsideIpAddress";
        status = "State";
        message = "StateDescription";
        accepted = "AcceptedRouteCount";
    }
    /// The second phase of the key exchange.
    Phase2 { key = "PreSharedKey"; }
    /// Options.
    Options {
        inside = "TunnelInsideIpRange";
        -
        phase2: Part<Phase2<'a>> = "Phase2Options";
    }
    /// A VPN connection.
    Vpn {
        id = "VpnConnectionId";
        client_gateway = "ClientGatewayId";
        virtual_gateway = "VirtualGatewayId";
        static_only = "StaticRoutesOnly";
        state = "State";
        configuration = "ClientGatewayConfiguration";
        -
        routes: Part<Vec<StaticRoute<'a>>> = "Routes";
        telemetry: Part<Vec<Telemetry<'a>>> = "VgwTelemetries";
        options: Part<Options<'a>> = "VpnOptions";
        tags: Part<Tags<'a>> = "Tags";
    }
}

pub(super) fn connection(cx: &mut Cx<'_>, raw: &Vpn<'_>) {
    let mark = cx.begin();
    let tags = cx.tags(&raw.tags);
    let id = cx.id(&raw.id);
    let mut head = cx.head(id, tags);
    head.state = cx.state(ElementKind::VpnConnection, &raw.state);
    let static_routes = raw.routes.as_ref().map(|routes| {
        let live = routes.iter().filter(|route| {
            // The list goes on to show routes that were taken out.
            !matches!(route.state.text().as_deref(), Some("deleted" | "deleting"))
        });
        cx.ranges(live.map(|route| &route.range))
    });
    let vpn = VpnConnection {
        customer_gateway: cx.link(&raw.client_gateway),
        virtual_gateway: cx.link(&raw.virtual_gateway),
        static_only: cx.value(&raw.static_only),
        static_routes,
        secret: configuration_secret(cx, &raw.configuration),
        head,
        ..VpnConnection::default()
    };
    let tunnels = tunnels(cx, raw, &vpn.head);
    if cx.whole(ElementKind::VpnConnection, &vpn.head, mark) {
        cx.design.vpn_connections.push(vpn);
        for tunnel in tunnels {
            cx.design.vpn_tunnels.push(tunnel);
        }
    }
}

/// Where the customer's configuration, an XML text, holds a key.
fn configuration_secret(cx: &Cx<'_>, raw: &Raw<'_>) -> Option<Span> {
    const OPENING: &str = "<pre_shared_key>";
    let text = raw.text()?;
    let holds = text
        .match_indices(OPENING)
        .filter_map(|(at, _)| text.get(at + OPENING.len()..))
        .any(|rest| !rest.trim_start().starts_with('<'));
    holds.then(|| cx.lower.span(raw)).flatten()
}

fn tunnels(cx: &mut Cx<'_>, raw: &Vpn<'_>, of: &Head) -> Vec<VpnTunnel> {
    let tunnel = |outside: Field<IpAddr>, origin: Span| VpnTunnel {
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
    };
    let mut tunnels: Vec<VpnTunnel> = Vec::with_capacity(2);
    for raw in raw.telemetry.items() {
        let outside = cx.value::<IpAddr>(&raw.outside);
        let status = cx.text(&raw.status);
        let message = cx.text(&raw.message);
        if let Some(origin) = outside.span().or(status.span()).or(message.span()) {
            tunnels.push(VpnTunnel {
                status,
                message,
                accepted_routes: cx.value(&raw.accepted),
                ..tunnel(outside, origin)
            });
        }
    }
    if let Some(options) = raw.options.as_ref() {
        let inside = cx.range(&options.inside);
        let key = options
            .phase2
            .as_ref()
            .map(|phase| cx.secret(&phase.key))
            .unwrap_or_default();
        // Of which of several tunnels they speak, the options do not say.
        match (tunnels.as_mut_slice(), inside.span().or(key.span())) {
            ([only], _) => (only.inside_cidr, only.pre_shared_key) = (inside, key),
            (_, Some(origin)) => tunnels.push(VpnTunnel {
                inside_cidr: inside,
                pre_shared_key: key,
                ..tunnel(Field::Absent, origin)
            }),
            _ => {}
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
