//! IN011: an identifier does not have the form of its kind.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::profile::IdForm;
use crate::rules::input::text;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Input, 11),
        name: "input-id-malformed",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an identifier does not have the form of its kind",
        rationale: "It was mistyped, masked or taken from another field, and references to it lead nowhere. What was masked on purpose is an info.",
        remedy: "Correct the identifier.",
        references: &[&refs::EC2_ERRORS],
        example: example!("IN011"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for id in cx.design.all() {
        let head = cx.design.head(id);
        let naming = &cx.profiles.get(head.provider).naming;
        let (Some((text, span)), Some(form)) = (head.id.located(), naming.id(id.kind()).stated())
        else {
            continue;
        };
        // Resource names of other services are ids as well.
        if form.fits(text) || text.starts_with("arn:") {
            continue;
        }
        let expected = match form {
            IdForm::Prefix(prefix) => format!("`{prefix}` and letters or digits"),
            IdForm::Uuid => "a UUID".to_owned(),
        };
        out.push(
            Draft::at(
                span,
                format!(
                    "`{text}` is no identifier of {}",
                    cx.word_for(head.provider, id.kind()).with_article()
                ),
            )
            .help(format!("Such an identifier is {expected}"))
            .lowered_if(!head.is_design() && text::is_masked(text), Severity::Info)
            .about(cx.subject_of(id))
            .key("id", text.as_str()),
        );
    }
}
