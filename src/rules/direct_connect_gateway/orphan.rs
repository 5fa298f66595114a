//! DXG010: A Direct Connect gateway has virtual interfaces but no association, or the reverse.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, DirectConnectGateway, ElementKind, Id, Phase};
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 10),
        name: "dxgw-orphan",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a Direct Connect gateway has virtual interfaces but no association, or the reverse",
        rationale: "Traffic comes in and goes nowhere, or nothing comes in.",
        remedy: "Add what is missing, or delete the gateway.",
        references: &[&refs::DX_GATEWAYS],
        example: example!("DXG010"),
    },
    check: Check::DirectConnectGateway(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGateway>, out: &mut Sink) {
    let head = cx.head(id);
    if !cx.is_live(id) || head.is_foreign() {
        return;
    }
    let relations = &cx.index.relations;
    let may_be = |phase: Phase| phase.is_live() || phase == Phase::Unknown;
    let tied = relations
        .associations
        .of(id)
        .iter()
        .filter(|a| may_be(cx.head(**a).state.phase));
    let associations = tied.count();
    let global = AnyId::DirectConnectGateway(id);
    let to = relations
        .interfaces_to
        .values(global)
        .filter(|v| may_be(cx.head(**v).state.phase));
    let attached = relations.gateway_attachments.of(id).iter();
    let attached = attached.filter(|a| may_be(cx.head(**a).state.phase));
    let interfaces = to.count().max(attached.count());
    // What an export does not list may be there; interfaces may belong to any account and region, so only the gateway's own list counts.
    let listed = |kind| !cx.exported(id) || cx.lists_all_beside(kind, head);
    let (has, lacks) = match (interfaces, associations) {
        (0, 1..) if listed(ElementKind::DirectConnectGatewayAttachment) => {
            ("an association", "no virtual interface")
        }
        (1.., 0) if listed(ElementKind::DirectConnectGatewayAssociation) => {
            ("a virtual interface", "no association")
        }
        _ => return,
    };
    out.push(
        Draft::at(
            head.origin(),
            format!("{} has {has}, but {lacks}", cx.name(id)),
        )
        .help("Add what is missing, or delete the gateway")
        .about(cx.subject(id))
        .key("lacks", lacks),
    );
}
