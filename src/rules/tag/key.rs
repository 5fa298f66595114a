//! TAG001: a tag has a key that the provider refuses.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::rules::tag::tags;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Tag, 1),
        name: "tag-key-invalid",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a tag has a key that the provider refuses",
        rationale: "The provider refuses the whole call, and the element is made without its tags or not at all.",
        remedy: "Choose another key.",
        references: &[
            &refs::EC2_TAG,
            &refs::DX_TAG,
            &refs::OUTSCALE_API,
            &refs::EC2_ACCEPT_PEERING,
            &refs::EC2_ROUTE_SERVER_PEERS,
            &refs::OUTSCALE_NET_PEERING,
        ],
        example: example!("TAG001"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    tags::each(cx, |id, tag, rule| {
        let (Some((key, span)), Some(text)) = (tag.key.located(), rule.key.get()) else {
            return;
        };
        let reserved = rule
            .reserved_prefix
            .get()
            .filter(|prefix| key.starts_with(prefix));
        let wrong = match reserved {
            Some(prefix) => format!("begins with `{prefix}`, which is the provider's own"),
            None => match text.refuses(key) {
                Some(wrong) => wrong,
                None => return,
            },
        };
        out.push(
            Draft::at(
                span,
                format!("{} has the tag `{key}`: the key {wrong}", cx.name_of(id)),
            )
            .help("Choose another key")
            .about(cx.subject_of(id))
            .key("tag", key.as_str()),
        );
    });
}
