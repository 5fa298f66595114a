//! VIF008: A public virtual interface leads to a gateway.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, InterfaceType, VirtualInterface};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 8),
        name: "vif-gateway-on-public",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a public virtual interface leads to a gateway",
        rationale: "A public interface leads to the provider's public services and to no network; the provider refuses a gateway there.",
        remedy: "Leave the gateway out, or make the interface a private one.",
        references: &[
            &refs::DX_API_2016,
            &refs::DX_INTERFACE,
            &refs::DX_INTERFACES,
        ],
        example: example!("VIF008"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    if interface.kind() != Some(InterfaceType::Public) || !cx.is_live(id) {
        return;
    }
    let provider = interface.head.provider;
    let gateways = [
        (
            &interface.virtual_gateway.id,
            cx.link_name(&interface.virtual_gateway, provider),
        ),
        (
            &interface.direct_connect_gateway.id,
            cx.link_name(&interface.direct_connect_gateway, provider),
        ),
    ];
    for (field, name) in gateways {
        let Some((text, span)) = field.located() else {
            continue;
        };
        out.push(
            Draft::at(
                span,
                format!("{} is public, but leads to {name}", cx.name(id)),
            )
            .also(
                context::place(&interface.interface_type, &interface.head),
                "public",
            )
            .help("Leave the gateway out, or make the interface a private one")
            .about(cx.subject(id))
            .key("gateway", text.as_str()),
        );
    }
}
