//! VPN001: a block inside a VPN tunnel is one that the provider refuses.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use std::collections::BTreeMap;

use crate::index::Overlap;
use crate::model::{Cidr, Id, VirtualGateway, VpnTunnel};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Vpn, 1),
        name: "vpn-tunnel-inside-cidr",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a block inside a VPN tunnel is one that the provider refuses",
        rationale: "The provider takes blocks of one size, and some are taken; on one virtual gateway each is used once. For exported elements it is a warning.",
        remedy: "Choose a free block of the right size.",
        references: &[&refs::VPN_TUNNELS],
        example: example!("VPN001"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut used: BTreeMap<Id<VirtualGateway>, Vec<Used>> = BTreeMap::new();
    for (id, tunnel) in cx.design.vpn_tunnels.iter() {
        let vpn = tunnel.connection.get();
        let live = vpn.is_none_or(|vpn| cx.is_live(vpn)) && !tunnel.head.state.phase.is_terminal();
        if !live {
            continue;
        }
        let tunnels = &cx.profile(id).tunnels;
        for (field, rule) in [
            (&tunnel.inside_cidr, tunnels.inside_ipv4),
            (&tunnel.inside_ipv6_cidr, tunnels.inside_ipv6),
        ] {
            let (Some((cidr, span)), Some(rule)) = (field.located(), rule.get()) else {
                continue;
            };
            if let Some(wrong) = rule.refuses(*cidr) {
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
            // Reuse counts on one virtual gateway only.
            if let Some(gateway) = vpn.and_then(|vpn| cx.design[vpn].virtual_gateway.get()) {
                used.entry(gateway).or_default().push((*cidr, (id, span)));
            }
        }
    }
    for (gateway, blocks) in used {
        for Overlap { outer, inner } in crate::index::overlaps(blocks) {
            let ((first, there), (second, here)) = (outer.1, inner.1);
            // Records that cannot be told apart may be one tunnel.
            if cx.head(first).printed_id() == cx.head(second).printed_id() {
                continue;
            }
            let draft = Draft::at(
                here,
                format!(
                    "{} uses {} inside, which {} on {} uses as well",
                    cx.name(second),
                    inner.0,
                    cx.name(first),
                    cx.name(gateway)
                ),
            )
            .also(there, "used here, too")
            .help("Choose a block that no other tunnel of the gateway uses")
            .key("used", inner.0.to_string());
            out.push(
                about(cx, draft, second)
                    .about(cx.subject(first))
                    .about(cx.subject(gateway)),
            );
        }
    }
}

/// A block, its tunnel and its place.
type Used = (Cidr, (Id<VpnTunnel>, Span));

fn about(cx: &Context<'_>, draft: Draft, id: Id<VpnTunnel>) -> Draft {
    let draft = draft
        .lowered_if(cx.exported(id), Severity::Warning)
        .about(cx.subject(id));
    match cx.design[id].connection.get() {
        Some(vpn) => draft.about(cx.subject(vpn)),
        None => draft,
    }
}
