//! ASN007: the provider's side of a gateway has a number that is not private.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::profile::{AsnField, Takes};
use crate::rules::asn::fields;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 7),
        name: "asn-amazon-side-not-private",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the provider's side of a gateway has an AS number that is not private",
        rationale: "The provider takes private numbers only. In an export it is a warning, and an info for virtual gateways with a number that the provider itself gave them in former years.",
        remedy: "Choose a private number that is used nowhere else in your network.",
        references: &[
            &refs::EC2_CREATE_VPN_GATEWAY,
            &refs::EC2_TRANSIT_GATEWAY_OPTIONS,
            &refs::DX_CREATE_GATEWAY,
        ],
        example: example!("ASN007"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for number in fields::numbers(cx) {
        let gateway = matches!(
            number.field,
            AsnField::VirtualGateway | AsnField::TransitGateway | AsnField::DirectConnectGateway
        );
        let provider = cx.design.head(number.element).provider;
        let profile = cx.profiles.get(provider);
        let Some(row) = profile.bgp.asn(number.field).filter(|_| gateway) else {
            continue;
        };
        let Some(ranges) = row.ranges.get() else {
            continue;
        };
        if number.asn.number == 0 || row.takes(number.asn.number) != Takes::No {
            continue;
        }
        let old = number.field == AsnField::VirtualGateway
            && profile
                .bgp
                .legacy_provider_asns
                .get()
                .is_some_and(|old| old.contains(&number.asn.number));
        let lowered = if old {
            Severity::Info
        } else {
            Severity::Warning
        };
        let takes: Vec<String> = ranges.iter().map(ToString::to_string).collect();
        let mut draft = Draft::at(
            number.at,
            format!(
                "{} has the AS number {}; {} takes {}",
                number.owner(cx),
                number.asn,
                profile.words.provider,
                takes.join(" or ")
            ),
        )
        .help("Choose a private number that is used nowhere else in your network")
        .lowered_if(number.exported, lowered);
        if old {
            draft = draft.note("the provider gave this number to gateways of former years");
        }
        out.push(number.about(cx, draft));
    }
}
