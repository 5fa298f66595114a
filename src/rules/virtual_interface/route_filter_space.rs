//! VIF019: A route filter prefix is not public space.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Family, Id, InterfaceType, VirtualInterface};
use crate::profile::range::{self, Special};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 19),
        name: "vif-route-filter-private-space",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route filter prefix is not public space",
        rationale: "The provider takes only prefixes that you own on the internet. In an export it is a warning, and an info for documentation space, which stands for hidden prefixes.",
        remedy: "Announce public prefixes of your own.",
        references: &[
            &refs::DX_INTERFACES,
            &refs::DX_ROUTING,
            &range::RFC_1918,
            &refs::IANA_SPECIAL_IPV4,
        ],
        example: example!("VIF019"),
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
        // The whole space is another rule's business.
        if range::is_global(*cidr) || cidr.prefix_len() == 0 {
            continue;
        }
        let what = match range::touches_special(*cidr) {
            Some((block, special, _)) if block.contains(*cidr) => special.words().to_owned(),
            Some((block, special, _)) => {
                format!("no public space: it holds {block}, {}", special.words())
            }
            None if cidr.family() == Family::Ipv6 => "outside the global space 2000::/3".to_owned(),
            None => "no public space".to_owned(),
        };
        let hidden = matches!(range::special(*cidr), Some((_, Special::Documentation, _)));
        let lowered = if hidden {
            Severity::Info
        } else {
            Severity::Warning
        };
        out.push(
            Draft::at(
                span,
                format!(
                    "the route filter prefix {cidr} of {} is {what}",
                    cx.name(id)
                ),
            )
            .help("Announce public prefixes of your own")
            .lowered_if(cx.exported(id), lowered)
            .about(cx.subject(id))
            .key("route_filter_prefixes", cidr.to_string()),
        );
    }
}
