//! IPV6013: a route's target does not carry the family of its destination.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Cidr, ElementKind, Family, Id, Route, RouteTable};
use crate::profile::range;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Ipv6, 13),
        name: "ipv6-target-family-mismatch",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route's target does not carry the family of its destination",
        rationale: "A NAT gateway translates IPv4 (and IPv6 only for destinations of NAT64), an egress-only internet gateway carries IPv6; other packets are dropped, or the route is refused. It is a warning where an export shows an IPv6 route to a NAT gateway.",
        remedy: "Send IPv6 to an egress-only internet gateway and IPv4 to a NAT gateway.",
        references: &[&refs::EC2_CREATE_ROUTE, &refs::VPC_NAT64],
        example: example!("IPV6013"),
    },
    check: Check::RouteTable(check),
};

/// Addresses that stand for IPv4 ones behind NAT64 (RFC 6052).
const NAT64: Cidr = range::v6(0x64, 0xff9b, 0, 0, 96);

/// The kind of element that a route leads to, as far as it is known.
fn target_kind(route: &Route) -> Option<ElementKind> {
    let link = route.target.link()?;
    match (link.get(), link.kinds) {
        (Some(id), _) => Some(id.kind()),
        (None, [kind]) => Some(*kind),
        _ => None,
    }
}

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    for route in table.routes.iter().flatten() {
        let Some(cidr) = route.to.get() else { continue };
        let (carries, lowered) = match (cidr.family(), target_kind(route)) {
            (Family::Ipv6, Some(ElementKind::NatGateway)) if !NAT64.contains(cidr) => {
                (Family::Ipv4, cx.exported(id))
            }
            (Family::Ipv4, Some(ElementKind::EgressOnlyInternetGateway)) => (Family::Ipv6, false),
            _ => continue,
        };
        let Some(link) = route.target.link() else {
            continue;
        };
        let (target, kind) = match (link.get(), target_kind(route)) {
            (Some(target), _) => (cx.name_of(target), Some(target)),
            (None, Some(kind)) => (
                format!(
                    "{} {}",
                    cx.word_for(table.head.provider, kind),
                    link.id.get().map_or("", |text| text.as_str())
                ),
                None,
            ),
            (None, None) => continue,
        };
        let mut draft = Draft::at(
            context::place(&route.to, &table.head),
            format!(
                "{} sends the {} destination {cidr} to {target}, which carries {} only",
                cx.name(id),
                cidr.family().title(),
                carries.title()
            ),
        );
        if let Some(span) = link.id.span() {
            draft = draft.also(span, "the target");
        }
        let fitting = match cidr.family() {
            Family::Ipv6 => ElementKind::EgressOnlyInternetGateway,
            Family::Ipv4 => ElementKind::NatGateway,
        };
        draft = draft
            .help(format!(
                "Send it to {} instead",
                cx.word_for(table.head.provider, fitting).with_article()
            ))
            .lowered_if(lowered, Severity::Warning)
            .about(cx.route_subject(id, route))
            .about(cx.subject(id))
            .key("to", cidr.to_string());
        if let Some(target) = kind {
            draft = draft.about(cx.subject_of(target));
        }
        out.push(draft);
    }
}
