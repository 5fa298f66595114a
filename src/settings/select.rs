//! Which rules run, with which severity.
//!
//! A selector is a rule's name, its code, or the beginning of either (`PEER`, `PEER0`, `bgp-link-`); `ALL` is every rule.
//! Where selectors contradict each other the longer one decides, and between equals the exception does.

use std::fmt;

use crate::finding::{RuleInfo, Severity, Status};

/// What the user asked for, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only these; empty: all.
    pub select: Vec<String>,
    /// These too.
    pub extend_select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// Other severities than the rules' own.
    pub severities: Vec<(String, Severity)>,
}

/// A selector that means no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// What was given.
    pub given: String,
    /// The name or code that was meant, if one is near.
    pub suggestion: Option<String>,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no rule `{}`", self.given)?;
        match &self.suggestion {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownRule {}

/// The rules that run, in the order of the catalogue.
#[derive(Clone, Debug, Default)]
pub struct Selected(Vec<(&'static RuleInfo, Severity)>);

impl Selected {
    /// Every rule in force, with its own severity.
    #[must_use]
    pub fn all(catalogue: &[&'static RuleInfo]) -> Self {
        Self(
            catalogue
                .iter()
                .filter(|info| in_force(info))
                .map(|info| (*info, info.severity))
                .collect(),
        )
    }

    /// Applies a choice to the catalogue.
    ///
    /// # Errors
    /// All selectors that mean no rule.
    pub fn new(catalogue: &[&'static RuleInfo], choice: &Choice) -> Result<Self, Vec<UnknownRule>> {
        let mut unknown = Vec::new();
        let mut read = |selectors: &[String]| -> Vec<Selector> {
            selectors
                .iter()
                .flat_map(|text| text.split(','))
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .filter_map(|text| match Selector::read(text, catalogue) {
                    Ok(selector) => Some(selector),
                    Err(problem) => {
                        unknown.push(problem);
                        None
                    }
                })
                .collect()
        };
        let mut chosen = read(&choice.select);
        if choice.select.is_empty() {
            chosen.push(Selector::All);
        }
        chosen.extend(read(&choice.extend_select));
        let ignored = read(&choice.ignore);
        let mut severities = Vec::new();
        for (text, severity) in &choice.severities {
            let selectors = read(std::slice::from_ref(text));
            severities.extend(selectors.into_iter().map(|selector| (selector, *severity)));
        }
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let weight =
            |selectors: &[Selector], info| selectors.iter().filter_map(|s| s.weight(info)).max();
        let rules = catalogue
            .iter()
            .filter(|info| in_force(info))
            .filter(|info| weight(&chosen, info) > weight(&ignored, info))
            .map(|info| {
                let severity = severities
                    .iter()
                    .filter_map(|(selector, severity)| Some((selector.weight(info)?, *severity)))
                    .max_by_key(|(weight, _)| *weight)
                    .map_or(info.severity, |(_, severity)| severity);
                (*info, severity)
            })
            .collect();
        Ok(Self(rules))
    }

    /// The severity with which a rule runs; `None` where it does not.
    #[must_use]
    pub fn severity(&self, info: &RuleInfo) -> Option<Severity> {
        self.0
            .iter()
            .find(|(rule, _)| rule.code == info.code)
            .map(|(_, severity)| *severity)
    }

    /// The rules that run.
    pub fn rules(&self) -> impl Iterator<Item = (&'static RuleInfo, Severity)> + '_ {
        self.0.iter().copied()
    }
}

fn in_force(info: &RuleInfo) -> bool {
    !matches!(info.status, Status::Retired { .. })
}

enum Selector {
    All,
    Code(String),
    Name(String),
}

impl Selector {
    fn read(text: &str, catalogue: &[&'static RuleInfo]) -> Result<Self, UnknownRule> {
        let upper = text.to_ascii_uppercase();
        if upper == "ALL" {
            return Ok(Selector::All);
        }
        let lower = text.to_ascii_lowercase().replace('_', "-");
        let lower = lower.trim_end_matches('*').to_owned();
        for selector in [
            Selector::Code(upper.trim_end_matches('*').to_owned()),
            Selector::Name(lower.clone()),
        ] {
            if catalogue.iter().any(|info| selector.weight(info).is_some()) {
                return Ok(selector);
            }
        }
        let near = catalogue
            .iter()
            .flat_map(|info| [info.name.to_owned(), info.code.to_string()])
            .map(|known| (distance(&known.to_ascii_lowercase(), &lower), known))
            .min_by_key(|(far, _)| *far)
            .filter(|(far, known)| *far <= 1 + known.len() / 5)
            .map(|(_, known)| known);
        Err(UnknownRule {
            given: text.to_owned(),
            suggestion: near,
        })
    }

    /// How exactly the selector means this rule; `None` where it does not.
    fn weight(&self, info: &RuleInfo) -> Option<usize> {
        match self {
            Selector::All => Some(1),
            Selector::Code(code) => {
                let whole = info.code.to_string();
                // `RS` must not mean the codes of a group whose prefix goes on with a letter.
                let rest = whole.strip_prefix(code.as_str())?;
                let digits = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit());
                digits.then(|| {
                    if rest.is_empty() {
                        usize::MAX
                    } else {
                        1 + code.len()
                    }
                })
            }
            Selector::Name(name) if info.name == name => Some(usize::MAX),
            // Half a word is no selector, so that a typing error is not taken for one.
            Selector::Name(name) => (name.ends_with('-') && info.name.starts_with(name.as_str()))
                .then(|| 1 + name.len()),
        }
    }
}

/// Insertions, deletions, replacements and swaps of neighbours between two texts.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            next[j] = (row[j] + 1).min(next[j - 1] + 1).min(row[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Confidence, Group, Scope};

    macro_rules! info {
        ($group:ident, $number:literal, $name:literal) => {{
            static INFO: RuleInfo = RuleInfo {
                code: Code::new(Group::$group, $number),
                name: $name,
                severity: Severity::Error,
                confidence: Confidence::Certain,
                status: Status::Stable,
                since: "0.1.0",
                scope: Scope::All,
                summary: "",
                rationale: "",
                remedy: "",
                references: &[],
                example: None,
            };
            &INFO
        }};
    }

    fn catalogue() -> Vec<&'static RuleInfo> {
        vec![
            info!(Peering, 1, "peering-cidr-overlap"),
            info!(Peering, 2, "peering-self"),
            info!(Bgp, 1, "bgp-link-same-address"),
            info!(Bgp, 10, "bgp-no-peer"),
        ]
    }

    fn names(choice: &Choice) -> Vec<&'static str> {
        let selected = Selected::new(&catalogue(), choice).unwrap();
        selected.rules().map(|(info, _)| info.name).collect()
    }

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|s| (*s).to_owned()).collect()
    }

    #[test]
    fn the_longer_selector_decides() {
        let mut choice = Choice::default();
        assert_eq!(names(&choice).len(), 4);
        choice.ignore = words(&["PEER"]);
        choice.extend_select = words(&["peer002"]);
        assert_eq!(
            names(&choice),
            ["peering-self", "bgp-link-same-address", "bgp-no-peer"]
        );
        choice.select = words(&["bgp-link-*, peering-self"]);
        choice.extend_select.clear();
        choice.ignore = words(&["PEER002"]);
        assert_eq!(names(&choice), ["bgp-link-same-address"]);
        choice.ignore = words(&["BGP01"]);
        choice.select = words(&["BGP"]);
        assert_eq!(names(&choice), ["bgp-link-same-address"]);
    }

    #[test]
    fn severities_follow_the_same_order() {
        let choice = Choice {
            severities: vec![
                ("PEER001".to_owned(), Severity::Info),
                ("PEER".to_owned(), Severity::Warning),
            ],
            ..Choice::default()
        };
        let selected = Selected::new(&catalogue(), &choice).unwrap();
        let severities: Vec<Severity> = selected.rules().map(|(_, severity)| severity).collect();
        assert_eq!(
            severities,
            [
                Severity::Info,
                Severity::Warning,
                Severity::Error,
                Severity::Error
            ]
        );
    }

    #[test]
    fn a_typing_error_gets_a_suggestion() {
        let suggestion = |text: &str| {
            let choice = Choice {
                select: words(&[text]),
                ..Choice::default()
            };
            Selected::new(&catalogue(), &choice).unwrap_err()[0]
                .suggestion
                .clone()
        };
        assert_eq!(suggestion("peering-slef").as_deref(), Some("peering-self"));
        assert_eq!(suggestion("PEER0O1").as_deref(), Some("PEER001"));
        assert_eq!(suggestion("peerin"), None);
        assert_eq!(suggestion("unrelated-thing"), None);
    }
}
