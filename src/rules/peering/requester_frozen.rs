//! PEER019: a design adds a block to the requester of a peering that waits.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Action, Id, Network, Peering, Phase, Step};
use crate::profile::{MachineOf, Verb};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::tree::{Data, Node};
use crate::source::{Span, Text};

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
        for step in &cx.design.about.plan {
            if let Some(what) = planned(cx, network, step) {
                out.push(finding(cx, id, network, step.span, &what));
            }
        }
    }
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

/// The block that a step adds to this network.
fn planned(cx: &Context<'_>, network: Id<Network>, step: &Step) -> Option<String> {
    let Action::Operation { name, with } = &step.action else {
        return None;
    };
    let (_, name) = name.get()?.as_str().split_once('.')?;
    let operation = cx.profile(network).words.operation(name)?;
    if operation.verb != Verb::Join || operation.on != MachineOf::NetworkBlock {
        return None;
    }
    let with = with.as_ref()?;
    let own = |text: &str| {
        let reference = text.strip_prefix('$').unwrap_or(text);
        let head = cx.head(network);
        let means = |known: Option<Text>| known.is_some_and(|known| known == reference);
        means(head.id.get()) || means(head.name.get())
    };
    let Data::Map(entries) = &with.data else {
        return None;
    };
    let texts: Vec<(&str, &str)> = entries
        .iter()
        .filter_map(|entry| Some((&*entry.key, scalar(&entry.value)?)))
        .collect();
    texts.iter().find(|(_, text)| own(text))?;
    let block = texts.iter().find(|(key, _)| key.ends_with("CidrBlock"));
    Some(block.map_or_else(
        || "a further block".to_owned(),
        |(_, text)| (*text).to_owned(),
    ))
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.data {
        Data::Scalar { text, .. } => Some(text),
        _ => None,
    }
}
