//! PEER027: a peering names a network that is not in the input.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Peering, Target};
use crate::rules::peering::sides;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 27),
        name: "peering-unknown-vpc",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a peering names a network that is not in the input",
        rationale: "Overlaps and routes of that side are not checked. It is an info where the other account or region was not given, and a warning where the network should be there.",
        remedy: "Add the export of the other side.",
        references: &[&refs::PEERING_BASICS, &refs::EC2_ACCEPT_PEERING],
        example: example!("PEER027"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    if !cx.is_live(id) {
        return;
    }
    let provider = peering.head.provider;
    for side in peering.sides() {
        let missing = match side.network.target {
            Target::Dangling => true,
            Target::Outside => false,
            Target::Unset | Target::To(_) => continue,
        };
        let owner = match (side.owner.get(), side.region.get()) {
            (Some(owner), Some(region)) => {
                format!(" of {} {owner} in {region}", cx.profile(id).words.account)
            }
            (Some(owner), None) => format!(" of {} {owner}", cx.profile(id).words.account),
            _ => String::new(),
        };
        let why = if missing {
            "which is not in the input although it should be"
        } else {
            "which is not in the input"
        };
        let mut draft = Draft::at(
            context::place(&side.network.id, &peering.head),
            format!(
                "{} joins {}{owner}, {why}: overlaps and routes of that side are not checked",
                cx.name(id),
                sides::name(cx, side, provider)
            ),
        )
        .help(if missing {
            "Correct the id, or add the export that lists the network"
        } else {
            "Add the export of the other side"
        })
        .lowered_if(!missing, Severity::Info)
        .about(cx.subject(id))
        .key(
            "network",
            side.network.id.get().map_or("", |text| text.as_str()),
        );
        if let Some(subject) = sides::subject(cx, side, provider) {
            draft = draft.about(subject);
        }
        out.push(draft);
    }
}
