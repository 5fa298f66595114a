//! PEER014: a route through a peering is meant for a network beyond the other side.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteTable};
use crate::rules::peering::{beyond, sides};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 14),
        name: "peering-transitive-route",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route through a peering is meant for a network beyond the other side",
        rationale: "A peering is not transitive: the network in the middle drops what is not for itself, although it peers with the network that has these addresses. In an export it is a warning.",
        remedy: "Peer the two networks with each other, or join them by a transit gateway.",
        references: &[&refs::PEERING_BASICS, &refs::PEERING_ROUTES],
        example: example!("PEER014"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    for over in beyond::routes(cx, id).filter(beyond::Over::works) {
        let Some((to, _)) = over.foreign(cx) else {
            continue;
        };
        let Some((third, further)) = over.third(cx, to) else {
            continue;
        };
        let middle = sides::name(cx, over.other, over.peering.head.provider);
        let mut draft = Draft::at(
            over.route.span,
            format!(
                "{} sends {to} over {} to {middle}, but these addresses belong to {}, and a peering leads no further than its other side",
                cx.name(id),
                cx.name(over.id),
                cx.name(third)
            ),
        )
        .also(over.peering.head.origin(), "the peering that the route uses")
        .also(cx.head(further).origin(), "the peering that it does not reach")
        .help(format!(
            "Peer {} with {}, or join both by a transit gateway",
            cx.name(over.own),
            cx.name(third)
        ))
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.route_subject(id, over.route))
        .about(cx.subject(id))
        .about(cx.subject(over.id))
        .key("to", to.to_string());
        if let Some(subject) = sides::subject(cx, over.other, over.peering.head.provider) {
            draft = draft.about(subject);
        }
        out.push(draft.about(cx.subject(third)));
    }
}
