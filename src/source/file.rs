//! One file of a run: its name, its text, its lines.

use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use super::discover::{Input, Target};
use super::error::{ReadError, offset};
use super::limits::Limits;
use super::load;
use super::position::Unit;
use super::span::{FileId, Span};
use super::spare;

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
    /// Where the text is found again after it was let go.
    again: Option<Box<Again>>,
}

/// What it takes to read a file a second time, and to know that it is the same.
#[derive(Debug)]
struct Again {
    input: Input,
    limits: Limits,
    stamp: Stamp,
    changed: AtomicBool,
}

/// Size and time of last change of a regular file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stamp {
    size: u64,
    changed: SystemTime,
}

impl Stamp {
    /// `None` for what cannot be read twice.
    pub(crate) fn of(input: &Input) -> Option<Self> {
        match &input.target {
            Target::File(path) => Self::at(path),
            Target::Standard | Target::Unreadable(_) => None,
        }
    }

    fn at(path: &Path) -> Option<Self> {
        let about = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(Self {
            size: about.len(),
            changed: about.modified().ok()?,
        })
    }
}

/// A file whose text is there: kept since it was read, or read again.
#[derive(Clone, Debug)]
pub enum Opened<'s> {
    /// Kept.
    Here(&'s SourceFile),
    /// Read again.
    Again(Arc<SourceFile>),
}

impl Deref for Opened<'_> {
    type Target = SourceFile;

    fn deref(&self) -> &SourceFile {
        match self {
            Opened::Here(file) => file,
            Opened::Again(file) => file,
        }
    }
}

impl Drop for SourceFile {
    fn drop(&mut self) {
        spare::give(std::mem::take(&mut self.text).into_bytes());
    }
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
            again: None,
        }
    }

    /// Lets go of the text, which `input` gives again.
    pub(crate) fn let_go(&mut self, input: &Input, limits: &Limits, stamp: Stamp) {
        spare::give(std::mem::take(&mut self.text).into_bytes());
        self.again = Some(Box::new(Again {
            input: input.clone(),
            limits: *limits,
            stamp,
            changed: AtomicBool::new(false),
        }));
    }

    /// Gives back what the buffer is larger than the text that stays.
    pub(crate) fn fit(&mut self) {
        if self.text.capacity() / 2 > self.text.len() {
            self.text.shrink_to_fit();
        }
    }

    /// Whether the text was let go; [`Sources::open`](super::Sources::open) has it then.
    #[must_use]
    pub fn is_let_go(&self) -> bool {
        self.again.is_some()
    }

    /// Whether the text that was let go could not be had again, because the file is another one now.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        let changed = |again: &Again| again.changed.load(Ordering::Relaxed);
        self.again.as_deref().is_some_and(changed)
    }

    /// The file with its text, if that was let go. Of a file that has changed the text is empty.
    pub(crate) fn read_again(&self, id: FileId) -> Option<SourceFile> {
        let again = self.again.as_deref()?;
        let same = || Stamp::of(&again.input) == Some(again.stamp);
        let read = same().then(|| load::read(&again.input, &again.limits, &|_| {}));
        let text = read.and_then(Result::ok).filter(|_| same());
        if text.is_none() {
            again.changed.store(true, Ordering::Relaxed);
        }
        Some(SourceFile::new(
            id,
            &self.path,
            self.named,
            Ok(text.unwrap_or_default()),
        ))
    }

    /// A text that holds no secrets and is neither JSON nor YAML, such as a settings file.
    pub(crate) fn plain(id: FileId, path: &str, text: String) -> Self {
        let mut file = SourceFile::new(id, path, true, Ok(text));
        file.plain = true;
        file
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
    /// Empty where it was let go. It holds secrets. What is shown comes from [`Shown`](super::Shown).
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
