//! BGP016: a session that could be up is down.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Id, Phase};
use crate::rules::bgp::link;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 16),
        name: "bgp-session-down",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a BGP session that could be up is down",
        rationale: "No routes are exchanged on it; the traffic of its family takes another way or none.",
        remedy: "Check both routers: addresses, AS numbers, key, VLAN, and the port.",
        references: &[&refs::DX_API_2016, &refs::DX_PEER],
        example: example!("BGP016"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let ready = peer.head.state.phase == Phase::Active;
    if !cx.exported(id) || !ready || !link::live(cx, id) || peer.is_up() != Some(false) {
        return;
    }
    let mut draft = Draft::at(
        context::place(&peer.status, &peer.head),
        format!(
            "{} is {}, but its session is down",
            link::name(cx, id),
            peer.head.state.word()
        ),
    );
    if let Some(span) = peer.head.state.native.span() {
        draft = draft.also(span, "could be up");
    }
    draft = draft
        .help("Check addresses, AS numbers, key and VLAN on both routers")
        .key("status", "down");
    out.push(link::about(cx, draft, id));
}
