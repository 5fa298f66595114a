//! ASN014: A virtual interface reports another AS number of the provider than its gateway has.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{AnyId, Asn, Id, InterfaceType, VirtualInterface};
use crate::profile::{AsnField, AsnScope};
use crate::rules::{Check, Context, Rule, context, refs};
use crate::source::Field;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 14),
        name: "asn-vif-gateway-mismatch",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a virtual interface reports another AS number of the provider than its gateway has",
        rationale: "An interface takes over its gateway's number, so the records are of different moments, or the interface leads elsewhere.",
        remedy: "Export both again; the router must be configured with the number that the gateway has.",
        references: &[&refs::DX_INTERFACE, &refs::DX_ROUTING],
        example: example!("ASN014"),
    },
    check: Check::VirtualInterface(check),
};

fn check(cx: &Context<'_>, id: Id<VirtualInterface>, out: &mut Sink) {
    let interface = &cx.design[id];
    let Some((asn, span)) = interface.provider_asn.located() else {
        return;
    };
    if !cx.exported(id) || !cx.is_live(id) || asn.number == 0 {
        return;
    }
    let (expected, of): (Field<Asn>, Option<AnyId>) = match interface.kind() {
        Some(InterfaceType::Public) => {
            let own = cx.profile(id).bgp.taken.iter().find(|row| {
                row.scope == AsnScope::PublicInterfaces && row.fields.contains(&AsnField::Customer)
            });
            (
                own.map_or(Field::Absent, |row| Field::at(Asn::new(row.number), span)),
                None,
            )
        }
        _ => match (
            interface.virtual_gateway.get(),
            interface.direct_connect_gateway.get(),
        ) {
            (Some(gateway), _) => (cx.design[gateway].asn, Some(AnyId::VirtualGateway(gateway))),
            (None, Some(gateway)) => (
                cx.design[gateway].asn,
                Some(AnyId::DirectConnectGateway(gateway)),
            ),
            (None, None) => return,
        },
    };
    let Some(wanted) = expected.get().filter(|wanted| wanted.number != asn.number) else {
        return;
    };
    let whose = of.map_or_else(
        || format!("every public interface of {}", cx.provider(id)),
        |gateway| cx.name_of(gateway),
    );
    let mut draft = Draft::at(
        span,
        format!(
            "{} reports {}'s AS number as {asn}, but {whose} has {wanted}",
            cx.name(id),
            cx.provider(id)
        ),
    )
    .help("Export both again")
    .about(cx.subject(id))
    .key("provider_asn", asn.number.to_string());
    if let Some(gateway) = of {
        draft = draft
            .also(
                context::place(&expected, cx.design.head(gateway)),
                "the gateway's number",
            )
            .about(cx.subject_of(gateway));
    }
    out.push(draft);
}
