//! VIF017: A public virtual interface has no route filter prefix.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, InterfaceType, Phase, VirtualInterface};
use crate::rules::virtual_interface::carrier;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 17),
        name: "vif-route-filter-missing",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a public virtual interface has no route filter prefix",
        rationale: "The provider refuses a public interface that announces nothing. In an export it is a warning, and interfaces of other accounts or under review are not judged.",
        remedy: "Add the public prefixes that you announce.",
        references: &[&refs::DX_INTERFACES, &refs::DX_INTERFACE, &refs::DX_ROUTING],
        example: example!("VIF017"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let least = cx
        .profile(id)
        .interfaces
        .route_filter
        .get()
        .map_or(0, |rule| rule.least);
    let count = match &interface.route_filter_prefixes {
        Some(prefixes) => prefixes.len(),
        None if cx.exported(id) => return,
        None => 0,
    };
    let early = matches!(
        interface.head.state.phase,
        Phase::AwaitingAcceptance | Phase::Provisioning
    );
    let public = interface.kind() == Some(InterfaceType::Public);
    if !public || count >= least || early || !cx.is_live(id) || carrier::seen_from_outside(cx, id) {
        return;
    }
    out.push(
        Draft::at(
            context::place(&interface.interface_type, &interface.head),
            format!("{} is public, but has no route filter prefix", cx.name(id)),
        )
        .help("Add the public prefixes that you announce")
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key("route_filter_prefixes", ""),
    );
}
