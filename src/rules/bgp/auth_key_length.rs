//! BGP014: a BGP key is shorter or longer than the provider takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Id};
use crate::rules::bgp::link;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 14),
        name: "bgp-auth-key-length",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a BGP key is shorter or longer than the provider takes",
        rationale: "The provider refuses the session. In an export it is a warning, and a key that was hidden is not judged.",
        remedy: "Choose a key of a length that the provider takes, or leave it out and let the provider make one.",
        references: &[&refs::DX_NEW_PEER, &refs::DX_INTERFACES],
        example: example!("BGP014"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let Some((key, span)) = cx.design[id].auth_key.located() else {
        return;
    };
    let Some(rule) = cx.profile(id).interfaces.auth_key.get() else {
        return;
    };
    let hidden = key.masked && cx.exported(id);
    if hidden || !link::live(cx, id) || (rule.least..=rule.most).contains(&key.length) {
        return;
    }
    // The length alone; the key itself appears nowhere.
    let draft = Draft::at(
        span,
        format!(
            "the BGP key of {} has {} characters; {} takes {} to {}",
            link::name(cx, id),
            key.length,
            cx.provider(id),
            rule.least,
            rule.most
        ),
    )
    .help(format!("Use {} to {} characters", rule.least, rule.most))
    .lowered_if(cx.exported(id), Severity::Warning)
    .key("auth_key", "");
    out.push(link::about(cx, draft, id));
}
