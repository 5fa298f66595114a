//! ASN002: an AS number is reserved.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::profile::range::{self, AsnUse};
use crate::rules::asn::fields;
use crate::rules::{Check, Context, Rule};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 2),
        name: "asn-reserved",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an AS number is reserved and belongs to nobody",
        rationale: "Routers refuse 23456, which stands in for four-byte numbers, and the last number of each width; routes with one of the numbers that IANA holds back are filtered. For the latter, and in an export for all but 23456, it is a warning.",
        remedy: "Use the number of your own network, or a private one.",
        references: &[&range::RFC_6793, &range::RFC_7300, &range::IANA_ASN],
        example: example!("ASN002"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for number in fields::numbers(cx) {
        let Some((meaning, from)) = range::asn_use(number.asn) else {
            continue;
        };
        let (why, lowered) = match meaning {
            AsnUse::Transition => ("which only stands in for four-byte numbers", false),
            AsnUse::Last => (
                "which is the last of its width and never assigned",
                number.exported,
            ),
            AsnUse::Reserved => ("which IANA holds back", true),
            AsnUse::Zero | AsnUse::Documentation | AsnUse::Private => continue,
        };
        let draft = Draft::at(
            number.at,
            format!(
                "{} has the AS number {}, {why}",
                number.owner(cx),
                number.asn
            ),
        )
        .help("Use the number of your own network, or a private one (64512 to 65534)")
        .note(format!("see {}", from.title))
        .lowered_if(lowered, Severity::Warning);
        out.push(number.about(cx, draft));
    }
}
