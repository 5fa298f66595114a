//! VIF020: A route filter prefix is the whole address space.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, InterfaceType, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 20),
        name: "vif-route-filter-default",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route filter prefix is the whole address space",
        rationale: "The provider takes no default route on a public interface.",
        remedy: "Announce the prefixes that you own.",
        references: &[&refs::DX_ROUTING, &refs::DX_FILTER_PREFIX],
        example: example!("VIF020"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let rule = cx.profile(id).interfaces.route_filter.is_known();
    if interface.kind() != Some(InterfaceType::Public) || !rule || !cx.is_live(id) {
        return;
    }
    for field in interface.route_filter_prefixes.iter().flatten() {
        let Some((cidr, span)) = field.located() else {
            continue;
        };
        if cidr.prefix_len() != 0 {
            continue;
        }
        out.push(
            Draft::at(
                span,
                format!(
                    "{} has the route filter prefix {cidr}, which is everything",
                    cx.name(id)
                ),
            )
            .help("Announce the prefixes that you own")
            .about(cx.subject(id))
            .key("route_filter_prefixes", cidr.to_string()),
        );
    }
}
