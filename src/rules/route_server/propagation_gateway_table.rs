//! RS016: a route server propagates into the table of a virtual gateway.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, ElementKind, Id, RouteServer};
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::RouteServer, 16),
        name: "route-server-propagation-vgw-table",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route server propagates into the table of a virtual gateway",
        rationale: "Tables of subnets and of internet gateways can take its routes, those of virtual gateways cannot; the provider refuses it.",
        remedy: "Propagate into tables of subnets or of an internet gateway.",
        references: &[&refs::VPC_ROUTE_SERVER],
        example: example!("RS016"),
    },
    check: Check::RouteServer(check),
};

fn check(cx: &Context<'_>, id: Id<RouteServer>, out: &mut Sink) {
    let server = &cx.design[id];
    if !cx.is_live(id) {
        return;
    }
    for propagation in server.propagations.iter().flatten() {
        let Some(table_id) = propagation
            .table
            .get()
            .filter(|_| propagation.state.is_live())
        else {
            continue;
        };
        let edge = cx.design[table_id].associations.iter().find(|association| {
            association.state.is_live()
                && association.gateway.kinds == [ElementKind::VirtualGateway]
                || matches!(association.gateway.get(), Some(AnyId::VirtualGateway(_)))
                    && association.state.is_live()
        });
        let Some(edge) = edge else { continue };
        let gateway = match (edge.gateway.get(), edge.gateway.id.get()) {
            (Some(gateway), _) => cx.name_of(gateway),
            (None, Some(text)) => text.to_string(),
            (None, None) => continue,
        };
        let mut draft = Draft::at(
            context::place(&propagation.table.id, &server.head),
            format!(
                "{} propagates into {}, which is the table of {gateway}",
                cx.name(id),
                cx.name(table_id)
            ),
        )
        .help("Propagate into tables of subnets or of an internet gateway")
        .about(cx.subject(id))
        .about(cx.subject(table_id))
        .key("table", cx.head(table_id).printed_id().to_string());
        if let Some(span) = edge.gateway.id.span() {
            draft = draft.also(span, "the gateway that uses the table");
        }
        out.push(draft);
    }
}
