//! PEER028: a request for a peering with another account's network does not name that account.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Peering};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 28),
        name: "peering-owner-missing",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a request for a peering with another account's network does not name that account",
        rationale: "Without it the provider looks for the network among those of the account that asks, and does not find it.",
        remedy: "Name the account or project that owns the other network.",
        references: &[&refs::HUAWEI_PEERING, &refs::OUTSCALE_NET_PEERING],
        example: example!("PEER028"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    let side = &peering.accepter;
    // In a design the owner is that of the network; a request says it itself.
    if !super::sides::is_request(cx, peering) || !side.owner.is_absent() {
        return;
    }
    let own = |side: &crate::model::PeeringSide| {
        let network = side.network.get().map(|network| cx.head(network));
        side.owner
            .get()
            .or(network.and_then(|head| head.account.get()))
    };
    let Some(other) = side.network.get() else {
        return;
    };
    let (Some(asks), Some(owner)) = (
        own(&peering.requester).or(peering.head.account.get()),
        own(side),
    ) else {
        return;
    };
    if asks == owner {
        return;
    }
    let account = cx.profile(id).words.account.one;
    out.push(
        Draft::at(
            context::place(&side.network.id, &peering.head),
            format!(
                "{} is to join {} of {account} {owner}, but does not name that {account}; {asks} asks",
                cx.name(id),
                cx.name(other)
            ),
        )
        .help(format!("Name {owner} on the side of {}", cx.short(other)))
        .about(cx.subject(id))
        .about(cx.subject(other))
        .key("owner", owner.to_string()),
    );
}
