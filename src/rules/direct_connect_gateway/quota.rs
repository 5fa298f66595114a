//! DXG016: A Direct Connect gateway or transit gateway is tied to more than the provider allows.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, DirectConnectGateway, Id, ProviderId};
use crate::profile::{Counted, Per};
use crate::rules::direct_connect_gateway::ends::{self, End};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Text;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 16),
        name: "dxgw-quota",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a Direct Connect gateway or transit gateway is tied to more than the provider allows",
        rationale: "Further ties are refused.",
        remedy: "Spread them over further gateways.",
        references: &[&refs::DX_QUOTAS],
        example: example!("DXG016"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for id in cx
        .design
        .direct_connect_gateways
        .ids()
        .filter(|id| cx.is_live(*id))
    {
        gateway(cx, id, out);
    }
    for group in cx.index.relations.associations_to.groups() {
        let Some((AnyId::TransitGateway(hub), _)) = group.first() else {
            continue;
        };
        let mut gateways: Vec<_> = group
            .iter()
            .filter(|(_, id)| cx.is_live(*id))
            .filter_map(|(_, id)| cx.design[*id].gateway.id.get())
            .collect();
        gateways.sort_unstable();
        gateways.dedup();
        let of = AnyId::TransitGateway(*hub);
        let what = (Counted::DirectConnectGateways, Per::TransitGateway);
        judge(cx, of, gateways.len(), what, out);
    }
    let mut owned: BTreeMap<(ProviderId, Text), Vec<Id<DirectConnectGateway>>> = BTreeMap::new();
    for (id, gateway) in cx.design.direct_connect_gateways.iter() {
        if let Some(owner) = gateway.head.account.get().filter(|_| cx.is_live(id)) {
            owned
                .entry((gateway.head.provider, owner))
                .or_default()
                .push(id);
        }
    }
    for gateways in owned.into_values() {
        if let Some(last) = gateways.last() {
            let what = (Counted::DirectConnectGateways, Per::Account);
            judge(
                cx,
                AnyId::DirectConnectGateway(*last),
                gateways.len(),
                what,
                out,
            );
        }
    }
}

fn gateway(cx: &Context<'_>, id: Id<DirectConnectGateway>, out: &mut Sink) {
    let of = AnyId::DirectConnectGateway(id);
    let ties = |sort: End| {
        let all = cx.index.relations.associations.of(id).iter();
        all.filter(|a| cx.is_live(**a) && ends::of(&cx.design[**a]) == Some(sort))
            .count()
    };
    let interfaces = cx.index.relations.interfaces_to.values(of);
    let interfaces = interfaces
        .filter(|interface| cx.is_live(**interface))
        .count();
    for (what, count) in [
        (Counted::VirtualGateways, ties(End::VirtualGateway)),
        (Counted::TransitGateways, ties(End::TransitGateway)),
        (Counted::VirtualInterfaces, interfaces),
    ] {
        judge(cx, of, count, (what, Per::DirectConnectGateway), out);
    }
}

fn judge(cx: &Context<'_>, of: AnyId, count: usize, what: (Counted, Per), out: &mut Sink) {
    let head = cx.design.head(of);
    let limit = cx.profiles.get(head.provider).limit(what.0, what.1);
    let Some(quota) = limit.and_then(|limit| cx.quota(head.account.get(), limit)) else {
        return;
    };
    if !quota.is_exceeded(count) {
        return;
    }
    let whose = match (what.1, head.account.get()) {
        (Per::Account, Some(account)) => {
            format!("{} {account}", cx.profiles.get(head.provider).words.account)
        }
        _ => cx.name_of(of),
    };
    let draft = Draft::at(
        head.origin(),
        format!("{whose} has {count} {}; {}", what.0.words(), quota.words()),
    )
    .help("Spread them over further gateways")
    .about(cx.subject_of(of))
    .key("count", format!("{} {}", what.0.words(), what.1.words()));
    out.push(quota.shown(draft));
}
