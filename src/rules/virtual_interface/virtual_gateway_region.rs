//! VIF012: A virtual interface leads to a virtual gateway of another region.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, VirtualInterface};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 12),
        name: "vif-vgw-region-mismatch",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface leads to a virtual gateway of another region",
        rationale: "Only a Direct Connect gateway connects an interface with other regions; the provider refuses the virtual gateway.",
        remedy: "Put a Direct Connect gateway between the two.",
        references: &[&refs::DX_INTERFACES, &refs::DX_GATEWAYS],
        example: example!("VIF012"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let Some(gateway) = interface.virtual_gateway.get() else {
        return;
    };
    let (Some(here), Some(there)) = (interface.head.region.get(), cx.head(gateway).region.get())
    else {
        return;
    };
    let known = cx.profile(id).interfaces.types.is_known();
    if here == there || !known || !cx.is_live(id) || !cx.is_live(gateway) {
        return;
    }
    out.push(
        Draft::at(
            context::place(&interface.virtual_gateway.id, &interface.head),
            format!(
                "{} lies in {here}, but leads to {} in {there}",
                cx.name(id),
                cx.name(gateway)
            ),
        )
        .help("Put a Direct Connect gateway between the two")
        .about(cx.subject(id))
        .about(cx.subject(gateway))
        .key("region", there.as_str()),
    );
}
