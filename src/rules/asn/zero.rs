//! ASN001: an AS number is 0.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::profile::{AsnField, range};
use crate::rules::asn::fields;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 1),
        name: "asn-zero",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an AS number is 0",
        rationale: "No session comes up with AS number 0, and routes that carry it are dropped. In an export it is a warning: clients that do not know the four-byte field print 0 in place of a number that stands there.",
        remedy: "Use the number of your own network, or a private one.",
        references: &[
            &range::RFC_7607,
            &refs::DX_PEER,
            &refs::EC2_ROUTE_SERVER_PEERS,
        ],
        example: example!("ASN001"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for number in fields::numbers(cx) {
        if number.asn.number != 0 {
            continue;
        }
        let old_client = number.exported && number.field == AsnField::Customer;
        let help = if old_client {
            "Export again with a newer client: the real number may stand in the four-byte field, which this file does not have"
        } else {
            "Use the number of your own network, or a private one (64512 to 65534)"
        };
        let draft = Draft::at(
            number.at,
            format!("the AS number of {} is 0", number.owner(cx)),
        )
        .help(help)
        .lowered_if(number.exported, Severity::Warning);
        out.push(number.about(cx, draft));
    }
}
