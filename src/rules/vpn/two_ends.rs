//! VPN003: a VPN connection ends on a virtual gateway and on a transit gateway.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, VpnConnection};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Vpn, 3),
        name: "vpn-target-ambiguous",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a VPN connection ends on a virtual gateway and on a transit gateway",
        rationale: "A connection has one end on the provider's side; the provider refuses two. For exported elements it is a warning.",
        remedy: "Name one end.",
        references: &[&refs::EC2_CREATE_VPN],
        example: example!("VPN003"),
    },
    check: Check::VpnConnection(check),
};

fn check(cx: &Context<'_>, id: Id<VpnConnection>, out: &mut Sink) {
    let vpn = &cx.design[id];
    let (Some(here), Some(there)) = (vpn.transit_gateway.id.span(), vpn.virtual_gateway.id.span())
    else {
        return;
    };
    if !cx.is_live(id) {
        return;
    }
    let provider = vpn.head.provider;
    out.push(
        Draft::at(
            here,
            format!(
                "{} ends on {} and on {}",
                cx.name(id),
                cx.link_name(&vpn.virtual_gateway, provider),
                cx.link_name(&vpn.transit_gateway, provider)
            ),
        )
        .also(there, "the other end")
        .help("Name one end")
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key("ends", ""),
    );
}
