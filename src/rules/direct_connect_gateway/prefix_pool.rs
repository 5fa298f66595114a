//! DXG015: The virtual interfaces of a Direct Connect gateway have more prefixes allocated than the gateway takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, DirectConnectGateway, Id};
use crate::profile::{Counted, Per};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 15),
        name: "dxgw-prefix-pool",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the virtual interfaces of a Direct Connect gateway have more prefixes allocated than the gateway takes",
        rationale: "The provider refuses further allocations. In an export it is a warning.",
        remedy: "Lower the allocations, or spread the interfaces over further gateways.",
        references: &[&refs::DX_QUOTAS],
        example: example!("DXG015"),
    },
    check: Check::DirectConnectGateway(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGateway>, out: &mut Sink) {
    let gateway = &cx.design[id];
    let limit = cx
        .profile(id)
        .limit(Counted::PrefixAllocations, Per::DirectConnectGateway);
    let account = gateway.head.account.get();
    let Some(quota) = limit
        .and_then(|limit| cx.quota(account, limit))
        .filter(|_| cx.is_live(id))
    else {
        return;
    };
    let on = cx
        .index
        .relations
        .interfaces_to
        .values(AnyId::DirectConnectGateway(id));
    let allocated = |of: Option<i64>| of.filter(|count| *count > 0).unwrap_or(0);
    let mut sum: i64 = 0;
    for interface in on.filter(|interface| cx.is_live(**interface)) {
        let element = &cx.design[*interface];
        sum = sum
            .saturating_add(allocated(element.prefix_allocation_ipv4.get()))
            .saturating_add(allocated(element.prefix_allocation_ipv6.get()));
    }
    // What the provider reports counts interfaces of other accounts, too.
    let total = gateway.prefix_allocations.get().unwrap_or(0).max(sum);
    if u64::try_from(total).unwrap_or(0) <= quota.most {
        return;
    }
    let draft = Draft::at(
        context::place(&gateway.prefix_allocations, &gateway.head),
        format!(
            "{} has {total} prefixes allocated; {}",
            cx.name(id),
            quota.words()
        ),
    )
    .help("Lower the allocations, or spread the interfaces over further gateways")
    .lowered_if(cx.exported(id), Severity::Warning)
    .about(cx.subject(id))
    .key("prefix_allocations", "");
    out.push(quota.shown(draft));
}
