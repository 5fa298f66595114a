//! PEER022: A design sets an option of a peering that is not active.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{ElementKind, Phase};
use crate::profile::{MachineOf, Verb};
use crate::rules::plan::{self, Thing};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 22),
        name: "peering-dns-before-active",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a design sets an option of a peering that is not active",
        rationale: "The provider takes options of active peerings only.",
        remedy: "Accept the request first and set the option afterwards.",
        references: &[&refs::PEERING_DNS],
        example: example!("PEER022"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for (id, peering) in cx.design.peerings.iter() {
        let waits = matches!(
            peering.head.state.phase,
            Phase::Requested | Phase::AwaitingAcceptance | Phase::Provisioning
        );
        if cx.exported(id) || !waits || cx.profile(id).peering.dns_option.get() != Some(true) {
            continue;
        }
        for side in peering.sides() {
            let Some((true, span)) = side.dns.located().map(|(on, span)| (*on, span)) else {
                continue;
            };
            out.push(
                Draft::at(
                    span,
                    format!(
                        "{} is {}, but DNS resolution is set on it",
                        cx.name(id),
                        peering.head.state.word()
                    ),
                )
                .also(
                    context::place(&peering.head.state.native, &peering.head),
                    "not active",
                )
                .help("Set the option after the request is accepted")
                .about(cx.subject(id))
                .key("dns", peering.head.state.word()),
            );
        }
    }
    plan::walk(cx, |world, call| {
        let sets = call.operation.verb == Verb::Modify && call.operation.on == MachineOf::Multipath;
        let Some(thing) = world.among(ElementKind::Peering, call).filter(|_| sets) else {
            return;
        };
        let (Some(machine), Some(states)) = (world.machine(thing), world.states(thing)) else {
            return;
        };
        let active = |word: &&str| {
            machine
                .state(word)
                .is_some_and(|row| row.phase == Phase::Active)
        };
        if states.iter().any(active) {
            return;
        }
        let draft = Draft::at(
            call.place(),
            format!(
                "{} is not possible: {} is then {}",
                call.operation.name,
                world.name(thing),
                states.join(" or ")
            ),
        )
        .help("Accept the request in an earlier step")
        .key("operation", states.join(" "));
        out.push(match thing {
            Thing::Element(id) => draft.about(cx.subject_of(id)),
            Thing::Made(at) => match world.made(at) {
                Some(made) => draft.about(plan::subject(made)),
                None => draft,
            },
        });
    });
}
