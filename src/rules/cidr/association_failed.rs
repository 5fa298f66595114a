//! CIDR017: a block could not be added to its network.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Network, Phase};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Cidr, 17),
        name: "cidr-association-failed",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a block could not be added to its network",
        rationale: "Nothing can use the addresses; whoever planned with them finds out late.",
        remedy: "Look up why the block was refused (an overlap with a peer, a route or the quota), and remove the entry or add another block.",
        references: &[&refs::VPC_CIDR],
        example: example!("CIDR017"),
    },
    check: Check::Network(check),
};

fn check(cx: &Context<'_>, id: Id<Network>, out: &mut Sink) {
    let network = &cx.design[id];
    if !cx.exported(id) || !cx.is_live(id) {
        return;
    }
    for block in &network.cidrs {
        if block.state.phase != Phase::Failed {
            continue;
        }
        let what = block
            .cidr
            .get()
            .map_or_else(|| "a block".to_owned(), |cidr| cidr.to_string());
        out.push(
            Draft::at(
                context::place(&block.cidr, &network.head),
                format!(
                    "{what} could not be added to {} (state {})",
                    cx.name(id),
                    block.state.word()
                ),
            )
            .about(cx.subject(id))
            .key("cidr", what),
        );
    }
}
