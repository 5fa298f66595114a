//! STATE003: A planned operation is called by an account that may not do it.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::profile::{Actor, Verb};
use crate::rules::plan::{self, Thing};
use crate::rules::state::actors;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::State, 3),
        name: "state-wrong-actor",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a planned operation is called by an account that may not do it",
        rationale: "The provider refuses the call: a request is accepted by whom it was sent to, and an interface is confirmed by whom it was made for.",
        remedy: "Let the account act that owns the other side.",
        references: &[
            &refs::EC2_ACCEPT_PEERING,
            &refs::PEERING_BASICS,
            &refs::DX_API_2016,
            &refs::OUTSCALE_NET_PEERING,
            &refs::HUAWEI_PEERING,
        ],
        example: example!("STATE003"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    plan::walk(cx, |world, call| {
        let operation = call.operation;
        let judged = matches!(
            operation.verb,
            Verb::Accept | Verb::Reject | Verb::Delete | Verb::StartTest | Verb::StopTest
        );
        let (Some((caller, span)), Some(thing)) = (
            call.step
                .account
                .located()
                .map(|(text, span)| (*text, span))
                .filter(|_| judged),
            world.target(call),
        ) else {
            return;
        };
        let (Some(machine), Some(states)) = (world.machine(thing), world.states(thing)) else {
            return;
        };
        let mut may: Vec<Actor> = Vec::new();
        for from in &states {
            may.extend(
                machine
                    .on_operation(Some(from), operation.name)
                    .map(|step| step.by),
            );
        }
        may.sort_unstable();
        may.dedup();
        let mut accounts = Vec::new();
        for actor in &may {
            // An account that is not known may be this one.
            let Some(of) = actors::accounts(world, thing, *actor) else {
                return;
            };
            accounts.extend(of);
        }
        accounts.sort_unstable();
        accounts.dedup();
        if may.is_empty() || accounts.contains(&caller) {
            return;
        }
        let who: Vec<&str> = may.iter().map(|actor| actor.words()).collect();
        let word = call.profile.words.account;
        let owners: Vec<&str> = accounts.iter().map(|text| text.as_str()).collect();
        let draft = Draft::at(
            span,
            format!(
                "{word} {caller} cannot call {} for {}: only {} can, {word} {}",
                operation.name,
                world.name(thing),
                who.join(" or "),
                owners.join(" or ")
            ),
        )
        .also(call.place(), "called here")
        .help(format!("Let {word} {} act", owners.join(" or ")))
        .key("as", format!("{} {caller}", operation.name));
        out.push(match thing {
            Thing::Element(id) => draft.about(cx.subject_of(id)),
            Thing::Made(at) => match world.made(at) {
                Some(made) => draft.about(plan::subject(made)),
                None => draft,
            },
        });
    });
}
