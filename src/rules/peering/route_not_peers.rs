//! PEER011: a route through a peering leads to addresses that the other side does not have.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteTable};
use crate::rules::peering::{beyond, sides};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 11),
        name: "peering-route-not-peer-cidr",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route through a peering leads to addresses that the other side does not have",
        rationale: "The other side drops what is not for itself: a peering leads no further.",
        remedy: "Correct the destination, or reach these addresses another way.",
        references: &[&refs::PEERING_ROUTES, &refs::PEERING_BASICS],
        example: example!("PEER011"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    for over in beyond::routes(cx, id) {
        let Some((to, blocks)) = over.foreign(cx) else {
            continue;
        };
        // What the route was meant for is said by other rules.
        if over.third(cx, to).is_some() || over.gateway(cx).is_some() {
            continue;
        }
        let have: Vec<String> = blocks.iter().map(ToString::to_string).collect();
        let provider = over.peering.head.provider;
        let have = if have.is_empty() {
            format!("which has no {} block", to.family().title())
        } else {
            format!("which has {}", have.join(", "))
        };
        let mut draft = Draft::at(
            over.route.span,
            format!(
                "{} sends {to} over {} to {}, {have}",
                cx.name(id),
                cx.name(over.id),
                sides::name(cx, over.other, provider)
            ),
        )
        .also(over.peering.head.origin(), "the peering")
        .help("Correct the destination; a peering leads to the other network only")
        .about(cx.route_subject(id, over.route))
        .about(cx.subject(id))
        .about(cx.subject(over.id))
        .key("to", to.to_string());
        if let Some(subject) = sides::subject(cx, over.other, provider) {
            draft = draft.about(subject);
        }
        out.push(draft);
    }
}
