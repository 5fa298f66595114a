//! ASN012: the customer's side of a public interface has a private number.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::profile::AsnField;
use crate::rules::asn::fields;
use crate::rules::{Check, Context, Rule, refs};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 12),
        name: "asn-private-on-public-vif",
        severity: Severity::Info,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "the customer's side of a public virtual interface has a private AS number",
        rationale: "The provider replaces the number by its own before it passes routes on, so prepending the number has no effect.",
        remedy: "Use a public number of your own if paths shall be made longer; otherwise nothing is to be done.",
        references: &[&refs::DX_ROUTING, &refs::DX_API_2016],
        example: example!("ASN012"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for number in fields::numbers(cx) {
        let customer = number.field == AsnField::Customer && number.asn.is_private();
        let head = cx.design.head(number.element);
        let rewritten = cx
            .profiles
            .get(head.provider)
            .bgp
            .private_rewritten_on_public
            .get();
        if !customer || rewritten != Some(true) || !fields::is_public(cx, &number) {
            continue;
        }
        let draft = Draft::at(
            number.at,
            format!(
                "{} has the private AS number {}; {} replaces it, so prepending has no effect",
                number.owner(cx),
                number.asn,
                cx.profiles.get(head.provider).words.provider
            ),
        )
        .help("Use a public number of your own if paths shall be made longer");
        out.push(number.about(cx, draft));
    }
}
