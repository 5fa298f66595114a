//! TGW016: the outer addresses of a Connect peer do not fit.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, TransitGatewayConnectPeer};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 16),
        name: "tgw-connect-address",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the outer addresses of a Connect peer do not fit",
        rationale: "Both ends must be of one family, and the end of the transit gateway must lie in one of its blocks; otherwise the provider refuses the peer.",
        remedy: "Take both addresses of one family, and the gateway end from a block of the transit gateway.",
        references: &[&refs::TGW_CONNECT],
        example: example!("TGW016"),
    },
    check: Check::TransitGatewayConnectPeer(check),
};

fn check(cx: &Context<'_>, id: Id<TransitGatewayConnectPeer>, out: &mut Sink) {
    let peer = &cx.design[id];
    let Some((own, span)) = peer.gateway_address.located().filter(|_| cx.is_live(id)) else {
        return;
    };
    let attachment = peer.attachment.get();
    let about = |draft: Draft| {
        let draft = draft.about(cx.subject(id));
        match attachment {
            Some(attachment) => draft.about(cx.subject(attachment)),
            None => draft,
        }
    };
    if let Some((other, there)) = peer.peer_address.located()
        && own.is_ipv4() != other.is_ipv4()
    {
        out.push(about(
            Draft::at(
                span,
                format!(
                    "{} has the outer addresses {own} and {other}, which are of two families",
                    cx.name(id)
                ),
            )
            .also(there, "the other end")
            .help("Take both addresses of one family")
            .key("family", own.to_string()),
        ));
    }
    let Some(gateway_id) = attachment.and_then(|attachment| cx.design[attachment].gateway.get())
    else {
        return;
    };
    let gateway = &cx.design[gateway_id];
    let blocks: Vec<_> = gateway
        .cidrs
        .iter()
        .filter_map(|field| field.get())
        .collect();
    let unread = blocks.len() < gateway.cidrs.len();
    if !gateway.cidrs_listed || unread || blocks.iter().any(|block| block.holds(*own)) {
        return;
    }
    let have = if blocks.is_empty() {
        "which has none".to_owned()
    } else {
        let names: Vec<String> = blocks.iter().map(ToString::to_string).collect();
        format!("which has {}", names.join(", "))
    };
    out.push(
        about(
            Draft::at(
                span,
                format!(
                    "{} has the outer address {own} outside of the blocks of {}, {have}",
                    cx.name(id),
                    cx.name(gateway_id)
                ),
            )
            .also(gateway.head.origin(), "the transit gateway")
            .help("Take an address of one of the transit gateway's blocks")
            .key("address", own.to_string()),
        )
        .about(cx.subject(gateway_id)),
    );
}
