//! ASN003: an AS number is one for documentation.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use crate::profile::range::{self, AsnUse};
use crate::rules::asn::fields;
use crate::rules::{Check, Context, Rule};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Asn, 3),
        name: "asn-documentation",
        severity: Severity::Warning,
        confidence: Confidence::Likely,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an AS number is one of those for documentation",
        rationale: "The number was copied from an example, or stands for one that was hidden; routes that carry it are filtered on the internet. In an export it is an info, because sanitised exports have such numbers.",
        remedy: "Use the number of your own network, or a private one.",
        references: &[&range::RFC_5398],
        example: example!("ASN003"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    for number in fields::numbers(cx) {
        if !matches!(range::asn_use(number.asn), Some((AsnUse::Documentation, _))) {
            continue;
        }
        let draft = Draft::at(
            number.at,
            format!(
                "{} has the AS number {}, which is set aside for documentation",
                number.owner(cx),
                number.asn
            ),
        )
        .help("Use the number of your own network, or a private one (64512 to 65534)")
        .lowered_if(number.exported, Severity::Info);
        out.push(number.about(cx, draft));
    }
}
