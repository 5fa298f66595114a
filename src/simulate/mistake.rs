//! Mistakes in a scenario itself: they end the run, whatever the provider would have answered.

use crate::model::near::nearest;
use crate::source::Span;

/// A mistake in a scenario.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mistake {
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Mistake {
    /// A mistake at a place.
    #[must_use]
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            help: None,
        }
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A word that is not known: `what` is a kind of thing, `known` the words that there are.
    #[must_use]
    pub fn unknown<'k>(
        span: Span,
        what: &str,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Self {
        let mistake = Self::new(span, format!("there is no {what} `{word}`"));
        match nearest(word, known) {
            Some(near) => mistake.help(format!("did you mean `{near}`?")),
            None => mistake,
        }
    }
}
