//! VIF010: A virtual interface names a virtual gateway that is not in the input, or is gone.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, VirtualInterface};
use crate::rules::references::{self, Reference, Whose};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 10),
        name: "vif-gateway-unknown",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface names a virtual gateway that is not in the input, or is gone",
        rationale: "What the interface leads to is not checked, or nothing is there. It is an info where the other account or region was not given.",
        remedy: "Correct the id, or add the export that lists the gateway.",
        references: &[&refs::DX_INTERFACE],
        example: example!("VIF010"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let whose = Whose::Listed(interface.head.account, interface.head.region);
    let reference = Reference::to(&interface.virtual_gateway, whose);
    references::judge(cx, id, [reference], out);
    let Some(gateway) = interface.virtual_gateway.get() else {
        return;
    };
    let head = cx.head(gateway);
    if !cx.is_live(id) || !head.state.phase.is_terminal() {
        return;
    }
    out.push(
        Draft::at(
            context::place(&interface.virtual_gateway.id, &interface.head),
            format!(
                "{} leads to {}, which is {}",
                cx.name(id),
                cx.name(gateway),
                head.state.word()
            ),
        )
        .also(context::place(&head.state.native, head), "its state")
        .help("Attach the interface to a gateway that exists")
        .about(cx.subject(id))
        .about(cx.subject(gateway))
        .key("state", head.state.word()),
    );
}
