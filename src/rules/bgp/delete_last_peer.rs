//! BGP003: A planned step deletes the last BGP session of a virtual interface.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, BgpPeer, ElementKind, Id, VirtualInterface};
use crate::profile::{MachineOf, Verb};
use crate::rules::plan::{self, Thing};
use crate::rules::{Check, Context, Rule, refs};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Bgp, 3),
        name: "bgp-delete-last-peer",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a planned step deletes the last BGP session of a virtual interface",
        rationale: "The provider refuses it: an interface keeps one session as long as it lives.",
        remedy: "Delete the interface, or create another session first.",
        references: &[&refs::DX_API_2016, &refs::DX_DELETE_PEER],
        example: example!("BGP003"),
    },
    check: Check::Design(check),
};

/// The sessions of an interface, as far as the plan has come.
struct Left {
    live: Vec<Id<BgpPeer>>,
    made: usize,
}

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut interfaces: BTreeMap<Id<VirtualInterface>, Left> = BTreeMap::new();
    plan::walk(cx, |world, call| {
        if call.operation.on != MachineOf::Element(ElementKind::BgpPeer) {
            return;
        }
        let start = |id: Id<VirtualInterface>| {
            let peers = cx.index.relations.bgp_peers.of(id).iter().copied();
            // A session in a state that nobody knows may stay.
            let there = |id: &Id<BgpPeer>| {
                let phase = cx.head(*id).state.phase;
                phase.is_live() || phase == crate::model::Phase::Unknown
            };
            Left {
                live: peers.filter(there).collect(),
                made: 0,
            }
        };
        if call.operation.verb == Verb::Create {
            let on = world.among(ElementKind::VirtualInterface, call);
            if let Some(Thing::Element(AnyId::VirtualInterface(id))) = on {
                interfaces.entry(id).or_insert_with(|| start(id)).made += 1;
            }
            return;
        }
        let (Verb::Delete, Some(Thing::Element(AnyId::BgpPeer(peer)))) =
            (call.operation.verb, world.target(call))
        else {
            return;
        };
        let Some(interface) = cx.design[peer].virtual_interface.get() else {
            return;
        };
        let stays = cx
            .profile(interface)
            .interfaces
            .sessions
            .get()
            .is_some_and(|s| s.last_stays);
        let listed = cx.design[interface].peers_listed;
        let left = interfaces
            .entry(interface)
            .or_insert_with(|| start(interface));
        if left.live == [peer] && left.made == 0 {
            // It is refused, so the session stays.
            if stays && listed {
                out.push(
                    Draft::at(
                        call.place(),
                        format!(
                            "{} of {} would delete the last session of {}",
                            call.operation.name,
                            cx.name(peer),
                            cx.name(interface)
                        ),
                    )
                    .also(cx.head(peer).origin(), "the last session")
                    .help("Delete the interface, or create another session first")
                    .about(cx.subject(peer))
                    .about(cx.subject(interface))
                    .key("operation", call.operation.name),
                );
            }
            return;
        }
        left.live.retain(|id| *id != peer);
    });
}
