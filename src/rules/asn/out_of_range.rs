//! ASN004: an AS number lies outside of what its field takes.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::profile::{AsnField, Takes};
use crate::rules::asn::fields;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 4),
        name: "asn-out-of-range",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an AS number lies outside of what its field takes",
        rationale: "The provider refuses the number. Where its own pages disagree about the last number it is a warning.",
        remedy: "Use a number that the field takes.",
        references: &[
            &refs::DX_PEER,
            &refs::EC2_ROUTE_SERVER_PEERS,
            &refs::EC2_CREATE_CUSTOMER_GATEWAY,
            &refs::OUTSCALE_API,
            &refs::HUAWEI_PEER,
        ],
        example: example!("ASN004"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for number in fields::numbers(cx) {
        // Zero, and public numbers on the provider's side, have rules of their own.
        let elsewhere = number.asn.number == 0
            || matches!(
                number.field,
                AsnField::VirtualGateway
                    | AsnField::TransitGateway
                    | AsnField::DirectConnectGateway
            );
        let provider = cx.design.head(number.element).provider;
        let profile = cx.profiles.get(provider);
        let Some(row) = profile.bgp.asn(number.field).filter(|_| !elsewhere) else {
            continue;
        };
        let Some(ranges) = row.ranges.get() else {
            continue;
        };
        let disputed = match row.takes(number.asn.number) {
            Takes::Yes | Takes::Unknown => continue,
            Takes::No => false,
            Takes::Disputed => true,
        };
        let takes: Vec<String> = ranges.iter().map(ToString::to_string).collect();
        let takes = takes.join(" or ");
        let draft = Draft::at(
            number.at,
            format!(
                "{} has the AS number {}, but {} takes {takes}",
                number.owner(cx),
                number.asn,
                profile.words.provider
            ),
        )
        .help(format!("Use a number of {takes}"))
        .lowered_if(disputed, Severity::Warning);
        out.push(number.about(cx, draft));
    }
}
