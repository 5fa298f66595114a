//! Bytes, places and trees; knows nothing about networks.

mod careful;
pub mod de;
mod de_access;
mod de_error;
mod discover;
pub mod document;
pub mod error;
pub mod field;
pub mod file;
#[cfg(test)]
mod files_tests;
mod json;
mod json_tree;
mod kept;
pub mod leaves;
pub mod limits;
mod load;
pub mod locate;
#[cfg(test)]
mod locate_tests;
pub mod members;
pub mod outline;
mod position;
#[cfg(test)]
mod reading_tests;
pub mod secrets;
mod shaped;
pub mod span;
mod spare;
mod strict;
pub mod syntax;
pub mod text;
pub mod tree;
#[cfg(test)]
mod tree_tests;
mod tree_walk;
mod typed;
pub mod yaml;
mod yaml_faults;
mod yaml_layout;
#[cfg(test)]
mod yaml_tests;
mod zstd;

pub use de::{TreeRead, UnknownKey, from_node};
pub use discover::{DiscoverOptions, Input, Target, discover};
pub use document::Document;
pub use error::{Problem, ReadError};
pub use field::{Field, Lowering, Mapping, Part, Raw, Scalar, Secret, Shape};
pub use file::{Opened, SourceFile};
pub use leaves::{Leaf, leaves};
pub use limits::Limits;
pub use load::{Hook, Progress};
pub use locate::{Located, Pointer, locate};
pub use members::{Members, Value};
pub use outline::{Outline, Top};
pub use position::{Position, Unit};
pub use secrets::{Mask, Placed, SecretNames, Shown};
pub use span::{FileId, Span};
pub use syntax::{Parsed, Syntax};
pub use text::Text;

use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use file::Stamp;

/// The files of a run: the only owner of their text.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// The file that was read again last.
    latest: Mutex<Option<(FileId, Arc<SourceFile>)>>,
}

/// What becomes of a text after it was looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It stays in memory.
    Keep,
    /// It is dropped, and read again if it is asked for.
    LetGo,
}

impl Sources {
    /// Without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads all inputs, in parallel, in their order. What cannot be read is there too, with its [`SourceFile::error`].
    #[must_use]
    pub fn load(inputs: &[Input], limits: &Limits, hook: Hook<'_>) -> Self {
        let files = inputs
            .par_iter()
            .enumerate()
            .map(|(at, input)| {
                let text = load::read(input, limits, hook);
                SourceFile::new(FileId(error::offset(at)), &input.path, input.named, text)
            })
            .collect();
        Sources {
            files,
            latest: Mutex::default(),
        }
    }

    /// Reads further inputs and has each looked at, in parallel, and puts them behind those that are there.
    ///
    /// What is not kept need not fit into memory all at once. Only the text of a regular file can be let go.
    pub fn extend<T: Send>(
        &mut self,
        inputs: &[Input],
        limits: &Limits,
        hook: Hook<'_>,
        look: impl Fn(FileId, &SourceFile) -> (T, Fate) + Sync,
    ) -> Vec<T> {
        let first = self.files.len();
        let read = |(at, input): (usize, &Input)| {
            let stamp = Stamp::of(input);
            let text = load::read(input, limits, hook);
            let id = FileId(error::offset(first + at));
            let mut file = SourceFile::new(id, &input.path, input.named, text);
            let (seen, fate) = look(id, &file);
            if let (Some(stamp), Fate::LetGo, None) = (stamp, fate, file.error()) {
                file.let_go(input, limits, stamp);
            } else {
                file.fit();
            }
            (file, seen)
        };
        let read: Vec<(SourceFile, T)> = inputs.par_iter().enumerate().map(read).collect();
        let (files, seen): (Vec<SourceFile>, Vec<T>) = read.into_iter().unzip();
        self.files.extend(files);
        seen
    }

    /// Adds a text under a name, as if the user had named it.
    pub fn add(&mut self, path: &str, text: impl Into<String>) -> FileId {
        let id = FileId(error::offset(self.files.len()));
        self.files
            .push(SourceFile::new(id, path, true, Ok(text.into())));
        id
    }

    /// Adds a text that holds no secrets and is neither JSON nor YAML, such as a settings file. It is shown whole.
    pub fn add_plain(&mut self, path: &str, text: impl Into<String>) -> FileId {
        let id = FileId(error::offset(self.files.len()));
        self.files.push(SourceFile::plain(id, path, text.into()));
        id
    }

    /// Takes over the files of another run; its spans lead here once [`Span::shifted`] by the number returned.
    pub fn append(&mut self, other: Sources) -> u32 {
        let first = error::offset(self.files.len());
        self.files.extend(other.files);
        first
    }

    /// A file; `None` for the number of another run.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// A file with its text, which is read again where it was let go.
    #[must_use]
    pub fn open(&self, id: FileId) -> Option<Opened<'_>> {
        let file = self.get(id)?;
        if !file.is_let_go() {
            return Some(Opened::Here(file));
        }
        let latest = || self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, text)) = &*latest()
            && *known == id
        {
            return Some(Opened::Again(Arc::clone(text)));
        }
        let again = Arc::new(file.read_again(id)?);
        *latest() = Some((id, Arc::clone(&again)));
        Some(Opened::Again(again))
    }

    /// The paths of files that were to be read again and are others now.
    pub fn changed(&self) -> impl Iterator<Item = &str> {
        let changed = self.files.iter().filter(|file| file.has_changed());
        changed.map(SourceFile::path)
    }

    /// All files in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (FileId, &SourceFile)> {
        let files = self.files.iter().enumerate();
        files.map(|(at, file)| (FileId(error::offset(at)), file))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The path of a file as the user gave it.
    #[must_use]
    pub fn path(&self, id: FileId) -> &str {
        self.get(id).map_or("", SourceFile::path)
    }

    /// The whole text of a file that is kept, secrets included.
    #[must_use]
    pub fn text(&self, id: FileId) -> &str {
        self.get(id).map_or("", SourceFile::text)
    }

    /// Lines and columns of one span, in Unicode characters. For many spans take [`Sources::positions`].
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        let Some(file) = self.open(span.file) else {
            return Position::START;
        };
        let (line, column) = file.line_column(span.start, Unit::Characters);
        let (end_line, end_column) = file.line_column(span.end, Unit::Characters);
        Position {
            line,
            column,
            end_line,
            end_column,
        }
    }

    /// Lines and columns of many spans, in their order; one pass over each file, fastest where the spans are sorted.
    #[must_use]
    pub fn positions(&self, spans: &[Span], unit: Unit) -> Vec<Position> {
        let mut order: Vec<usize> = (0..spans.len()).collect();
        order.sort_by_key(|at| spans.get(*at));
        let mut found = vec![Position::START; spans.len()];
        let of = |at: &usize| spans.get(*at).map(|span| span.file);
        for group in order.chunk_by(|a, b| of(a) == of(b)) {
            let Some(file) = group.first().and_then(of).and_then(|id| self.open(id)) else {
                continue;
            };
            let spans = group.iter().filter_map(|at| spans.get(*at).copied());
            let spans: Vec<Span> = spans.collect();
            for (at, position) in group.iter().zip(position::of(file.text(), &spans, unit)) {
                if let Some(found) = found.get_mut(*at) {
                    *found = position;
                }
            }
        }
        found
    }
}
