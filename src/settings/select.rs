//! Which rules run, with which severity.
//!
//! A selector is a rule's name, its code, or the beginning of either (`PEER`, `PEER0`, `bgp-link-`); `ALL` is every rule.
//! Where selectors contradict each other the longer one decides, and between equals the exception does.
//! The command line is a layer above the settings file: what it says about a rule holds, whatever the file says.

use std::fmt;

use crate::finding::{RuleInfo, Severity, Status};
use crate::model::near::nearest;

/// What the user asked for in one place (the settings file, the command line), in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only these, whatever the layers below say; absent: what they say, at first every rule.
    pub select: Option<Vec<String>>,
    /// These too.
    pub extend_select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// Other severities than the rules' own; `None` turns a rule off.
    pub severities: Vec<(String, Option<Severity>)>,
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

    /// Applies choices to the catalogue, each over those before it.
    ///
    /// # Errors
    /// All selectors that mean no rule.
    pub fn new(
        catalogue: &[&'static RuleInfo],
        layers: &[Choice],
    ) -> Result<Self, Vec<UnknownRule>> {
        let mut unknown = Vec::new();
        let layers: Vec<Layer> = layers
            .iter()
            .map(|choice| Layer::read(choice, catalogue, &mut unknown))
            .collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let rules = catalogue
            .iter()
            .filter(|info| in_force(info))
            .filter_map(|info| {
                let (mut runs, mut severity) = (true, info.severity);
                for layer in &layers {
                    (runs, severity) = layer.apply(info, runs, severity);
                }
                runs.then_some((*info, severity))
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

pub(super) fn in_force(info: &RuleInfo) -> bool {
    !matches!(info.status, Status::Retired { .. })
}

/// A choice, read.
struct Layer {
    select: Option<Vec<Selector>>,
    extend: Vec<Selector>,
    ignore: Vec<Selector>,
    severities: Vec<(Selector, Option<Severity>)>,
}

impl Layer {
    fn read(
        choice: &Choice,
        catalogue: &[&'static RuleInfo],
        unknown: &mut Vec<UnknownRule>,
    ) -> Self {
        let mut read = |texts: &[String]| -> Vec<Selector> {
            let words = texts.iter().flat_map(|text| text.split(','));
            let words = words.map(str::trim).filter(|text| !text.is_empty());
            words
                .filter_map(|text| match Selector::read(text, catalogue) {
                    Ok(selector) => Some(selector),
                    Err(problem) => {
                        unknown.push(problem);
                        None
                    }
                })
                .collect()
        };
        let mut severities = Vec::new();
        for (text, severity) in &choice.severities {
            let selectors = read(std::slice::from_ref(text));
            severities.extend(selectors.into_iter().map(|selector| (selector, *severity)));
        }
        Layer {
            select: choice.select.as_deref().map(&mut read),
            extend: read(&choice.extend_select),
            ignore: read(&choice.ignore),
            severities,
        }
    }

    fn apply(&self, info: &RuleInfo, runs: bool, severity: Severity) -> (bool, Severity) {
        let weight = |selectors: &[Selector]| selectors.iter().filter_map(|s| s.weight(info)).max();
        let ignored = weight(&self.ignore);
        let chosen = self
            .select
            .as_deref()
            .and_then(weight)
            .max(weight(&self.extend));
        let mut runs = match (self.select.is_some(), chosen > ignored, ignored) {
            (true, more, _) => more,
            (false, true, _) => true,
            // A selector of the layer below is beaten by any ignore of this one.
            (false, false, Some(_)) => false,
            (false, false, None) => runs,
        };
        let best = self
            .severities
            .iter()
            .filter_map(|(selector, severity)| Some((selector.weight(info)?, *severity)))
            .max_by_key(|(weight, severity)| (*weight, std::cmp::Reverse(*severity)));
        let severity = match best {
            Some((_, Some(chosen))) => chosen,
            Some((_, None)) => {
                runs = false;
                severity
            }
            None => severity,
        };
        (runs, severity)
    }
}

/// What a name, a code or the beginning of one means.
#[derive(Clone, Debug)]
pub(crate) enum Selector {
    All,
    Code(String),
    Name(String),
}

impl Selector {
    /// Reads one selector.
    pub(crate) fn read(text: &str, catalogue: &[&'static RuleInfo]) -> Result<Self, UnknownRule> {
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
        let words: Vec<String> = catalogue
            .iter()
            .flat_map(|info| [info.name.to_owned(), info.code.to_string()])
            .collect();
        Err(UnknownRule {
            given: text.to_owned(),
            suggestion: nearest(&lower, words.iter().map(String::as_str)).map(str::to_owned),
        })
    }

    /// Whether the selector means this rule.
    pub(crate) fn means(&self, info: &RuleInfo) -> bool {
        self.weight(info).is_some()
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
        let selected = Selected::new(&catalogue(), std::slice::from_ref(choice)).unwrap();
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
        choice.select = Some(words(&["bgp-link-*, peering-self"]));
        choice.extend_select.clear();
        choice.ignore = words(&["PEER002"]);
        assert_eq!(names(&choice), ["bgp-link-same-address"]);
        choice.ignore = words(&["BGP01"]);
        choice.select = Some(words(&["BGP"]));
        assert_eq!(names(&choice), ["bgp-link-same-address"]);
    }

    #[test]
    fn severities_follow_the_same_order() {
        let choice = Choice {
            severities: vec![
                ("PEER001".to_owned(), Some(Severity::Info)),
                ("PEER".to_owned(), Some(Severity::Warning)),
            ],
            ..Choice::default()
        };
        let selected = Selected::new(&catalogue(), &[choice]).unwrap();
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
    fn a_later_layer_holds_over_an_earlier_one() {
        let file = Choice {
            select: Some(words(&["PEER"])),
            ignore: words(&["PEER002"]),
            severities: vec![
                ("BGP".to_owned(), Some(Severity::Info)),
                ("PEER001".to_owned(), None),
            ],
            ..Choice::default()
        };
        let over = |choice: Choice| -> Vec<(&str, Severity)> {
            let selected = Selected::new(&catalogue(), &[file.clone(), choice]).unwrap();
            let rules = selected.rules();
            rules
                .map(|(info, severity)| (info.name, severity))
                .collect()
        };
        assert_eq!(over(Choice::default()), []);
        // Extending leaves the rest to the file; its severities stay.
        let extended = over(Choice {
            extend_select: words(&["PEER", "BGP001"]),
            ..Choice::default()
        });
        let names: Vec<&str> = extended.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            names,
            [
                "peering-cidr-overlap",
                "peering-self",
                "bgp-link-same-address"
            ]
        );
        assert_eq!(extended[2].1, Severity::Info);
        // Selecting replaces what the file selected.
        let selected = over(Choice {
            select: Some(words(&["BGP010"])),
            ..Choice::default()
        });
        assert_eq!(selected, [("bgp-no-peer", Severity::Info)]);
        // A short ignore of the later layer beats a long selector of the earlier one.
        let choice = Choice {
            ignore: words(&["PEER"]),
            ..Choice::default()
        };
        let file = Choice {
            extend_select: words(&["PEER001"]),
            ..Choice::default()
        };
        let selected = Selected::new(&catalogue(), &[file, choice]).unwrap();
        assert_eq!(selected.rules().count(), 2);
    }

    #[test]
    fn a_typing_error_gets_a_suggestion() {
        let suggestion = |text: &str| {
            let choice = Choice {
                select: Some(words(&[text])),
                ..Choice::default()
            };
            Selected::new(&catalogue(), &[choice]).unwrap_err()[0]
                .suggestion
                .clone()
        };
        assert_eq!(suggestion("peering-slef").as_deref(), Some("peering-self"));
        assert_eq!(suggestion("PEER0O1").as_deref(), Some("PEER001"));
        assert_eq!(suggestion("peerin"), None);
        assert_eq!(suggestion("unrelated-thing"), None);
    }
}
