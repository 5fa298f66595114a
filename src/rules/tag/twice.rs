//! TAG003: an element has one tag key twice.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::Tag;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Tag, 3),
        name: "tag-duplicate-key",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an element has one tag key twice",
        rationale: "A key has one value; the provider refuses the second, and no genuine answer holds both.",
        remedy: "Remove one of the two.",
        references: &[&refs::EC2_TAG, &refs::DX_TAG],
        example: example!("TAG003"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for id in cx.design.all() {
        let tags = &cx.design.head(id).tags;
        for (nth, tag) in tags.iter().enumerate() {
            let Some((key, span)) = tag.key.located() else {
                continue;
            };
            // The same tag from two views of one element is one tag.
            let twin = |other: &&Tag| {
                other.key.get() == Some(*key)
                    && other
                        .key
                        .span()
                        .is_some_and(|there| there.file == span.file)
            };
            let Some(first) = tags.iter().take(nth).find(twin) else {
                continue;
            };
            let mut draft = Draft::at(
                span,
                format!("{} has the tag `{key}` twice", cx.name_of(id)),
            )
            .help("Remove one of the two")
            .about(cx.subject_of(id))
            .key("tag", key.as_str());
            if let Some(there) = first.key.span() {
                draft = draft.also(there, "the first one");
            }
            out.push(draft);
        }
    }
}
