//! ROUTE002: a route leads to something that does not exist.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyLink, ElementKind, Found, Id, RouteTable, Target};
use crate::rules::route::targets;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 2),
        name: "route-target-missing",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route leads to something that does not exist",
        rationale: "Packets that take the route are dropped. For exported elements it is a warning where the whole list of such targets was given, and nothing is said where it was not.",
        remedy: "Remove the route, or correct its target.",
        references: &[&refs::EC2_CREATE_ROUTE, &refs::VPC_ROUTES],
        example: example!("ROUTE002"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    for route in table.routes.iter().flatten() {
        let Some(link) = route.target.link() else {
            continue;
        };
        let state = route.state.get();
        let reported = state.is_some_and(|word| word == "blackhole" || word == "active");
        if link.kinds == [ElementKind::Peering] || (cx.exported(id) && reported) {
            continue;
        }
        let why = match link.target {
            Target::Dangling if is_ambiguous(cx, link) => continue,
            Target::Dangling => "does not exist".to_owned(),
            Target::To(target) if cx.design.head(target).state.phase.is_terminal() => {
                if target.kind() == ElementKind::Peering {
                    continue;
                }
                format!("is {}", cx.design.head(target).state.word())
            }
            _ => continue,
        };
        let to = context::destination(route);
        let target = targets::name(cx, route, table.head.provider);
        let mut draft = Draft::at(
            link.id.span().unwrap_or(route.span),
            format!("{} sends {to} to {target}, which {why}", cx.name(id)),
        )
        .help("Remove the route, or correct its target")
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.route_subject(id, route))
        .about(cx.subject(id))
        .key("to", to);
        if let Some(target) = link.get() {
            draft = draft
                .also(cx.design.head(target).origin(), "the target")
                .about(cx.subject_of(target));
        }
        out.push(draft);
    }
}

/// What several elements of a design are called is reported where it is read.
fn is_ambiguous(cx: &Context<'_>, link: &AnyLink) -> bool {
    let text = link.id.get();
    text.is_some_and(|text| cx.index.lookup.find(&text, link.kinds) == Found::Several)
}
