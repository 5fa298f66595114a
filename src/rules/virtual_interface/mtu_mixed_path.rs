//! VIF026: Parallel private virtual interfaces to one gateway have different packet sizes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, InterfaceType, VirtualInterface};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 26),
        name: "vif-mtu-mixed-path",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "parallel private virtual interfaces to one gateway have different packet sizes",
        rationale: "Where the same route comes over both, the provider uses the smaller size, and jumbo frames are lost or cut.",
        remedy: "Give the interfaces the same size.",
        references: &[&refs::DX_MTU],
        example: example!("VIF026"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for group in cx.index.relations.interfaces_to.groups() {
        let sized: Vec<(i64, Id<VirtualInterface>)> = group
            .iter()
            .filter(|(_, id)| {
                cx.is_live(*id) && cx.design[*id].kind() == Some(InterfaceType::Private)
            })
            .filter_map(|(_, id)| Some((cx.design[*id].mtu.get().filter(|mtu| *mtu != 0)?, *id)))
            .collect();
        let known = |id: &Id<VirtualInterface>| cx.profile(*id).interfaces.mtus.is_known();
        let (Some(small), Some(large)) = (
            sized
                .iter()
                .filter(|(_, id)| known(id))
                .min_by_key(|(mtu, _)| *mtu),
            sized
                .iter()
                .filter(|(_, id)| known(id))
                .max_by_key(|(mtu, _)| *mtu),
        ) else {
            continue;
        };
        let Some((gateway, _)) = group.first().filter(|_| small.0 != large.0) else {
            continue;
        };
        let at = |id: Id<VirtualInterface>| context::place(&cx.design[id].mtu, cx.head(id));
        out.push(
            Draft::at(
                at(small.1),
                format!(
                    "{} has the MTU {} and {} has {}, and both lead to {}",
                    cx.name(small.1),
                    small.0,
                    cx.name(large.1),
                    large.0,
                    cx.name_of(*gateway)
                ),
            )
            .also(at(large.1), "the other size")
            .help("Give the interfaces of one gateway the same size")
            .about(cx.subject(small.1))
            .about(cx.subject(large.1))
            .about(cx.subject_of(*gateway))
            .key("mtu", format!("{} {}", small.0, large.0)),
        );
    }
}
