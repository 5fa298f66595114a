//! PEER013: a route leads to a peering that does not belong to the table's network.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::index::PairEnd;
use crate::model::{AnyId, Id, RouteTable};
use crate::rules::peering::sides;
use crate::rules::{Check, Context, Rule, context, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 13),
        name: "peering-route-wrong-vpc",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route leads to a peering that does not belong to the table's network",
        rationale: "A table can only use peerings of its own network; the provider refuses the route.",
        remedy: "Use a peering of this network.",
        references: &[&refs::EC2_CREATE_ROUTE, &refs::PEERING_ROUTES],
        example: example!("PEER013"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    let table = &cx.design[id];
    // A table of another account may be seen without its network.
    if table.head.is_foreign() {
        return;
    }
    let own = match (table.network.get(), table.network.id.get()) {
        (Some(network), _) => PairEnd::Known(network),
        (None, Some(text)) => PairEnd::Named(text),
        (None, None) => return,
    };
    for route in table.routes.iter().flatten() {
        let Some(AnyId::Peering(peering_id)) = route.target.link().and_then(|link| link.get())
        else {
            continue;
        };
        let peering = &cx.design[peering_id];
        let Some((a, b)) = PairEnd::pair(peering) else {
            continue;
        };
        // A peering at its end is another rule's business.
        if own == a || own == b || !cx.is_live(peering_id) {
            continue;
        }
        let provider = peering.head.provider;
        let destination = context::destination(route);
        let span = route.target.link().and_then(|link| link.id.span());
        let mut draft = Draft::at(
            span.unwrap_or(route.span),
            format!(
                "{} belongs to {}, but {}, where it sends {destination}, joins {} and {}",
                cx.name(id),
                cx.link_name(&table.network, table.head.provider),
                cx.name(peering_id),
                sides::name(cx, &peering.requester, provider),
                sides::name(cx, &peering.accepter, provider)
            ),
        )
        .also(peering.head.origin(), "the peering")
        .help("Use a peering of the table's own network")
        .about(cx.route_subject(id, route))
        .about(cx.subject(id))
        .about(cx.subject(peering_id))
        .key("to", destination);
        if let Some(span) = table.network.id.span() {
            draft = draft.also(span, "the table's network");
        }
        out.push(draft);
    }
}
