//! TGW015: a block inside a Connect peer is one that the provider refuses.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use std::collections::BTreeMap;

use crate::index::Overlap;
use crate::model::{Cidr, Family, Id, TransitGateway, TransitGatewayConnectPeer};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::TransitGateway, 15),
        name: "tgw-connect-inside-cidr",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a block inside a Connect peer is one that the provider refuses",
        rationale: "Without a proper block inside the tunnel the provider refuses the peer. For exported elements it is a warning.",
        remedy: "Choose a free block of the right size.",
        references: &[&refs::TGW_CONNECT],
        example: example!("TGW015"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut used: BTreeMap<Id<TransitGateway>, Vec<Used>> = BTreeMap::new();
    for (id, peer) in cx.design.transit_gateway_connect_peers.iter() {
        if !cx.is_live(id) {
            continue;
        }
        let gateway = peer
            .attachment
            .get()
            .and_then(|attachment| cx.design[attachment].gateway.get());
        for field in &peer.inside_cidrs {
            let Some((cidr, span)) = field.located() else {
                continue;
            };
            judge(cx, id, *cidr, span, out);
            if let Some(gateway) = gateway {
                used.entry(gateway).or_default().push((*cidr, (id, span)));
            }
        }
    }
    for (gateway, blocks) in used {
        for Overlap { outer, inner } in crate::index::overlaps(blocks) {
            let ((first, there), (second, here)) = (outer.1, inner.1);
            out.push(
                about(
                    cx,
                    Draft::at(
                        here,
                        format!(
                            "{} uses {} inside, which {} of {} uses as well",
                            cx.name(second),
                            inner.0,
                            cx.name(first),
                            cx.name(gateway)
                        ),
                    )
                    .also(there, "used here, too")
                    .help("Choose a block that no other peer of the transit gateway uses")
                    .key("used", inner.0.to_string()),
                    second,
                )
                .about(cx.subject(first)),
            );
        }
    }
}

/// A block, its peer and its place.
type Used = (Cidr, (Id<TransitGatewayConnectPeer>, Span));

fn judge(
    cx: &Context<'_>,
    id: Id<TransitGatewayConnectPeer>,
    cidr: Cidr,
    span: Span,
    out: &mut Sink,
) {
    let tunnels = &cx.profile(id).tunnels;
    let rule = match cidr.family() {
        Family::Ipv4 => tunnels.connect_ipv4.get(),
        Family::Ipv6 => tunnels.connect_ipv6.get(),
    };
    let Some(rule) = rule else { return };
    let Some(wrong) = rule.refuses(cidr) else {
        return;
    };
    out.push(about(
        cx,
        Draft::at(
            span,
            format!("{} uses {cidr} inside, which {wrong}", cx.name(id)),
        )
        .help(format!("Choose a /{} in {}", rule.length, rule.within))
        .key("inside", cidr.to_string()),
        id,
    ));
}

fn about(cx: &Context<'_>, draft: Draft, id: Id<TransitGatewayConnectPeer>) -> Draft {
    let mut draft = draft
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id));
    if let Some(attachment) = cx.design[id].attachment.get() {
        draft = draft.about(cx.subject(attachment));
    }
    draft
}
