//! TGW019: a Connect peer has the AS number of its transit gateway.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, TransitGatewayConnectPeer};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 19),
        name: "tgw-connect-ibgp",
        severity: Severity::Warning,
        confidence: Confidence::Hint,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a Connect peer has the AS number of its transit gateway",
        rationale: "The session is an internal one; routes learned on it are not passed on to other internal sessions, and paths cannot be told apart by their length.",
        remedy: "Give the appliance an AS number of its own, unless this is meant.",
        references: &[&refs::TGW_CONNECT],
        example: example!("TGW019"),
    },
    check: Check::TransitGatewayConnectPeer(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayConnectPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let gateway = peer
        .attachment
        .get()
        .and_then(|attachment| cx.design[attachment].gateway.get());
    let of_gateway = gateway
        .map(|gateway| cx.design[gateway].asn)
        .unwrap_or_default();
    let internal = peer.sessions.iter().find_map(|session| {
        let (asn, span) = session.peer_asn.located()?;
        let own = session.gateway_asn.or(of_gateway).get()?;
        (own.number == asn.number && asn.number != 0).then_some((*asn, span))
    });
    let Some((asn, span)) = internal.filter(|_| cx.is_live(id)) else {
        return;
    };
    let mut draft = Draft::at(
        span,
        format!(
            "{} has the AS number {asn} of its transit gateway: the session is an internal one",
            cx.name(id)
        ),
    )
    .help("Give the appliance an AS number of its own, unless this is meant")
    .about(cx.subject(id))
    .key("asn", asn.number.to_string());
    if let Some(span) = of_gateway.span() {
        draft = draft.also(span, "the transit gateway's number");
    }
    if let Some(attachment) = peer.attachment.get() {
        draft = draft.about(cx.subject(attachment));
    }
    out.push(draft);
}
