//! RS017: a route server propagates into a table of another network.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteServer};
use crate::rules::common::all;
use crate::rules::route_server::shared;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 17),
        name: "route-server-propagation-foreign-vpc",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server propagates into a table of another network",
        rationale: "It writes only into tables of the network that it is associated with.",
        remedy: "Propagate into a table of the associated network.",
        references: &[&refs::VPC_ROUTE_SERVER],
        example: example!("RS017"),
    },
    check: Check::RouteServer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServer>, out: &mut Sink) {
    let server = &cx.design[id];
    let Some(networks) = shared::networks(server).filter(|_| cx.is_live(id)) else {
        return;
    };
    for propagation in server.propagations.iter().flatten() {
        let Some(table_id) = propagation
            .table
            .get()
            .filter(|_| propagation.state.is_live())
        else {
            continue;
        };
        let table = &cx.design[table_id];
        if shared::among(&networks, &table.network) != Some(false) {
            continue;
        }
        let names: Vec<String> = networks
            .iter()
            .map(|association| cx.link_name(&association.network, server.head.provider))
            .collect();
        out.push(
            Draft::at(
                context::place(&propagation.table.id, &server.head),
                format!(
                    "{} is associated with {} but propagates into {} of {}",
                    cx.name(id),
                    all(&names),
                    cx.name(table_id),
                    cx.link_name(&table.network, table.head.provider)
                ),
            )
            .also(
                context::place(&table.network.id, &table.head),
                "the table's network",
            )
            .help("Propagate into a table of the associated network")
            .about(cx.subject(id))
            .about(cx.subject(table_id))
            .key("table", cx.head(table_id).printed_id().to_string()),
        );
    }
}
