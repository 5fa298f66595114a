//! PEER015: a route through a peering is meant for a gateway of the other side.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{Id, RouteTable};
use crate::rules::context::destination;
use crate::rules::peering::{beyond, sides};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Peering, 15),
        name: "peering-edge-to-edge",
        severity: Severity::Error,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a route through a peering is meant for a gateway of the other side",
        rationale: "What comes over a peering cannot use the other network's internet or NAT gateway, VPN, Direct Connect, transit gateway or gateway endpoint. An error where a design sends an explicit prefix that the other side sends on-premises, to a transit gateway or an endpoint; else, for routes to the internet, for default routes, which reach the other side's own addresses, and in exports, a warning.",
        remedy: "Give the network a gateway of its own, or join both by a transit gateway.",
        references: &[&refs::PEERING_BASICS, &refs::PEERING_ROUTES],
        example: example!("PEER015"),
    },
    check: Check::RouteTable(check),
};

fn check(cx: &Context<'_>, id: Id<RouteTable>, out: &mut Sink) {
    for over in beyond::routes(cx, id).filter(beyond::Over::works) {
        let is_default = over.route.to.get().is_some_and(|to| to.prefix_len() == 0);
        let foreign = match over.route.to.get() {
            Some(_) => over.foreign(cx).is_some(),
            // A prefix list that the other side itself sends to a gateway holds none of its own addresses.
            None => true,
        };
        if !is_default && !foreign {
            continue;
        }
        let to = over.route.to.get();
        if to.is_some_and(|to| over.third(cx, to).is_some()) {
            continue;
        }
        let sent = over.gateway(cx);
        if sent.is_none() && !is_default {
            continue;
        }
        let provider = over.peering.head.provider;
        let middle = sides::name(cx, over.other, provider);
        let there = match (is_default, &sent) {
            (true, _) => format!("which gets only what is for {middle} itself"),
            (false, Some(sent)) => format!(
                "which sends it to {}, but not what comes over a peering",
                sent.name
            ),
            (false, None) => continue,
        };
        let mut draft = Draft::at(
            over.route.span,
            format!(
                "{} sends {} over {} to {middle}, {there}",
                cx.name(id),
                destination(over.route),
                cx.name(over.id)
            ),
        )
        .also(over.peering.head.origin(), "the peering");
        if let Some(sent) = &sent {
            draft = draft.also(sent.span, "the other side's own route");
        }
        let explicit = sent.as_ref().is_some_and(|sent| sent.inward) && !is_default;
        draft = draft
            .help(format!(
                "Give {} a gateway of its own, or join both networks by a transit gateway",
                cx.name(over.own)
            ))
            .lowered_if(!explicit || cx.exported(id), Severity::Warning)
            .about(cx.route_subject(id, over.route))
            .about(cx.subject(id))
            .about(cx.subject(over.id))
            .key("to", destination(over.route));
        if let Some(subject) = sides::subject(cx, over.other, provider) {
            draft = draft.about(subject);
        }
        if let Some(sent) = &sent {
            draft = draft.about(cx.subject(sent.table));
        }
        out.push(draft);
    }
}
