//! IPV6012: a VPN connection on a virtual gateway shall carry IPv6.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Family, Id, VpnConnection};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Ipv6, 12),
        name: "ipv6-vgw-vpn",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a VPN connection on a virtual gateway shall carry IPv6",
        rationale: "Virtual gateways carry IPv4 only in a VPN (over Direct Connect they carry both), so IPv6 traffic is dropped or the connection is refused.",
        remedy: "Attach the VPN connection to a transit gateway, or keep it to IPv4.",
        references: &[&refs::VPN_HOW],
        example: example!("IPV6012"),
    },
    check: Check::VpnConnection(check),
};

fn check(cx: &Context<'_>, id: Id<VpnConnection>, out: &mut Sink) {
    let vpn = &cx.design[id];
    let carries = cx.profile(id).tunnels.ipv6_on_virtual_gateway.get();
    if !cx.is_live(id) || vpn.virtual_gateway.is_absent() || carries != Some(false) {
        return;
    }
    let inside = vpn
        .inside_family
        .get()
        .is_some_and(|word| word.eq_ignore_ascii_case(Family::Ipv6.word()));
    let (span, why) = if inside {
        (
            context::place(&vpn.inside_family, &vpn.head),
            "IPv6 inside its tunnels".to_owned(),
        )
    } else {
        let blocks = [&vpn.local_ipv6, &vpn.remote_ipv6];
        match blocks.into_iter().find_map(|field| field.located()) {
            Some((cidr, span)) => (span, format!("the IPv6 range {cidr}")),
            None => return,
        }
    };
    let mut draft = Draft::at(
        span,
        format!(
            "{} has {why}, but ends on {}, which carries IPv4 only in a VPN",
            cx.name(id),
            cx.link_name(&vpn.virtual_gateway, vpn.head.provider)
        ),
    );
    if let Some(span) = vpn.virtual_gateway.id.span() {
        draft = draft.also(span, "ends here");
    }
    draft = draft
        .help(format!(
            "End it on {}",
            cx.word_for(vpn.head.provider, crate::model::ElementKind::TransitGateway)
                .with_article()
        ))
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id))
        .key("family", "ipv6");
    if let Some(subject) = cx.link_subject(
        &vpn.virtual_gateway,
        vpn.head.provider,
        vpn.head.account.get(),
        vpn.head.region.get(),
    ) {
        draft = draft.about(subject);
    }
    out.push(draft);
}
