//! VIF009: A transit virtual interface leads to a virtual gateway.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, InterfaceType, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 9),
        name: "vif-transit-vgw",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a transit virtual interface leads to a virtual gateway",
        rationale: "A transit interface takes a Direct Connect gateway only. In an export it is a warning.",
        remedy: "Attach it to a Direct Connect gateway, or make it a private interface.",
        references: &[&refs::DX_CREATE_TRANSIT_INTERFACE, &refs::DX_TRANSIT],
        example: example!("VIF009"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let Some((text, span)) = interface.virtual_gateway.id.located() else {
        return;
    };
    if interface.kind() != Some(InterfaceType::Transit) || !cx.is_live(id) {
        return;
    }
    out.push(
        Draft::at(
            span,
            format!(
                "{} is a transit interface, but leads to {}",
                cx.name(id),
                cx.link_name(&interface.virtual_gateway, interface.head.provider)
            ),
        )
        .help("Attach it to a Direct Connect gateway")
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key("gateway", text.as_str()),
    );
}
