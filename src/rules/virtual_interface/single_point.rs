//! VIF037: all virtual interfaces of a gateway share one connection, device or location.

use std::collections::BTreeSet;

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Connection, Element, ElementKind, Id, Lag, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Text;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 37),
        name: "dx-single-point-of-failure",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "all virtual interfaces of a gateway share one connection, device or location",
        rationale: "Several interfaces look redundant, but one failure takes them all. The rule speaks of gateways with at least two live interfaces, all of them in the input; a single one is not meant to be redundant, and `netvet failures` tells what it cuts. Where a VPN leads to the same gateway it is an info.",
        remedy: "Put interfaces on connections that end on distinct devices, best in two locations.",
        references: &[&refs::DX_RESILIENCY],
        example: example!("VIF037"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for id in cx
        .design
        .virtual_gateways
        .ids()
        .filter(|id| cx.is_live(*id))
    {
        gateway(cx, id, out);
    }
    for id in cx
        .design
        .direct_connect_gateways
        .ids()
        .filter(|id| cx.is_live(*id))
    {
        // Interfaces that only an attachment names may lie elsewhere.
        let attachments = cx.index.relations.gateway_attachments.of(id).iter();
        let mut live = attachments.filter(|attachment| cx.is_live(**attachment));
        if live.all(|attachment| cx.design[*attachment].virtual_interface.get().is_some()) {
            gateway(cx, id, out);
        }
    }
}

/// What an interface depends on, from the smallest.
#[derive(Default)]
struct Rests {
    /// The id of its connection or group, and that element where it is in the input.
    carrier: Option<(Text, Option<AnyId>)>,
    /// Devices, both the physical connection's and the logical one's.
    devices: BTreeSet<Text>,
    location: Option<Text>,
}

fn gateway<T: Element>(cx: &Context<'_>, id: Id<T>, out: &mut Sink) {
    let any = T::any(id);
    let mut interfaces: Vec<Id<VirtualInterface>> = cx
        .index
        .relations
        .interfaces_to
        .values(any)
        .copied()
        .filter(|interface| cx.is_live(*interface))
        .collect();
    interfaces.dedup();
    let [first, _, ..] = interfaces.as_slice() else {
        return;
    };
    let head = cx.head(id);
    // The interfaces of another account or region may be missing; those of a global gateway its attachments tell.
    let kind = if any.kind() == ElementKind::DirectConnectGateway {
        ElementKind::DirectConnectGatewayAttachment
    } else {
        ElementKind::VirtualInterface
    };
    if head.is_foreign() || !(head.is_design() || cx.lists_all_beside(kind, head)) {
        return;
    }
    let rests: Vec<Rests> = interfaces.iter().map(|one| rest(cx, *one)).collect();
    let Some((what, name)) = shared(cx, &rests) else {
        return;
    };
    let backup = cx.index.relations.vpns_to.values(any);
    let backup = backup.copied().find(|vpn| cx.is_live(*vpn));
    let mut draft = Draft::at(
        cx.head(*first).origin(),
        format!(
            "{} virtual interfaces of {} share the {what} {name}",
            match interfaces.len() {
                2 => "both".to_owned(),
                count => format!("all {count}"),
            },
            cx.name(id)
        ),
    )
    .help("Move one of them to a connection on another device, best in another location")
    .lowered_if(backup.is_some(), Severity::Info)
    .about(cx.subject(id))
    .key("shares", format!("{what} {name}"));
    if let Some(vpn) = backup {
        draft = draft.note(format!("{} leads to the same gateway", cx.name(vpn)));
    }
    for interface in &interfaces {
        draft = draft.about(cx.subject(*interface));
    }
    for interface in interfaces.iter().skip(1).take(3) {
        draft = draft.also(cx.head(*interface).origin(), "shares it");
    }
    let carrier = rests.first().and_then(|rests| rests.carrier?.1);
    if let Some(carrier) = carrier.filter(|_| what == "connection" || what == "LAG") {
        draft = draft.about(cx.subject_of(carrier));
    }
    out.push(draft);
}

/// The smallest thing that all of them share, with its word.
fn shared(cx: &Context<'_>, all: &[Rests]) -> Option<(&'static str, String)> {
    let first = all.first()?;
    if let Some((id, carrier)) = first.carrier
        && all
            .iter()
            .all(|rests| rests.carrier.is_some_and(|(other, _)| other == id))
    {
        let is_group = carrier.is_some_and(|any| any.kind() == ElementKind::Lag);
        let word = if is_group { "LAG" } else { "connection" };
        let name = carrier.map_or_else(|| id.to_string(), |any| cx.short_of(any));
        return Some((word, name));
    }
    let device = first.devices.iter();
    let mut device = device.filter(|one| all.iter().all(|rests| rests.devices.contains(*one)));
    if let Some(device) = device.next() {
        return Some(("device", device.to_string()));
    }
    let location = first.location?;
    all.iter()
        .all(|rests| rests.location == Some(location))
        .then(|| ("location", location.to_string()))
}

fn rest(cx: &Context<'_>, id: Id<VirtualInterface>) -> Rests {
    let interface = &cx.design[id];
    let mut rests = Rests {
        carrier: None,
        devices: [interface.device.get(), interface.logical_device.get()]
            .into_iter()
            .flatten()
            .collect(),
        location: interface.location.get(),
    };
    match interface.connection.get() {
        Some(AnyId::Connection(connection)) => on_connection(cx, connection, &mut rests),
        Some(AnyId::Lag(lag)) => on_lag(cx, lag, &mut rests),
        _ => rests.carrier = interface.connection.id.get().map(|id| (id, None)),
    }
    rests
}

fn on_connection(cx: &Context<'_>, id: Id<Connection>, rests: &mut Rests) {
    let connection = &cx.design[id];
    rests.devices.extend(
        [connection.device.get(), connection.logical_device.get()]
            .into_iter()
            .flatten(),
    );
    rests.location = rests.location.or(connection.location.get());
    match connection.lag.get() {
        // A member of a group fails with the group, and interfaces of several members share it.
        Some(lag) => on_lag(cx, lag, rests),
        None => rests.carrier = Some((connection.head.printed_id(), Some(AnyId::Connection(id)))),
    }
}

fn on_lag(cx: &Context<'_>, id: Id<Lag>, rests: &mut Rests) {
    let lag = &cx.design[id];
    rests.devices.extend(
        [lag.device.get(), lag.logical_device.get()]
            .into_iter()
            .flatten(),
    );
    rests.location = rests.location.or(lag.location.get());
    rests.carrier = Some((lag.head.printed_id(), Some(AnyId::Lag(id))));
}
