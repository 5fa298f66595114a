//! VIF038: A design asks for port encryption on a hosted connection.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Connection, Id};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 38),
        name: "dx-macsec-hosted",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a design asks for port encryption on a hosted connection",
        rationale: "The provider encrypts dedicated ports only.",
        remedy: "Order a dedicated connection, or encrypt inside with a VPN.",
        references: &[&refs::DX_HOSTED, &refs::DX_CONNECTION],
        example: example!("VIF038"),
    },
    check: Check::Connection(check),
};

fn check(cx: &Context<'_>, id: Id<Connection>, out: &mut Sink) {
    let connection = &cx.design[id];
    let known = cx.profile(id).interfaces.hosted.is_known();
    let Some((true, span)) = connection
        .macsec_requested
        .located()
        .map(|(on, span)| (*on, span))
    else {
        return;
    };
    if cx.exported(id) || connection.is_hosted() != Some(true) || !known || !cx.is_live(id) {
        return;
    }
    out.push(
        Draft::at(
            span,
            format!("{} is hosted, and cannot have port encryption", cx.name(id)),
        )
        .help("Order a dedicated connection, or encrypt inside with a VPN")
        .about(cx.subject(id))
        .key("macsec", ""),
    );
}
