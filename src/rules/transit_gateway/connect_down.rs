//! TGW017: a Connect peer has fewer than two BGP sessions up.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Phase, TransitGatewayConnectPeer};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Text;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 17),
        name: "tgw-connect-peer-bgp-down",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a Connect peer has fewer than two BGP sessions up",
        rationale: "The provider recommends both; with one a maintenance on its side breaks the peer, with none no route is exchanged.",
        remedy: "Look at the appliance; it has to open both sessions.",
        references: &[&refs::TGW_CONNECT],
        example: example!("TGW017"),
    },
    check: Check::TransitGatewayConnectPeer(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayConnectPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    if !cx.exported(id) || peer.head.state.phase != Phase::Active {
        return;
    }
    let up = |word: &Text| word.eq_ignore_ascii_case("up");
    let words: Vec<Text> = peer
        .sessions
        .iter()
        .filter_map(|session| session.status.get())
        .collect();
    let known = !words.is_empty() && words.len() == peer.sessions.len();
    let count = words.iter().filter(|word| up(word)).count();
    let unclear = words
        .iter()
        .any(|word| !up(word) && !word.eq_ignore_ascii_case("down"));
    if !known || unclear || count >= 2 {
        return;
    }
    let down = peer
        .sessions
        .iter()
        .find(|session| session.status.get().is_some_and(|word| !up(&word)));
    let span = down.and_then(|session| session.status.span());
    let said = if count == 0 {
        "no BGP session"
    } else {
        "only one BGP session"
    };
    let mut draft = Draft::at(
        span.unwrap_or_else(|| peer.head.origin()),
        format!("{} has {said} up", cx.name(id)),
    )
    .help("Look at the appliance; it has to open both sessions")
    .about(cx.subject(id))
    .key("up", count.to_string());
    if let Some(attachment) = peer.attachment.get() {
        draft = draft.about(cx.subject(attachment));
    }
    out.push(draft);
}
