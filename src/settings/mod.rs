//! The user's choices: the settings file, exceptions, the baseline.

pub mod baseline;
pub mod comments;
pub mod element;
pub mod exceptions;
pub mod file;
mod format;
pub mod mistake;
pub mod placed;
pub mod problems;
mod schema;
pub mod select;
pub mod show;
pub mod threshold;

use std::sync::Arc;

pub use baseline::Baseline;
pub use file::Written;
pub use mistake::Mistake;
pub use placed::Mark;
pub use schema::schema;
pub use select::{Choice, Selected, UnknownRule};
pub use threshold::Threshold;

use crate::finding::Subject;
use crate::model::ElementKind;
use crate::profile::Limit;
use crate::source::{FileId, Span, Text};

/// The choices that rules and reports need.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Which rules run, with which severity.
    pub rules: Selected,
    written: Option<Arc<Written>>,
    /// The settings file's number among the sources, once it is there.
    file: Option<FileId>,
}

impl Settings {
    /// Without a settings file.
    #[must_use]
    pub fn new(rules: Selected) -> Self {
        Self {
            rules,
            ..Self::default()
        }
    }

    /// With one.
    #[must_use]
    pub fn with(rules: Selected, written: Option<Arc<Written>>) -> Self {
        Self {
            rules,
            written,
            file: None,
        }
    }

    /// The settings file.
    #[must_use]
    pub fn written(&self) -> Option<&Written> {
        self.written.as_deref()
    }

    /// The same with the number that the settings file has among the sources, so that its places can be shown.
    #[must_use]
    pub fn at(&self, file: FileId) -> Self {
        Self {
            file: Some(file),
            ..self.clone()
        }
    }

    /// A place in the settings file; `None` while the file is not among the sources.
    #[must_use]
    pub fn span(&self, mark: Mark) -> Option<Span> {
        Some(Span::new(self.file?, mark.start, mark.end))
    }

    /// The keys of the tags that elements of a kind must have, each with its place.
    #[must_use]
    pub fn required_tags(&self, kind: ElementKind) -> Vec<(Text, Option<Span>)> {
        let Some(written) = self.written() else {
            return Vec::new();
        };
        written
            .tags
            .iter()
            .filter(|(of, ..)| of.is_none_or(|of| of == kind))
            .map(|(_, key, mark)| (*key, self.span(*mark)))
            .collect()
    }

    /// The value to which a limit was raised for an account, and where that is said; `None` where it was not.
    #[must_use]
    pub fn quota(&self, account: Option<Text>, limit: &Limit) -> Option<(u64, Option<Span>)> {
        if !limit.adjustable.may_be_higher() {
            return None;
        }
        let raised = self.written()?.quotas.get(&(limit.what, limit.per))?;
        let of = |wanted: Option<Text>| raised.iter().find(|raised| raised.account == wanted);
        let own = account.and_then(|account| of(Some(account)));
        let raised = own.or_else(|| of(None))?;
        Some((raised.most, self.span(raised.mark)))
    }

    /// From where on a rule speaks that has no fixed limit.
    #[must_use]
    pub fn threshold(&self, of: &Threshold) -> u64 {
        self.written()
            .and_then(|written| written.thresholds.get(of.name))
            .map_or(of.default, |(value, _)| *value)
    }

    /// Whether two networks are named together as overlapping on purpose.
    #[must_use]
    pub fn overlap_is_intended(&self, a: &Subject, b: &Subject) -> bool {
        let Some(written) = self.written() else {
            return false;
        };
        let has = |group: &file::Overlap, subject: &Subject| {
            group
                .networks
                .iter()
                .any(|network| element::names(network, subject))
        };
        written
            .overlaps
            .iter()
            .any(|group| has(group, a) && has(group, b))
    }
}
