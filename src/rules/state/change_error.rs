//! STATE007: The provider reports that a change of an element failed.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Phase};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::{Field, Text};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::State, 7),
        name: "state-change-error",
        severity: Severity::Warning,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the provider reports that a change of an element failed",
        rationale: "The state still shows what was before the change, or that the element failed; the text says why.",
        remedy: "Mend what the text names and ask for the change again.",
        references: &[&refs::EC2_ROUTE_SERVER_PEERS, &refs::DX_CREATE_GATEWAY],
        example: example!("STATE007"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let d = cx.design;
    for (id, gateway) in d.direct_connect_gateways.iter() {
        judge(cx, AnyId::DirectConnectGateway(id), &gateway.error, out);
    }
    for (id, association) in d.direct_connect_gateway_associations.iter() {
        judge(
            cx,
            AnyId::DirectConnectGatewayAssociation(id),
            &association.error,
            out,
        );
    }
    for (id, attachment) in d.direct_connect_gateway_attachments.iter() {
        judge(
            cx,
            AnyId::DirectConnectGatewayAttachment(id),
            &attachment.error,
            out,
        );
    }
    for (id, endpoint) in d.route_server_endpoints.iter() {
        judge(cx, AnyId::RouteServerEndpoint(id), &endpoint.failure, out);
    }
    for (id, peer) in d.route_server_peers.iter() {
        judge(cx, AnyId::RouteServerPeer(id), &peer.failure, out);
    }
}

fn judge(cx: &Context<'_>, id: AnyId, error: &Field<Text>, out: &mut Sink) {
    let head = cx.design.head(id);
    let Some((text, span)) = error.located() else {
        return;
    };
    let gone = matches!(head.state.phase, Phase::Deleting | Phase::Deleted);
    if head.is_design() || gone || text.trim().is_empty() {
        return;
    }
    let state = match head.state.word() {
        "" => String::new(),
        word => format!(" (now {word})"),
    };
    let said = text.trim().trim_end_matches('.');
    out.push(
        Draft::at(
            span,
            format!(
                "the last change of {}{state} failed: {said}",
                cx.name_of(id)
            ),
        )
        .about(cx.subject_of(id))
        .key("error", text.as_str()),
    );
}
