//! VIF015: A virtual interface is down, or none of its sessions is up.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Phase, VirtualInterface};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 15),
        name: "vif-down",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface is down, or none of its sessions is up",
        rationale: "No traffic passes on it.",
        remedy: "Check the port, the VLAN and the sessions of both routers.",
        references: &[&refs::DX_INTERFACE, &refs::DX_API_2016],
        example: example!("VIF015"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let head = &interface.head;
    if !cx.exported(id) {
        return;
    }
    let message = match head.state.phase {
        Phase::Degraded => {
            // Under test the interface still forwards.
            let row = cx.profile(id).state(
                crate::model::ElementKind::VirtualInterface,
                head.state.word(),
            );
            if row.is_none_or(|row| row.carries_traffic) {
                return;
            }
            format!("{} is {}", cx.name(id), head.state.word())
        }
        Phase::Active => {
            let peers = cx.index.relations.bgp_peers.of(id);
            let mut live = peers.iter().filter(|peer| cx.is_live(**peer)).peekable();
            let told = live.peek().is_some();
            if !told || !live.all(|peer| cx.design[*peer].is_up() == Some(false)) {
                return;
            }
            format!(
                "{} is {}, but no session on it is up",
                cx.name(id),
                head.state.word()
            )
        }
        _ => return,
    };
    out.push(
        Draft::at(context::place(&head.state.native, head), message)
            .help("Check the port, the VLAN and the sessions of both routers")
            .about(cx.subject(id))
            .key("state", head.state.word()),
    );
}
