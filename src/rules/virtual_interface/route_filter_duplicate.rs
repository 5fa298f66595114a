//! VIF021: A route filter prefix of a virtual interface lies in another one of the same interface.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::index::{self, Overlap};
use crate::model::{Id, InterfaceType, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 21),
        name: "vif-route-filter-duplicate",
        severity: Severity::Info,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route filter prefix of a virtual interface lies in another one of the same interface",
        rationale: "The narrower prefix adds nothing to the filter and counts against its limit.",
        remedy: "Keep the wider prefix.",
        references: &[&refs::DX_ROUTING],
        example: example!("VIF021"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    if interface.kind() != Some(InterfaceType::Public) || !cx.is_live(id) {
        return;
    }
    let prefixes = interface.route_filter_prefixes.iter().flatten();
    let located = prefixes.filter_map(|field| field.located().map(|(cidr, span)| (*cidr, span)));
    // Everything lies in the whole space, which is another rule's business.
    let real = located.filter(|(cidr, _)| cidr.prefix_len() != 0);
    for Overlap {
        outer: (wide, wide_at),
        inner: (narrow, span),
    } in index::overlaps(real)
    {
        let message = if wide == narrow {
            format!(
                "the route filter prefix {narrow} of {} stands there twice",
                cx.name(id)
            )
        } else {
            format!(
                "the route filter prefix {narrow} of {} lies in {wide}",
                cx.name(id)
            )
        };
        out.push(
            Draft::at(span, message)
                .also(wide_at, "the wider one")
                .help(format!("Keep {wide} alone"))
                .about(cx.subject(id))
                .key("route_filter_prefixes", narrow.to_string()),
        );
    }
}
