//! PEER017: the record of a peering shows a block that its network does not have.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Family, Id, Peering, Phase, Presence};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 17),
        name: "peering-cidr-stale",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the record of a peering shows a block that its network does not have",
        rationale: "The two lists were taken at different times or from different places, so one of them is out of date; routes may rest on it.",
        remedy: "Export both again at one time.",
        references: &[&refs::EC2_ACCEPT_PEERING, &refs::PEERING_BASICS],
        example: example!("PEER017"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    let shown = matches!(
        peering.head.state.phase,
        Phase::Active | Phase::Provisioning
    );
    if !cx.exported(id) || !shown {
        return;
    }
    for side in peering.sides() {
        let Some(network_id) = side.network.get() else {
            continue;
        };
        let network = &cx.design[network_id];
        if network.head.presence != Presence::Listed || network.head.is_design() {
            continue;
        }
        for field in &side.cidrs {
            let Some((cidr, span)) = field.located() else {
                continue;
            };
            let whole = match cidr.family() {
                Family::Ipv4 => network.ipv4_listed,
                Family::Ipv6 => network.ipv6_listed,
            };
            // A block on its way in or out may be in one list and not in the other.
            let has = network.cidrs.iter().any(|block| {
                block
                    .cidr
                    .get()
                    .is_some_and(|other| other.network() == cidr.network())
                    && (block.state.is_live()
                        || matches!(block.state.phase, Phase::Unknown | Phase::Deleting))
            });
            if !whole || has {
                continue;
            }
            out.push(
                Draft::at(
                    span,
                    format!(
                        "{} shows {cidr} for {}, which does not have that block",
                        cx.name(id),
                        cx.name(network_id)
                    ),
                )
                .also(network.head.origin(), "the network")
                .help("Export both again at one time")
                .about(cx.subject(id))
                .about(cx.subject(network_id))
                .key("cidr", cidr.to_string()),
            );
        }
    }
}
