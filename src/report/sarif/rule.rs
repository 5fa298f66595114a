//! A rule as SARIF describes it: help as text and as Markdown, default level, tags.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_sarif::sarif as log;

use super::{bag, level, text};
use crate::finding::{Confidence, RuleInfo, Scope, Severity, Status};

/// Everything about a rule.
pub(super) fn descriptor(rule: &RuleInfo) -> log::ReportingDescriptor {
    let configuration = log::ReportingConfiguration::builder()
        .enabled(!matches!(rule.status, Status::Retired { .. }))
        .level(level(rule.severity).to_string())
        .build();
    let help = log::MultiformatMessageString::builder()
        .text(plain(rule))
        .markdown(markdown(rule))
        .build();
    let mut descriptor = log::ReportingDescriptor::builder()
        .id(rule.code.to_string())
        .name(rule.name)
        .short_description(text(&sentence(rule.summary)))
        .full_description(text(rule.rationale))
        .help(help)
        .default_configuration(configuration)
        .properties(properties(rule))
        .build();
    descriptor.help_uri = crate::report::url(rule).map(str::to_owned);
    descriptor
}

/// A capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        format!("{}{}.", first.to_uppercase(), letters.as_str())
    })
}

fn properties(rule: &RuleInfo) -> log::PropertyBag {
    let mut tags = vec!["network".to_owned(), slug(rule.code.group.title())];
    if let Scope::Only(providers) = rule.scope {
        tags.extend(providers.iter().map(|provider| (*provider).to_owned()));
    }
    let precision = match rule.confidence {
        Confidence::Certain => "very-high",
        Confidence::Likely => "high",
        Confidence::Hint => "low",
    };
    let severity = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    };
    let mut bag = bag(BTreeMap::from([
        // The names under which GitHub looks for them.
        ("precision".to_owned(), precision.into()),
        ("problem.severity".to_owned(), severity.into()),
        ("since".to_owned(), rule.since.into()),
    ]));
    bag.tags = Some(tags);
    bag
}

/// Lower case with hyphens.
fn slug(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}

fn plain(rule: &RuleInfo) -> String {
    let mut text = format!(
        "{}\n\n{}\n\nWhat to do: {}",
        sentence(rule.summary),
        rule.rationale,
        rule.remedy
    );
    // Writing to a String cannot fail.
    if let Some(example) = &rule.example {
        let _ = write!(
            text,
            "\n\nRaises it:\n\n{}\n\nDoes not:\n\n{}",
            example.bad.trim_end(),
            example.good.trim_end()
        );
    }
    for (n, reference) in rule.references.iter().enumerate() {
        let start = if n == 0 { "\n\nReferences:" } else { "" };
        let _ = write!(text, "{start}\n{}", reference.title);
        if !reference.url.is_empty() {
            let _ = write!(text, " {}", reference.url);
        }
    }
    text
}

fn markdown(rule: &RuleInfo) -> String {
    let mut text = format!(
        "# {}: {}\n\n{}\n\n{}\n\n## What to do\n\n{}\n",
        rule.code,
        rule.name,
        sentence(rule.summary),
        rule.rationale,
        rule.remedy
    );
    // Writing to a String cannot fail.
    if let Some(example) = &rule.example {
        let _ = write!(
            text,
            "\n## Raises it\n\n```yaml\n{}\n```\n\n## Does not\n\n```yaml\n{}\n```\n",
            example.bad.trim_end(),
            example.good.trim_end()
        );
    }
    for (n, reference) in rule.references.iter().enumerate() {
        if n == 0 {
            text.push_str("\n## References\n\n");
        }
        let _ = match reference.url {
            "" => writeln!(text, "- {}", reference.title),
            url => writeln!(text, "- [{}]({url})", reference.title),
        };
    }
    text
}
