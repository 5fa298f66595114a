//! RS019: a table refuses a route of a route server.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteServer};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 19),
        name: "route-server-route-rejected",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a table refuses a route of a route server",
        rationale: "Traffic of that table does not follow the appliance for this prefix.",
        remedy: "Do what the reason says; often the table is full or already has a static route.",
        references: &[&refs::VPC_ROUTE_SERVER],
        example: example!("RS019"),
    },
    check: Check::RouteServer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServer>, out: &mut Sink) {
    let server = &cx.design[id];
    if !cx.exported(id) {
        return;
    }
    for route in server.routes.iter().flatten() {
        let Some(prefix) = route.prefix.get() else {
            continue;
        };
        for (table, reason) in &route.rejected {
            let why = reason
                .get()
                .map_or_else(String::new, |reason| format!(": {reason}"));
            let name = cx.link_name(table, server.head.provider);
            let mut draft = Draft::at(
                context::place(&table.id, &server.head),
                format!("{name} refuses {prefix} of {}{why}", cx.name(id)),
            )
            .also(route.span, "the route")
            .help("Do what the reason says; until then the table does not follow the appliance for this prefix")
            .about(cx.subject(id))
            .key("prefix", format!("{prefix} {}", route.peer.id.get().map_or("", |peer| peer.as_str())));
            let (account, region) = (server.head.account.get(), server.head.region.get());
            if let Some(subject) = cx.link_subject(table, server.head.provider, account, region) {
                draft = draft.about(subject);
            }
            if let Some(peer) = route.peer.get() {
                draft = draft.about(cx.subject(peer));
            }
            out.push(draft);
        }
    }
}
