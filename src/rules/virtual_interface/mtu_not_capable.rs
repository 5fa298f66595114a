//! VIF025: A virtual interface has jumbo frames, but it or its connection cannot have them.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Id, VirtualInterface};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 25),
        name: "vif-mtu-not-capable",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface has jumbo frames, but it or its connection cannot have them",
        rationale: "Packets above the standard size are lost on the way. In an export it is a warning.",
        remedy: "Take the standard size, or a connection that can carry jumbo frames.",
        references: &[&refs::DX_MTU, &refs::DX_CONNECTION],
        example: example!("VIF025"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let rules = &cx.profile(id).interfaces;
    let (Some((mtu, span)), Some(kind)) = (interface.mtu.located(), interface.kind()) else {
        return;
    };
    if !rules.mtu(kind, *mtu).is_some_and(|row| row.jumbo) || !cx.is_live(id) {
        return;
    }
    let carrier = interface.connection.get();
    let (said, whose) = if interface.jumbo_capable.get() == Some(false) {
        (interface.jumbo_capable, AnyId::VirtualInterface(id))
    } else {
        match carrier {
            Some(AnyId::Connection(c)) => (cx.design[c].jumbo_capable, AnyId::Connection(c)),
            Some(AnyId::Lag(lag)) => (cx.design[lag].jumbo_capable, AnyId::Lag(lag)),
            _ => return,
        }
    };
    if said.get() != Some(false) {
        return;
    }
    let mut draft = Draft::at(
        span,
        format!(
            "{} has the MTU {mtu}, but {} cannot carry jumbo frames",
            cx.name(id),
            if whose == AnyId::VirtualInterface(id) {
                "it".to_owned()
            } else {
                cx.name_of(whose)
            }
        ),
    )
    .help("Take the standard size, or a connection that can carry jumbo frames")
    .lowered_if(cx.exported(id), Severity::Warning)
    .about(cx.subject(id))
    .about(cx.subject_of(whose))
    .key("mtu", mtu.to_string());
    if let Some(span) = said.span() {
        draft = draft.also(span, "not capable");
    }
    out.push(draft);
}
