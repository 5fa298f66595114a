//! VIF036: A connection has a bandwidth that the provider does not offer.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Bandwidth, Connection, Id};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Scalar;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::VirtualInterface, 36),
        name: "dx-bandwidth-invalid",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a connection has a bandwidth that the provider does not offer",
        rationale: "Nothing of this bandwidth can be ordered; the value was mistyped, or the provider has a new one.",
        remedy: "Choose a bandwidth that is offered.",
        references: &[&refs::DX_CONNECTION, &refs::DX_HOSTED],
        example: example!("VIF036"),
    },
    check: Check::Connection(check),
};

fn check(cx: &Context<'_>, id: Id<Connection>, out: &mut Sink) {
    let connection = &cx.design[id];
    let rules = &cx.profile(id).interfaces;
    let (Some((text, span)), Some(dedicated), Some(hosted)) = (
        connection.bandwidth.located(),
        rules.dedicated_bandwidths.get(),
        rules.hosted_bandwidths.get(),
    ) else {
        return;
    };
    let offered: Vec<&str> = match connection.is_hosted() {
        Some(true) => hosted.to_vec(),
        Some(false) => dedicated.to_vec(),
        None => dedicated.iter().chain(hosted).copied().collect(),
    };
    let same = |word: &str| match (Bandwidth::parse(word), Bandwidth::parse(text)) {
        (Some(a), Some(b)) => a == b,
        _ => word == text.as_str(),
    };
    // A record that tells little may be of either sort.
    let may_be_hosted =
        connection.vlan.is_absent() && connection.connection_type.is_absent() && cx.exported(id);
    let known =
        offered.iter().copied().any(same) || (may_be_hosted && hosted.iter().copied().any(same));
    if known || !cx.is_live(id) {
        return;
    }
    let sort = match connection.is_hosted() {
        Some(true) => "hosted connections",
        Some(false) => "dedicated connections",
        None => "connections",
    };
    out.push(
        Draft::at(
            span,
            format!(
                "{} has the bandwidth {text}, which {} does not offer for {sort}",
                cx.name(id),
                cx.provider(id)
            ),
        )
        .help(format!("Offered are {}", offered.join(", ")))
        .about(cx.subject(id))
        .key("bandwidth", text.as_str()),
    );
}
