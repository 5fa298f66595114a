//! VPN004: a VPN tunnel receives nearly as many routes as the provider takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, VpnTunnel};
use crate::profile::{Counted, Per};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Vpn, 4),
        name: "vpn-routes-near-limit",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a VPN tunnel receives nearly as many routes as the provider takes",
        rationale: "When the limit is passed the session goes down.",
        remedy: "Let the customer gateway announce fewer, wider prefixes.",
        references: &[&refs::VPN_QUOTAS],
        example: example!("VPN004"),
    },
    check: Check::VpnTunnel(check),
};

fn check(cx: &Context<'_>, id: Id<VpnTunnel>, out: &mut Sink) {
    let tunnel = &cx.design[id];
    let (Some(vpn_id), Some((count, span))) =
        (tunnel.connection.get(), tunnel.accepted_routes.located())
    else {
        return;
    };
    let vpn = &cx.design[vpn_id];
    let per = match (
        vpn.virtual_gateway.is_absent(),
        vpn.transit_gateway.is_absent(),
    ) {
        (false, true) => Per::VirtualGatewayVpn,
        (true, false) => Per::TransitGatewayVpn,
        _ => return,
    };
    let limit = cx.profile(vpn_id).limit(Counted::VpnRoutesIn, per);
    let Some(most) = limit.and_then(|limit| limit.default.get()) else {
        return;
    };
    if !cx.exported(id) || !cx.is_live(vpn_id) || count.saturating_mul(10) < i64::from(most) * 9 {
        return;
    }
    out.push(
        Draft::at(
            span,
            format!(
                "{} receives {count} routes; {} takes {most}",
                cx.name(id),
                cx.provider(vpn_id)
            ),
        )
        .help("Let the customer gateway announce fewer, wider prefixes")
        .about(cx.subject(id))
        .about(cx.subject(vpn_id))
        .key("routes", ""),
    );
}
