//! VIF016: A private or transit virtual interface has route filter prefixes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, InterfaceType, VirtualInterface};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 16),
        name: "vif-route-filter-on-private",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a private or transit virtual interface has route filter prefixes",
        rationale: "Only public interfaces announce prefixes through a filter; the provider refuses them elsewhere. In an export it is a warning.",
        remedy: "Leave the prefixes out, or make the interface a public one.",
        references: &[&refs::DX_API_2016, &refs::DX_INTERFACE],
        example: example!("VIF016"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let word = match interface.kind() {
        Some(InterfaceType::Private) => "private",
        Some(InterfaceType::Transit) => "transit",
        _ => return,
    };
    let prefixes = interface
        .route_filter_prefixes
        .as_deref()
        .unwrap_or_default();
    let Some(first) = prefixes.first().filter(|_| cx.is_live(id)) else {
        return;
    };
    out.push(
        Draft::at(
            context::place(first, &interface.head),
            format!(
                "{} is {word}, but has {} route filter {}",
                cx.name(id),
                prefixes.len(),
                if prefixes.len() == 1 {
                    "prefix"
                } else {
                    "prefixes"
                }
            ),
        )
        .help("Leave the prefixes out; on this interface BGP alone says what is announced")
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key("route_filter_prefixes", ""),
    );
}
