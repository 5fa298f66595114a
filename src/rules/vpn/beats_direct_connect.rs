//! VPN006: a VPN brings a more specific prefix than Direct Connect to one gateway.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use std::collections::BTreeMap;

use crate::model::{AnyId, Cidr, Id, VirtualInterface, VpnConnection};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::{Field, Span};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Vpn, 6),
        name: "vpn-prefix-beats-direct-connect",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a VPN brings a more specific prefix than Direct Connect to one gateway",
        rationale: "The longer prefix wins, so the VPN carries that traffic although Direct Connect is up.",
        remedy: "Announce the same prefixes on both, so that Direct Connect wins while it is up.",
        references: &[&refs::VPN_ROUTES],
        example: example!("VPN006"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let direct = direct(cx);
    let mut said: Vec<(AnyId, Id<VpnConnection>, Cidr)> = Vec::new();
    for (gateway, from) in vpn(cx) {
        let Some(mine) = direct.get(&gateway) else {
            continue;
        };
        let key = (gateway, from.source, from.prefix);
        let same = mine.iter().any(|(prefix, _)| *prefix == from.prefix);
        let wider = mine
            .iter()
            .find(|(prefix, _)| *prefix != from.prefix && prefix.contains(from.prefix));
        let Some((prefix, there)) = wider.filter(|_| !same && !said.contains(&key)) else {
            continue;
        };
        said.push(key);
        out.push(
            Draft::at(
                from.span,
                format!(
                    "{} brings {} to {}, and Direct Connect only {prefix}: the VPN carries that traffic although Direct Connect is up",
                    cx.name(from.source),
                    from.prefix,
                    cx.name_of(gateway)
                ),
            )
            .also(*there, "brought by Direct Connect")
            .help(format!("Announce {} on Direct Connect, too, or only {prefix} on the VPN", from.prefix))
            .about(cx.subject(from.source))
            .about(cx.subject_of(gateway))
            .key("prefix", from.prefix.to_string()),
        );
    }
}

/// A prefix that a VPN connection brings.
struct Brought {
    prefix: Cidr,
    source: Id<VpnConnection>,
    span: Span,
}

/// What VPN connections bring to their gateways: announced by a site, or static.
fn vpn(cx: &Context<'_>) -> Vec<(AnyId, Brought)> {
    let mut all = Vec::new();
    let mut add = |source: Id<VpnConnection>, field: &Field<Cidr>| {
        let vpn = &cx.design[source];
        let gateway = vpn
            .virtual_gateway
            .get()
            .map(AnyId::VirtualGateway)
            .or(vpn.transit_gateway.get().map(AnyId::TransitGateway));
        if let (Some(gateway), Some((prefix, span)), true) =
            (gateway, field.located(), cx.is_live(source))
        {
            let prefix = prefix.network();
            all.push((
                gateway,
                Brought {
                    prefix,
                    source,
                    span,
                },
            ));
        }
    };
    for entry in &cx.design.about.advertise {
        let source = match entry.session.get() {
            Some(AnyId::VpnConnection(vpn)) => Some(vpn),
            Some(AnyId::VpnTunnel(tunnel)) => cx.design[tunnel].connection.get(),
            _ => None,
        };
        for field in entry.prefixes.iter().filter(|_| source.is_some()) {
            source.into_iter().for_each(|source| add(source, field));
        }
    }
    for (id, vpn) in cx.design.vpn_connections.iter() {
        let fixed = vpn
            .static_routes
            .iter()
            .flatten()
            .filter(|_| vpn.static_only.get() == Some(true));
        // Static routes of a transit gateway stand in its own tables.
        for field in fixed.filter(|_| !vpn.virtual_gateway.is_absent()) {
            add(id, field);
        }
    }
    all
}

/// What Direct Connect brings to virtual and transit gateways: announced by a site, or seen on an interface.
fn direct(cx: &Context<'_>) -> BTreeMap<AnyId, Vec<(Cidr, Span)>> {
    let mut all: BTreeMap<AnyId, Vec<(Cidr, Span)>> = BTreeMap::new();
    let mut add = |interface: Id<VirtualInterface>, field: &Field<Cidr>| {
        if let Some((prefix, span)) = field.located() {
            for gateway in gateways(cx, interface) {
                all.entry(gateway)
                    .or_default()
                    .push((prefix.network(), span));
            }
        }
    };
    for entry in &cx.design.about.advertise {
        if let Some(AnyId::BgpPeer(peer)) = entry.session.get()
            && let Some(interface) = cx.design[peer].virtual_interface.get()
            && cx.is_live(peer)
        {
            entry
                .prefixes
                .iter()
                .for_each(|field| add(interface, field));
        }
    }
    for (id, interface) in cx.design.virtual_interfaces.iter() {
        for route in interface.routes.iter().flatten() {
            if route.direction.get().is_some_and(|word| word == "accepted") {
                add(id, &route.cidr);
            }
        }
    }
    all
}

/// The gateways that a virtual interface leads to, behind a Direct Connect gateway, too.
fn gateways(cx: &Context<'_>, interface: Id<VirtualInterface>) -> Vec<AnyId> {
    let element = &cx.design[interface];
    if !cx.is_live(interface) {
        return Vec::new();
    }
    let mut all: Vec<AnyId> = element
        .virtual_gateway
        .get()
        .map(AnyId::VirtualGateway)
        .into_iter()
        .collect();
    if let Some(gateway) = element.direct_connect_gateway.get() {
        let associations = cx.index.relations.associations.of(gateway).iter();
        all.extend(
            associations
                .filter(|id| cx.is_live(**id))
                .filter_map(|id| cx.design[*id].to.get()),
        );
    }
    all
}
