//! STATE009: A planned deletion is blocked by what still depends on the element.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Phase};
use crate::profile::Verb;
use crate::rules::plan::{self, Thing, World};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::State, 9),
        name: "state-delete-blocked",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a planned deletion is blocked by what still depends on the element",
        rationale: "The provider refuses the call as long as something live depends on the element. A network's active peerings do not block: they are deleted along.",
        remedy: "Remove what depends on it in an earlier step.",
        references: &[
            &refs::PEERING_DELETE,
            &refs::DX_DELETE_GATEWAY,
            &refs::EC2_DELETE_VPN_GATEWAY,
            &refs::EC2_DELETE_CUSTOMER_GATEWAY,
        ],
        example: example!("STATE009"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    plan::walk(cx, |world, call| {
        if call.operation.verb != Verb::Delete {
            return;
        }
        let Some(Thing::Element(id)) = world.target(call) else {
            return;
        };
        let blocking = dependents(world, id);
        let Some((first, how)) = blocking.first() else {
            return;
        };
        let more = match blocking.len() - 1 {
            0 => String::new(),
            1 => " and one more".to_owned(),
            more => format!(" and {more} more"),
        };
        let mut draft = Draft::at(
            call.place(),
            format!(
                "{} of {} is blocked: {}{more} {how}",
                call.operation.name,
                cx.name_of(id),
                cx.name_of(*first)
            ),
        )
        .about(cx.subject_of(id))
        .key("operation", call.operation.name);
        for (dependent, _) in &blocking {
            draft = draft
                .also(cx.design.head(*dependent).origin(), "blocks it")
                .about(cx.subject_of(*dependent));
        }
        out.push(draft.help("Remove what depends on it in an earlier step"));
    });
}

/// What keeps an element from being deleted, with what it does there.
fn dependents(world: &World<'_>, id: AnyId) -> Vec<(AnyId, &'static str)> {
    let cx = world.cx;
    let relations = &cx.index.relations;
    let mut all: Vec<(AnyId, &'static str)> = Vec::new();
    let interfaces = |on: &[(AnyId, crate::model::Id<crate::model::VirtualInterface>)]| {
        on.iter()
            .map(|(_, id)| AnyId::VirtualInterface(*id))
            .collect::<Vec<_>>()
    };
    match id {
        AnyId::Connection(_) => {
            all.extend(
                interfaces(relations.interfaces_on.of(id))
                    .into_iter()
                    .map(|v| (v, "runs on it")),
            );
        }
        AnyId::Lag(lag) => {
            all.extend(
                interfaces(relations.interfaces_on.of(id))
                    .into_iter()
                    .map(|v| (v, "runs on it")),
            );
            let hosted = relations
                .members
                .of(lag)
                .iter()
                .filter(|c| cx.design[**c].is_hosted() == Some(true));
            all.extend(hosted.map(|c| (AnyId::Connection(*c), "is hosted on it")));
        }
        AnyId::DirectConnectGateway(gateway) => {
            all.extend(
                interfaces(relations.interfaces_to.of(id))
                    .into_iter()
                    .map(|v| (v, "leads to it")),
            );
            let ties = relations.associations.of(gateway).iter();
            all.extend(ties.map(|a| {
                (
                    AnyId::DirectConnectGatewayAssociation(*a),
                    "ties a gateway to it",
                )
            }));
        }
        AnyId::VirtualGateway(gateway) if !world.was_parted(id) => {
            let ties = cx.design[gateway].attachments.iter().flatten();
            let networks = ties
                .filter(|tie| tie.state.is_live())
                .filter_map(|tie| tie.network.get());
            all.extend(networks.map(|n| (AnyId::Network(n), "has it attached")));
        }
        AnyId::CustomerGateway(gateway) => {
            let vpns = relations.vpns.of(gateway).iter();
            all.extend(vpns.map(|v| (AnyId::VpnConnection(*v), "ends on it")));
        }
        AnyId::Network(network) => {
            let requests = relations.peerings.of(network).iter().filter(|p| {
                let peering = &cx.design[**p];
                peering.accepter.network.get() == Some(network)
                    && peering.requester.network.get() != Some(network)
                    && waits(world, AnyId::Peering(**p))
            });
            all.extend(requests.map(|p| (AnyId::Peering(*p), "waits for its answer")));
        }
        _ => {}
    }
    all.retain(|(dependent, _)| world.surely_live(*dependent));
    all
}

/// Whether a request waits in every state in which it may be.
fn waits(world: &World<'_>, id: AnyId) -> bool {
    let thing = Thing::Element(id);
    let (Some(machine), Some(states)) = (world.machine(thing), world.states(thing)) else {
        return false;
    };
    states.iter().all(|word| {
        let phase = machine.state(word).map(|row| row.phase);
        phase == Some(Phase::AwaitingAcceptance)
    })
}
