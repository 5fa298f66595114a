//! Every rule there is, as a list, a table and JSON.

use serde::Serialize;

use crate::finding::{RuleInfo, Scope, Status};
use crate::model::near::nearest;
use crate::report::Table;

/// Every rule, in order of code.
///
/// ```
/// use netvet::app::catalogue;
///
/// let rules = catalogue::all();
/// assert!(rules.is_sorted_by_key(|rule| rule.code));
/// let meant = catalogue::find(&rules, "peering-cidr-overlab");
/// assert_eq!(meant.unwrap_err().as_deref(), Some("peering-cidr-overlap"));
/// ```
#[must_use]
pub fn all() -> Vec<&'static RuleInfo> {
    let mut rules: Vec<&'static RuleInfo> = crate::rules::catalogue();
    rules.extend(crate::import::problems::RULES);
    rules.extend(crate::settings::problems::RULES);
    rules.extend(super::diff::problems::RULES);
    rules.extend(crate::simulate::plan::RULES);
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// The rule of a name or code, in any casing.
///
/// # Errors
/// The nearest name or code, if one is near.
pub fn find(
    rules: &[&'static RuleInfo],
    wanted: &str,
) -> Result<&'static RuleInfo, Option<String>> {
    let lower = wanted.trim().to_lowercase().replace('_', "-");
    let words = |rule: &RuleInfo| [rule.name.to_owned(), rule.code.to_string()];
    let same = rules
        .iter()
        .find(|rule| words(rule).iter().any(|word| word.to_lowercase() == lower));
    same.copied().ok_or_else(|| {
        let known: Vec<String> = rules.iter().flat_map(|rule| words(rule)).collect();
        nearest(&lower, known.iter().map(String::as_str)).map(str::to_owned)
    })
}

/// The providers a rule speaks for, in words.
#[must_use]
pub fn providers(rule: &RuleInfo) -> String {
    match rule.scope {
        Scope::All => "all".to_owned(),
        Scope::Only(providers) => providers.join(", "),
    }
}

/// Where a rule stands in its life, in words.
#[must_use]
pub fn status(rule: &RuleInfo) -> String {
    match rule.status {
        Status::Stable => "stable".to_owned(),
        Status::Preview => "preview".to_owned(),
        Status::Retired { why } => format!("retired: {why}"),
    }
}

/// The catalogue as a table.
#[must_use]
pub fn table(rules: &[&'static RuleInfo]) -> Table {
    Table {
        title: String::new(),
        head: ["code", "rule", "severity", "providers", "what"]
            .map(str::to_owned)
            .to_vec(),
        rows: rules
            .iter()
            .map(|rule| {
                vec![
                    rule.code.to_string(),
                    rule.name.to_owned(),
                    rule.severity.word().to_owned(),
                    providers(rule),
                    rule.summary.to_owned(),
                ]
            })
            .collect(),
        numeric: Vec::new(),
    }
}

/// The catalogue as JSON.
#[derive(Serialize)]
pub struct Catalogue {
    format: u32,
    rules: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    code: String,
    name: &'static str,
    group: &'static str,
    severity: &'static str,
    confidence: &'static str,
    status: String,
    since: &'static str,
    providers: Option<&'static [&'static str]>,
    summary: &'static str,
    rationale: &'static str,
    remedy: &'static str,
    references: Vec<Source>,
}

#[derive(Serialize)]
struct Source {
    title: &'static str,
    url: Option<&'static str>,
    read: Option<&'static str>,
}

/// The catalogue for programs; `providers` is null where a rule speaks for all.
#[must_use]
pub fn json(rules: &[&'static RuleInfo]) -> Catalogue {
    let given = |text: &'static str| (!text.is_empty()).then_some(text);
    Catalogue {
        format: 1,
        rules: rules
            .iter()
            .map(|rule| Entry {
                code: rule.code.to_string(),
                name: rule.name,
                group: rule.code.group.title(),
                severity: rule.severity.word(),
                confidence: rule.confidence.word(),
                status: status(rule),
                since: rule.since,
                providers: match rule.scope {
                    Scope::All => None,
                    Scope::Only(providers) => Some(providers),
                },
                summary: rule.summary,
                rationale: rule.rationale,
                remedy: rule.remedy,
                references: rule
                    .references
                    .iter()
                    .map(|reference| Source {
                        title: reference.title,
                        url: given(reference.url),
                        read: given(reference.read),
                    })
                    .collect(),
            })
            .collect(),
    }
}
