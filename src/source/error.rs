//! What ends the reading of a file, and what costs only a part of it.

use super::span::{FileId, Span};

/// Why a file cannot be read any further.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    /// Where; empty at the end of a text that breaks off.
    pub span: Span,
    /// What is wrong, one sentence without a full stop. Never quotes values.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// Something wrong in a file that is read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A key stands twice in one object; the last value holds.
    DuplicateKey {
        /// The key.
        key: Box<str>,
        /// Where it stands again.
        span: Span,
        /// Where it stood before.
        first: Span,
    },
    /// A whole item could not be read and is left out.
    Refused {
        /// The key of the member that holds it; empty for a document that is the item or the list itself.
        member: Box<str>,
        /// The item.
        item: Span,
        /// The value at fault inside it, or the item itself.
        span: Span,
        /// What should stand there.
        expected: &'static str,
    },
    /// A list or an object inside an item could not be read; the item is kept with [`Part::Wrong`](super::Part::Wrong) there.
    Unreadable {
        /// The value at fault.
        span: Span,
        /// What should stand there.
        expected: &'static str,
    },
}

impl Problem {
    /// Where it is.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Problem::DuplicateKey { span, .. }
            | Problem::Refused { span, .. }
            | Problem::Unreadable { span, .. } => *span,
        }
    }
}

/// An offset as places keep it; texts are never longer than [`Limits::MOST_BYTES`](super::Limits::MOST_BYTES).
pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A place from offsets.
pub(crate) fn span(file: FileId, start: usize, end: usize) -> Span {
    Span::new(file, offset(start), offset(end))
}
