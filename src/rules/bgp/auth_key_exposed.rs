//! BGP015: an exported file holds secrets.

use std::collections::BTreeMap;

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::AnyId;
use crate::rules::{Check, Context, Rule, refs};
use crate::source::{Field, FileId, Secret, Span};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 15),
        name: "bgp-auth-key-exposed",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an exported file holds BGP keys, pre-shared keys or router configurations",
        rationale: "Raw exports show these secrets in full; whoever gets the file can take part in the sessions. One finding stands for the whole file.",
        remedy: "Remove the secrets before the file is stored or passed on (`netvet redact`), and change those that were.",
        references: &[&refs::DX_INTERFACE, &refs::DX_NEW_PEER],
        example: example!("BGP015"),
    },
    check: Check::Design(check),
};

/// The secrets of one file.
#[derive(Default)]
struct Found {
    bgp: usize,
    shared: usize,
    configurations: usize,
    first: Option<(Span, AnyId)>,
}

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut files: BTreeMap<FileId, Found> = BTreeMap::new();
    let mut note = |span: Option<Span>, id: AnyId, count: fn(&mut Found) -> &mut usize| {
        let design = cx.design.head(id).is_design();
        let Some(span) = span.filter(|_| !design) else {
            return;
        };
        let found = files.entry(span.file).or_default();
        *count(found) += 1;
        if found
            .first
            .is_none_or(|(first, _)| span.start < first.start)
        {
            found.first = Some((span, id));
        }
    };
    for (id, peer) in cx.design.bgp_peers.iter() {
        note(open(&peer.auth_key), AnyId::BgpPeer(id), |f| &mut f.bgp);
    }
    for (id, interface) in cx.design.virtual_interfaces.iter() {
        note(interface.secret, AnyId::VirtualInterface(id), |f| {
            &mut f.configurations
        });
    }
    for (id, vpn) in cx.design.vpn_connections.iter() {
        note(vpn.secret, AnyId::VpnConnection(id), |f| {
            &mut f.configurations
        });
    }
    for (id, tunnel) in cx.design.vpn_tunnels.iter() {
        note(open(&tunnel.pre_shared_key), AnyId::VpnTunnel(id), |f| {
            &mut f.shared
        });
    }
    for found in files.into_values() {
        let Some((span, id)) = found.first else {
            continue;
        };
        let mut what = Vec::new();
        for (count, one, many) in [
            (found.bgp, "BGP key", "BGP keys"),
            (found.shared, "pre-shared key", "pre-shared keys"),
            (
                found.configurations,
                "other secret (a router configuration or an interface's key)",
                "other secrets (router configurations or interfaces' keys)",
            ),
        ] {
            match count {
                0 => {}
                1 => what.push(format!("1 {one}")),
                _ => what.push(format!("{count} {many}")),
            }
        }
        out.push(
            Draft::at(
                span,
                format!("this file holds secrets: {}", what.join(", ")),
            )
            .help("Run `netvet redact` on the export before storing it or passing it on")
            .about(cx.subject_of(id))
            .key("secrets", ""),
        );
    }
}

/// Where a secret stands that was not hidden.
fn open(field: &Field<Secret>) -> Option<Span> {
    field
        .located()
        .filter(|(secret, _)| !secret.masked && secret.length > 0)
        .map(|(_, span)| span)
}
