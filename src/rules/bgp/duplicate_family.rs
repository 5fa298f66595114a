//! BGP001: a virtual interface has two live sessions of one address family.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, BgpPeer, Family, Id, VirtualInterface};
use crate::rules::bgp::link;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 1),
        name: "bgp-duplicate-address-family",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface has two live BGP sessions of one address family",
        rationale: "The provider refuses the second session, unless the connection has logical redundancy. It is an info where the connection has it, and a warning where an export does not say.",
        remedy: "Keep one session for each family, or use a connection with logical redundancy.",
        references: &[
            &refs::DX_API_2016,
            &refs::DX_CREATE_PEER,
            &refs::DX_ADD_PEER,
            &refs::HUAWEI_PEER,
        ],
        example: example!("BGP001"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let Some(sessions) = cx.profile(id).interfaces.sessions.get() else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    for family in [Family::Ipv4, Family::Ipv6] {
        let mut peers = cx
            .index
            .relations
            .bgp_peers
            .of(id)
            .iter()
            .copied()
            .filter(|peer| cx.is_live(*peer))
            .filter(|peer| cx.design[*peer].effective_family() == Some(family));
        let Some(first) = peers.next() else { continue };
        for second in peers.skip((sessions.per_family as usize).saturating_sub(1)) {
            let severity = if sessions.more_with_redundancy {
                by_redundancy(cx, id)
            } else {
                Severity::Error
            };
            out.push(finding(cx, id, family, first, second, severity));
        }
    }
}

fn finding(
    cx: &Context<'_>,
    id: Id<VirtualInterface>,
    family: Family,
    first: Id<BgpPeer>,
    second: Id<BgpPeer>,
    severity: Severity,
) -> Draft {
    let why = match severity {
        Severity::Info => "possible, because the connection has logical redundancy",
        Severity::Warning => {
            "possible only if the connection has logical redundancy, which is not said"
        }
        Severity::Error => "one is possible",
    };
    Draft::at(
        link::place(&cx.design[second]),
        format!(
            "{} has two {} sessions, {} and {}; {why}",
            cx.name(id),
            family.title(),
            cx.short(first),
            cx.short(second)
        ),
    )
    .also(
        link::place(&cx.design[first]),
        format!("the other {} session", family.title()),
    )
    .help(format!("Keep one {} session", family.title()))
    .lowered(severity)
    .about(cx.subject(second))
    .about(cx.subject(id))
    .about(cx.subject(first))
    .key("family", family.word())
}

/// What the interface's connection or group says about logical redundancy.
fn by_redundancy(cx: &Context<'_>, id: Id<VirtualInterface>) -> Severity {
    let said = match cx.design[id].connection.get() {
        Some(AnyId::Connection(connection)) => cx.design[connection].logical_redundancy.get(),
        Some(AnyId::Lag(lag)) => cx.design[lag].logical_redundancy.get(),
        _ => None,
    };
    match said.map(|word| word.to_ascii_lowercase()).as_deref() {
        Some("yes" | "true") => Severity::Info,
        Some("no" | "false") => Severity::Error,
        // Not said: a design that needs it has to say so.
        _ if cx.exported(id) => Severity::Warning,
        _ => Severity::Error,
    }
}
