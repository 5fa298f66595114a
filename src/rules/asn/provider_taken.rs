//! ASN017: the customer's side of an interface has an AS number that the provider keeps for itself.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::profile::AsnField;
use crate::rules::asn::fields;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 17),
        name: "bgp-asn-provider-reserved",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the customer's side of an interface has an AS number that the provider keeps for itself",
        rationale: "The provider refuses the number, or both sides become one network and take no route. It is a warning where the provider only advises against it.",
        remedy: "Use the number of your own network, or another private one.",
        references: &[&refs::OUTSCALE_API],
        example: example!("ASN017"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for number in fields::numbers(cx) {
        if number.field != AsnField::Customer {
            continue;
        }
        let head = cx.design.head(number.element);
        let region = head.region.get();
        let region = region.as_ref().map(|text| text.as_str());
        let profile = cx.profiles.get(head.provider);
        // Those of public interfaces have a rule of their own.
        let Some(row) = profile
            .bgp
            .taken(AsnField::Customer, number.asn.number, region, false)
        else {
            continue;
        };
        let said = draft(cx, &number, row.what, profile.words.provider)
            .lowered_if(!row.certainty.is_stated(), Severity::Warning);
        out.push(number.about(cx, said));
    }
}

fn draft(cx: &Context<'_>, number: &fields::Number, what: &str, provider: &str) -> Draft {
    Draft::at(
        number.at,
        format!(
            "{} has the AS number {}, which is {what}",
            number.owner(cx),
            number.asn
        ),
    )
    .help(format!(
        "Use a number other than those of {provider}, for example a private one (64512 to 65534)"
    ))
}
