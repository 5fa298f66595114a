//! ASN013: A customer gateway has an AS number that the provider keeps for itself.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::model::{CustomerGateway, Id};
use crate::profile::AsnField;
use crate::rules::asn::fields;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 13),
        name: "asn-cgw-reserved",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "a customer gateway has an AS number that the provider keeps for itself",
        rationale: "The provider refuses it. It is a warning where its pages differ about the number.",
        remedy: "Use the number of your own network, or a private one.",
        references: &[
            &refs::VPN_CUSTOMER_GATEWAY,
            &refs::EC2_CREATE_CUSTOMER_GATEWAY,
        ],
        example: example!("ASN013"),
    },
    check: Check::CustomerGateway(check),
};

fn check(cx: &Context<'_>, id: Id<CustomerGateway>, out: &mut Sink) {
    let gateway = &cx.design[id];
    let Some((asn, span)) = gateway.asn.located() else {
        return;
    };
    if !cx.is_live(id) || fields::is_static_only(cx, id) {
        return;
    }
    let region = gateway.head.region.get();
    let region = region.as_ref().map(|text| text.as_str());
    let bgp = &cx.profile(id).bgp;
    let Some(row) = bgp.taken(AsnField::CustomerGateway, asn.number, region, false) else {
        return;
    };
    out.push(
        Draft::at(
            span,
            format!(
                "{} has the AS number {asn}, which is {}",
                cx.name(id),
                row.what
            ),
        )
        .help("Use the number of your own network, or a private one (64512 to 65534)")
        .lowered_if(!row.certainty.is_stated(), Severity::Warning)
        .about(cx.subject(id))
        .key("asn", asn.number.to_string()),
    );
}
