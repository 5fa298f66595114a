//! VPN005: a VPN connection with private outside addresses has no transport attachment.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, VpnConnection};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Vpn, 5),
        name: "vpn-private-ip-no-transport",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a VPN connection with private outside addresses has no transport attachment",
        rationale: "Such a connection runs over a Direct Connect attachment of the transit gateway; without one the provider refuses it.",
        remedy: "Name the attachment that carries it.",
        references: &[&refs::VPN_OPTIONS],
        example: example!("VPN005"),
    },
    check: Check::VpnConnection(check),
};

fn check(cx: &Context<'_>, id: Id<VpnConnection>, out: &mut Sink) {
    let vpn = &cx.design[id];
    let private = vpn
        .outside_type
        .get()
        .is_some_and(|word| word.eq_ignore_ascii_case("PrivateIpv4"));
    if !private || !vpn.transport.is_absent() || cx.exported(id) || !cx.is_live(id) {
        return;
    }
    out.push(
        Draft::at(
            context::place(&vpn.outside_type, &vpn.head),
            format!(
                "{} has private outside addresses but no transport attachment",
                cx.name(id)
            ),
        )
        .help("Name the Direct Connect attachment that carries it")
        .about(cx.subject(id))
        .key("transport", ""),
    );
}
