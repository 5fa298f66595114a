//! VIF022: Two public virtual interfaces of one region announce the same prefix.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Cidr, Id, InterfaceType, ProviderId, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::{Span, Text};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 22),
        name: "vif-route-filter-shared",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "two public virtual interfaces of one region announce the same prefix",
        rationale: "Traffic from the provider to the prefix is spread over both or takes either one; where the interfaces belong to different routers, answers may take another way than questions.",
        remedy: "Make sure that both are meant to carry it, or announce the prefix on one only.",
        references: &[&refs::DX_INTERFACES, &refs::DX_ROUTING],
        example: example!("VIF022"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    type Announced = (Id<VirtualInterface>, Span);
    let mut by_prefix: BTreeMap<(ProviderId, Text, Cidr), Vec<Announced>> = BTreeMap::new();
    for (id, interface) in cx.design.virtual_interfaces.iter() {
        let public = interface.kind() == Some(InterfaceType::Public) && cx.is_live(id);
        let Some(region) = interface.head.region.get().filter(|_| public) else {
            continue;
        };
        for field in interface.route_filter_prefixes.iter().flatten() {
            if let Some((cidr, span)) = field.located() {
                let key = (interface.head.provider, region, cidr.network());
                let on = by_prefix.entry(key).or_default();
                if on.iter().all(|(known, _)| *known != id) {
                    on.push((id, span));
                }
            }
        }
    }
    for ((_, region, cidr), on) in by_prefix {
        let Some(((first, first_at), others)) = on.split_first() else {
            continue;
        };
        for (other, span) in others {
            out.push(
                Draft::at(
                    *span,
                    format!(
                        "{} and {} in {region} both announce {cidr}",
                        cx.name(*first),
                        cx.name(*other)
                    ),
                )
                .also(*first_at, "announced here, too")
                .help("Make sure that both are meant to carry it")
                .about(cx.subject(*other))
                .about(cx.subject(*first))
                .key("route_filter_prefixes", cidr.to_string()),
            );
        }
    }
}
