//! STATE002: A planned operation is not possible in the state in which its element will be. Changes between two snapshots are
//! judged where these are compared.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::profile::Verb;
use crate::rules::plan::{self, Thing};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::State, 2),
        name: "state-invalid-transition",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a planned operation, or a change of state between two snapshots, is not possible",
        rationale: "The provider refuses the call. What the steps before it do to the element is taken into account, and a step that expects an error is not judged. Between two snapshots (`netvet diff`) a change is judged by whole paths, because snapshots skip states; where no path explains it within the time between them, one of them is stale, merged or changed by hand. In exports of AWS that is a warning.",
        remedy: "Do what leads to a state that allows the operation first, or leave the step out. Of two snapshots, export the one again that is not what it says.",
        references: &[
            &refs::EC2_ACCEPT_PEERING,
            &refs::PEERING_BASICS,
            &refs::DX_API_2016,
            &refs::OUTSCALE_NET_PEERING,
            &refs::HUAWEI_PEERING,
        ],
        example: example!("STATE002"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    plan::walk(cx, |world, call| {
        let operation = call.operation;
        // Changes and ties depend on more than a state.
        let judged = matches!(
            operation.verb,
            Verb::Accept | Verb::Reject | Verb::Delete | Verb::StartTest | Verb::StopTest
        );
        let Some(thing) = world.target(call).filter(|_| judged) else {
            return;
        };
        let (Some(machine), Some(states)) = (world.machine(thing), world.states(thing)) else {
            return;
        };
        let mut from: Vec<&str> = Vec::new();
        for row in machine.states {
            if machine
                .on_operation(Some(row.native), operation.name)
                .next()
                .is_some()
            {
                from.push(row.native);
            }
        }
        if from.is_empty() || states.iter().any(|word| from.contains(word)) {
            return;
        }
        let name = world.name(thing);
        let mut draft = Draft::at(
            call.place(),
            format!(
                "{} is not possible: {name} is then {}",
                operation.name,
                states.join(" or ")
            ),
        )
        .help(format!(
            "{} is possible while it is {}",
            operation.name,
            from.join(" or ")
        ))
        .key(
            "operation",
            format!("{} {}", operation.name, states.join(" ")),
        );
        draft = match thing {
            Thing::Element(id) => {
                let head = cx.design.head(id);
                draft
                    .also(
                        context::place(&head.state.native, head),
                        "its state before the plan",
                    )
                    .about(cx.subject_of(id))
            }
            Thing::Made(at) => match world.made(at) {
                Some(made) => draft
                    .about(plan::subject(made))
                    .also(made.call.place(), "made here"),
                None => draft,
            },
        };
        out.push(draft);
    });
}
