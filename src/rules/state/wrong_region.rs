//! STATE004: A planned acceptance of a request between regions is called in the wrong region.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::profile::Verb;
use crate::rules::plan::{self, Thing};
use crate::rules::state::actors;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::State, 4),
        name: "state-wrong-region",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a planned acceptance of a request between regions is called in the wrong region",
        rationale: "The provider refuses it: a request between regions is accepted in the region of the side that was asked.",
        remedy: "Call the operation in the region of the accepter.",
        references: &[
            &refs::EC2_ACCEPT_PEERING,
            &refs::PEERING_BASICS,
            &refs::TGW_PEERING,
        ],
        example: example!("STATE004"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    plan::walk(cx, |world, call| {
        let accepts = call.operation.verb == Verb::Accept;
        let (Some((region, span)), Some(thing)) = (
            call.step
                .region
                .located()
                .map(|(text, span)| (*text, span))
                .filter(|_| accepts),
            world.target(call),
        ) else {
            return;
        };
        let Some((asked_in, asked_from)) = actors::regions(world, thing) else {
            return;
        };
        if asked_in == asked_from || region == asked_in {
            return;
        }
        let draft = Draft::at(
            span,
            format!(
                "{} is called in {region}, but {} was sent from {asked_from} to {asked_in}",
                call.operation.name,
                world.name(thing)
            ),
        )
        .also(call.place(), "called here")
        .help(format!("Call it in {asked_in}"))
        .key("region", region.as_str());
        out.push(match thing {
            Thing::Element(id) => draft.about(cx.subject_of(id)),
            Thing::Made(at) => match world.made(at) {
                Some(made) => draft.about(plan::subject(made)),
                None => draft,
            },
        });
    });
}
