//! TAG004: an element has no name although others of its kind have one.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Presence};
use crate::rules::tag::tags;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Tag, 4),
        name: "tag-missing-name",
        severity: Severity::Info,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an element has no name although others of its kind have one",
        rationale: "Nobody can tell from lists and diagrams what it is for.",
        remedy: "Give it a name.",
        references: &[&refs::EC2_TAG],
        example: example!("TAG004"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for kind in tags::NAMED {
        let all = cx.design.of_kind(*kind);
        let mine = |id: &AnyId| {
            let head = cx.design.head(*id);
            // Names of what another account shares are not shown.
            !head.is_design() && head.presence == Presence::Listed && !head.is_foreign()
        };
        // Where nothing of a kind has a name, names were left out of the input or are not used.
        let named = all.iter().any(|id| {
            mine(id)
                && cx
                    .design
                    .head(*id)
                    .name
                    .get()
                    .is_some_and(|name| !name.is_empty())
        });
        for id in all.into_iter().filter(|_| named).filter(mine) {
            let head = cx.design.head(id);
            if head.name.get().is_some_and(|name| !name.is_empty()) || !head.state.is_live() {
                continue;
            }
            out.push(
                Draft::at(head.origin(), format!("{} has no name", cx.name_of(id)))
                    .help("Give it a name, as others of its kind have one")
                    .about(cx.subject_of(id))
                    .key("name", ""),
            );
        }
    }
}
