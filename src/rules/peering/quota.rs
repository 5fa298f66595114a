//! PEER026: more peerings than the provider allows.

use std::collections::BTreeMap;

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Network, Peering, Phase, ProviderId};
use crate::profile::{Counted, Limit, Per};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Text;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 26),
        name: "peering-quota",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "there are more peerings than the provider allows",
        rationale: "Further peerings are refused until the quota is raised. Quotas differ between accounts, so it is a warning, and an error only in a design that goes beyond what the provider raises or what the settings say that it has raised.",
        remedy: "Have the quota raised, remove peerings that nobody uses, or join the networks by a transit gateway.",
        references: &[&refs::PEERING_QUOTAS, &refs::OTC_VPC],
        example: example!("PEER026"),
    },
    check: Check::Design(check),
};

/// Peerings counted together, and the name of what they are counted for.
struct Count {
    ids: Vec<Id<Peering>>,
    per: String,
    account: Option<Text>,
    network: Option<Id<Network>>,
}

fn check(cx: &Context<'_>, out: &mut Sink) {
    per_network(cx, out);
    let owners = |active: bool| {
        let mut owners: BTreeMap<(ProviderId, Text, Option<Text>), Vec<Id<Peering>>> =
            BTreeMap::new();
        for (id, peering) in cx.design.peerings.iter() {
            let pending = peering.head.state.phase == Phase::AwaitingAcceptance;
            let sides = match (works(peering), pending) {
                (true, _) if active => vec![&peering.requester, &peering.accepter],
                (_, true) => vec![&peering.requester],
                _ => continue,
            };
            let mut seen = Vec::new();
            for side in sides {
                let Some(owner) = side.owner.get() else {
                    continue;
                };
                let key = (peering.head.provider, owner, side.region.get());
                if !seen.contains(&key) {
                    owners.entry(key).or_default().push(id);
                    seen.push(key);
                }
            }
        }
        owners
    };
    for (what, active) in [(Counted::PendingPeerings, false), (Counted::Peerings, true)] {
        for ((provider, owner, region), ids) in owners(active) {
            let profile = cx.profiles.get(provider);
            let Some(limit) = profile.limit(what, Per::AccountAndRegion) else {
                continue;
            };
            let place = region.map_or_else(String::new, |region| format!(" in {region}"));
            let per = format!("{} {owner}{place}", profile.words.account);
            let count = Count {
                ids,
                per,
                account: Some(owner),
                network: None,
            };
            judge(cx, &count, limit, out);
        }
    }
}

fn per_network(cx: &Context<'_>, out: &mut Sink) {
    for id in cx.design.networks.ids() {
        let Some(limit) = cx.profile(id).limit(Counted::ActivePeerings, Per::Network) else {
            continue;
        };
        let ids: Vec<_> = cx
            .index
            .relations
            .peerings
            .of(id)
            .iter()
            .copied()
            .filter(|peering| works(&cx.design[*peering]))
            .collect();
        let count = Count {
            ids,
            per: cx.name(id),
            account: cx.head(id).account.get(),
            network: Some(id),
        };
        judge(cx, &count, limit, out);
    }
}

fn works(peering: &Peering) -> bool {
    matches!(peering.head.state.phase, Phase::Active | Phase::Unstated)
}

fn judge(cx: &Context<'_>, count: &Count, limit: &Limit, out: &mut Sink) {
    let (Some(quota), Some(last)) = (cx.quota(count.account, limit), count.ids.last()) else {
        return;
    };
    let (found, most) = (count.ids.len(), quota.most);
    if !quota.is_exceeded(found) {
        return;
    }
    let beyond = limit
        .highest
        .get()
        .filter(|highest| found > *highest as usize);
    let design = count.ids.iter().all(|id| !cx.exported(*id));
    let raised = match limit.highest.get() {
        Some(highest) if most < u64::from(highest) => format!("; it can be raised to {highest}"),
        _ => String::new(),
    };
    let said = if quota.raised { "" } else { " unless raised" };
    let span = count.network.map_or_else(
        || cx.head(*last).origin(),
        |network| cx.head(network).origin(),
    );
    let mut draft = Draft::at(
        span,
        format!(
            "{} has {found} {}; {}{said}",
            count.per,
            limit.what.words(),
            quota.words()
        ),
    )
    .also(cx.head(*last).origin(), "the last one of them")
    .help(format!("The quota is {most}{raised}"))
    .lowered_if(
        !(design && (beyond.is_some() || quota.raised)),
        Severity::Warning,
    )
    .key("count", limit.what.words());
    draft = quota.shown(draft);
    if let Some(network) = count.network {
        draft = draft.about(cx.subject(network));
    }
    out.push(draft.about(cx.subject(*last)));
}
