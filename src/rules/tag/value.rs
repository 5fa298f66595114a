//! TAG002: a tag has a value that the provider refuses.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::rules::tag::tags;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Tag, 2),
        name: "tag-value-too-long",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a tag has a value that the provider refuses",
        rationale: "The provider refuses the whole call, and the element is made without its tags or not at all.",
        remedy: "Shorten the value, or leave out the characters that the provider does not take.",
        references: &[
            &refs::EC2_TAG,
            &refs::DX_TAG,
            &refs::OUTSCALE_API,
            &refs::EC2_ACCEPT_PEERING,
            &refs::EC2_ROUTE_SERVER_PEERS,
            &refs::OUTSCALE_NET_PEERING,
        ],
        example: example!("TAG002"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    tags::each(cx, |id, tag, rule| {
        let (Some((value, span)), Some(text)) = (tag.value.located(), rule.value.get()) else {
            return;
        };
        let (Some(wrong), Some(key)) = (text.refuses(value), tag.key.get()) else {
            return;
        };
        out.push(
            Draft::at(
                span,
                format!("the value of the tag `{key}` of {} {wrong}", cx.name_of(id)),
            )
            .help("Shorten the value, or leave out what the provider does not take")
            .about(cx.subject_of(id))
            .key("tag", key.as_str()),
        );
    });
}
