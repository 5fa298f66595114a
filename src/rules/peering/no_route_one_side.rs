//! PEER009: only one side of a peering has a route to the other.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Id, Network, Peering, Phase};
use crate::rules::peering::sides;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 9),
        name: "peering-no-route-one-side",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "only one side of a peering has a route to the other",
        rationale: "Packets arrive, but their answers have no way back, so no connection comes about.",
        remedy: "Add a route through the peering to a table of the other side.",
        references: &[
            &refs::PEERING_ROUTES,
            &refs::OUTSCALE_NET_PEERING,
            &refs::OTC_VPC,
        ],
        example: example!("PEER009"),
    },
    check: Check::Peering(check),
};

fn check(cx: &Context<'_>, id: Id<Peering>, out: &mut Sink) {
    let peering = &cx.design[id];
    let working = matches!(peering.head.state.phase, Phase::Active | Phase::Unstated);
    let (Some(a), Some(b)) = (
        peering.requester.network.get(),
        peering.accepter.network.get(),
    ) else {
        return;
    };
    if !working || a == b {
        return;
    }
    let through = |network: Id<Network>| {
        cx.index
            .relations
            .routes
            .values(AnyId::Peering(id))
            .find(|route| cx.design[route.table].network.get() == Some(network))
    };
    let (with, without, route) = match (through(a), through(b)) {
        (Some(route), None) => (a, b, route),
        (None, Some(route)) => (b, a, route),
        _ => return,
    };
    let Some(tables) = sides::all_tables(cx, without) else {
        return;
    };
    let mut draft = Draft::at(
        peering.head.origin(),
        format!(
            "{} has a route through {}, but {} has none back",
            cx.name(with),
            cx.name(id),
            cx.name(without)
        ),
    );
    if let Some(there) = cx.design[route.table]
        .routes
        .as_ref()
        .and_then(|routes| routes.get(route.nth as usize))
    {
        draft = draft.also(there.span, "the way there");
    }
    draft = draft
        .help(format!(
            "Add a route for {} to a route table of {}",
            blocks(cx, with),
            cx.name(without)
        ))
        .about(cx.subject(id))
        .about(cx.subject(without))
        .about(cx.subject(with))
        .key("without", cx.head(without).printed_id().to_string());
    // A few are enough to see where it is missing.
    for table in tables.iter().take(3) {
        draft = draft.also(cx.head(*table).origin(), "a table without the way back");
    }
    out.push(draft);
}

fn blocks(cx: &Context<'_>, network: Id<Network>) -> String {
    let blocks: Vec<String> = cx.design[network]
        .live_cidrs()
        .map(|(cidr, _)| cidr.to_string())
        .collect();
    if blocks.is_empty() {
        cx.name(network)
    } else {
        blocks.join(", ")
    }
}
