//! PEER019: a design adds a block to the requester of a peering that waits.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, ElementKind, Id, Network, Peering, Phase};
use crate::profile::{MachineOf, Verb};
use crate::rules::plan::{self, Thing, World};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 19),
        name: "peering-requester-cidr-frozen",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a design adds a block to the requester of a peering that waits",
        rationale: "While a request waits, the provider takes no further block for the requester's network.",
        remedy: "Wait until the request is accepted, or withdraw it, add the block and ask again.",
        references: &[&refs::VPC_CIDR],
        example: example!("PEER019"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for (id, peering) in cx.design.peerings.iter() {
        let waits = matches!(
            peering.head.state.phase,
            Phase::Requested | Phase::AwaitingAcceptance
        );
        let frozen = cx.profile(id).peering.requester_frozen.get() == Some(true);
        let Some(network) = peering.requester.network.get().filter(|_| waits && frozen) else {
            continue;
        };
        for (span, what) in overlaid(cx, network) {
            out.push(finding(cx, id, network, span, &what));
        }
    }
    plan::walk(cx, |world, call| {
        let adds =
            call.operation.verb == Verb::Join && call.operation.on == MachineOf::NetworkBlock;
        let on = world.among(ElementKind::Network, call).filter(|_| adds);
        let Some(Thing::Element(AnyId::Network(network))) = on else {
            return;
        };
        let frozen = cx.profile(network).peering.requester_frozen.get() == Some(true);
        for id in cx.index.relations.peerings.of(network) {
            let asks = cx.design[*id].requester.network.get() == Some(network);
            if frozen && asks && waits(world, *id) {
                let block = call.parameter(|key| key.ends_with("CidrBlock"));
                let what = block.map_or_else(
                    || "a further block".to_owned(),
                    |block| block.text.to_owned(),
                );
                out.push(finding(cx, *id, network, call.place(), &what));
            }
        }
    });
}

/// Whether a request waits in every state in which it may be when a step comes.
fn waits(world: &World<'_>, id: Id<Peering>) -> bool {
    let thing = Thing::Element(AnyId::Peering(id));
    let (Some(machine), Some(states)) = (world.machine(thing), world.states(thing)) else {
        return false;
    };
    states.iter().all(|word| {
        let phase = machine.state(word).map(|row| row.phase);
        matches!(
            phase,
            Some(Phase::Requested | Phase::AwaitingAcceptance | Phase::Failed)
        )
    }) && world.cx.is_live(id)
}

fn finding(
    cx: &Context<'_>,
    id: Id<Peering>,
    network: Id<Network>,
    span: Span,
    what: &str,
) -> Draft {
    let peering = &cx.design[id];
    let mut draft = Draft::at(
        span,
        format!(
            "{what} cannot be added to {} while its request {} waits",
            cx.name(network),
            cx.name(id)
        ),
    )
    .help("Add it after the request is accepted, or withdraw the request first")
    .about(cx.subject(id))
    .about(cx.subject(network))
    .key("cidr", what);
    if let Some(span) = peering.head.state.native.span() {
        draft = draft.also(span, "waits");
    }
    draft
}

/// Blocks that a design gives to a network which an export shows without them.
fn overlaid(cx: &Context<'_>, id: Id<Network>) -> Vec<(Span, String)> {
    let network = &cx.design[id];
    let hand = |span: Span| {
        cx.design
            .about
            .design_files
            .iter()
            .any(|(file, _)| *file == span.file)
    };
    if !network.head.origins.iter().any(|origin| !hand(*origin)) {
        return Vec::new();
    }
    network
        .live_cidrs()
        .filter_map(|(cidr, block)| Some((block.cidr.span()?, cidr.to_string())))
        .filter(|(span, _)| hand(*span))
        .collect()
}
