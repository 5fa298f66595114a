//! VPN002: a tunnel of a VPN connection is down.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, Phase, VpnConnection, VpnTunnel};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Vpn, 2),
        name: "vpn-tunnel-down",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a tunnel of a VPN connection is down",
        rationale: "With both tunnels down the connection carries nothing. With one, it is a warning: a maintenance of the other one, which the provider does without asking, cuts the connection.",
        remedy: "Bring the tunnel up on the customer gateway.",
        references: &[&refs::VPN_HOW],
        example: example!("VPN002"),
    },
    check: Check::VpnConnection(check),
};

fn check(cx: &Context<'_>, id: Id<VpnConnection>, out: &mut Sink) {
    let works = matches!(cx.head(id).state.phase, Phase::Active | Phase::Unstated);
    if !cx.exported(id) || !works {
        return;
    }
    let tunnels = cx.index.relations.tunnels.of(id);
    let down: Vec<Id<VpnTunnel>> = tunnels
        .iter()
        .copied()
        .filter(|tunnel| cx.design[*tunnel].is_up() == Some(false))
        .collect();
    let Some(first) = down.first() else { return };
    let all = down.len() == tunnels.len();
    let said = match (all, tunnels.len()) {
        (true, 1) => "its only listed tunnel is down".to_owned(),
        (true, count) => format!("all {count} tunnels are down"),
        (false, count) => format!("{} of {count} tunnels is down", down.len()),
    };
    let message = cx.design[*first]
        .message
        .get()
        .map_or_else(String::new, |text| format!(" ({text})"));
    let mut draft = Draft::at(
        context::place(&cx.design[*first].status, cx.head(*first)),
        format!("{}: {said}{message}", cx.name(id)),
    )
    .help("Bring the tunnel up on the customer gateway; the provider expects both to be up")
    .lowered_if(!all || tunnels.len() < 2, Severity::Warning)
    .about(cx.subject(id))
    .key("down", if all { "all" } else { "some" });
    for tunnel in &down {
        draft = draft
            .also(
                context::place(&cx.design[*tunnel].status, cx.head(*tunnel)),
                "down",
            )
            .about(cx.subject(*tunnel));
    }
    out.push(draft);
}
