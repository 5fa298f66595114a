//! VIF003: A virtual interface has another VLAN than its hosted connection.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Id, VirtualInterface};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 3),
        name: "vif-vlan-hosted-mismatch",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface has another VLAN than its hosted connection",
        rationale: "The partner assigns the VLAN of a hosted connection and passes only frames that carry it.",
        remedy: "Give the interface the VLAN of its connection.",
        references: &[&refs::DX_HOSTED, &refs::DX_CONNECTION, &refs::DX_QUOTAS],
        example: example!("VIF003"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let hosted = cx.profile(id).interfaces.hosted.get();
    let Some(AnyId::Connection(connection)) = interface.connection.get() else {
        return;
    };
    let carrier = &cx.design[connection];
    let (Some((vlan, span)), Some(given)) = (interface.vlan.located(), carrier.vlan.get()) else {
        return;
    };
    let given_there = hosted.is_some_and(|hosted| hosted.vlan_given)
        && carrier.is_hosted() == Some(true)
        && given != 0;
    if !given_there || *vlan == given || *vlan == 0 || !cx.is_live(id) || !cx.is_live(connection) {
        return;
    }
    out.push(
        Draft::at(
            span,
            format!(
                "{} has the VLAN {vlan}, but the hosted {} has {given}",
                cx.name(id),
                cx.name(connection)
            ),
        )
        .also(
            context::place(&carrier.vlan, &carrier.head),
            "assigned by the partner",
        )
        .help(format!("Take the VLAN {given}"))
        .about(cx.subject(id))
        .about(cx.subject(connection))
        .key("vlan", vlan.to_string()),
    );
}
