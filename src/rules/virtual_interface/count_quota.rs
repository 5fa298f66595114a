//! VIF032: A connection or group has more virtual interfaces than the provider allows.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Id, InterfaceType, VirtualInterface};
use crate::profile::{Counted, Per};
use crate::rules::virtual_interface::carrier::{self, Carrier};
use crate::rules::{Check, Context, Rule, refs};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 32),
        name: "vif-count-quota",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a connection or group has more virtual interfaces than the provider allows",
        rationale: "Further interfaces are refused. The numbers are disputed or can be raised, so it is never an error.",
        remedy: "Spread the interfaces over further connections, or share transit interfaces.",
        references: &[&refs::DX_QUOTAS],
        example: example!("VIF032"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut on: BTreeMap<Carrier, Vec<Id<VirtualInterface>>> = BTreeMap::new();
    for id in cx
        .design
        .virtual_interfaces
        .ids()
        .filter(|id| cx.is_live(*id))
    {
        if let Some(carrier) = carrier::of(cx, id) {
            on.entry(carrier).or_default().push(id);
        }
    }
    for (carrier, interfaces) in on {
        // A hosted connection has a rule of its own.
        if let Carrier::Known(AnyId::Connection(id)) = carrier
            && cx.design[id].is_hosted() != Some(false)
        {
            continue;
        }
        for what in [
            Counted::PrivateOrPublicInterfaces,
            Counted::TransitInterfaces,
            Counted::VirtualInterfaces,
        ] {
            judge(cx, carrier, &interfaces, what, out);
        }
    }
}

fn judge(
    cx: &Context<'_>,
    carrier: Carrier,
    interfaces: &[Id<VirtualInterface>],
    what: Counted,
    out: &mut Sink,
) {
    let counted: Vec<_> = interfaces
        .iter()
        .filter(|id| match (what, cx.design[**id].kind()) {
            (Counted::TransitInterfaces, kind) => kind == Some(InterfaceType::Transit),
            (Counted::PrivateOrPublicInterfaces, kind) => {
                matches!(kind, Some(InterfaceType::Private | InterfaceType::Public))
            }
            _ => true,
        })
        .collect();
    let Some(last) = counted.last() else {
        return;
    };
    let limit = cx.profile(**last).limit(what, Per::DedicatedConnection);
    let account = carrier.subject(cx).and_then(|subject| subject.account);
    let Some(quota) = limit.and_then(|limit| cx.quota(account, limit)) else {
        return;
    };
    if !quota.is_exceeded(counted.len()) {
        return;
    }
    let mut draft = Draft::at(
        carrier
            .place(cx)
            .unwrap_or_else(|| cx.head(**last).origin()),
        format!(
            "{} has {} {}; {}",
            carrier.name(cx),
            counted.len(),
            what.words(),
            quota.words()
        ),
    )
    .also(cx.head(**last).origin(), "the last one of them")
    .help("Spread the interfaces over further connections")
    .key("count", what.words());
    if let Some(subject) = carrier.subject(cx) {
        draft = draft.about(subject);
    }
    out.push(quota.shown(draft.about(cx.subject(**last))));
}
