//! IPV6011: an announced IPv6 prefix is longer than the provider takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Cidr, Element, Family, Id};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Field;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Ipv6, 11),
        name: "ipv6-filter-prefix-too-long",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an IPv6 prefix of a route filter or of allowed prefixes is longer than the provider takes",
        rationale: "The provider refuses the prefix, and the range is not announced.",
        remedy: "Announce a prefix of /64 or shorter that covers the range.",
        references: &[&refs::DX_API_2016, &refs::DX_FILTER_PREFIX],
        example: example!("IPV6011"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for (id, interface) in cx.design.virtual_interfaces.iter() {
        if let Some(prefixes) = &interface.route_filter_prefixes {
            prefixes_of(cx, id, "route filter prefix", prefixes, out);
        }
    }
    for (id, association) in cx.design.direct_connect_gateway_associations.iter() {
        if let Some(prefixes) = &association.allowed_prefixes {
            prefixes_of(cx, id, "allowed prefix", prefixes, out);
        }
    }
}

fn prefixes_of<T: Element>(
    cx: &Context<'_>,
    id: Id<T>,
    what: &'static str,
    prefixes: &[Field<Cidr>],
    out: &mut Sink,
) {
    let Some(rule) = cx.profile(id).interfaces.route_filter.get() else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    for field in prefixes {
        let Some(cidr) = field.get().filter(|cidr| cidr.family() == Family::Ipv6) else {
            continue;
        };
        if cidr.prefix_len() <= rule.ipv6.max {
            continue;
        }
        out.push(
            Draft::at(
                context::place(field, cx.head(id)),
                format!(
                    "{what} {cidr} of {} is longer than /{}",
                    cx.name(id),
                    rule.ipv6.max
                ),
            )
            .help(format!(
                "IPv6 prefixes must be /{} or shorter",
                rule.ipv6.max
            ))
            .about(cx.subject(id))
            .key(what, cidr.to_string()),
        );
    }
}
