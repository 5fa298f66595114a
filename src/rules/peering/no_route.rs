//! PEER010: no side of a peering has a route to the other.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Id, Peering, Phase};
use crate::rules::peering::sides;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 10),
        name: "peering-no-route",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "no side of a peering has a route to the other",
        rationale: "The peering is there, but no packet uses it.",
        remedy: "Add routes on both sides, or remove the peering.",
        references: &[
            &refs::PEERING_ROUTES,
            &refs::OUTSCALE_NET_PEERING,
            &refs::OTC_VPC,
        ],
        example: example!("PEER010"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    let working = matches!(peering.head.state.phase, Phase::Active | Phase::Unstated);
    let (Some(a), Some(b)) = (
        peering.requester.network.get(),
        peering.accepter.network.get(),
    ) else {
        return;
    };
    let known = || sides::all_tables(cx, a).is_some() && sides::all_tables(cx, b).is_some();
    let used = cx
        .index
        .relations
        .routes
        .values(AnyId::Peering(id))
        .next()
        .is_some();
    if !working || a == b || used || !known() {
        return;
    }
    out.push(
        Draft::at(
            peering.head.origin(),
            format!(
                "{} joins {} and {}, but neither has a route through it",
                cx.name(id),
                cx.name(a),
                cx.name(b)
            ),
        )
        .help("Add a route to a table of each side, or remove the peering")
        .about(cx.subject(id))
        .about(cx.subject(a))
        .about(cx.subject(b))
        .key("routes", ""),
    );
}
