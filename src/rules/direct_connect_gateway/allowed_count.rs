//! DXG006: The association of a transit gateway has more allowed prefixes than the provider takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{DirectConnectGatewayAssociation, Id};
use crate::profile::{Counted, Per};
use crate::rules::direct_connect_gateway::ends::{self, End};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 6),
        name: "dxgw-allowed-prefix-count",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the association of a transit gateway has more allowed prefixes than the provider takes",
        rationale: "The provider refuses the list unless the quota was raised; in an export it is a warning.",
        remedy: "Announce fewer, wider prefixes.",
        references: &[&refs::DX_QUOTAS, &refs::DX_ALLOWED],
        example: example!("DXG006"),
    },
    check: Check::DirectConnectGatewayAssociation(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGatewayAssociation>, out: &mut Sink) {
    let association = &cx.design[id];
    let limit = cx
        .profile(id)
        .limit(Counted::AllowedPrefixes, Per::TransitAssociation);
    let account = association.head.account.get();
    let Some(quota) = limit.and_then(|limit| cx.quota(account, limit)) else {
        return;
    };
    let prefixes = association.allowed_prefixes.as_deref().unwrap_or_default();
    let transit = ends::of(association) == Some(End::TransitGateway);
    let Some(first) = prefixes
        .get(usize::try_from(quota.most).unwrap_or(usize::MAX))
        .filter(|_| transit && cx.is_live(id))
    else {
        return;
    };
    let draft = Draft::at(
        context::place(first, &association.head),
        format!(
            "{} with {} has {} allowed prefixes; {}",
            cx.name(id),
            ends::name(cx, association),
            prefixes.len(),
            quota.words()
        ),
    )
    .help("Announce fewer, wider prefixes")
    .lowered_if(cx.exported(id), Severity::Warning)
    .about(cx.subject(id))
    .key("allowed_prefixes", "count");
    out.push(quota.shown(ends::about(cx, draft, association)));
}
