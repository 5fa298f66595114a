//! ASN010: both sides of a session have the same AS number.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Asn, BgpPeer, Id, InterfaceType, VpnConnection};
use crate::rules::asn::fields;
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Field;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 10),
        name: "asn-customer-equals-amazon",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "both sides of a BGP session have the same AS number",
        rationale: "The session would be an internal one, which the provider does not offer. It refuses this for a VPN on a virtual gateway; elsewhere no document says so, and it is a warning.",
        remedy: "Use another number on the customer's side.",
        references: &[&refs::EC2_ERRORS, &refs::DX_ROUTING, &refs::HUAWEI_PEER],
        example: example!("ASN010"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for id in cx.design.bgp_peers.ids() {
        peer(cx, id, out);
    }
    for id in cx.design.vpn_connections.ids() {
        vpn(cx, id, out);
    }
}

fn peer(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let Some(interface_id) = peer.virtual_interface.get() else {
        return;
    };
    let interface = &cx.design[interface_id];
    let differ = cx.profile(id).bgp.interface_sides_differ.get() == Some(true);
    let public = interface.kind() == Some(InterfaceType::Public);
    if !differ || public || !cx.is_live(id) || !cx.is_live(interface_id) {
        return;
    }
    let gateway = interface
        .virtual_gateway
        .get()
        .map(AnyId::VirtualGateway)
        .or_else(|| {
            interface
                .direct_connect_gateway
                .get()
                .map(AnyId::DirectConnectGateway)
        });
    let (field, of) = match gateway {
        Some(AnyId::VirtualGateway(gateway)) => {
            (cx.design[gateway].asn, AnyId::VirtualGateway(gateway))
        }
        Some(AnyId::DirectConnectGateway(gateway)) => {
            (cx.design[gateway].asn, AnyId::DirectConnectGateway(gateway))
        }
        _ => (Field::Absent, AnyId::VirtualInterface(interface_id)),
    };
    // What the interface reports counts where its gateway is not in the input.
    let (field, of) = if field.is_absent() {
        (
            interface.provider_asn,
            AnyId::VirtualInterface(interface_id),
        )
    } else {
        (field, of)
    };
    report(
        cx,
        (AnyId::BgpPeer(id), peer.effective_asn()),
        (of, field),
        Some(AnyId::VirtualInterface(interface_id)),
        true,
        out,
    );
}

fn vpn(cx: &Context<'_>, id: Id<VpnConnection>, out: &mut Sink) {
    let vpn = &cx.design[id];
    let differ = cx.profile(id).bgp.vpn_sides_differ.get() == Some(true);
    if !differ || !cx.is_live(id) || vpn.static_only.get() == Some(true) {
        return;
    }
    let Some(customer) = vpn.customer_gateway.get() else {
        return;
    };
    if fields::is_static_only(cx, customer) || !cx.is_live(customer) {
        return;
    }
    let (of, field, lowered) = match (vpn.virtual_gateway.get(), vpn.transit_gateway.get()) {
        (Some(gateway), _) => (
            AnyId::VirtualGateway(gateway),
            cx.design[gateway].asn,
            false,
        ),
        (None, Some(hub)) => (AnyId::TransitGateway(hub), cx.design[hub].asn, true),
        (None, None) => return,
    };
    report(
        cx,
        (AnyId::CustomerGateway(customer), cx.design[customer].asn),
        (of, field),
        Some(AnyId::VpnConnection(id)),
        lowered,
        out,
    );
}

fn report(
    cx: &Context<'_>,
    customer: (AnyId, Field<Asn>),
    provider: (AnyId, Field<Asn>),
    session: Option<AnyId>,
    lowered: bool,
    out: &mut Sink,
) {
    let (Some(asn), Some(other)) = (customer.1.get(), provider.1.get()) else {
        return;
    };
    if asn.number != other.number || asn.number == 0 {
        return;
    }
    let mut draft = Draft::at(
        context::place(&customer.1, cx.design.head(customer.0)),
        format!(
            "{} has the AS number {asn}, as has {} on {}'s side of the session",
            cx.name_of(customer.0),
            cx.name_of(provider.0),
            cx.profiles
                .get(cx.design.head(customer.0).provider)
                .words
                .provider
        ),
    )
    .also(
        context::place(&provider.1, cx.design.head(provider.0)),
        "the same number",
    )
    .help("Use another number on the customer's side")
    .lowered_if(lowered, Severity::Warning)
    .about(cx.subject_of(customer.0))
    .key("asn", asn.number.to_string());
    for other in session.into_iter().chain([provider.0]) {
        draft = draft.about(cx.subject_of(other));
    }
    out.push(draft);
}
