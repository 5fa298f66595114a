//! PEER030: the description of a peering is not one that the provider takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{ElementKind, Id, Peering};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 30),
        name: "description-invalid",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the description of a peering is too long, or has characters that the provider refuses",
        rationale: "The provider refuses the request.",
        remedy: "Shorten it, or leave the characters out.",
        references: &[&refs::HUAWEI_PEERING],
        example: example!("PEER030"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    let facts = cx.profile(id).naming.description(ElementKind::Peering);
    let (Some(rule), Some((text, span))) = (facts.get(), peering.description.located()) else {
        return;
    };
    let Some(wrong) = super::sides::wrong_text(rule, text).filter(|_| cx.is_live(id)) else {
        return;
    };
    out.push(
        Draft::at(span, format!("{} has a description {wrong}", cx.name(id)))
            .help(format!(
                "{} takes at most {} characters, and no angle brackets",
                cx.provider(id),
                rule.most
            ))
            .lowered_if(cx.exported(id), Severity::Warning)
            .about(cx.subject(id))
            .key("description", text.to_string()),
    );
}
