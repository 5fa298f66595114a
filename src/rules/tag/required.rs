//! TAG005: an element lacks a tag that the settings demand.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Presence};
use crate::rules::tag::tags;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Tag, 5),
        name: "tag-required-missing",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an element lacks a tag that the settings demand",
        rationale: "What is counted, cleaned up or owned by tags passes it over. The rule speaks only where `required-tags` of the settings names keys, and not about elements that another account owns, because their tags are not shown.",
        remedy: "Add the tag, or take its key out of `required-tags`.",
        references: &[&refs::EC2_TAG, &refs::DX_TAG],
        example: example!("TAG005"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for kind in tags::NAMED {
        let required = cx.settings.required_tags(*kind);
        if required.is_empty() {
            continue;
        }
        for id in cx.design.of_kind(*kind) {
            let head = cx.design.head(id);
            let has_tags = cx
                .profiles
                .get(head.provider)
                .naming
                .tags_of(*kind)
                .is_some();
            let ours =
                head.presence == Presence::Listed && !head.is_foreign() && head.state.is_live();
            if has_tags && ours {
                for (key, place) in &required {
                    if head.tag(key.as_str()).is_none_or(|value| value.is_empty()) {
                        out.push(finding(cx, id, key.as_str(), *place));
                    }
                }
            }
        }
    }
}

fn finding(cx: &Context<'_>, id: AnyId, key: &str, place: Option<crate::source::Span>) -> Draft {
    let draft = Draft::at(
        cx.design.head(id).origin(),
        format!("{} has no tag {key}", cx.name_of(id)),
    )
    .help(format!("Add the tag {key}"))
    .about(cx.subject_of(id))
    .key("tags", key);
    match place {
        Some(place) => draft.also(place, "demanded here"),
        None => draft,
    }
}
