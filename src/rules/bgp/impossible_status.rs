//! BGP017: A BGP session is up in a state that allows none.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Id, Phase};
use crate::rules::bgp::link;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 17),
        name: "bgp-impossible-status",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a BGP session is up in a state that allows none",
        rationale: "A session that is under review, being deleted or gone has no router to talk to; the record is of two moments.",
        remedy: "Export the interface again.",
        references: &[&refs::DX_API_2016, &refs::DX_PEER],
        example: example!("BGP017"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let state = &peer.head.state;
    let gone = matches!(state.phase, Phase::Deleting | Phase::Deleted);
    let reviewed = state.phase == Phase::Provisioning && state.word() == "verifying";
    if !cx.exported(id) || peer.is_up() != Some(true) || !(gone || reviewed) {
        return;
    }
    let mut draft = Draft::at(
        context::place(&peer.status, &peer.head),
        format!("{} is up, but {}", link::name(cx, id), state.word()),
    );
    if let Some(span) = state.native.span() {
        draft = draft.also(span, "its state");
    }
    let draft = draft
        .help("Export the interface again")
        .key("status", state.word());
    out.push(link::about(cx, draft, id));
}
