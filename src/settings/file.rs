//! The settings file, read and checked against the rules and providers there are.

use std::collections::BTreeMap;

use super::format::{self, EVERY_KIND, File, Quota, RequiredTags, Words};
use super::mistake::{Mistake, reworded};
use super::placed::{Mark, Placed};
use super::select::{Choice, Selector};
use super::threshold::THRESHOLDS;
use crate::finding::{RuleInfo, Severity};
use crate::model::near::nearest;
use crate::model::{ElementKind, Time};
use crate::profile::{Counted, Limit, Per, Profiles};
use crate::source::Text;

/// A list of selectors and where it stands.
pub(super) type Selectors = Option<(Vec<String>, Mark)>;

/// A group of networks whose overlap is intended.
#[derive(Clone, Debug)]
pub(super) struct Overlap {
    pub(super) networks: Vec<String>,
    pub(super) reason: String,
    pub(super) mark: Mark,
}

/// An exception of the settings file.
#[derive(Clone, Debug)]
pub(super) struct Exception {
    pub(super) rule: Placed<String>,
    pub(super) element: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) until: Option<jiff::civil::Date>,
}

/// A raised limit.
#[derive(Clone, Debug)]
pub(super) struct Raised {
    pub(super) account: Option<Text>,
    pub(super) most: u64,
    pub(super) mark: Mark,
}

/// A settings file that is right.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its path as it is shown.
    pub path: String,
    /// Its text.
    pub text: String,
    pub(super) select: Selectors,
    pub(super) extend_select: Selectors,
    pub(super) ignore: Selectors,
    pub(super) severities: Vec<(String, Option<Severity>, Mark)>,
    pub(super) fail_on: Option<(Option<Severity>, Mark)>,
    pub(super) as_of: Option<(Time, Mark)>,
    /// `None` stands for every kind.
    pub(super) tags: Vec<(Option<ElementKind>, Text, Mark)>,
    pub(super) quotas: BTreeMap<(Counted, Per), Vec<Raised>>,
    pub(super) thresholds: BTreeMap<&'static str, (u64, Mark)>,
    pub(super) overlaps: Vec<Overlap>,
    pub(super) exceptions: Vec<Exception>,
}

impl Written {
    /// Reads a settings file.
    ///
    /// # Errors
    /// Everything that is wrong in it; of a text that is no TOML or has the wrong shape, the first thing.
    pub fn read(
        path: &str,
        text: &str,
        catalogue: &[&'static RuleInfo],
        profiles: &Profiles,
    ) -> Result<Self, Vec<Mistake>> {
        let file: File = toml::from_str(text).map_err(|error| {
            let end = text.len();
            let mark = error.span().unwrap_or(end..end).into();
            vec![reworded(mark, error.message())]
        })?;
        let mut reader = Reader {
            catalogue,
            profiles,
            mistakes: Vec::new(),
        };
        let written = Written {
            path: path.to_owned(),
            text: text.to_owned(),
            select: reader.selectors(file.select),
            extend_select: reader.selectors(file.extend_select),
            ignore: reader.selectors(file.ignore),
            severities: file
                .severity
                .into_iter()
                .map(|(selector, level)| {
                    reader.selector(&selector);
                    let Placed { value, mark } = selector;
                    (value.0, level.value.severity(), mark)
                })
                .collect(),
            fail_on: file.fail_on.map(|of| (of.value.severity(), of.mark)),
            as_of: file.as_of.map(|of| (of.value.0, of.mark)),
            tags: file
                .required_tags
                .map_or_else(Vec::new, |tags| reader.tags(tags)),
            quotas: reader.quotas(file.quotas),
            thresholds: reader.thresholds(&file.thresholds),
            overlaps: file
                .intended_overlap
                .into_iter()
                .map(|group| reader.overlap(group))
                .collect(),
            exceptions: file.exceptions.into_iter().map(exception).collect(),
        };
        if reader.mistakes.is_empty() {
            return Ok(written);
        }
        reader.mistakes.sort_by_key(|mistake| mistake.mark);
        Err(reader.mistakes)
    }

    /// What the file chooses among the rules.
    #[must_use]
    pub fn choice(&self) -> Choice {
        let words = |list: &Selectors| list.as_ref().map(|(words, _)| words.clone());
        Choice {
            select: words(&self.select),
            extend_select: words(&self.extend_select).unwrap_or_default(),
            ignore: words(&self.ignore).unwrap_or_default(),
            severities: self
                .severities
                .iter()
                .map(|(text, severity, _)| (text.clone(), *severity))
                .collect(),
        }
    }

    /// The fail level, if the file says one; inside, `None` is never.
    #[must_use]
    pub fn fail_on(&self) -> Option<Option<Severity>> {
        self.fail_on.map(|(level, _)| level)
    }

    /// The clock, if the file says one.
    #[must_use]
    pub fn as_of(&self) -> Option<Time> {
        self.as_of.map(|(time, _)| time)
    }
}

fn exception(entry: format::Exception) -> Exception {
    Exception {
        rule: Placed {
            value: entry.rule.value.0,
            mark: entry.rule.mark,
        },
        element: entry.element.map(|element| element.value),
        reason: entry.reason.map(|reason| reason.value),
        until: entry.until.map(|day| day.value.0),
    }
}

struct Reader<'r> {
    catalogue: &'r [&'static RuleInfo],
    profiles: &'r Profiles,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn selector(&mut self, selector: &Placed<format::Selector>) {
        let words = selector.value.0.split(',').map(str::trim);
        for word in words {
            if let Err(unknown) = Selector::read(word, self.catalogue) {
                let mistake = Mistake::new(
                    selector.mark,
                    format!("there is no rule `{}`", unknown.given),
                );
                self.mistakes.push(match unknown.suggestion {
                    Some(near) => mistake.help(format!("did you mean `{near}`?")),
                    None => mistake.help("`netvet rules` lists names and codes"),
                });
            }
        }
    }

    fn selectors(&mut self, list: Option<Placed<Words>>) -> Selectors {
        let Placed { value, mark } = list?;
        for selector in &value {
            self.selector(selector);
        }
        Some((value.into_iter().map(|word| word.value.0).collect(), mark))
    }

    fn tags(&mut self, tags: RequiredTags) -> Vec<(Option<ElementKind>, Text, Mark)> {
        let mut all = Vec::new();
        let mut add = |kind: Option<ElementKind>, keys: Vec<Placed<String>>| {
            all.extend(
                keys.into_iter()
                    .map(|key| (kind, Text::new(&key.value), key.mark)),
            );
        };
        match tags {
            RequiredTags::Every(keys) => add(None, keys),
            RequiredTags::ByKind(kinds) => {
                for (word, keys) in kinds {
                    let kind = ElementKind::from_word(&word.value);
                    if kind.is_none() && word.value != EVERY_KIND {
                        let known: Vec<&str> = std::iter::once(EVERY_KIND)
                            .chain(ElementKind::ALL.iter().map(|kind| kind.word()))
                            .collect();
                        let mistake =
                            Mistake::unknown(word.mark, "kind of element", &word.value, &known);
                        self.mistakes.push(mistake);
                        continue;
                    }
                    add(kind, keys);
                }
            }
        }
        all
    }

    fn thresholds(&mut self, counts: &format::Counts) -> BTreeMap<&'static str, (u64, Mark)> {
        let mut chosen = BTreeMap::new();
        for (name, count) in counts {
            let known = THRESHOLDS.iter().find(|known| known.name == name.value);
            if let Some(known) = known {
                chosen.insert(known.name, (count.value.0, count.mark));
            } else {
                let known: Vec<&str> = THRESHOLDS.iter().map(|known| known.name).collect();
                let mistake = Mistake::unknown(name.mark, "threshold", &name.value, &known);
                self.mistakes.push(mistake);
            }
        }
        chosen
    }

    fn quotas(
        &mut self,
        quotas: BTreeMap<Placed<String>, Placed<Quota>>,
    ) -> BTreeMap<(Counted, Per), Vec<Raised>> {
        let mut raised: BTreeMap<(Counted, Per), Vec<Raised>> = BTreeMap::new();
        let mut add =
            |account: Option<Text>, key: (Counted, Per), count: &Placed<format::Count>| {
                raised.entry(key).or_default().push(Raised {
                    account,
                    most: count.value.0,
                    mark: count.mark,
                });
            };
        for (key, quota) in quotas {
            match quota.value {
                Quota::One(count) => {
                    let count = Placed {
                        value: count,
                        mark: quota.mark,
                    };
                    if let Some(limit) = self.quota(&key, &count) {
                        add(None, limit, &count);
                    }
                }
                Quota::Account(counts) => {
                    let account = Text::new(&key.value);
                    for (key, count) in counts {
                        if let Some(limit) = self.quota(&key, &count) {
                            add(Some(account), limit, &count);
                        }
                    }
                }
            }
        }
        raised
    }

    /// The limit of a word, if it can have this value.
    fn quota(
        &mut self,
        key: &Placed<String>,
        count: &Placed<format::Count>,
    ) -> Option<(Counted, Per)> {
        let rows: Vec<&'static Limit> = limits(self.profiles)
            .filter(|limit| limit.key() == key.value)
            .collect();
        let Some(first) = rows.first() else {
            let known: Vec<String> = quota_words(self.profiles);
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let mistake = match nearest(&key.value, known.iter().copied()) {
                Some(_) => Mistake::unknown(key.mark, "limit", &key.value, &known),
                // Far too many to list.
                None => Mistake::new(key.mark, format!("there is no limit `{}`", key.value))
                    .help("`netvet schema settings` lists the limits; a table named by an account holds its own"),
            };
            self.mistakes.push(mistake);
            return None;
        };
        let what = first.what.words();
        let adjustable: Vec<&&Limit> = rows
            .iter()
            .filter(|limit| limit.adjustable.may_be_higher())
            .collect();
        if adjustable.is_empty() {
            let most = match first.default.get() {
                Some(most) => format!(" of {most}"),
                None => String::new(),
            };
            self.mistakes.push(
                Mistake::new(
                    key.mark,
                    format!(
                        "the limit{most} on {what} per {} is never raised",
                        first.per.words()
                    ),
                )
                .help("remove the line; quotas hold limits that the provider raises on request"),
            );
            return None;
        }
        let highest: Option<Vec<u32>> = adjustable
            .iter()
            .map(|limit| limit.highest.stated())
            .collect();
        let highest = highest.and_then(|values| values.into_iter().max());
        if let Some(highest) = highest.filter(|highest| count.value.0 > u64::from(*highest)) {
            self.mistakes.push(
                Mistake::new(
                    count.mark,
                    format!(
                        "the limit on {what} per {} is raised to {highest} at most",
                        first.per.words()
                    ),
                )
                .help(format!("expected a whole number up to {highest}")),
            );
            return None;
        }
        Some((first.what, first.per))
    }

    fn overlap(&mut self, group: format::IntendedOverlap) -> Overlap {
        let networks: Vec<String> = group.networks.value.into_iter().map(|n| n.value).collect();
        if networks.len() < 2 {
            self.mistakes.push(
                Mistake::new(
                    group.networks.mark,
                    format!("expected two networks or more, found {}", networks.len()),
                )
                .help("name all networks that share addresses"),
            );
        }
        if group.reason.value.trim().is_empty() {
            self.mistakes.push(Mistake::new(
                group.reason.mark,
                "expected the reason why these networks share addresses",
            ));
        }
        Overlap {
            networks,
            reason: group.reason.value,
            mark: group.networks.mark,
        }
    }
}

fn limits(profiles: &Profiles) -> impl Iterator<Item = &'static Limit> {
    profiles.iter().flat_map(|profile| profile.limits)
}

/// The words of the limits that can be raised, sorted.
#[must_use]
pub fn quota_words(profiles: &Profiles) -> Vec<String> {
    let mut words: Vec<String> = limits(profiles)
        .filter(|limit| limit.adjustable.may_be_higher())
        .map(Limit::key)
        .collect();
    words.sort();
    words.dedup();
    words
}
