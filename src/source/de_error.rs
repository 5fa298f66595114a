//! Why a node does not fit a type, in words that quote nothing.

use std::fmt;

use serde::de::{self, Unexpected};

use super::text::Text;

/// Why a node does not fit a type.
#[derive(Debug)]
pub(crate) struct Error {
    /// What should stand there.
    pub expected: &'static str,
    /// Whether the place is on record already.
    pub noted: bool,
    /// Whether a key stands there twice.
    pub doubled: bool,
}

/// The error that says what should stand there.
pub(crate) fn expected(what: &str) -> Error {
    Error {
        // The words come from types, so there are few.
        expected: Text::new(what).as_str(),
        noted: false,
        doubled: false,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl std::error::Error for Error {}

// The words of serde and of derived code may quote values, so only what they expected is kept.
impl de::Error for Error {
    fn custom<T: fmt::Display>(_: T) -> Self {
        expected("another value")
    }
    fn invalid_type(_: Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        expected(&wanted.to_string())
    }
    fn invalid_value(_: Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        expected(&wanted.to_string())
    }
    fn invalid_length(_: usize, wanted: &dyn de::Expected) -> Self {
        expected(&wanted.to_string())
    }
    fn unknown_variant(_: &str, wanted: &'static [&'static str]) -> Self {
        expected(&one_of(wanted))
    }
    fn unknown_field(_: &str, wanted: &'static [&'static str]) -> Self {
        expected(&format!("no other keys than {}", wanted.join(", ")))
    }
    fn missing_field(field: &'static str) -> Self {
        expected(&format!("the key {field}"))
    }
    fn duplicate_field(field: &'static str) -> Self {
        Error {
            doubled: true,
            ..expected(&format!("the key {field} once"))
        }
    }
}

/// The words as a choice.
pub(crate) fn one_of(words: &[&str]) -> String {
    match words {
        [] => "nothing".into(),
        [one] => (*one).into(),
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}
