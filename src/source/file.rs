//! One file of a run: its name, its text, its lines.

use std::sync::OnceLock;

use super::error::{ReadError, offset};
use super::limits::Limits;
use super::position::Unit;
use super::span::{FileId, Span};

/// A file with its text. One that could not be read is kept too, with the reason.
#[derive(Debug)]
pub struct SourceFile {
    path: Box<str>,
    text: String,
    named: bool,
    plain: bool,
    error: Option<ReadError>,
    /// First byte of every line; made when first asked for.
    starts: OnceLock<Vec<u32>>,
}

/// Why a file could not be read, before the file has its number.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// What could be read up to the fault; empty where there is no place in the text.
    pub before: String,
    pub message: String,
    pub hint: Option<String>,
}

impl SourceFile {
    pub(crate) fn new(id: FileId, path: &str, named: bool, read: Result<String, Refusal>) -> Self {
        let read = read.and_then(|text| {
            if text.len() as u64 > Limits::MOST_BYTES {
                return Err(Refusal {
                    before: String::new(),
                    message: "the text is 4 GiB or larger".into(),
                    hint: Some("split it".into()),
                });
            }
            Ok(text)
        });
        let (text, error) = match read {
            Ok(text) => (text, None),
            Err(refusal) => {
                let end = offset(refusal.before.len());
                let error = ReadError {
                    span: Span::new(id, end, end),
                    message: refusal.message,
                    hint: refusal.hint,
                };
                (refusal.before, Some(error))
            }
        };
        SourceFile {
            path: path.into(),
            text,
            named,
            plain: false,
            error,
            starts: OnceLock::new(),
        }
    }

    /// A text that holds no secrets and is neither JSON nor YAML, such as a settings file.
    pub(crate) fn plain(id: FileId, path: &str, text: String) -> Self {
        SourceFile {
            plain: true,
            ..SourceFile::new(id, path, true, Ok(text))
        }
    }

    /// Whether it is a text that may be shown whole, without looking for values and secrets in it.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// The path as the user gave it; below a directory, continued with slashes. `-` is standard input.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, without a byte order mark; of a file that could not be read what stands before the fault.
    ///
    /// It holds secrets. What is shown comes from [`Shown`](super::Shown).
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the user named this very file, in contrast to a directory in which it was found.
    #[must_use]
    pub fn named(&self) -> bool {
        self.named
    }

    /// Why the file could not be read, if so.
    #[must_use]
    pub fn error(&self) -> Option<&ReadError> {
        self.error.as_ref()
    }

    fn starts(&self) -> &[u32] {
        self.starts.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0)
                .chain(ends.map(|at| offset(at + 1)))
                .collect()
        })
    }

    /// How many lines there are; a text that ends with a line feed has an empty last one.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.starts().len()
    }

    /// The bytes of a line, counted from 1, without its line end.
    #[must_use]
    pub fn line(&self, line: u32) -> Option<std::ops::Range<usize>> {
        let index = (line as usize).checked_sub(1)?;
        let starts = self.starts();
        let start = *starts.get(index)? as usize;
        let end = starts
            .get(index + 1)
            .map_or(self.text.len(), |next| *next as usize - 1);
        let bytes = self.text.as_bytes();
        let carriage = end > start && bytes.get(end - 1) == Some(&b'\r');
        Some(start..end - usize::from(carriage))
    }

    /// Line and column of an offset, from 1. The cost grows with the length of the line.
    #[must_use]
    pub fn line_column(&self, at: u32, unit: Unit) -> (u32, u32) {
        let at = (at as usize).min(self.text.len());
        let starts = self.starts();
        let line = starts.partition_point(|start| *start as usize <= at);
        let start = starts
            .get(line.saturating_sub(1))
            .map_or(0, |s| *s as usize);
        let before = self.text.as_bytes().get(start..at).unwrap_or_default();
        (offset(line), offset(1 + unit.count(before)))
    }
}
