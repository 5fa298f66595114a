//! IN012: an account does not have the form that the provider gives accounts.

use crate::finding::{Code, Confidence, Draft, Group, RuleInfo, Scope, Severity, Sink, Status};
use rustc_hash::FxHashSet;

use crate::model::ProviderId;
use crate::profile::AccountForm;
use crate::rules::input::text;
use crate::rules::{Check, Context, Rule, refs};
use crate::source::Text;

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: Code::new(Group::Input, 12),
        name: "input-account-id-malformed",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        status: Status::Stable,
        since: "0.1.0",
        scope: Scope::All,
        summary: "an account does not have the form that the provider gives accounts",
        rationale: "Digits were lost, as when a leading zero falls off a number, and the element seems to belong to somebody else. For exported elements it is a warning, and an info where it was masked on purpose.",
        remedy: "Write the whole account id, with its leading zeros.",
        references: &[&refs::EC2_ERRORS],
        example: example!("IN012"),
    },
    check: Check::Design(check),
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut seen: FxHashSet<(ProviderId, Text)> = FxHashSet::default();
    for id in cx.design.all() {
        let head = cx.design.head(id);
        let naming = &cx.profiles.get(head.provider).naming;
        let (Some((account, span)), Some(form)) = (head.account.located(), naming.account.stated())
        else {
            continue;
        };
        if form.fits(account) || naming.service_owners.contains(&account.as_str()) {
            continue;
        }
        // One is enough: all elements of an account say the same.
        if !seen.insert((head.provider, *account)) {
            continue;
        }
        let word = cx.profiles.get(head.provider).words.account;
        let expected = match form {
            AccountForm::Digits(count) => format!("{count} digits"),
            AccountForm::HexOrUuid => "32 hexadecimal digits".to_owned(),
        };
        let exported = !head.is_design();
        out.push(
            Draft::at(
                span,
                format!(
                    "{} belongs to `{account}`, which is no {word}",
                    cx.name_of(id)
                ),
            )
            .help(format!("An {word} has {expected}"))
            .lowered_if(exported, Severity::Warning)
            .lowered_if(exported && text::is_masked(account), Severity::Info)
            .about(cx.subject_of(id))
            .key("account", account.as_str()),
        );
    }
}
