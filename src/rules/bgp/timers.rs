//! BGP020: A timer of a BGP session is shorter than the provider takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Id};
use crate::rules::bgp::link;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 20),
        name: "bgp-timers",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a timer of a BGP session is shorter than the provider takes",
        rationale: "The routers agree on the smaller value or on none: the session does not come up, or goes down under load.",
        remedy: "Choose values that the provider takes, or leave them out.",
        references: &[&refs::DX_ROUTING],
        example: example!("BGP020"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let rules = &cx.profile(id).bgp;
    if cx.exported(id) || !link::live(cx, id) {
        return;
    }
    for (field, rule, what, key) in [
        (&peer.hold_time, rules.hold.get(), "hold time", "hold_time"),
        (
            &peer.keepalive,
            rules.keepalive.get(),
            "keepalive interval",
            "keepalive",
        ),
    ] {
        let (Some((seconds, span)), Some(rule)) = (field.located(), rule) else {
            continue;
        };
        if *seconds >= rule.least {
            continue;
        }
        let draft = Draft::at(
            span,
            format!(
                "the {what} of {} is {seconds} s; {} takes {} s or more",
                link::name(cx, id),
                cx.provider(id),
                rule.least
            ),
        )
        .help(format!("The usual value is {} s", rule.default))
        .key(key, seconds.to_string());
        out.push(link::about(cx, draft, id));
    }
}
