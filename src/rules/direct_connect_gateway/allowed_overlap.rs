//! DXG007: The allowed prefixes of two transit gateways of one Direct Connect gateway overlap.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::index::{self, Overlap};
use crate::model::{Cidr, DirectConnectGateway, DirectConnectGatewayAssociation, Id};
use crate::rules::direct_connect_gateway::ends::{self, End};
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::DirectConnectGateway, 7),
        name: "dxgw-allowed-prefix-overlap",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the allowed prefixes of two transit gateways of one Direct Connect gateway overlap",
        rationale: "The gateway could not tell where a packet goes; the provider refuses the second list. In an export it is a warning.",
        remedy: "Announce every range through one transit gateway only.",
        references: &[&refs::DX_ALLOWED],
        example: example!("DXG007"),
    },
    check: Check::DirectConnectGateway(check),
};

fn check(cx: &Context<'_>, id: Id<DirectConnectGateway>, out: &mut Sink) {
    if !cx.is_live(id) || cx.profile(id).routing.allowed_prefixes_announced.get() != Some(true) {
        return;
    }
    type Allowed = (Id<DirectConnectGatewayAssociation>, Span);
    let transit: Vec<_> = cx
        .index
        .relations
        .associations
        .of(id)
        .iter()
        .copied()
        .filter(|a| cx.is_live(*a) && ends::of(&cx.design[*a]) == Some(End::TransitGateway))
        .collect();
    let prefixes = |association: Id<DirectConnectGatewayAssociation>| -> Vec<(Cidr, Allowed)> {
        let listed = cx.design[association].allowed_prefixes.iter().flatten();
        listed
            .filter_map(|field| field.located())
            .map(|(cidr, span)| (*cidr, (association, span)))
            .collect()
    };
    for (nth, first) in transit.iter().enumerate() {
        for second in transit.iter().skip(nth + 1) {
            let (one, two) = (&cx.design[*first], &cx.design[*second]);
            // Two records of one tie are no pair.
            if one
                .to
                .get()
                .map_or(one.to.id.get() == two.to.id.get(), |to| {
                    two.to.get() == Some(to)
                })
            {
                continue;
            }
            let shared = index::shared(prefixes(*first), prefixes(*second));
            let Some(Overlap {
                outer: (wide, (_, wide_at)),
                inner: (narrow, (owner, at)),
            }) = shared.first()
            else {
                continue;
            };
            let (mine, theirs) = if owner == first {
                (one, two)
            } else {
                (two, one)
            };
            let more = match shared.len() - 1 {
                0 => String::new(),
                more => format!(" ({more} more overlaps)"),
            };
            let draft = Draft::at(
                *at,
                format!(
                    "{} announces {narrow} through {} and {wide} through {}{more}",
                    cx.name(id),
                    ends::name(cx, mine),
                    ends::name(cx, theirs)
                ),
            )
            .also(*wide_at, "the other prefix")
            .help("Announce every range through one transit gateway only")
            .lowered_if(
                cx.exported(*first) || cx.exported(*second),
                Severity::Warning,
            )
            .about(cx.subject(id))
            .about(cx.subject(*first))
            .about(cx.subject(*second))
            .key("allowed_prefixes", format!("{narrow} {wide}"));
            out.push(draft);
        }
    }
}
