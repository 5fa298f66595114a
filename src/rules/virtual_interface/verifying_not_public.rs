//! VIF013: A private or transit virtual interface, or a session of one, is in the state `verifying`.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Head, Id, InterfaceType, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 13),
        name: "vif-verifying-not-public",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::Only(&["aws"]),
        summary: "a private or transit virtual interface, or a session of one, is in the state `verifying`",
        rationale: "Only public interfaces are reviewed; the record was edited or mixed up.",
        remedy: "Export the interface again.",
        references: &[&refs::DX_API_2016, &refs::DX_INTERFACE, &refs::DX_PEER],
        example: example!("VIF013"),
    },
    check: Check::VirtualInterface(check),
};

/// The state of a public interface under review.
const VERIFYING: &str = "verifying";

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let word = match interface.kind() {
        Some(InterfaceType::Private) => "private",
        Some(InterfaceType::Transit) => "transit",
        _ => return,
    };
    let draft = |head: &Head, name: String| {
        let span = head
            .state
            .native
            .span()
            .filter(|_| head.state.word() == VERIFYING)?;
        Some(
            Draft::at(
                span,
                format!(
                    "{name} is {VERIFYING}, but only public interfaces are; this one is {word}"
                ),
            )
            .help("Export the interface again")
            .key("state", VERIFYING),
        )
    };
    if let Some(draft) = draft(&interface.head, cx.name(id)) {
        out.push(draft.about(cx.subject(id)));
    }
    for peer in cx.index.relations.bgp_peers.of(id) {
        let name = format!("{} of {}", cx.name(*peer), cx.name(id));
        if let Some(draft) = draft(cx.head(*peer), name) {
            out.push(draft.about(cx.subject(*peer)).about(cx.subject(id)));
        }
    }
}
