//! ASN011: the customer's side of a public interface has the provider's number.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::profile::{AsnField, AsnScope};
use crate::rules::asn::fields;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 11),
        name: "asn-public-vif-7224",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the customer's side of a public virtual interface has the provider's own AS number",
        rationale: "The provider has this number on its side of every public interface, so both sides would be one network and no route would be taken.",
        remedy: "Use your own public number, or a private one.",
        references: &[&refs::DX_ROUTING],
        example: example!("ASN011"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for number in fields::numbers(cx) {
        if number.field != AsnField::Customer || !fields::is_public(cx, &number) {
            continue;
        }
        let head = cx.design.head(number.element);
        let bgp = &cx.profiles.get(head.provider).bgp;
        let Some(row) = bgp
            .taken(AsnField::Customer, number.asn.number, None, true)
            .filter(|row| row.scope == AsnScope::PublicInterfaces)
        else {
            continue;
        };
        let draft = Draft::at(
            number.at,
            format!(
                "{} has the AS number {}, which is {}",
                number.owner(cx),
                number.asn,
                row.what
            ),
        )
        .help("Use your own public number, or a private one (64512 to 65534)");
        out.push(number.about(cx, draft));
    }
}
