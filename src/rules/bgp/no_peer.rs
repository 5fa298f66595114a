//! BGP002: a live virtual interface has no live session.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Phase, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 2),
        name: "bgp-no-peer",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a live virtual interface has no live BGP session",
        rationale: "Without a session no routes are exchanged and no traffic flows. The provider keeps the last session from being deleted, so in an export this is a warning: the file may have been cut.",
        remedy: "Add a session for each address family that is needed.",
        references: &[&refs::DX_API_2016, &refs::DX_ADD_PEER],
        example: example!("BGP002"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let sessions = cx.profile(id).interfaces.sessions.get();
    let awaited = interface.head.state.phase == Phase::AwaitingAcceptance;
    // Old records show their one session in the interface itself, or no list at all.
    let told = interface.peers_listed && interface.asn.is_absent();
    // The owner of a connection sees other accounts' interfaces without their sessions.
    let hosted = cx.exported(id)
        && (interface.head.is_foreign()
            || (interface.head.exporter.is_some() && interface.head.account.is_absent()));
    if !cx.is_live(id) || awaited || !told || hosted || sessions.is_none_or(|s| !s.last_stays) {
        return;
    }
    let peers = cx.index.relations.bgp_peers.of(id);
    // A session in a state that nobody knows may be live.
    let live = |phase: Phase| phase.is_live() || phase == Phase::Unknown;
    if peers.iter().any(|peer| live(cx.head(*peer).state.phase)) {
        return;
    }
    let mut draft = Draft::at(
        interface.head.origin(),
        format!("{} has no live BGP session", cx.name(id)),
    );
    for peer in peers {
        let head = cx.head(*peer);
        draft = draft.also(
            head.state.native.span().unwrap_or_else(|| head.origin()),
            format!("{} is {}", cx.short(*peer), head.state.word()),
        );
    }
    out.push(
        draft
            .help("Add a session; without one no routes are exchanged")
            .lowered_if(cx.exported(id), Severity::Warning)
            .about(cx.subject(id))
            .key("bgp_peers", ""),
    );
}
