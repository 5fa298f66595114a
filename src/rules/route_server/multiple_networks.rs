//! RS001: a route server is associated with more than one network.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteServer, RouteServerAssociation};
use crate::profile::{Counted, Per};
use crate::rules::common::{all, same};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 1),
        name: "route-server-multiple-vpcs",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server is associated with more than one network",
        rationale: "The provider associates a route server with one network; the other associations cannot exist together with it.",
        remedy: "Keep one association, and make a route server of its own for every other network.",
        references: &[&refs::VPC_ROUTE_SERVER],
        example: example!("RS001"),
    },
    check: Check::RouteServer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServer>, out: &mut Sink) {
    let limit = cx
        .profile(id)
        .limit(Counted::Networks, Per::RouteServer)
        .and_then(|limit| limit.default.get());
    let Some(most) = limit.filter(|_| cx.is_live(id)) else {
        return;
    };
    let mut tied: Vec<&RouteServerAssociation> = Vec::new();
    for association in cx.design[id].associations.iter().flatten() {
        let network = &association.network;
        let another =
            |other: &&RouteServerAssociation| same(&other.network, network) == Some(false);
        if association.state.is_live() && !network.is_absent() && tied.iter().all(another) {
            tied.push(association);
        }
    }
    let Some(last) = tied.last().filter(|_| tied.len() > most as usize) else {
        return;
    };
    let provider = cx.head(id).provider;
    let names: Vec<String> = tied
        .iter()
        .map(|association| cx.link_name(&association.network, provider))
        .collect();
    let mut draft = Draft::at(
        context::place(&last.network.id, cx.head(id)),
        format!("{} is associated with {}", cx.name(id), all(&names)),
    )
    .help("Keep one association; another network needs a route server of its own")
    .about(cx.subject(id))
    .key("networks", names.join(" "));
    for association in &tied {
        if let Some(span) = association.network.id.span() {
            draft = draft.also(span, "also associated");
        }
        let (account, region) = (cx.head(id).account.get(), cx.head(id).region.get());
        if let Some(subject) = cx.link_subject(&association.network, provider, account, region) {
            draft = draft.about(subject);
        }
    }
    out.push(draft);
}
