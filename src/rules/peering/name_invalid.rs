//! PEER029: the name of a peering is not one that the provider takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{ElementKind, Id, Peering};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 29),
        name: "peering-name-invalid",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the name of a peering is missing, too long, or has characters that the provider refuses",
        rationale: "The provider refuses the request.",
        remedy: "Give it a name of the length and characters that the provider takes.",
        references: &[&refs::HUAWEI_PEERING],
        example: example!("PEER029"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    let head = &peering.head;
    let naming = cx.profile(id).naming.name(ElementKind::Peering);
    let Some(rule) = naming.get().filter(|_| cx.is_live(id)) else {
        return;
    };
    let wrong = match head.name.get() {
        // An export may leave it out, a request may not.
        None if rule.least > 0 && super::sides::is_request(cx, peering) => "has no name".to_owned(),
        None => return,
        Some(name) => match super::sides::wrong_text(rule, &name) {
            Some(wrong) => format!("has a name {wrong}"),
            None => return,
        },
    };
    out.push(
        Draft::at(
            context::place(&head.name, head),
            format!("{} {wrong}", cx.name(id)),
        )
        .help(format!(
            "{} takes {} to {} characters",
            cx.provider(id),
            rule.least,
            rule.most
        ))
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key(
            "name",
            head.name.get().map_or(String::new(), |n| n.to_string()),
        ),
    );
}
