//! PEER031: a peering inside one account waits for acceptance, although nobody has to accept it.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Peering, Phase};
use crate::profile::SameAccount;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 31),
        name: "peering-same-account-pending",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a peering inside one account waits for acceptance, although the provider needs none",
        rationale: "Such a peering works at once, so the state or one of the two owners is not what it seems.",
        remedy: "Export again, or put the state or the owners right.",
        references: &[&refs::HUAWEI_PEERING],
        example: example!("PEER031"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    let automatic = cx.profile(id).peering.same_account.get() == Some(SameAccount::Automatic);
    if !automatic || peering.head.state.phase != Phase::AwaitingAcceptance {
        return;
    }
    let (Some(requester), Some((accepter, span))) = (
        peering.requester.owner.get(),
        peering.accepter.owner.located(),
    ) else {
        return;
    };
    if requester != *accepter {
        return;
    }
    let account = cx.profile(id).words.account.one;
    out.push(
        Draft::at(
            context::place(&peering.head.state.native, &peering.head),
            format!(
                "{} is {}, but both sides belong to {account} {requester}, where nobody has to accept",
                cx.name(id),
                peering.head.state.word()
            ),
        )
        .also(span, "the side that is to accept")
        .help(format!("{} makes such a peering active at once", cx.provider(id)))
        .about(cx.subject(id))
        .key("owner", requester.to_string()),
    );
}
