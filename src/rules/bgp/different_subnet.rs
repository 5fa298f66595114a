//! BGP005: the two ends of a session's link lie in different subnets.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{BgpPeer, Id};
use crate::rules::bgp::link;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 5),
        name: "bgp-link-different-subnet",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the two ends of a BGP session's link lie in different subnets",
        rationale: "Neither end can reach the other on the link, so the session does not come up.",
        remedy: "Give both ends addresses of one subnet.",
        references: &[&refs::DX_INTERFACES, &refs::DX_ADD_PEER, &refs::HUAWEI_PEER],
        example: example!("BGP005"),
    },
    check: Check::BgpPeer(check),
};

fn check(cx: &Context<'_>, id: Id<BgpPeer>, out: &mut Sink) {
    let Some(ends) = link::of(cx, id) else { return };
    let (Some(provider), Some(customer)) = (ends.provider.block(), ends.customer.block()) else {
        return;
    };
    // Ends of different families are another rule's business.
    if provider.family() != customer.family()
        || provider.holds(ends.customer.address)
        || customer.holds(ends.provider.address)
    {
        return;
    }
    let draft = Draft::at(
        ends.customer_at,
        format!(
            "{}: the customer's end {} lies in {}, but {}'s end {} in {}",
            link::name(cx, id),
            ends.customer,
            customer.network(),
            cx.provider(id),
            ends.provider,
            provider.network()
        ),
    )
    .also(ends.provider_at, "the other end")
    .help(format!(
        "Take an address of {} for the customer's end, or of {} for the other",
        provider.network(),
        customer.network()
    ))
    .key("addresses", format!("{} {}", ends.customer, ends.provider));
    out.push(link::about(cx, draft, id));
}
