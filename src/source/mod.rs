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
pub use file::SourceFile;
pub use leaves::{Leaf, leaves};
pub use limits::Limits;
pub use load::{Hook, Progress};
pub use locate::{Located, Pointer, locate};
pub use members::{Members, Value};
pub use outline::{Outline, Top};
pub use position::{Position, Unit};
pub use secrets::{Mask, SecretNames, Shown};
pub use span::{FileId, Span};
pub use syntax::{Parsed, Syntax};
pub use text::Text;

use rayon::prelude::*;

/// The files of a run: the only owner of their text.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
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
        Sources { files }
    }

    /// Reads further inputs, in parallel, and puts them behind those that are there.
    pub fn extend(&mut self, inputs: &[Input], limits: &Limits, hook: Hook<'_>) {
        let first = self.files.len();
        let files: Vec<SourceFile> = inputs
            .par_iter()
            .enumerate()
            .map(|(at, input)| {
                let text = load::read(input, limits, hook);
                let id = FileId(error::offset(first + at));
                SourceFile::new(id, &input.path, input.named, text)
            })
            .collect();
        self.files.extend(files);
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

    /// A file; `None` for the number of another run.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
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

    /// The whole text of a file, secrets included.
    #[must_use]
    pub fn text(&self, id: FileId) -> &str {
        self.get(id).map_or("", SourceFile::text)
    }

    /// Lines and columns of one span, in Unicode characters. For many spans take [`Sources::positions`].
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        let Some(file) = self.get(span.file) else {
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
            let Some(file) = group.first().and_then(of).and_then(|id| self.get(id)) else {
                continue;
            };
            let ends = group.iter().filter_map(|at| spans.get(*at));
            let offsets: Vec<u32> = ends.flat_map(|span| [span.start, span.end]).collect();
            let places = position::places(file.text(), &offsets, unit);
            for (at, place) in group.iter().zip(places.chunks_exact(2)) {
                if let (Some(found), [(line, column), (end_line, end_column)]) =
                    (found.get_mut(*at), place)
                {
                    *found = Position {
                        line: *line,
                        column: *column,
                        end_line: *end_line,
                        end_column: *end_column,
                    };
                }
            }
        }
        found
    }
}
