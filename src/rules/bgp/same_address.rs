//! BGP006: both ends of a session's link have the same address.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Id};
use crate::rules::bgp::link;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 6),
        name: "bgp-link-same-address",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "both ends of a BGP session's link have the same address",
        rationale: "The routers cannot tell each other apart, so the session does not come up.",
        remedy: "Give the two ends different addresses of one subnet.",
        references: &[&refs::DX_INTERFACES, &refs::DX_ADD_PEER, &refs::HUAWEI_PEER],
        example: example!("BGP006"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let Some(ends) = link::of(cx, id) else { return };
    if ends.provider.address != ends.customer.address {
        return;
    }
    let draft = Draft::at(
        ends.customer_at,
        format!(
            "{}: both ends have the address {}",
            link::name(cx, id),
            ends.customer.address
        ),
    )
    .also(ends.provider_at, "the other end")
    .help("Change one of the two")
    .key("address", ends.customer.address.to_string());
    out.push(link::about(cx, draft, id));
}
