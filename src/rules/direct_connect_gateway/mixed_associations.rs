//! DXG001: A Direct Connect gateway serves virtual gateways and transit gateways at once.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, DirectConnectGateway, Id, InterfaceType};
use crate::rules::direct_connect_gateway::ends::{self, End};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 1),
        name: "dxgw-mixed-associations",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a Direct Connect gateway serves virtual gateways and transit gateways at once",
        rationale: "A gateway serves virtual gateways with private interfaces, or transit gateways with transit interfaces, or a core network; the provider refuses the mixture.",
        remedy: "Use one gateway for each sort.",
        references: &[
            &refs::DX_TRANSIT,
            &refs::DX_GATEWAY_VGW,
            &refs::DX_CREATE_TRANSIT_INTERFACE,
        ],
        example: example!("DXG001"),
    },
    check: Check::DirectConnectGateway(check),
};

/// Something that ties a gateway to one sort of network.
struct Tie {
    element: AnyId,
    sort: End,
    what: String,
    at: Span,
}

fn check(cx: &Context<'_>, id: Id<DirectConnectGateway>, out: &mut Sink) {
    if !cx.is_live(id) || !cx.profile(id).interfaces.types.is_known() {
        return;
    }
    let ties = ties(cx, id);
    let Some(first) = ties.first() else {
        return;
    };
    let Some(other) = ties.iter().find(|tie| tie.sort != first.sort) else {
        return;
    };
    out.push(
        Draft::at(
            other.at,
            format!(
                "{} serves {} and {}, which exclude each other",
                cx.name(id),
                first.what,
                other.what
            ),
        )
        .also(first.at, "the first of them")
        .also(cx.head(id).origin(), "the gateway")
        .help("Use one gateway for each sort")
        .about(cx.subject(id))
        .about(cx.subject_of(first.element))
        .about(cx.subject_of(other.element))
        .key("sorts", ""),
    );
}

fn ties(cx: &Context<'_>, id: Id<DirectConnectGateway>) -> Vec<Tie> {
    let mut all = Vec::new();
    for association in cx.index.relations.associations.of(id) {
        let element = &cx.design[*association];
        let Some(sort) = ends::of(element).filter(|_| cx.is_live(*association)) else {
            continue;
        };
        all.push(Tie {
            element: AnyId::DirectConnectGatewayAssociation(*association),
            sort,
            what: ends::name(cx, element),
            at: element
                .to
                .id
                .span()
                .unwrap_or_else(|| element.head.origin()),
        });
    }
    for interface in cx
        .index
        .relations
        .interfaces_to
        .values(AnyId::DirectConnectGateway(id))
    {
        let element = &cx.design[*interface];
        let sort = match element.kind() {
            Some(InterfaceType::Private) => End::VirtualGateway,
            // It leads to a core network, too.
            Some(InterfaceType::Transit) if all.iter().any(|tie| tie.sort == End::CoreNetwork) => {
                End::CoreNetwork
            }
            Some(InterfaceType::Transit) => End::TransitGateway,
            _ => continue,
        };
        if cx.is_live(*interface) {
            all.push(Tie {
                element: AnyId::VirtualInterface(*interface),
                sort,
                what: cx.name(*interface),
                at: context::place(&element.direct_connect_gateway.id, &element.head),
            });
        }
    }
    all
}
