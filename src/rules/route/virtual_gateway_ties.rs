//! ROUTE019: a virtual gateway is attached to two networks, or a network has two.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use std::collections::BTreeMap;

use crate::model::{Id, Link, Network, NetworkAttachment, Phase, VirtualGateway};
use crate::profile::{Counted, Per};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::{Span, Text};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Route, 19),
        name: "vgw-multiple-vpcs",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual gateway is attached to two networks, or a network has two",
        rationale: "The provider allows one network for each virtual gateway and one virtual gateway for each network.",
        remedy: "Detach one of the two.",
        references: &[&refs::EC2_ERRORS, &refs::VPN_QUOTAS, &refs::DX_API_2016],
        example: example!("ROUTE019"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut of_network: BTreeMap<Text, Vec<(Id<VirtualGateway>, Span)>> = BTreeMap::new();
    for (id, gateway) in cx.design.virtual_gateways.iter() {
        let mut networks: Vec<(Text, Span)> = Vec::new();
        for tie in gateway.attachments.iter().flatten() {
            let Some(key) = key(cx, &tie.network).filter(|_| is_tied(tie) && cx.is_live(id)) else {
                continue;
            };
            let span = context::place(&tie.network.id, &gateway.head);
            if networks.iter().all(|(other, _)| *other != key) {
                networks.push((key, span));
                of_network.entry(key).or_default().push((id, span));
            }
        }
        if let ([(first, there), (second, here), ..], true) = (
            networks.as_slice(),
            is_one(cx, id, Counted::Networks, Per::VirtualGateway),
        ) {
            out.push(
                Draft::at(
                    *here,
                    format!("{} is attached to {first} and to {second}", cx.name(id)),
                )
                .also(*there, "the other network")
                .help("Detach it from one of the two")
                .about(cx.subject(id))
                .key("networks", format!("{first} {second}")),
            );
        }
    }
    for (network, ties) in of_network {
        let ([(first, there), (second, here), ..], true) = (ties.as_slice(), ties.len() > 1) else {
            continue;
        };
        if !is_one(cx, *second, Counted::VirtualGateways, Per::Network) {
            continue;
        }
        let mut draft = Draft::at(
            *here,
            format!(
                "{} and {} are both attached to {network}",
                cx.name(*first),
                cx.name(*second)
            ),
        )
        .also(*there, "the other gateway")
        .help("Detach one of the two")
        .about(cx.subject(*second))
        .about(cx.subject(*first))
        .key("network", network.as_str());
        let tied = cx.design[*second]
            .attachments
            .iter()
            .flatten()
            .find_map(|tie| tie.network.get());
        if let Some(network) = tied {
            draft = draft.about(cx.subject(network));
        }
        out.push(draft);
    }
}

/// Whether a tie holds or is being made.
fn is_tied(tie: &NetworkAttachment) -> bool {
    matches!(
        tie.state.phase,
        Phase::Active | Phase::Provisioning | Phase::Unstated
    )
}

fn is_one(cx: &Context<'_>, id: Id<VirtualGateway>, what: Counted, per: Per) -> bool {
    cx.profile(id)
        .limit(what, per)
        .and_then(|limit| limit.default.get())
        == Some(1)
}

fn key(cx: &Context<'_>, link: &Link<Network>) -> Option<Text> {
    match link.get() {
        Some(id) => Some(cx.head(id).printed_id()),
        None => link.id.get(),
    }
}
