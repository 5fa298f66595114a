//! VIF018: A public virtual interface has more route filter prefixes than the provider takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, InterfaceType, VirtualInterface};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 18),
        name: "vif-route-filter-count",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a public virtual interface has more route filter prefixes than the provider takes",
        rationale: "The provider refuses the list, and the session goes down when more prefixes are announced. In an export it is a warning.",
        remedy: "Announce fewer, wider prefixes.",
        references: &[&refs::DX_ROUTING, &refs::DX_QUOTAS],
        example: example!("VIF018"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let Some(rule) = cx.profile(id).interfaces.route_filter.get() else {
        return;
    };
    let prefixes = interface
        .route_filter_prefixes
        .as_deref()
        .unwrap_or_default();
    let public = interface.kind() == Some(InterfaceType::Public);
    let Some(first) = prefixes.get(rule.most).filter(|_| public && cx.is_live(id)) else {
        return;
    };
    out.push(
        Draft::at(
            context::place(first, &interface.head),
            format!(
                "{} has {} route filter prefixes; {} takes {}",
                cx.name(id),
                prefixes.len(),
                cx.provider(id),
                rule.most
            ),
        )
        .help("Announce fewer, wider prefixes")
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key("route_filter_prefixes", "count"),
    );
}
