//! BGP004: the two ends of a session's link have different masks.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Id};
use crate::rules::bgp::link;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 4),
        name: "bgp-link-mask-mismatch",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the two ends of a BGP session's link have different masks",
        rationale: "The ends disagree on which addresses the link has; depending on the addresses the session does not come up. In an export it is a warning, because no document says that the provider refuses it.",
        remedy: "Write the same mask on both ends.",
        references: &[&refs::DX_INTERFACES, &refs::DX_ADD_PEER],
        example: example!("BGP004"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let Some(ends) = link::of(cx, id) else { return };
    let (Some(provider), Some(customer)) = (ends.provider.len, ends.customer.len) else {
        return;
    };
    if provider == customer || ends.provider.family() != ends.customer.family() {
        return;
    }
    let draft = Draft::at(
        ends.customer_at,
        format!(
            "{}: the customer's end is {} and {}'s end is {}; the masks /{customer} and /{provider} differ",
            link::name(cx, id),
            ends.customer,
            cx.provider(id),
            ends.provider
        ),
    )
    .also(ends.provider_at, "the other end")
    .help("Write the same mask on both ends")
    .lowered_if(cx.exported(id), Severity::Warning)
    .key("mask", format!("{} {}", ends.customer, ends.provider));
    out.push(link::about(cx, draft, id));
}
