//! PEER012: a route leads to a peering that does not work.

use crate::finding::{
    Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status, Subject,
};
use crate::model::{AnyId, ElementKind, Id, Phase, Route, RouteTable, Target};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 12),
        name: "peering-route-inactive",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route leads to a peering that does not work",
        rationale: "Packets that take the route are dropped. A peering that is not at its end may still come to work, so that is a warning; a peering that is not in the input cannot be judged, which is an info, or a warning where it should be there.",
        remedy: "Remove the route, or point it at a peering that works.",
        references: &[&refs::PEERING_ROUTES, &refs::VPC_ROUTES],
        example: example!("PEER012"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    for route in cx.design[id].routes.iter().flatten() {
        if let Some(draft) = judge(cx, id, route) {
            out.push(draft);
        }
    }
}

fn judge(cx: &Context<'_>, id: Id<RouteTable>, route: &Route) -> Option<Draft> {
    let table = &cx.design[id];
    let link = route.target.link()?;
    let destination = context::destination(route);
    let (said, help, severity) = match link.target {
        Target::To(AnyId::Peering(peering)) => {
            let head = cx.head(peering);
            let (severity, help) = match head.state.phase {
                Phase::Unstated | Phase::Active | Phase::Degraded | Phase::Unknown => return None,
                Phase::Requested | Phase::AwaitingAcceptance | Phase::Provisioning => (
                    Severity::Warning,
                    "It works as soon as the peering is active; until then packets are dropped",
                ),
                Phase::Deleting => (Severity::Warning, "Remove the route; the peering is going"),
                Phase::Failed | Phase::Refused | Phase::Expired | Phase::Deleted => (
                    Severity::Error,
                    "Remove the route, or point it at a peering that works",
                ),
            };
            let said = format!(
                "{} sends {destination} to {}, which is {}",
                cx.name(id),
                cx.name(peering),
                head.state.word()
            );
            (said, help, severity)
        }
        Target::Outside | Target::Dangling if link.kinds == [ElementKind::Peering] => {
            let missing = matches!(link.target, Target::Dangling);
            let what = format!(
                "{} {}",
                cx.word_for(table.head.provider, ElementKind::Peering),
                link.id.get()?
            );
            let said = if missing {
                format!(
                    "{} sends {destination} to {what}, which is not in the input although it should be",
                    cx.name(id)
                )
            } else {
                format!(
                    "{} sends {destination} to {what}, which is not in the input: not checked",
                    cx.name(id)
                )
            };
            let severity = if missing {
                Severity::Warning
            } else {
                Severity::Info
            };
            (
                said,
                "Add the export that lists the peering, or remove the route",
                severity,
            )
        }
        _ => return None,
    };
    let mut draft = Draft::at(link.id.span().unwrap_or(route.span), said)
        .help(help)
        .lowered(severity)
        .about(cx.route_subject(id, route))
        .about(cx.subject(id))
        .key("to", destination);
    if let Target::To(target) = link.target {
        let head = cx.design.head(target);
        draft = draft
            .also(context::place(&head.state.native, head), "its state")
            .about(cx.subject_of(target));
    } else if let Some(id) = link.id.get() {
        draft = draft.about(Subject {
            kind: ElementKind::Peering.word(),
            id,
            name: None,
            provider: table.head.provider.0,
            account: None,
            region: None,
        });
    }
    Some(draft)
}
