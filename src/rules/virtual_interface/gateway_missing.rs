//! VIF006: A private or transit virtual interface leads to no gateway.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, InterfaceType, Phase, VirtualInterface};
use crate::rules::virtual_interface::carrier;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 6),
        name: "vif-gateway-missing",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a private or transit virtual interface leads to no gateway",
        rationale: "A private interface needs a virtual or Direct Connect gateway, a transit interface a Direct Connect gateway; without one no traffic has a target. In an export it is a warning, and interfaces of other accounts are not judged, because their gateways are not shown.",
        remedy: "Attach the interface to a gateway.",
        references: &[
            &refs::DX_API_2016,
            &refs::DX_INTERFACE,
            &refs::DX_GATEWAY_VGW,
        ],
        example: example!("VIF006"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let kind = interface
        .kind()
        .filter(|_| cx.profile(id).interfaces.types.is_known());
    // A virtual gateway on a transit interface is another rule's business.
    let needs = match kind {
        Some(InterfaceType::Private) => "a virtual or Direct Connect gateway",
        Some(InterfaceType::Transit) => "a Direct Connect gateway",
        _ => return,
    };
    let has =
        !interface.virtual_gateway.is_absent() || !interface.direct_connect_gateway.is_absent();
    let awaited = interface.head.state.phase == Phase::AwaitingAcceptance;
    if has || awaited || !cx.is_live(id) || carrier::seen_from_outside(cx, id) {
        return;
    }
    out.push(
        Draft::at(
            context::place(&interface.interface_type, &interface.head),
            format!("{} leads to no gateway; it needs {needs}", cx.name(id)),
        )
        .help(format!("Attach it to {needs}"))
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key("gateway", ""),
    );
}
