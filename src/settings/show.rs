//! What applies, and where each value comes from.

use super::placed::Mark;
use super::select::Choice;
use super::threshold::THRESHOLDS;
use super::{Settings, Written};
use crate::finding::Severity;
use crate::model::Time;

/// One setting in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The key as in the settings file.
    pub key: String,
    /// Its value.
    pub value: String,
    /// `default`, the file and line, or the option.
    pub from: String,
}

/// What the command line says.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Which rules.
    pub choice: &'a Choice,
    /// From which severity on a run fails; inside, `None` is never.
    pub fail_on: Option<Option<Severity>>,
    /// The clock.
    pub as_of: Option<Time>,
}

const DEFAULT: &str = "default";

/// The settings in force, in the order of the file's keys.
#[must_use]
pub fn rows(settings: &Settings, options: &Options<'_>) -> Vec<Row> {
    let written = settings.written();
    let mut rows = Rows {
        written,
        rows: Vec::new(),
    };
    rows.selection(options.choice);
    let level = |level: Option<Severity>| level.map_or("never", Severity::word).to_owned();
    let fail_on = written.and_then(|w| w.fail_on);
    match (options.fail_on, fail_on) {
        (Some(chosen), _) => rows.add("fail-on", level(chosen), "--fail-on"),
        (None, Some((chosen, mark))) => rows.at("fail-on", level(chosen), mark),
        (None, None) => rows.add("fail-on", level(Some(Severity::Error)), DEFAULT),
    }
    match (options.as_of, written.and_then(|w| w.as_of)) {
        (Some(time), _) => rows.add("as-of", time.to_string(), "--as-of"),
        (None, Some((time, mark))) => rows.at("as-of", time.to_string(), mark),
        (None, None) => {
            let value = "the latest time that the inputs carry, else now";
            rows.add("as-of", value.to_owned(), DEFAULT);
        }
    }
    rows.rest();
    rows.rows
}

struct Rows<'w> {
    written: Option<&'w Written>,
    rows: Vec<Row>,
}

impl Rows<'_> {
    fn add(&mut self, key: impl Into<String>, value: String, from: &str) {
        self.rows.push(Row {
            key: key.into(),
            value,
            from: from.to_owned(),
        });
    }

    /// A value of the settings file.
    fn at(&mut self, key: impl Into<String>, value: String, mark: Mark) {
        let from = self.written.map_or_else(String::new, |written| {
            let before = written.text.get(..mark.start as usize).unwrap_or_default();
            let line = 1 + before.matches('\n').count();
            format!("{}:{line}", written.path)
        });
        self.add(key, value, &from);
    }

    fn selection(&mut self, choice: &Choice) {
        // What the command line selects replaces what the file selects and ignores.
        if let Some(select) = &choice.select {
            self.add("select", select.join(", "), "--select");
        } else {
            match self.written.and_then(|w| w.select.clone()) {
                Some((words, mark)) => self.at("select", words.join(", "), mark),
                None => self.add("select", "ALL".to_owned(), DEFAULT),
            }
            if let Some(written) = self.written {
                for (key, list) in [
                    ("extend-select", &written.extend_select),
                    ("ignore", &written.ignore),
                ] {
                    if let Some((words, mark)) = list {
                        self.at(key, words.join(", "), *mark);
                    }
                }
            }
        }
        if !choice.extend_select.is_empty() {
            let words = choice.extend_select.join(", ");
            self.add("extend-select", words, "--extend-select");
        }
        if !choice.ignore.is_empty() {
            self.add("ignore", choice.ignore.join(", "), "--ignore");
        }
    }

    fn rest(&mut self) {
        let written = self.written;
        for (kind, key, mark) in written.into_iter().flat_map(|w| &w.tags) {
            let name = match kind {
                Some(kind) => format!("required-tags.{}", kind.word()),
                None => "required-tags".to_owned(),
            };
            self.at(name, key.to_string(), *mark);
        }
        for (rule, severity, mark) in written.into_iter().flat_map(|w| &w.severities) {
            let word = severity.map_or("off", Severity::word);
            self.at(format!("severity.{rule}"), word.to_owned(), *mark);
        }
        for ((what, per), raised) in written.into_iter().flat_map(|w| &w.quotas) {
            for raised in raised {
                let account = raised
                    .account
                    .map_or_else(String::new, |account| format!("{account}."));
                let key = format!("quotas.{account}{}-per-{}", what.key(), per.key());
                self.at(key, raised.most.to_string(), raised.mark);
            }
        }
        for threshold in THRESHOLDS {
            let key = format!("thresholds.{}", threshold.name);
            match written.and_then(|w| w.thresholds.get(threshold.name)) {
                Some((value, mark)) => self.at(key, value.to_string(), *mark),
                None => self.add(key, threshold.default.to_string(), DEFAULT),
            }
        }
        for group in written.into_iter().flat_map(|w| &w.overlaps) {
            let value = format!("{} ({})", group.networks.join(", "), group.reason);
            self.at("intended-overlap", value, group.mark);
        }
        for exception in written.into_iter().flat_map(|w| &w.exceptions) {
            let element = exception
                .element
                .as_deref()
                .map_or_else(String::new, |element| format!(" for {element}"));
            let until = exception
                .until
                .map_or_else(String::new, |until| format!(" until {until}"));
            let value = format!("{}{element}{until}", exception.rule.value);
            self.at("exceptions", value, exception.rule.mark);
        }
    }
}
